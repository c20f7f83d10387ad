"""The size of a change is what people wrote of it, and that of the team's usual ones comes from its merged requests."""

from pathlib import Path

import pytest
from histories import commit, git
from shops import begin, go, write

from teamkit.history.sizes import Size, merged_sizes, size


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    git("init", "--quiet", "--initial-branch", "main", where=tmp_path)
    write(tmp_path, "a.py", "1\n2\n3\n")
    commit(tmp_path, "Start (#1)")
    return tmp_path


def test_lines_that_come_and_go_are_counted(folder: Path) -> None:
    write(folder, "a.py", "1\n2\nthree\n")
    write(folder, "b.py", "1\n")
    commit(folder, "More")
    assert size(folder, "HEAD^", "HEAD") == Size(3, 2)
    assert size(folder, "HEAD", "HEAD") == Size()


def test_what_nobody_writes_by_hand_is_not_counted(folder: Path) -> None:
    for path in ("uv.lock", "web/package-lock.json", "shop/migrations/0001.py", "a.min.js", "web/vendor/x.js", "x.svg"):
        write(folder, path, "1\n")
    commit(folder, "Much")
    assert size(folder, "HEAD^", "HEAD") == Size()


def test_a_file_that_only_moves_is_no_work(folder: Path) -> None:
    git("mv", "a.py", "b.py", where=folder)
    commit(folder, "Move")
    assert size(folder, "HEAD^", "HEAD").lines == 0


def test_merges_and_squashes_count_and_commits_of_nobody_s_request_do_not(folder: Path) -> None:
    write(folder, "b.py", "1\n2\n")
    commit(folder, "Squashed (#2)")
    write(folder, "c.py", "1\n")
    commit(folder, "By hand")
    write(folder, "d.py", "1\n2\n3\n4\n")
    commit(folder, "Squashed on GitLab (!3)")
    begin(folder, "feature/x")
    write(folder, "e.py", "1\n")
    commit(folder, "One")
    write(folder, "f.py", "1\n")
    commit(folder, "Two")
    go(folder, "main")
    git("merge", "--quiet", "--no-ff", "feature/x", where=folder)
    assert [each.lines for each in merged_sizes(folder, "main", 9)] == [2, 4, 2, 3]
    assert [each.lines for each in merged_sizes(folder, "main", 2)] == [2, 4]


def test_a_request_without_written_lines_is_left_out(folder: Path) -> None:
    write(folder, "uv.lock", "1\n")
    commit(folder, "Lock (#2)")
    assert merged_sizes(folder, "main", 9) == (Size(3, 1),)


def test_a_branch_without_requests_has_no_sizes(folder: Path) -> None:
    git("commit", "--quiet", "--amend", "--message", "Start", where=folder)
    assert merged_sizes(folder, "main", 9) == ()
