"""`flow finish` pushes the own branch to itself alone, and requests what its kind goes to, by hand without a forge."""

from pathlib import Path

import pytest
from histories import commit, git
from hubs import Hub, a_hub, flow, refs, write

NOBODY = "(no remote of this repository is on a forge)"
PUSHED = "$ git push origin refs/heads/{0}:refs/heads/{0}\n"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return a_hub(tmp_path / "team")


def work(folder: Path, kind: str = "feature", name: str = "x", text: str = "one = 2\n\n\n\ntwo = 2\n") -> str:
    """Begin a branch and commit something."""
    flow(folder, "start", kind, name)
    write(folder, "shop.py", text)
    commit(folder, "feat: change one")
    return f"{kind}/{name}"


def test_a_feature_is_pushed_to_itself_and_where_to_request_it_is_told(hub: Hub) -> None:
    branch = work(hub.ada)
    before = hub.refs
    told = flow(hub.ada, "finish").output
    assert told == PUSHED.format(branch) + (
        f"open the request feature/x → develop yourself {NOBODY}:\n  on the forge, from feature/x to develop\n"
    )
    head = git("rev-parse", "HEAD", where=hub.ada)
    assert hub.refs == before | {f"refs/heads/{branch}": head}
    assert PUSHED.format(branch) not in flow(hub.ada, "finish").output, "a second time there is nothing to push"


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("git@github.com:org/shop.git", "https://github.com/org/shop/compare/develop...feature/x?expand=1"),
        (
            "https://gitlab.example.com/org/sub/shop.git",
            "https://gitlab.example.com/org/sub/shop/-/merge_requests/new"
            "?merge_request[source_branch]=feature/x&merge_request[target_branch]=develop",
        ),
    ],
)
def test_without_a_token_the_page_that_opens_the_form_is_told(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, url: str, page: str
) -> None:
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN", "GITHUB_SERVER_URL", "CI_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)
    work(hub.ada)
    monkeypatch.setattr("teamkit.lifecycle.flowing.desk.shared_address", lambda _: url)
    assert f" is not set, so nobody asked {page.split('/')[2]}):\n  {page}\n" in flow(hub.ada, "finish").output


def test_where_a_push_goes_does_not_depend_on_what_git_is_set_up_to_do(hub: Hub) -> None:
    work(hub.ada)
    git("branch", "--set-upstream-to", "origin/develop", where=hub.ada)
    git("config", "push.default", "upstream", where=hub.ada)
    git("config", "remote.origin.push", "refs/heads/feature/x:refs/heads/develop", where=hub.ada)
    develop = hub.refs["refs/heads/develop"]
    flow(hub.ada, "finish")
    assert hub.refs["refs/heads/develop"] == develop
    assert "refs/heads/feature/x" in hub.refs


def test_what_is_not_committed_is_told_and_stays_byte_for_byte(hub: Hub) -> None:
    work(hub.ada)
    write(hub.ada, "shop.py", "mine\r\n")
    write(hub.ada, "new.bin", "\x00")
    told = flow(hub.ada, "finish").output
    assert told.startswith("not committed, so not part of it, and left as it is: 2 files\n")
    assert (hub.ada / "shop.py").read_bytes() == b"mine\r\n"
    assert git("status", "--porcelain", where=hub.ada) == "M shop.py\n?? new.bin"
    assert "mine" not in hub.show("feature/x:shop.py")


def test_a_branch_that_is_behind_or_conflicts_is_told_so_and_not_merged(hub: Hub) -> None:
    work(hub.ada)
    head = git("rev-parse", "HEAD", where=hub.ada)
    hub.commit("develop", "new.py", "", "feat: new")
    assert "feature/x lacks 1 commit of origin/develop; to have them: git merge origin/develop\n" in (
        flow(hub.ada, "finish").output
    )
    hub.commit("develop", "shop.py", "one = 3\n", "feat: three")
    assert "shop.py conflict with origin/develop; take it in: git merge origin/develop\n" in (
        flow(hub.ada, "finish").output
    )
    assert git("rev-parse", "HEAD", where=hub.ada) == head


def test_a_bugfix_that_began_on_a_release_goes_there(hub: Hub) -> None:
    git("push", "--quiet", "origin", "origin/develop:refs/heads/release/0.2.0", where=hub.grace)
    hub.commit("release/0.2.0", "new.py", "", "fix: last things")
    flow(hub.ada, "start", "bugfix", "typo", "--on", "release/0.2.0")
    commit(hub.ada, "fix: typo")
    assert "bugfix/typo → release/0.2.0" in flow(hub.ada, "finish").output
    work(hub.grace, "bugfix", "other")
    assert "bugfix/other → develop" in flow(hub.grace, "finish").output


def test_a_branch_of_somebody_else_is_finished_by_its_name(hub: Hub) -> None:
    work(hub.ada)
    git("push", "--quiet", "origin", "feature/x", where=hub.ada)
    before = refs(hub.grace), hub.refs
    told = flow(hub.grace, "finish", "feature/x").output
    assert told.startswith("open the request feature/x → develop yourself (")
    assert (refs(hub.grace), hub.refs) == before


@pytest.mark.parametrize("squash", [False, True])
def test_what_is_merged_already_has_nothing_left_to_do(hub: Hub, *, squash: bool) -> None:
    work(hub.ada)
    flow(hub.ada, "finish")
    hub.merge("feature/x", "develop", squash=squash)
    told = flow(hub.ada, "finish").output
    assert told == ("feature/x has nothing that origin/develop lacks: it is merged, or nothing is committed yet\n")


def test_a_dry_run_shows_everything_and_changes_nothing(hub: Hub) -> None:
    work(hub.ada)
    before = refs(hub.ada), hub.refs
    shown = flow(hub.ada, "finish", "--dry-run").output
    assert (refs(hub.ada), hub.refs) == before
    assert shown == flow(hub.ada, "finish").output


def test_a_push_that_the_server_refuses_is_told_in_its_own_words(hub: Hub) -> None:
    work(hub.ada)
    hook = hub.bare / "hooks" / "update"
    hook.write_text("#!/bin/sh\necho 'Commits must be signed.' >&2\necho 'Ask ada.' >&2\nexit 1\n")
    assert flow(hub.ada, "finish", code=3).stderr == (
        "error: the server refused it: Commits must be signed. Ask ada.\n"
    )


def test_what_cannot_be_finished_is_one_line_with_its_remedy(hub: Hub) -> None:
    flow(hub.ada, "start", "feature", "x")
    git("switch", "--quiet", "--detach", where=hub.ada)
    assert flow(hub.ada, "finish", code=3).stderr == (
        "error: no branch is checked out; name one: teamkit flow finish BRANCH\n"
    )
    assert flow(hub.ada, "finish", "develop", code=3).stderr == (
        "error: develop lasts, and nobody finishes it; "
        "put your commits on a branch of their own: teamkit flow start feature NAME\n"
    )
    assert flow(hub.ada, "finish", "feature/y", code=3).stderr == (
        "error: there is no branch feature/y here; see those that there are: git branch --all\n"
    )
    git("branch", "mine", where=hub.ada)
    assert flow(hub.ada, "finish", "mine", code=3).stderr == (
        "error: the flow knows no branch like mine; rename it: git branch --move mine feature/short-words\n"
    )
    git("remote", "set-url", "origin", "/nowhere", where=hub.ada)
    assert flow(hub.ada, "finish", "feature/x", code=3).stderr.startswith("error: origin did not answer: ")
    git("remote", "remove", "origin", where=hub.ada)
    assert flow(hub.ada, "finish", "feature/x", code=3).stderr == (
        "error: there is no remote to push to; add one: git remote add origin URL\n"
    )


def test_a_branch_that_went_apart_from_its_remote_is_not_pushed(hub: Hub) -> None:
    work(hub.ada)
    flow(hub.ada, "finish")
    hub.commit("feature/x", "new.py", "", "feat: by somebody else")
    commit(hub.ada, "feat: more")
    before = hub.refs
    assert flow(hub.ada, "finish", code=3).stderr == (
        "error: origin/feature/x has 1 commit that yours lacks; take them first: git pull --rebase; "
        "where you rewrote yours: git push --force-with-lease\n"
    )
    assert hub.refs == before
