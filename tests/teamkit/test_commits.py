"""Commits and their patches are read as they are, many at once."""

from datetime import date
from pathlib import Path

import pytest
from histories import commit, git

from teamkit.findings import Refusal
from teamkit.history.commits import Commit, Touched, Version, commits
from teamkit.history.patches import Edit, Hunk, patches, patches_of

DAY = "2026-01-15T12:00:00+00:00"
X = "587be6b4c3f93f93c489c0111bba5596147a26cb"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for moment in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(moment, DAY)
    git("init", "--quiet", "--initial-branch", "main", where=tmp_path)
    write(tmp_path, "Start", "x\n")
    return tmp_path


def write(folder: Path, message: str, text: str, path: str = "a.py") -> str:
    (folder / path).write_text(text)
    commit(folder, message)
    return git("rev-parse", "HEAD", where=folder)


def merge(folder: Path, text: str, path: str = "a.py") -> str:
    """Merge `side` into main, which conflicts or not, with this text as the result."""
    git("switch", "--quiet", "main", where=folder)
    git("merge", "--no-ff", "--no-commit", "-s", "ours", "side", where=folder)
    return write(folder, "Merge", text, path)


def two_sides(folder: Path, ours: str, theirs: str) -> None:
    git("switch", "--quiet", "--create", "side", where=folder)
    write(folder, "Theirs", theirs)
    git("switch", "--quiet", "main", where=folder)
    write(folder, "Ours", ours)


def only(folder: Path, name: str) -> tuple[Edit, ...]:
    return patches_of(folder, [name])[name].edits


def test_a_commit_is_read_with_its_trailers_and_files(repository: Path) -> None:
    name = write(repository, "Add y (#7)\n\nBecause.\n\nReviewed-by: Ada", "x\ny\n")
    parent = git("rev-parse", "HEAD~1", where=repository)
    body = "Because.\n\nReviewed-by: Ada\n"
    (file,) = (touched := commits(repository, "HEAD", "^HEAD~1"))[0].files
    assert file == Touched(
        "a.py", "a.py", Version("100644", X), Version("100644", file.after.blob if file.after else "")
    )
    day = date(2026, 1, 15)
    assert touched == (Commit(name, (parent,), "Test", day, day, "Add y (#7)", body, (file,)),)
    assert touched[0].name == "Add y"
    assert touched[0].names == {"Add y", "Because.", "Reviewed-by: Ada"}


def test_odd_names_and_messages_are_kept_apart(repository: Path) -> None:
    write(repository, ":100644 100644\n\n\x01 %x00 commit", "x\n", path=':q"\t ä\\.py')
    first, second = commits(repository, "HEAD")
    assert first.subject == ":100644 100644"
    assert [file.path for file in first.files] == [':q"\t ä\\.py']
    assert [edit.path for edit in patches(repository, "HEAD")[first.hash].edits] == [':q"\t ä\\.py']
    assert second.subject == "Start"


def test_a_date_that_is_rubbish_is_the_first_day(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "@99999999999999 +0000")
    write(repository, "Late", "y\n")
    assert commits(repository, "HEAD")[0].authored.year in {1970, 9999}


def test_a_revision_that_is_gone_is_refused(repository: Path) -> None:
    with pytest.raises(Refusal, match="bad revision 'nowhere'"):
        commits(repository, "nowhere")


def test_the_same_change_has_the_same_id_elsewhere_and_another_one_has_not(repository: Path) -> None:
    names = [
        write(repository, "Add", "x\ny\n"),
        write(repository, "Remove", "x\n"),
        write(repository, "Again", "x\ny\n"),
    ]
    first, second, third = (patches(repository, "HEAD")[name].id for name in names)
    assert first == third != second


@pytest.mark.parametrize(
    "setting",
    [
        "diff.noprefix=true",
        "diff.mnemonicPrefix=true",
        "diff.context=0",
        "diff.renames=false",
        "diff.external=false",
        "color.ui=always",
        "log.showSignature=true",
        "log.showRoot=false",
        "diff.suppressBlankEmpty=true",
        "merge.conflictStyle=diff3",
    ],
)
def test_what_is_read_does_not_depend_on_settings(setting: str, repository: Path) -> None:
    two_sides(repository, "x\n\ny\n", "x\n\nz\n")
    merge(repository, "x\n\ntyped\n")
    before = commits(repository, "HEAD"), patches(repository, "HEAD")
    git("config", *setting.split("="), where=repository)
    assert (commits(repository, "HEAD"), patches(repository, "HEAD")) == before


def test_an_edit_says_what_comes_and_goes_and_how_the_place_reads_then(repository: Path) -> None:
    write(repository, "Grow", "a\nb\nc\nd\ne\nf\ng\nh\n")
    (edit,) = only(repository, write(repository, "Edit", "a\nb\nc\nd\nE\nf\ng\nh\n"))
    assert edit.hunks == (Hunk(("E",), ("e",), ("b", "c", "d", "E", "f", "g", "h"), is_first=False, is_last=False),)


def test_names_modes_and_pictures_are_edits_without_lines(repository: Path) -> None:
    git("mv", "a.py", "b.py", where=repository)
    commit(repository, "Rename")
    (repository / "b.py").chmod(0o755)
    (repository / "p.png").write_bytes(b"\0")
    commit(repository, "Draw")
    drawn, renamed, _ = (patch.edits for patch in patches(repository, "HEAD").values())
    assert renamed == (Edit("a.py", "b.py", None, None, None, ()),)
    assert [(edit.path, edit.mode, edit.before, edit.hunks) for edit in drawn] == [
        ("b.py", "100755", None, ()),
        ("p.png", None, None, ()),
    ]
    assert drawn[1].after


# ── Merges ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("result", ["x\nours\n", "x\ntheirs\n", "x\nours\ntheirs\n", "x\ntheirs\nours\n"])
def test_a_choice_of_sides_is_nothing_typed(result: str, repository: Path) -> None:
    two_sides(repository, "x\nours\n", "x\ntheirs\n")
    assert only(repository, merge(repository, result)) == ()


def test_what_is_typed_in_a_conflict_counts_without_marks_and_sides(repository: Path) -> None:
    two_sides(repository, "x\nours\n", "x\ntheirs\n")
    (edit,) = only(repository, merge(repository, "x\nours and theirs\n"))
    assert (edit.added, edit.removed) == (("ours and theirs",), ())


def test_a_merge_that_did_not_conflict_counts_by_what_differs_from_the_automatic_one(repository: Path) -> None:
    git("switch", "--quiet", "--create", "side", where=repository)
    write(repository, "Theirs", "y\n", path="b.py")
    git("switch", "--quiet", "main", where=repository)
    git("merge", "--quiet", "--no-ff", "--no-edit", "side", where=repository)
    quiet = git("rev-parse", "HEAD", where=repository)
    assert only(repository, quiet) == ()
    git("commit", "--quiet", "--amend", "--no-edit", where=repository)
    (repository / "a.py").write_text("evil\n")
    git("commit", "--quiet", "--all", "--amend", "--no-edit", where=repository)
    (edit,) = only(repository, git("rev-parse", "HEAD", where=repository))
    assert (edit.path, edit.added, edit.removed) == ("a.py", ("evil",), ("x",))


def test_a_merge_as_its_first_parent_sees_it_is_all_that_it_brought(repository: Path) -> None:
    git("switch", "--quiet", "--create", "side", where=repository)
    for number in range(2):
        write(repository, f"Step {number}", f"{number}\n", path="b.py")
    git("switch", "--quiet", "main", where=repository)
    git("merge", "--quiet", "--no-ff", "--no-edit", "side", where=repository)
    name = git("rev-parse", "HEAD", where=repository)
    (edit,) = patches_of(repository, [name], as_first_parent=True)[name].edits
    assert edit.added == ("1",)
    assert [file.path for file in commits(repository, "HEAD")[0].files] == ["b.py"]
