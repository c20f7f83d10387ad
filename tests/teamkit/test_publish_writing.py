"""Documents reach the disk whole, and nothing of a person's is lost."""

from pathlib import Path

import pytest

from teamkit.findings import Refusal
from teamkit.publish.documents import Document
from teamkit.publish.header import HEADER
from teamkit.publish.regions import marked
from teamkit.publish.writing import Change, diff, plan, write

OLD, NEW = f"# {HEADER}\nold\n", f"# {HEADER}\nnew\n"
PAGE = Document("docs/team/page.md", NEW)


def put(root: Path, path: str, text: str) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())
    return target


def test_a_new_file_is_planned_then_written(tmp_path: Path) -> None:
    changes = plan(tmp_path, [PAGE])
    assert changes == (Change(PAGE.path, None, NEW),)
    assert list(tmp_path.iterdir()) == []
    write(tmp_path, changes)
    assert (tmp_path / PAGE.path).read_text() == NEW


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    region = Document("AGENTS.md", "region", "owners")
    write(tmp_path, plan(tmp_path, [PAGE, region]))
    assert plan(tmp_path, [PAGE, region]) == ()


def test_a_generated_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = put(tmp_path, PAGE.path, OLD)
    target.chmod(0o640)
    write(tmp_path, plan(tmp_path, [PAGE]))
    assert target.read_text() == NEW
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in target.parent.iterdir()] == ["page.md"]


def test_a_new_file_has_the_mode_that_other_new_files_have(tmp_path: Path) -> None:
    write(tmp_path, plan(tmp_path, [PAGE]))
    other = put(tmp_path, "other", "")
    assert (tmp_path / PAGE.path).stat().st_mode == other.stat().st_mode


def test_a_file_written_by_hand_is_refused_with_the_remedy(tmp_path: Path) -> None:
    put(tmp_path, ".github/CODEOWNERS", "* @ada\n")
    with pytest.raises(Refusal) as refusal:
        plan(tmp_path, [PAGE, Document(".github/CODEOWNERS", NEW)])
    assert str(refusal.value) == (
        ".github/CODEOWNERS: was written by hand and is not overwritten; take what it says into team.yml,"
        " then move or delete it"
    )


def test_line_ends_of_windows_stay_and_are_no_change(tmp_path: Path) -> None:
    target = put(tmp_path, PAGE.path, NEW.replace("\n", "\r\n"))
    assert plan(tmp_path, [PAGE]) == ()
    put(tmp_path, PAGE.path, OLD.replace("\n", "\r\n"))
    write(tmp_path, plan(tmp_path, [PAGE]))
    assert target.read_bytes() == NEW.replace("\n", "\r\n").encode()


def test_several_regions_of_a_file_are_one_change(tmp_path: Path) -> None:
    parts = [Document("first.md", name, name, "# Born\n\n") for name in ("people", "hours")]
    (change,) = plan(tmp_path, parts)
    assert change.after == "# Born\n\n" + marked("people", "people") + "\n" + marked("hours", "hours")


def test_what_people_wrote_around_a_region_stays(tmp_path: Path) -> None:
    target = put(tmp_path, "AGENTS.md", "# By hand\n\n" + marked("owners", "old") + "\nalso by hand\n")
    write(tmp_path, plan(tmp_path, [Document("AGENTS.md", "new", "owners", "# Born\n")]))
    assert target.read_text() == "# By hand\n\n" + marked("owners", "new") + "\nalso by hand\n"


def test_a_file_that_changed_since_the_plan_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    first = put(tmp_path, "a.md", OLD)
    second = put(tmp_path, "b.md", OLD)
    changes = plan(tmp_path, [Document("a.md", NEW), Document("b.md", NEW)])
    second.write_text("meanwhile\n")
    with pytest.raises(Refusal, match=r"^b\.md: changed in the meantime; run the command again$"):
        write(tmp_path, changes)
    assert first.read_text() == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_symbolic_links_are_refused(tmp_path: Path) -> None:
    elsewhere = put(tmp_path, "elsewhere/page.md", OLD)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "team").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match=r"^docs/team: is a symbolic link, and nothing is written through one"):
        plan(tmp_path, [PAGE])
    (tmp_path / "AGENTS.md").symlink_to(elsewhere)
    with pytest.raises(Refusal, match=r"^AGENTS\.md: is a symbolic link"):
        write(tmp_path, [Change("AGENTS.md", OLD, NEW)])
    assert elsewhere.read_text() == OLD


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("docs", "docs: is a file where a folder belongs; move it away"),
        ("docs/team/page.md/x", "docs/team/page.md: is a folder where a file belongs; move it away"),
    ],
)
def test_files_and_folders_in_the_wrong_place_are_refused(tmp_path: Path, path: str, message: str) -> None:
    put(tmp_path, path, "x")
    with pytest.raises(Refusal) as refusal:
        plan(tmp_path, [PAGE])
    assert str(refusal.value) == message


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "AGENTS.md").write_bytes(b"caf\xe9")
    with pytest.raises(Refusal, match=r"^AGENTS\.md: is not UTF-8; convert it$"):
        plan(tmp_path, [Document("AGENTS.md", "x", "owners")])


def test_the_diff_is_unified_and_names_new_files() -> None:
    assert diff([Change("a.md", "same\nold\n", "same\nnew\n"), Change("b.md", None, "new\n")]) == (
        "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n--- /dev/null\n+++ b/b.md\n@@ -0,0 +1 @@\n+new\n"
    )


def test_the_diff_says_where_the_last_line_does_not_end() -> None:
    shown = diff([Change("a.md", "old", "new\n")])
    assert shown.endswith("-old\n\\ No newline at end of file\n+new\n")
