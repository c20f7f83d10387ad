"""Git is read as it is, and its refusals are one line."""

import os
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from histories import commit, git

from teamkit.findings import Refusal
from teamkit.history.branches import branches
from teamkit.history.git import ask, environment, is_bare, is_shallow, top
from teamkit.history.meeting import merged
from teamkit.history.patches import patches
from teamkit.history.sizes import merged_sizes
from teamkit.history.touches import touches
from teamkit.history.tree import changed, tracked

TODAY = datetime.now(tz=UTC).date()


def by_email(_name: str, email: str) -> str:
    return email


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    for path in ("a.py", "docs/b.md", "ä ö.txt"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(path)
    commit(folder, "Start")
    return folder


def test_tracked_and_new_files_are_listed_and_ignored_and_deleted_ones_are_not(repository: Path) -> None:
    (repository / ".gitignore").write_text("*.log\n")
    (repository / "new.py").write_text("")
    (repository / "x.log").write_text("")
    (repository / "docs/b.md").unlink()
    assert tracked(repository) == (".gitignore", "a.py", "new.py", "ä ö.txt")


def test_names_that_are_not_utf8_are_kept(repository: Path) -> None:
    with open(bytes(repository) + b"/\xff.txt", "w"):  # noqa: PTH123
        pass
    assert "\udcff.txt" in tracked(repository)


def test_a_change_is_what_differs_from_the_fork_and_not_what_others_did(repository: Path) -> None:
    git("switch", "--quiet", "--create", "feature/x", where=repository)
    (repository / "a.py").unlink()
    commit(repository, "Delete")
    git("switch", "--quiet", "main", where=repository)
    (repository / "theirs.py").write_text("")
    commit(repository, "Theirs")
    git("switch", "--quiet", "feature/x", where=repository)
    (repository / "new.py").write_text("")
    assert changed(repository, "main") == ("a.py", "new.py")


def test_names_and_subjects_may_hold_what_only_unicode_calls_the_end_of_a_line(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "A\u2028B")
    (repository / "a.py").write_text("x")
    commit(repository, "Mend\u2028it (#7)")
    (found,) = branches(repository)
    assert (str(found), found.author) == ("main", "A\u2028B")
    assert len(merged_sizes(repository, "main", 9)) == 1


def test_an_unknown_base_is_one_line(repository: Path) -> None:
    with pytest.raises(Refusal, match="nowhere") as refusal:
        changed(repository, "nowhere")
    assert "\n" not in str(refusal.value)


def test_a_bare_clone_and_no_repository_are_told_apart(repository: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--bare", str(repository), str(tmp_path / "bare"), where=tmp_path)
    assert (top(tmp_path / "bare"), is_bare(tmp_path / "bare"), is_bare(repository)) == (tmp_path / "bare", True, False)
    with pytest.raises(Refusal, match="not a git repository"):
        top(tmp_path)
    with pytest.raises(Refusal, match="is not a folder"):
        top(tmp_path / "none")
    assert top(repository / "docs") == repository


def test_a_machine_without_git_is_told_so(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="git is missing: install it"):
        top(repository)


def test_touches_name_who_worked_where_and_when(repository: Path) -> None:
    found = touches(repository, lambda path: [path.rpartition("/")[0] or "top"], by_email, TODAY)
    assert found == {"top": {"test@example.com": TODAY}, "docs": {"test@example.com": TODAY}}


def test_a_shallow_clone_says_nothing_of_who_worked_where(repository: Path, tmp_path: Path) -> None:
    commit(repository, "More")
    git("clone", "--quiet", "--depth", "1", repository.as_uri(), str(tmp_path / "shallow"), where=tmp_path)
    assert is_shallow(tmp_path / "shallow")
    assert touches(tmp_path / "shallow", lambda path: [path], by_email, TODAY) is None


# ── A git that is too old ───────────────────────────────────────────────────────────────────────

OLD = """#!/bin/sh
case " $* " in
  *" version "*) echo "git version 2.34.1 (Apple Git-137)" ;;
  *" --write-tree "*) echo "usage: git merge-tree <base-tree> <branch1> <branch2>" >&2; exit 129 ;;
  *" --remerge-diff "*) echo "fatal: unrecognized argument: --remerge-diff" >&2; exit 128 ;;
  *) exec {git} "$@" ;;
esac
"""


@pytest.mark.parametrize("look", [lambda root: merged(root, "main", "HEAD"), lambda root: patches(root, "main")])
def test_an_old_git_is_told_from_a_wrong_question(
    repository: Path, look: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "git"
    script.parent.mkdir()
    script.write_text(OLD.format(git=shutil.which("git")))
    script.chmod(0o755)
    look(repository)
    with pytest.raises(Refusal) as wrong:
        ask(repository, "log", "--nonsense")
    assert str(wrong.value) == "unrecognized argument: --nonsense"
    monkeypatch.setenv("PATH", str(script.parent), prepend=os.pathsep)
    with pytest.raises(Refusal) as old:
        look(repository)
    assert str(old.value) == "git 2.34 is too old for this; get 2.38 or a newer one: https://git-scm.com/downloads"


# ── Servers that are silent ─────────────────────────────────────────────────────────────────────


def test_git_gives_up_on_a_server_that_says_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_HTTP_LOW_SPEED_TIME", "1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(Refusal, match="Less than 1000 bytes/sec"):
            ask(repository, "ls-remote", f"http://127.0.0.1:{silent.getsockname()[1]}/org/shop.git")


@pytest.mark.parametrize(("said", "waits"), [(None, "30"), ("7", "7")])
def test_git_waits_half_a_minute_unless_somebody_says_otherwise(
    said: str | None, waits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_HTTP_LOW_SPEED_TIME", raising=False)
    if said:
        monkeypatch.setenv("GIT_HTTP_LOW_SPEED_TIME", said)
    assert environment()["GIT_HTTP_LOW_SPEED_TIME"] == waits
