"""A feature, a release and a hotfix go from start to tag on GitHub and on GitLab, by requests with base and form."""

import os
from pathlib import Path

import pytest
from fake_forge.server import FakeForge, Fault
from fake_forge.state import TOKEN, Request, Sight
from fake_forge.using import environment
from histories import commit, git
from hubs import Hub, a_hub, flow, quick_commitizen, write

FORMS = {
    ".github/Pull_Request_Template.md": "## What (GitHub)\n",
    ".gitlab/merge_request_templates/Default.md": "## What (GitLab)\n",
}
SSH = """\
#!/bin/sh
for word; do command=$word; done
eval "${command%% *} '%s'"
"""


class Branches(set[str]):
    """The branches that a hub has at this moment."""

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self.hub = hub

    def __contains__(self, name: object) -> bool:
        return f"refs/heads/{name}" in self.hub.refs


class Releases(dict[str, tuple[str, str]]):
    """Releases, each of which makes its tag."""

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self.hub = hub

    def __setitem__(self, tag: str, release: tuple[str, str]) -> None:
        git("tag", tag, release[0], where=self.hub.bare)
        super().__setitem__(tag, release)


@pytest.fixture(params=["github", "gitlab"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hub(kind: str, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A team whose remote is the forge: git reaches it by ssh, the tool by HTTP."""
    hub = a_hub(tmp_path / "team")
    quick_commitizen(monkeypatch)
    for path, text in FORMS.items():
        hub.commit("develop", path, text, "docs: a form")
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_")):
            monkeypatch.delenv(name)
    for name, value in environment(forge, kind, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    ssh = tmp_path / "ssh"
    ssh.write_text(SSH.replace("%s", str(hub.bare)))
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    monkeypatch.setenv("GIT_SSH_VARIANT", "simple")
    for clone in (hub.ada, hub.grace):
        git("remote", "set-url", "origin", "ssh://git@127.0.0.1/org/shop.git", where=clone)
        write(clone, "team.yml", f"forge: {kind}\n")
        git("config", "core.excludesFile", str(tmp_path / "ignored"), where=clone)
    (tmp_path / "ignored").write_text("team.yml\n")
    forge.world.branches = Branches(hub)
    forge.world.releases = Releases(hub)
    return hub


def merge(hub: Hub, forge: FakeForge, number: int) -> None:
    """Somebody who may merges a request."""
    found = next(each for each in forge.world.requests if each.number == number)
    hub.merge(found.source, found.target)
    found.is_open = False


def known(forge: FakeForge) -> list[tuple[str, str, str]]:
    return [(each.source, each.target, each.title) for each in forge.world.requests]


def test_a_feature_becomes_a_request_with_base_title_and_form_once(hub: Hub, kind: str, forge: FakeForge) -> None:
    flow(hub.ada, "start", "feature", "SHOP-1 Sign in")
    write(hub.ada, "sign.py", "")
    commit(hub.ada, "feat: sign in by mail")
    shown = flow(hub.ada, "finish", "--dry-run").output
    assert "request feature/SHOP-1-sign-in → develop: feat: sign in by mail\n" in shown
    assert known(forge) == []
    told = flow(hub.ada, "finish").output
    assert known(forge) == [("feature/SHOP-1-sign-in", "develop", "feat: sign in by mail")]
    assert forge.world.requests[0].body == f"## What ({'GitHub' if kind == 'github' else 'GitLab'})\n"
    commit(hub.ada, "feat: more")
    again = flow(hub.ada, "finish").output
    assert "feature/SHOP-1-sign-in → develop is open: https://" in again
    assert again.split("https://")[1] == told.split("https://")[1]
    assert len(known(forge)) == 1


def test_several_commits_take_their_title_from_the_branch(hub: Hub, forge: FakeForge) -> None:
    flow(hub.ada, "start", "feature", "SHOP-1 Sign in")
    commit(hub.ada, "feat: one")
    commit(hub.ada, "feat: two")
    flow(hub.ada, "finish")
    assert known(forge) == [("feature/SHOP-1-sign-in", "develop", "feat: SHOP-1 Sign in")]


def test_where_a_request_is_open_to_is_where_it_goes(hub: Hub, forge: FakeForge) -> None:
    git("push", "--quiet", "origin", "origin/develop:refs/heads/release/0.2.0", where=hub.grace)
    flow(hub.ada, "start", "bugfix", "typo")
    commit(hub.ada, "fix: typo")
    forge.world.requests.append(Request(1, source="bugfix/typo", target="release/0.2.0"))
    assert "bugfix/typo → release/0.2.0 is open: " in flow(hub.ada, "finish").output


def test_a_release_and_a_hotfix_go_from_start_to_tag_by_requests(hub: Hub, forge: FakeForge) -> None:
    flow(hub.grace, "release")
    assert known(forge) == [("release/0.2.0", "main", "chore: release 0.2.0")]
    assert "release/0.2.0 → main is open: https://" in flow(hub.grace, "release").output
    merge(hub, forge, 1)
    assert flow(hub.grace, "tag").stdout == "v0.2.0\n"
    assert forge.world.releases["v0.2.0"][0] == hub.refs["refs/heads/main"]
    assert "- Written by hand." in forge.world.releases["v0.2.0"][1]
    flow(hub.grace, "back")
    flow(hub.grace, "release")
    assert known(forge)[1:] == [("main", "develop", "chore: bring 0.2.0 back to develop")]
    merge(hub, forge, 2)
    hub.commit("develop", "new.py", "", "feat: new")
    flow(hub.grace, "release", "0.3.0")

    flow(hub.ada, "start", "hotfix", "broken cart")
    write(hub.ada, "shop.py", "one = 'mended'\n\n\n\ntwo = 2\n")
    commit(hub.ada, "fix: mend the cart")
    flow(hub.ada, "finish")
    assert known(forge)[2:] == [
        ("release/0.3.0", "main", "chore: release 0.3.0"),
        ("hotfix/broken-cart", "main", "fix: broken cart"),
    ]
    merge(hub, forge, 4)
    flow(hub.ada, "finish", "hotfix/broken-cart")
    assert hub.show("v0.2.1:shop.py").startswith("one = 'mended'")
    assert known(forge)[4:] == [
        ("main", "develop", "chore: bring 0.2.1 back to develop"),
        ("backmerge/0.2.1-into-0.3.0", "release/0.3.0", "chore: bring 0.2.1 back to release/0.3.0"),
    ]
    assert "    git merge origin/release/0.3.0\n" in (forge.world.requests[5].body or "")
    assert flow(hub.ada, "back").exit_code == 0
    assert len(known(forge)) == 6, "nothing is asked for twice"


def test_a_token_with_too_few_rights_is_one_line_after_what_was_done(hub: Hub, forge: FakeForge) -> None:
    flow(hub.ada, "start", "feature", "x")
    commit(hub.ada, "feat: x")
    forge.world.tokens[TOKEN] = Sight(is_reading=True)
    done = flow(hub.ada, "finish", code=2)
    assert done.stdout.startswith("$ git push origin ")
    assert done.stderr.startswith("error: http://127.0.0.1:")
    assert "to a token" in done.stderr
    assert done.stderr.count("\n") == 1
    forge.world.tokens[TOKEN] = Sight()
    assert "git push" not in flow(hub.ada, "finish").output
    assert len(known(forge)) == 1


def test_a_forge_that_is_down_half_way_is_one_line_and_completed_by_another_run(hub: Hub, forge: FakeForge) -> None:
    forge.faults.extend([Fault(200, body="[]"), Fault(500)])
    done = flow(hub.grace, "release", "0.2.0", code=2)
    assert "version 0.2.0 with its changelog: one commit on release/0.2.0\n" in done.stdout
    assert "answered 500; run again later" in done.stderr
    flow(hub.grace, "release", "0.2.0")
    assert known(forge) == [("release/0.2.0", "main", "chore: release 0.2.0")]


def test_the_way_back_without_rights_ends_with_2(hub: Hub, forge: FakeForge) -> None:
    flow(hub.grace, "release", "0.2.0")
    merge(hub, forge, 1)
    forge.world.tokens[TOKEN] = Sight(is_reading=True)
    refused = flow(hub.grace, "back", code=2)
    assert refused.stderr.startswith("error: http://127.0.0.1:")
    assert ", or open the request yourself: http://127.0.0.1:" in refused.stderr
