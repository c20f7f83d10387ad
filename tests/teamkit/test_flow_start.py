"""`flow start` begins a branch at the newest state of where its kind begins, and uncommitted work comes along."""

from pathlib import Path

import pytest
from histories import commit, git
from hubs import Hub, a_hub, flow, refs, write
from hypothesis import given
from hypothesis import strategies as st

from teamkit.findings import Refusal
from teamkit.history.branches import Flow
from teamkit.history.kinds import kinds
from teamkit.lifecycle.flowing.naming import named, worded

GITFLOW = kinds(Flow("main", "develop"))


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return a_hub(tmp_path / "team")


def at(folder: Path) -> tuple[str, str]:
    """The branch that is checked out, and its commit."""
    return git("branch", "--show-current", where=folder), git("rev-parse", "HEAD", where=folder)


@pytest.mark.parametrize(
    ("words", "branch"),
    [
        ("Sign in page", "feature/sign-in-page"),
        ("SHOP-12 Sign in", "feature/SHOP-12-sign-in"),
        ("SHOP-12", "feature/SHOP-12"),
        ("shop-12 sign in", "feature/shop-12-sign-in"),
        ("  Größe: ändern! ", "feature/grosse-andern"),
        ("Django 6.1.", "feature/django-6.1"),
        ("a.lock", "feature/a-lock"),
        ("a..b", "feature/a-b"),
        ("SHOP-12é", "feature/shop-12e"),
    ],
)
def test_words_become_a_name(words: str, branch: str) -> None:
    assert named(GITFLOW["feature"], words) == branch


@pytest.mark.parametrize("words", ["", "!", "日本"])
def test_words_that_give_no_name_are_refused(words: str) -> None:
    with pytest.raises(Refusal, match="names no feature; write it like feature/short-words"):
        named(GITFLOW["feature"], words)


@given(st.text())
def test_whatever_people_type_gives_a_name_that_git_and_the_flow_take_or_one_line(words: str) -> None:
    try:
        branch = named(GITFLOW["feature"], words)
    except Refusal:
        return
    assert GITFLOW["feature"].takes(branch.removeprefix("feature/"))
    assert ".." not in branch
    assert not branch.endswith(".lock")


@pytest.mark.parametrize(
    ("branch", "title"),
    [
        ("feature/sign-in-page", "Sign in page"),
        ("feature/SHOP-12-sign-in", "SHOP-12 Sign in"),
        ("feature/SHOP-12", "SHOP-12"),
    ],
)
def test_a_name_becomes_a_title(branch: str, title: str) -> None:
    assert worded(branch) == title


def test_a_feature_begins_at_the_newest_develop_of_the_remote(hub: Hub) -> None:
    hub.commit("develop", "new.py", "", "feat: new")
    flow(hub.ada, "start", "feature", "Sign", "in", "page")
    assert at(hub.ada) == ("feature/sign-in-page", hub.refs["refs/heads/develop"])
    upstream = git("for-each-ref", "--format=%(upstream)", "refs/heads/feature", where=hub.ada)
    assert upstream == "", "a push goes nowhere by itself"


def test_a_hotfix_begins_at_production_and_a_bugfix_where_it_is_told(hub: Hub) -> None:
    flow(hub.ada, "start", "hotfix", "broken cart")
    assert at(hub.ada) == ("hotfix/broken-cart", hub.refs["refs/heads/main"])
    git("push", "--quiet", "origin", "origin/develop:refs/heads/release/0.2.0", where=hub.grace)
    hub.commit("release/0.2.0", "new.py", "", "fix: last things")
    flow(hub.ada, "start", "bugfix", "typo", "--on", "release/0.2.0")
    assert at(hub.ada) == ("bugfix/typo", hub.refs["refs/heads/release/0.2.0"])
    refused = flow(hub.ada, "start", "feature", "typo", "--on", "release/0.2.0", code=3)
    assert refused.stderr == "error: a feature begins on develop, not on release/0.2.0\n"


def test_a_release_without_a_version_takes_the_one_that_the_commits_ask_for(hub: Hub) -> None:
    flow(hub.ada, "start", "release")
    assert at(hub.ada) == ("release/0.2.0", hub.refs["refs/heads/develop"])
    flow(hub.ada, "start", "release", "1.0.0")
    assert at(hub.ada)[0] == "release/1.0.0"
    refused = flow(hub.ada, "start", "release", "one", code=3)
    assert refused.stderr == 'error: "one" names no release; write it like release/1.2.0\n'


def test_uncommitted_work_comes_along_byte_for_byte(hub: Hub) -> None:
    write(hub.ada, "shop.py", "one = 3\r\n")
    write(hub.ada, "new.bin", "\x00\x01")
    git("add", "shop.py", where=hub.ada)
    flow(hub.ada, "start", "feature", "x")
    assert (hub.ada / "shop.py").read_bytes() == b"one = 3\r\n"
    assert (hub.ada / "new.bin").read_bytes() == b"\x00\x01"
    assert git("status", "--porcelain", where=hub.ada) == "M  shop.py\n?? new.bin"


@pytest.mark.parametrize("is_tracked", [True, False])
def test_work_that_stands_in_the_way_stays_and_one_line_says_what_to_do(hub: Hub, *, is_tracked: bool) -> None:
    path = "shop.py" if is_tracked else "new.py"
    hub.commit("develop", path, "theirs\n", "feat: theirs")
    write(hub.ada, path, "mine\n")
    before = refs(hub.ada), at(hub.ada)
    refused = flow(hub.ada, "start", "feature", "x", code=3)
    assert refused.stderr == (
        f"error: what is not committed in {path} stands in the way, and nothing was changed; "
        "commit that, or put it aside: git stash --include-untracked\n"
    )
    assert (refs(hub.ada), at(hub.ada)) == before
    assert (hub.ada / path).read_text() == "mine\n"


def test_a_branch_that_is_there_is_switched_to_wherever_it_is(hub: Hub) -> None:
    flow(hub.ada, "start", "feature", "x")
    commit(hub.ada, "feat: x")
    git("push", "--quiet", "origin", "HEAD", where=hub.ada)
    mine = at(hub.ada)
    assert "feature/x is checked out already" in flow(hub.ada, "start", "feature", "x").output
    git("switch", "--quiet", "develop", where=hub.ada)
    flow(hub.ada, "start", "feature", "x")
    assert at(hub.ada) == mine
    flow(hub.grace, "start", "feature", "x")
    assert at(hub.grace) == mine
    assert git("rev-parse", "--abbrev-ref", "@{upstream}", where=hub.grace) == "origin/feature/x"


def test_it_begins_in_a_clone_of_one_branch_and_from_a_detached_head(hub: Hub, tmp_path: Path) -> None:
    git("clone", "--quiet", "--single-branch", "--branch", "main", str(hub.bare), "one", where=tmp_path)
    git("switch", "--quiet", "--detach", where=tmp_path / "one")
    flow(tmp_path / "one", "start", "feature", "x")
    assert at(tmp_path / "one") == ("feature/x", hub.refs["refs/heads/develop"])


def test_it_begins_without_a_remote_at_the_local_branch(hub: Hub) -> None:
    git("remote", "remove", "origin", where=hub.ada)
    flow(hub.ada, "start", "feature", "x")
    assert at(hub.ada) == ("feature/x", git("rev-parse", "develop", where=hub.ada))


def test_a_remote_that_does_not_answer_is_told_and_stops_nobody(hub: Hub) -> None:
    git("remote", "set-url", "origin", str(hub.folder / "gone"), where=hub.ada)
    told = flow(hub.ada, "start", "feature", "x").output
    assert told.startswith("the remote did not answer (")
    assert at(hub.ada)[0] == "feature/x"


def test_commits_that_only_the_local_develop_has_are_told_and_left_out(hub: Hub) -> None:
    git("switch", "--quiet", "develop", where=hub.ada)
    commit(hub.ada, "oops")
    told = flow(hub.ada, "start", "feature", "x").output
    assert "your develop has 1 commit that origin/develop lacks; they are not part of feature/x" in told
    assert at(hub.ada) == ("feature/x", hub.refs["refs/heads/develop"])


def test_a_dry_run_shows_the_command_and_changes_nothing(hub: Hub) -> None:
    before = refs(hub.ada), at(hub.ada)
    told = flow(hub.ada, "start", "feature", "x", "--dry-run").output
    assert told == "$ git switch --quiet --no-track --create feature/x origin/develop\n"
    assert (refs(hub.ada), at(hub.ada)) == before


def test_github_flow_has_its_own_kinds(tmp_path: Path) -> None:
    hub = a_hub(tmp_path / "team", lasting=("main",))
    flow(hub.ada, "start", "fix", "x")
    assert at(hub.ada) == ("fix/x", hub.refs["refs/heads/main"])
    refused = flow(hub.ada, "start", "hotfix", "x", code=3)
    assert refused.stderr == 'error: nobody begins a "hotfix" here; begin one of: feature, fix, docs, chore\n'


def test_what_keeps_anything_from_beginning_is_one_line(hub: Hub, tmp_path: Path) -> None:
    assert flow(hub.bare, "start", "feature", "x", code=3).stderr == (
        "error: this is a bare clone, which has no files; clone it without --bare\n"
    )
    git("clone", "--quiet", "--depth=1", hub.bare.as_uri(), "shallow", where=tmp_path)
    assert flow(tmp_path / "shallow", "start", "feature", "x", code=3).stderr == (
        "error: the history is cut off; fetch all of it: git fetch --unshallow\n"
    )
    git("remote", "rename", "origin", "ours", where=hub.ada)
    git("remote", "add", "theirs", str(hub.bare), where=hub.ada)
    assert flow(hub.ada, "start", "feature", "x", code=3).stderr == (
        "error: there are several remotes (ours, theirs), and none is origin; "
        "name the one that the team shares: git remote rename ours origin\n"
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    git("init", "--quiet", where=empty)
    assert flow(empty, "start", "feature", "x", code=3).stderr == (
        "error: there is neither develop nor main nor master; begin one: git switch --create main\n"
    )
