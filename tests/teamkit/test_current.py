"""What is checked out, and what reached the branches that last, in repositories as people leave them."""

import subprocess
from pathlib import Path

import pytest
from histories import commit, git

from teamkit.checks import CHECKS
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.findings import Finding, State, Unseen
from teamkit.history.current import Current, current
from teamkit.history.received import Received, received

GITFLOW = {"branching": "gitflow", "production_branch": "main"}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone on develop, of a repository where main and develop are the same."""
    server = tmp_path / "server"
    git("init", "--quiet", "--initial-branch=main", str(server), where=tmp_path)
    write(server, "team.yml")
    commit(server, "Start")
    git("branch", "develop", where=server)
    git("clone", "--quiet", "--branch=develop", str(server), "clone", where=tmp_path)
    return tmp_path / "clone"


def write(folder: Path, name: str) -> None:
    (folder / name).write_text(name)


def stage(folder: Path, name: str = "file") -> None:
    write(folder, name)
    git("add", name, where=folder)


def look(folder: Path, **answers: str) -> Facts:
    return given(current=current(folder, answers or GITFLOW))


def direct(folder: Path) -> list[Finding]:
    return list(CHECKS["no-direct-commit"].run(look(folder)))


def follow(folder: Path, finding: Finding) -> None:
    """Type the command that a finding names."""
    subprocess.run(["sh", "-euc", finding.mend.split("`")[1]], cwd=folder, check=True, capture_output=True)


# ── Direct commits ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("branch", "to"), [("develop", "feature/short-words"), ("main", "hotfix/short-words")])
def test_what_is_staged_on_a_lasting_branch_is_taken_elsewhere_by_the_command_that_is_told(
    branch: str, to: str, clone: Path
) -> None:
    git("switch", "--quiet", branch, where=clone)
    stage(clone)
    (found,) = direct(clone)
    assert (found.state, found.what) == (State.FAIL, f"{branch} takes no commits")
    follow(clone, found)
    assert git("status", "--short", "--branch", where=clone) == f"## {to}\nA  file"
    assert direct(clone) == []


def test_nothing_staged_is_no_commit(clone: Path) -> None:
    write(clone, "file")
    assert direct(clone) == []


def test_the_first_commit_of_a_repository_may_be_made_anywhere(tmp_path: Path) -> None:
    git("init", "--quiet", "--initial-branch=main", where=tmp_path)
    stage(tmp_path)
    assert direct(tmp_path) == []
    assert isinstance(current(tmp_path, {}), Unseen)


def test_a_detached_head_takes_commits(clone: Path) -> None:
    git("switch", "--quiet", "--detach", where=clone)
    stage(clone)
    assert direct(clone) == []


def test_a_merge_that_stopped_at_a_conflict_may_be_finished(clone: Path) -> None:
    for branch, text in (("feature/one", "1"), ("feature/two", "2")):
        git("switch", "--quiet", "--create", branch, "develop", where=clone)
        (clone / "file").write_text(text)
        commit(clone, branch)
    git("switch", "--quiet", "develop", where=clone)
    git("merge", "--quiet", "feature/one", where=clone)
    subprocess.run(["git", "merge", "feature/two"], cwd=clone, check=False, capture_output=True)
    git("add", "file", where=clone)
    assert direct(clone) == []


def test_commits_that_the_remote_lacks_go_to_a_branch_and_nothing_is_lost(clone: Path) -> None:
    for number in range(2):
        stage(clone, f"file-{number}")
        commit(clone, f"Change {number}")
    head = git("rev-parse", "HEAD", where=clone)
    stage(clone, "staged")
    write(clone, "untracked")
    (found,) = direct(clone)
    assert found.what.startswith("develop has 2 commits of its own: ")
    assert "Change 1, " in found.what
    follow(clone, found)
    assert git("status", "--short", "--branch", where=clone) == "## feature/short-words\nA  staged\n?? untracked"
    assert git("rev-parse", "HEAD", where=clone) == head
    assert git("rev-parse", "develop", where=clone) == git("rev-parse", "origin/develop", where=clone)
    git("stash", "--quiet", where=clone)
    git("switch", "--quiet", "develop", where=clone)
    assert direct(clone) == []


def test_what_came_by_a_merge_or_stands_on_another_branch_is_no_direct_commit(clone: Path) -> None:
    git("switch", "--quiet", "--create", "feature/one", where=clone)
    commit(clone, "One")
    git("switch", "--quiet", "develop", where=clone)
    git("merge", "--quiet", "--ff-only", "feature/one", where=clone)
    assert direct(clone) == []
    git("switch", "--quiet", "--create", "feature/two", where=clone)
    commit(clone, "Two")
    git("switch", "--quiet", "develop", where=clone)
    git("merge", "--quiet", "--no-ff", "feature/two", where=clone)
    git("branch", "--delete", "--force", "feature/one", "feature/two", where=clone)
    assert [found.what for found in direct(clone)] == [f"develop has 1 commit of its own: {short(clone, 'One')}"]


def short(folder: Path, subject: str) -> str:
    return git("log", "--all", "--format=%h %s", f"--grep=^{subject}$", where=folder)


def test_without_a_remote_what_is_committed_stays(tmp_path: Path) -> None:
    git("init", "--quiet", "--initial-branch=main", where=tmp_path)
    for subject in ("Start", "Again"):
        commit(tmp_path, subject)
    assert direct(tmp_path) == []


# ── Which model ─────────────────────────────────────────────────────────────────────────────────


def test_without_answers_the_branches_tell_the_model(clone: Path) -> None:
    found = current(clone, {})
    assert isinstance(found, Current)
    assert (found.flow.is_gitflow, found.branch) == (True, "develop")


def test_a_clone_of_one_branch_does_not_tell_the_model(clone: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--single-branch", "--branch=main", f"file://{clone.parent}/server", "one", where=tmp_path)
    assert current(tmp_path / "one", {}) == Unseen("this clone has one branch", "fetch the others: `git fetch --all`")
    assert isinstance(current(tmp_path / "one", GITFLOW), Current)


def test_a_bare_clone_stages_nothing(clone: Path) -> None:
    found = current(clone.parent / "server/.git", GITFLOW)
    assert isinstance(found, Current)
    git("clone", "--quiet", "--bare", "clone", "bare", where=clone.parent)
    assert direct(clone.parent / "bare") == []


# ── What production received ────────────────────────────────────────────────────────────────────


def push(clone: Path, *subjects: str, branch: str = "main") -> None:
    """Commit to a branch, and let the remote have it, as people do where nothing forbids it."""
    git("switch", "--quiet", branch, where=clone)
    for subject in subjects:
        commit(clone, subject)
    git("push", "--quiet", "origin", f"{branch}:for-{branch}", where=clone)
    git("update-ref", f"refs/remotes/origin/{branch}", branch, where=clone)


def release(clone: Path, subject: str) -> None:
    git("switch", "--quiet", "--create", "release/1.0.0", "main", where=clone)
    commit(clone, subject)
    git("switch", "--quiet", "main", where=clone)
    git("merge", "--quiet", "--no-ff", "--no-edit", "release/1.0.0", where=clone)
    git("branch", "--quiet", "--delete", "release/1.0.0", where=clone)


def test_what_production_received_by_no_merge_counts_since_the_rules_came(clone: Path) -> None:
    assert received(clone, GITFLOW, "team.yml") == Received(
        "origin/main", (), git("rev-parse", "--short", "origin/main", where=clone)
    )
    push(clone, "One", "Two")
    release(clone, "A version")
    push(clone)
    found = received(clone, GITFLOW, "team.yml")
    assert isinstance(found, Received)
    assert [line.split(" ", 1)[1] for line in found.commits] == ["Two (Test)", "One (Test)"]


def test_what_is_older_than_the_newest_version_is_settled(clone: Path) -> None:
    push(clone, "One")
    git("tag", "v1.0.0", where=clone)
    git("tag", "nightly", where=clone)
    push(clone, "Two")
    git("tag", "vision", where=clone)
    found = received(clone, GITFLOW, "team.yml")
    assert isinstance(found, Received)
    assert (found.since, [line.split(" ", 1)[1] for line in found.commits]) == ("v1.0.0", ["Two (Test)"])


def test_before_the_rules_reach_production_nobody_broke_them(clone: Path) -> None:
    push(clone, "One")
    assert received(clone, GITFLOW, "rules.yml") == Received("origin/main")


def test_under_github_flow_nobody_can_tell_a_squash_from_a_direct_commit(clone: Path) -> None:
    push(clone, "One")
    assert received(clone, {"branching": "github-flow", "production_branch": "main"}, "team.yml") == Received(
        "origin/main"
    )


def test_what_is_cut_off_or_not_there_is_unknown(clone: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--depth=1", f"file://{clone.parent}/server", "shallow", where=tmp_path)
    cut = received(tmp_path / "shallow", GITFLOW, "team.yml")
    assert isinstance(cut, Unseen)
    assert cut.why == "the history is cut off"
    lacking = received(clone, {"branching": "gitflow", "production_branch": "master"}, "team.yml")
    assert isinstance(lacking, Unseen)
    assert lacking.why == "production is not in this clone"
