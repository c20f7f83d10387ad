"""What branches have that another lacks is found for all of them at once, as git says it of each."""

from pathlib import Path

import pytest
from histories import commit, git

from teamkit.history.differences import Difference, differences
from teamkit.history.introducing import introduced
from teamkit.history.objects import missing
from teamkit.history.searching import mentioning
from teamkit.history.signing import signed
from teamkit.history.tree import blobs
from teamkit.history.unmerged import unmerged


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """main, a branch that took main in later, one on top of it, and one that is merged."""
    git("init", "--quiet", "--initial-branch", "main", where=tmp_path)
    change(tmp_path, "a.py")
    git("switch", "--quiet", "--create", "merged", where=tmp_path)
    git("switch", "--quiet", "--create", "branch", where=tmp_path)
    change(tmp_path, "b.py")
    git("switch", "--quiet", "main", where=tmp_path)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2099-01-01T12:00:00Z")
    change(tmp_path, "c.py")
    git("switch", "--quiet", "branch", where=tmp_path)
    git("merge", "--quiet", "--no-edit", "main", where=tmp_path)
    git("switch", "--quiet", "--create", "on-top", where=tmp_path)
    change(tmp_path, "ä b.py")
    git("switch", "--quiet", "main", where=tmp_path)
    change(tmp_path, "d.py")
    return tmp_path


def change(folder: Path, path: str, text: str = "x = 1\n") -> None:
    (folder / path).write_text(text)
    commit(folder, f"Change {path}")


def ids(folder: Path, *names: str) -> list[str]:
    return [git("rev-parse", name, where=folder) for name in names]


def test_forks_and_commits_are_those_that_git_gives_for_each_branch(repository: Path) -> None:
    heads = ids(repository, "merged", "branch", "on-top")
    found = unmerged(repository, heads, "main", "X")
    for head in heads[1:]:
        assert found.fork(head) == git("merge-base", head, "main", where=repository)
        listed = git("rev-list", head, "^main", where=repository).split()
        assert {each.id for each in found.of(head)} == set(listed)
    assert found.of(heads[0]) == ()
    assert {each.author for each in found.commits.values()} == {"Test"}


def test_a_branch_without_a_common_commit_has_no_fork(repository: Path) -> None:
    git("checkout", "--quiet", "--orphan", "alone", where=repository)
    commit(repository, "Alone")
    assert unmerged(repository, ids(repository, "alone"), "main", "X").fork(*ids(repository, "alone")) is None


def test_trailers_are_read_from_whichever_commit_says_them(repository: Path) -> None:
    git("switch", "--quiet", "on-top", where=repository)
    message = ("--message", "Say\n\nX: one\n two\nX: three\nY: four")
    git("commit", "--quiet", "--allow-empty", *message, where=repository)
    found = unmerged(repository, ids(repository, "on-top"), "main", "X")
    assert [each.said for each in found.of(*ids(repository, "on-top")) if each.said] == [("one two", "three")]


def test_differences_of_all_pairs_are_told_apart(repository: Path) -> None:
    branch, on_top, main, blob = ids(repository, "branch", "on-top", "main", "main:a.py")
    found = differences(repository, {on_top: branch, branch: branch, main: branch}, ["*.py"])
    assert found == {
        on_top: (Difference("ä b.py", None, blob),),
        branch: (),
        main: (Difference("b.py", blob, None), Difference("d.py", None, blob)),
    }
    assert differences(repository, {}) == {}


def test_the_commit_that_brought_a_version_is_named_and_not_the_one_that_merged_it(repository: Path) -> None:
    blob, brought, top = ids(repository, "main:a.py", "branch^", "on-top")
    found = introduced(repository, ids(repository, "branch", "on-top"), "main", {"b.py", "ä b.py", "c.py"})
    assert found == {("b.py", blob): brought, ("ä b.py", blob): top}
    assert introduced(repository, [], "main", {"b.py"}) == introduced(repository, [top], "main", ()) == {}


def test_blobs_of_the_work_tree_are_those_that_a_commit_would_have(repository: Path) -> None:
    (repository / "a.py").write_text("x = 2\n")
    (repository / "new.py").write_text("x = 1\n")
    (repository / ".gitattributes").write_text("*.py text eol=crlf\n")
    found = blobs(repository, {"a.py", "c.py", "new.py"})
    commit(repository, "All")
    assert found == {path: git("rev-parse", f"HEAD:{path}", where=repository) for path in found}
    assert len(found) == 3


def test_what_is_not_there_is_told(repository: Path) -> None:
    (head,) = ids(repository, "main")
    assert missing(repository, [head, "1" * 40]) == {"1" * 40}
    assert missing(repository, []) == frozenset()


def test_files_that_say_a_word_are_found_and_none_is_no_error(repository: Path) -> None:
    change(repository, "settings.py", "SOME_WORD = 1\nSOME_WORDS = 1\n")
    assert mentioning(repository, "SOME_WORD", "*.py") == ("settings.py",)
    assert mentioning(repository, "SOME", "*.py") == ()


def test_a_file_whose_name_is_no_text_is_found_too(repository: Path) -> None:
    change(repository, "caf\udce9.py", "SOME_WORD = 1\n")
    assert mentioning(repository, "SOME_WORD", "*.py") == ("caf\udce9.py",)


def test_commits_name_their_people_and_files(repository: Path) -> None:
    git("switch", "--quiet", "on-top", where=repository)
    message = ("--message", "Say", "--trailer", "Approved-by: ada", "--trailer", "Reviewed-by: Grace <g@x.org>")
    git("commit", "--quiet", "--allow-empty", *message, where=repository)
    said, touched = signed(repository, "branch", "on-top")
    assert (said.reviewers, said.paths) == (("ada", "Grace <g@x.org>"), ())
    assert (touched.authors, touched.paths) == (("Test <test@example.com>",) * 2, ("ä b.py",))
