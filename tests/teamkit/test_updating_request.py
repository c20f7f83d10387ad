"""An update asks for review on GitHub and on GitLab, once, as a draft where somebody has to decide."""

import os
from pathlib import Path

import pytest
from fake_forge.server import FakeForge
from fake_forge.using import environment
from histories import commit, git
from hubs import refs
from updates import LINES, Source, a_project, a_source, run

BRANCH = "chore/template-update"
SSH = """\
#!/bin/sh
for word; do command=$word; done
eval "${command%% *} '%s'"
"""


class Branches(set[str]):
    """The branches that a bare repository has at this moment."""

    def __init__(self, bare: Path) -> None:
        super().__init__()
        self.bare = bare

    def __contains__(self, name: object) -> bool:
        return f"refs/heads/{name}" in refs(self.bare)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return a_source(tmp_path / "source", {"a.txt": f"1\n{LINES}", "b.txt": "1\n"})


@pytest.fixture(params=["github", "gitlab"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def project(source: Source, kind: str, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone whose remote is the forge: git reaches it by ssh, the tool by HTTP; a version behind, with an edit."""
    made = a_project(source, tmp_path / "project", {"a.txt": f"mine\n{LINES}", "team.yml": f"forge: {kind}\n"})
    bare = tmp_path / "hub.git"
    git("clone", "--quiet", "--bare", str(made), str(bare), where=tmp_path)
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_")):
            monkeypatch.delenv(name)
    for name, value in environment(forge, kind, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    (tmp_path / "ssh").write_text(SSH.replace("%s", str(bare)))
    (tmp_path / "ssh").chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(tmp_path / "ssh"))
    monkeypatch.setenv("GIT_SSH_VARIANT", "simple")
    git("remote", "add", "origin", "ssh://git@127.0.0.1/org/shop.git", where=made)
    forge.world.branches = Branches(bare)
    source.release("v2.0.0", {"b.txt": "2\n"})
    return made


def ask(project: Path, code: int = 0, *words: str) -> str:
    done = run(project, "update", "--no-tests", "--request", *words)
    assert done.exit_code == code, (done.output, done.stderr, done.exception)
    return done.output


def opened(forge: FakeForge) -> list[tuple[str, bool]]:
    return [(each.title, each.is_draft) for each in forge.world.requests if each.is_open]


def test_one_request_follows_the_versions_and_is_a_draft_while_something_is_undecided(
    project: Path, source: Source, kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    dry = ask(project, 0, "--dry-run")
    assert f"request {BRANCH} → main: Update the template to v2.0.0\n" in dry
    assert (opened(forge), sorted(refs(tmp_path / "hub.git"))) == ([], ["refs/heads/main"])
    ask(project)
    assert opened(forge) == [("Update the template to v2.0.0", False)]
    assert (forge.world.requests[0].body or "").startswith("Brings the template from `v1.0.0` to `v2.0.0`: ")
    head = refs(tmp_path / "hub.git")[f"refs/heads/{BRANCH}"]
    source.release("v3.0.0", {"a.txt": f"3\n{LINES}"})
    told = ask(project, 1)
    assert f"$ git push --force-with-lease=refs/heads/{BRANCH}:{head} origin" in told
    title = "Update the template to v3.0.0"
    assert opened(forge) == [(title, False) if kind == "github" else (f"Draft: {title}", True)]
    assert "**conflict**" in (forge.world.requests[0].body or "")
    assert refs(tmp_path / "hub.git")[f"refs/heads/{BRANCH}"] == git("rev-parse", BRANCH, where=project)


def test_what_people_pushed_to_the_branch_stays_and_a_new_clone_asks_again_for_nothing(
    project: Path, source: Source, kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    source.release("v3.0.0", {"a.txt": f"3\n{LINES}"})
    ask(project, 1)
    title = "Update the template to v3.0.0"
    assert opened(forge) == [(title if kind == "github" else f"Draft: {title}", True)]
    git("switch", "--quiet", BRANCH, where=project)
    git("rm", "--quiet", ".copier-undecided.md", where=project)
    commit(project, "Decide")
    git("push", "--quiet", "origin", BRANCH, where=project)
    head = git("rev-parse", "HEAD", where=project)
    clone = tmp_path / "clone"
    git("clone", "--quiet", "ssh://git@127.0.0.1/org/shop.git", str(clone), where=tmp_path)
    told = ask(clone, 1)
    assert f"{BRANCH} has commits that no update made, so it stays as it is: merge it, or delete it\n" in told
    assert f"{BRANCH} → main is open: https://" in told
    assert refs(tmp_path / "hub.git")[f"refs/heads/{BRANCH}"] == head
    assert len(opened(forge)) == 1


def test_without_a_token_the_page_is_named_that_opens_the_request(
    project: Path, kind: str, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN" if kind == "github" else "GITLAB_TOKEN")
    told = ask(project, 2)
    assert f"open the request {BRANCH} → main yourself (" in told
    assert forge.url in told
    assert f"refs/heads/{BRANCH}" in refs(tmp_path / "hub.git")


def test_a_token_that_may_not_write_is_told_in_one_line(project: Path, forge: FakeForge) -> None:
    for sight in forge.world.tokens.values():
        sight.is_reading = True
    done = run(project, "update", "--no-tests", "--request")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
