"""The branch rules: which names and targets pass, where commits may be made, and that the advice given is right."""

import ast
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rendering import rendered

FLOWS = ("gitflow", "github-flow")


def script(branching: str = "gitflow", **answers: str) -> Path:
    return rendered(project_name="Example Shop", branching=branching, **answers) / "scripts/check_branch.py"


RULES: dict[str, dict[str, Any]] = {flow: runpy.run_path(str(script(flow))) for flow in FLOWS}


def run(where: Path, *arguments: str) -> tuple[int, str]:
    """Call the script as hooks and pipelines do; give its status and its one line."""
    command = [sys.executable, str(script()), *arguments]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.stderr.count("\n") == bool(done.returncode)
    return done.returncode, done.stderr.strip()


def git(where: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=where, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a first commit on main, and a change that is staged."""
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "commit", "--allow-empty", "--message=First commit")
    (tmp_path / "file").touch()
    git(tmp_path, "add", "file")
    return tmp_path


@pytest.mark.parametrize(
    ("flow", "source", "allowed", "refused"),
    [
        ("gitflow", "feature/sign-in", "develop", "main"),
        ("gitflow", "feature/ABC-12-sign-in", "develop", "release/1.2.0"),
        ("gitflow", "bugfix/django-6.1", "develop", "main"),
        ("gitflow", "bugfix/total", "release/1.2.0", "feature/sign-in"),
        ("gitflow", "release/1.2.0", "main", "develop"),
        ("gitflow", "hotfix/login-loop", "main", "develop"),
        ("gitflow", "hotfix/1.2.1", "release/1.3.0", "hotfix/login-loop"),
        ("gitflow", "main", "develop", "release/1.3.0"),
        ("gitflow", "backmerge/1.2.1", "develop", "main"),
        ("gitflow", "backmerge/1.2.1", "release/1.3.0", "main"),
        ("gitflow", "dependabot/uv/Django_6.1.4", "develop", "main"),
        ("gitflow", "renovate/copier", "develop", "main"),
        ("github-flow", "feature/ABC-12", "main", "feature/sign-in"),
        ("github-flow", "fix/login-loop", "main", "develop"),
        ("github-flow", "docs/readme", "main", "master"),
        ("github-flow", "chore/1.4.0", "main", "fix/x"),
        ("github-flow", "copilot/fix-12", "main", "feature/x"),
    ],
)
def test_a_branch_may_go_where_its_kind_goes_and_nowhere_else(
    flow: str, source: str, allowed: str, refused: str
) -> None:
    on_request = RULES[flow]["on_request"]
    assert on_request(source, allowed) == ""
    line = on_request(source, refused)
    assert line.startswith(f'Branch "{source}" may not go to "{refused}". Change the target of the pull request to ')
    assert "\n" not in line


@pytest.mark.parametrize(
    ("flow", "wrong", "right"),
    [
        ("gitflow", "sign-in", "feature/sign-in"),
        ("gitflow", "Feature/Sign_In", "feature/sign-in"),
        ("gitflow", "feature/DEMO-12_Sign In", "feature/DEMO-12-sign-in"),
        ("gitflow", "feature/", "feature/short-words"),
        ("gitflow", "feature/a/b", "feature/a-b"),
        ("gitflow", "release/next", "release/1.0.0"),
        ("gitflow", "release/1.2", "release/1.0.0"),
        ("gitflow", "fix/x", "feature/fix-x"),
        ("gitflow", "main/x", "feature/main-x"),
        ("github-flow", "bugfix/x", "feature/bugfix-x"),
        ("github-flow", "FIX/x", "fix/x"),
    ],
)
def test_a_wrong_name_is_told_with_the_command_that_mends_it(flow: str, wrong: str, right: str) -> None:
    for line in (RULES[flow]["on_request"](wrong, "main"), RULES[flow]["fault_of_name"](wrong)):
        assert line.startswith(f'Branch "{wrong}" breaks the rule for names in docs/how-we-work.md')
        assert line.endswith(f" {right}")


@pytest.mark.parametrize(
    ("flow", "branch", "start"),
    [("gitflow", "develop", "release/1.0.0 develop"), ("github-flow", "main", "feature/short-words main")],
)
def test_the_working_branch_goes_nowhere_as_a_whole(flow: str, branch: str, start: str) -> None:
    for target in ("main", "develop", "release/1.2.0"):
        line = f'Branch "{branch}" goes nowhere as a whole. Start from it: git switch --create {start}'
        assert RULES[flow]["on_request"](branch, target) == line


@pytest.mark.parametrize("flow", FLOWS)
@given(branch=st.text())
def test_whatever_the_name_the_advice_is_a_name_that_passes(flow: str, branch: str) -> None:
    rules = RULES[flow]
    assert rules["well_named"](rules["better_name"](branch))
    assert rules["well_named"](branch) == (rules["fault_of_name"](branch) == "")


@given(name=st.from_regex(RULES["gitflow"]["NAME"], fullmatch=True))
def test_every_name_that_passes_is_one_that_git_takes(name: str) -> None:
    assume(not name.endswith(".lock"))
    subprocess.run(["git", "check-ref-format", "--branch", f"feature/{name}"], check=True, capture_output=True)


@pytest.mark.parametrize("branch", ["main", "develop"])
def test_a_protected_branch_takes_no_commits(repository: Path, branch: str) -> None:
    git(repository, "checkout", "-B", branch)
    status, line = run(repository, "commit")
    assert status == 1
    assert line.startswith(f'Branch "{branch}" takes no commits. Take yours to another: ')
    subprocess.run(line.rpartition(": ")[2].split(), cwd=repository, check=True)
    assert run(repository, "commit") == (0, "")


def test_a_protected_branch_without_a_staged_change_is_no_commit(repository: Path) -> None:
    git(repository, "reset")
    assert run(repository, "commit") == (0, "")


def test_the_first_commit_of_a_repository_may_be_made_anywhere(tmp_path: Path) -> None:
    git(tmp_path, "init", "--initial-branch=main")
    (tmp_path / "file").touch()
    git(tmp_path, "add", "file")
    assert run(tmp_path, "commit") == (0, "")


def test_a_branch_with_a_wrong_name_takes_no_commits_until_it_is_renamed(repository: Path) -> None:
    git(repository, "checkout", "-b", "Sign'In")
    status, line = run(repository, "commit")
    assert status == 1
    subprocess.run(["sh", "-c", line.rpartition(": ")[2]], cwd=repository, check=True)
    assert run(repository, "commit") == (0, "")
    assert (repository / ".git/HEAD").read_text() == "ref: refs/heads/feature/sign-in\n"


def test_a_detached_head_takes_commits(repository: Path) -> None:
    git(repository, "checkout", "--detach")
    assert run(repository, "commit") == (0, "")


def test_a_rebase_takes_commits(repository: Path) -> None:
    git(repository, "checkout", "-b", "feature/x")
    git(repository, "commit", "--message=Change")
    stopped = subprocess.run(
        ["git", "rebase", "--exec", "false", "main"], cwd=repository, check=False, capture_output=True
    )
    assert stopped.returncode == 1
    assert run(repository, "commit") == (0, "")


def test_outside_of_a_repository_git_says_so_in_one_line(tmp_path: Path) -> None:
    status, line = run(tmp_path, "commit")
    assert (status, line.startswith("fatal: not a git repository")) == (1, True)


@pytest.mark.parametrize("arguments", [(), ("commit", "x"), ("request",), ("request", "a"), ("help",)])
def test_a_wrong_call_is_answered_with_the_right_ones(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    usage = "Usage: check_branch.py commit, or check_branch.py request SOURCE TARGET"
    assert run(tmp_path, *arguments) == (1, usage)


def test_the_rules_follow_the_production_branch() -> None:
    on_request = runpy.run_path(str(script(production_branch="master")))["on_request"]
    assert on_request("hotfix/x", "master") == ""
    assert on_request("hotfix/x", "main").endswith(" to master or release/*")


@pytest.mark.parametrize("flow", FLOWS)
def test_a_layer_has_the_same_script_and_any_python_since_3_9_can_read_it(flow: str) -> None:
    source = script(flow).read_text()
    assert script(flow, profile="layer").read_text() == source
    ast.parse(source, feature_version=(3, 9))
