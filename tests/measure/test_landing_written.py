"""Lines that nobody writes by hand do not count."""

from pathlib import Path

import pytest
from flows import Repository, an_empty

from teamkit.findings import Refusal
from teamkit.history.landing.reading import read


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    return an_empty(tmp_path / "shop")


def added(shop: Repository, path: str, *generated: str) -> int:
    """How many of two lines count that land in a file."""
    (shop.folder / path).parent.mkdir(parents=True, exist_ok=True)
    shop.change("Add", path, "one\ntwo\n")
    return list(read(shop.folder, "main", generated=generated))[-1].added


@pytest.mark.parametrize(
    "path",
    [
        *("uv.lock", "web/package-lock.json", "pnpm-lock.yaml", "go.sum", "gradle.lockfile"),
        *("locale/de/LC_MESSAGES/django.po", "django.pot", "static/app.min.js", "app.min.css", "static/app.js.map"),
    ],
)
def test_locks_catalogues_and_what_is_minified_do_not_count(shop: Repository, path: str) -> None:
    assert added(shop, path) == 0


@pytest.mark.parametrize("path", ["apps/lock.py", "docs/minutes.md", "map.py", "locks/main.py", "apps/po/main.py"])
def test_files_with_names_like_these_count(shop: Repository, path: str) -> None:
    assert added(shop, path) == 2


def test_what_the_team_names_does_not_count_in_the_form_of_gitignore(shop: Repository) -> None:
    assert added(shop, "api/client/deep/a.py", "client/") == 0
    assert added(shop, "client.py", "client/") == 2
    assert added(shop, "docs/api.md", "/docs/*.md", "!/docs/api.md") == 2


def test_the_team_may_take_back_what_is_so_everywhere(shop: Repository) -> None:
    assert added(shop, "shop.po", "!shop.po") == 2


@pytest.mark.parametrize("pattern", ["!", "[z-a]"])
def test_a_pattern_that_means_nothing_is_refused(shop: Repository, pattern: str) -> None:
    shop.change("Start", "a.py")
    with pytest.raises(Refusal) as refusal:
        list(read(shop.folder, "main", generated=[pattern]))
    assert str(refusal.value) == f'"{pattern}" is no pattern of .gitignore; mend it under measures, generated'


def test_attributes_of_the_branch_say_what_is_generated_and_what_is_not(shop: Repository) -> None:
    (shop.folder / "api").mkdir()
    (shop.folder / "api/.gitattributes").write_text("*.json linguist-generated\n")
    shop.change("Say it", ".gitattributes", "docs/team/** linguist-generated=true\n*.lock -linguist-generated\n")
    assert added(shop, "docs/team/a/b.md") == 0
    assert added(shop, "api/schema.json") == 0
    assert added(shop, "schema.json") == 2
    assert added(shop, "uv.lock") == 2
    assert added(shop, "yarn.lock", "yarn.lock") == 2
    assert added(shop, 'docs/team/"odd\n name') == 0


def test_attributes_are_read_as_git_reads_them(shop: Repository) -> None:
    lines = ("[attr]made linguist-generated", "*.json made", '"a b.md" linguist-generated', "api linguist-generated")
    shop.change("Say it", ".gitattributes", "\n".join(lines))
    assert added(shop, "schema.json") == 0
    assert added(shop, "docs/a b.md") == 0
    assert added(shop, "api/views.py") == 2


def test_the_attributes_of_the_newest_commit_are_those_of_all_history(shop: Repository) -> None:
    shop.change("Add", "api.py", "one\ntwo\n")
    shop.git("rm", "--quiet", "api.py")
    shop.change("Say it", ".gitattributes", "api.py linguist-generated\n")
    assert [landing.added for landing in read(shop.folder, "main")] == [0, 1]
    (shop.folder / ".gitattributes").write_text("")
    assert [landing.added for landing in read(shop.folder, "main")] == [0, 1]


def test_a_change_of_the_attributes_makes_what_was_kept_useless(shop: Repository, tmp_path: Path) -> None:
    shop.change("Add", "api.py", "one\ntwo\n")
    list(read(shop.folder, "main", keep=tmp_path / "keep"))
    shop.change("Say it", ".gitattributes", "api.py linguist-generated\n")
    landings = read(shop.folder, "main", keep=tmp_path / "keep")
    assert landings.notes == ("what was kept of this branch was counted by other rules: it was read anew",)
    assert [landing.added for landing in landings] == [0, 1]


def test_lines_count_by_the_name_under_which_they_landed(shop: Repository) -> None:
    lines = "".join(f"line {number}\n" for number in range(20))
    shop.change("Add", "a.po", lines)
    shop.change("Add", "b.py", lines.replace("line", "row"))
    shop.git("mv", "a.po", "a.py")
    shop.git("mv", "b.py", "b.po")
    shop.change("Move", "c.py", "one\n")
    shop.change("Change", "b.po", lines.replace("line", "row", 19))
    shop.git("rm", "--quiet", "a.py", "b.po")
    shop.git("commit", "--quiet", "--message", "Remove")
    found = [(landing.added, landing.deleted) for landing in read(shop.folder, "main")]
    assert found == [(0, {}), (20, {}), (1, {}), (0, {2: 1}), (0, {2: 19})]
