"""A version goes from develop to production and back past a server that refuses pushes to lasting branches."""

from pathlib import Path

import pytest
from histories import commit, git
from hubs import FILES, Hub, a_hub, flow, quick_commitizen, refs, write

CHANGED = """\
# Changelog

Newest first.

## Unreleased

## v0.2.0 ({day})

### Added

- Written by hand.

### Feat

- sign in

### Fix

- **cart**: count

## v0.1.0 (2026-01-05)

- The beginning.
"""


NOBODY = "(no remote of this repository is on a forge)"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return a_hub(tmp_path / "team")


def released(hub: Hub) -> None:
    """Take 0.2.0 all the way."""
    flow(hub.grace, "release", "0.2.0")
    hub.merge("release/0.2.0", "main")
    flow(hub.grace, "release", "0.2.0")
    hub.merge("main", "develop")


def mended(hub: Hub, name: str = "cart") -> str:
    """A hotfix with a commit."""
    flow(hub.ada, "start", "hotfix", name)
    write(hub.ada, "shop.py", f"one = '{name}'\n\n\n\ntwo = 2\n")
    commit(hub.ada, f"fix: mend the {name}")
    return f"hotfix/{name}"


def contains(hub: Hub, branch: str, commit: str) -> bool:
    """Whether a branch of the server has a commit."""
    return git("rev-list", "--max-count=1", commit, f"^{branch}", where=hub.bare) == ""


def test_a_release_goes_from_start_to_tag_and_back(hub: Hub) -> None:
    write(hub.grace, "shop.py", "mine\r\n")
    flow(hub.grace, "release")
    assert hub.show("release/0.2.0:pyproject.toml") == FILES["pyproject.toml"].replace("0.1.0", "0.2.0").strip()
    assert hub.show("release/0.2.0:uv.lock") == FILES["uv.lock"].replace("0.1.0", "0.2.0").strip()
    day = hub.show("release/0.2.0:CHANGELOG.md").partition("v0.2.0 (")[2][:10]
    assert hub.show("release/0.2.0:CHANGELOG.md") == CHANGED.format(day=day).strip()
    assert git("log", "--format=%s", "develop..release/0.2.0", where=hub.bare) == "bump: version 0.1.0 → 0.2.0"

    waiting = hub.refs
    assert flow(hub.grace, "release").output == (
        f"open the request release/0.2.0 → main yourself {NOBODY}:\n  on the forge, from release/0.2.0 to main\n"
        "it waits for somebody who may merge it into main; after that run: teamkit flow release 0.2.0\n"
    )
    assert hub.refs == waiting

    hub.merge("release/0.2.0", "main")
    assert "main → develop" in flow(hub.grace, "release").output
    assert git("rev-parse", "v0.2.0^{commit}", where=hub.bare) == hub.refs["refs/heads/main"]
    assert git("cat-file", "-t", "v0.2.0", where=hub.bare) == "tag"
    assert "refs/heads/release/0.2.0" not in hub.refs
    assert "refs/heads/release/0.2.0" not in refs(hub.grace)

    hub.merge("main", "develop")
    assert flow(hub.grace, "release", "0.2.0").output == "v0.2.0 is out, and nothing of main is missing elsewhere\n"
    assert (hub.grace / "shop.py").read_bytes() == b"mine\r\n"
    assert git("status", "--porcelain", where=hub.grace) == "M shop.py"


def test_after_a_release_there_is_nothing_more_to_release(hub: Hub) -> None:
    released(hub)
    refused = flow(hub.grace, "release", code=3).stderr
    assert refused.startswith("error: nothing asks for a new version (commitizen says: ")
    assert refused.endswith("); to have one: flow release X.Y.Z\n")
    assert flow(hub.grace, "release", "0.1.9", code=3).stderr == (
        "error: 0.1.9 does not follow 0.2.0, which origin/develop has; give a later one\n"
    )


def test_a_hotfix_goes_from_start_to_tag_and_back_into_an_open_release_too(hub: Hub) -> None:
    released(hub)
    hub.commit("develop", "new.py", "", "feat: new")
    flow(hub.grace, "release")
    assert "refs/heads/release/0.3.0" in hub.refs
    branch = mended(hub)
    write(hub.ada, "mine.txt", "mine")
    flow(hub.ada, "finish")
    assert 'version = "0.2.1"' in hub.show(f"{branch}:pyproject.toml")
    assert "## v0.2.1" in hub.show(f"{branch}:CHANGELOG.md")
    assert git("rev-parse", "HEAD", where=hub.ada) == hub.refs[f"refs/heads/{branch}"], "the work tree moved along"

    hub.merge(branch, "main")
    told = flow(hub.ada, "finish", branch).output
    main = hub.refs["refs/heads/main"]
    assert git("rev-parse", "v0.2.1^{commit}", where=hub.bare) == main
    assert "main → develop" in told
    assert "backmerge/0.2.1-into-0.3.0 → release/0.3.0" in told
    assert hub.refs["refs/heads/backmerge/0.2.1-into-0.3.0"] == main
    assert "CHANGELOG.md, pyproject.toml, uv.lock conflict on release/0.3.0; the request says how" in told
    assert f"{branch} is merged, and checked out here; leave it" in told
    assert f"refs/heads/{branch}" not in hub.refs

    hub.merge("main", "develop")
    hub.merge("backmerge/0.2.1-into-0.3.0", "release/0.3.0", resolve=True)
    done = flow(hub.ada, "release", "0.2.1").output
    assert done == "v0.2.1 is out, and nothing of main is missing elsewhere\n"
    assert (hub.ada / "mine.txt").read_text() == "mine"
    assert contains(hub, "release/0.3.0", main)


def test_a_way_back_that_conflicts_gets_a_branch(hub: Hub) -> None:
    branch = mended(hub)
    hub.commit("develop", "shop.py", "one = 'other'\n", "feat: other")
    flow(hub.ada, "finish")
    hub.merge(branch, "main")
    told = flow(hub.ada, "finish").output
    assert "backmerge/0.1.1 → develop" in told
    assert "shop.py conflict on develop; the request says how to resolve it" in told
    assert hub.refs["refs/heads/backmerge/0.1.1"] == hub.refs["refs/heads/main"]
    waiting = hub.refs
    flow(hub.ada, "release", "0.1.1")
    assert hub.refs == waiting


def test_a_pipeline_that_tagged_already_is_not_contradicted(hub: Hub) -> None:
    flow(hub.grace, "release", "0.2.0")
    hub.merge("release/0.2.0", "main")
    git("tag", "v0.2.0", "main", where=hub.bare)
    told = flow(hub.grace, "release").output
    assert "git tag" not in told
    assert git("cat-file", "-t", "v0.2.0", where=hub.bare) == "commit"


def test_a_tag_of_this_clone_alone_that_is_elsewhere_is_refused(hub: Hub) -> None:
    flow(hub.grace, "release", "0.2.0")
    git("tag", "v0.2.0", "develop", where=hub.grace)
    hub.merge("release/0.2.0", "main")
    refused = flow(hub.grace, "release", code=3).stderr
    assert "in this clone alone, and belongs to" in refused
    assert refused.endswith("; take it away: git tag --delete v0.2.0\n")


def test_somebody_else_goes_on_with_a_release_and_has_what_came_to_it(hub: Hub) -> None:
    flow(hub.grace, "release", "0.2.0")
    hub.commit("release/0.2.0", "new.py", "", "fix: last things")
    flow(hub.ada, "release")
    assert refs(hub.ada)["refs/heads/release/0.2.0"] == hub.refs["refs/heads/release/0.2.0"]
    git("switch", "--quiet", "release/0.2.0", where=hub.grace)
    flow(hub.grace, "release")
    assert git("rev-parse", "HEAD", where=hub.grace) == hub.refs["refs/heads/release/0.2.0"]
    hub.commit("release/0.2.0", "more.py", "", "fix: more")
    commit(hub.grace, "fix: mine")
    assert flow(hub.grace, "release", code=3).stderr == (
        "error: release/0.2.0 and origin/release/0.2.0 went apart; "
        "bring them together: git switch release/0.2.0 && git pull --rebase\n"
    )


def test_work_on_the_changelog_stands_in_the_way_of_a_version_and_stays(hub: Hub) -> None:
    branch = mended(hub)
    write(hub.ada, "CHANGELOG.md", "mine\n")
    before = refs(hub.ada), hub.refs
    assert flow(hub.ada, "finish", code=3).stderr == (
        "error: what is not committed in CHANGELOG.md stands in the way, and nothing was changed; "
        "commit that, or put it aside: git stash --include-untracked\n"
    )
    assert (refs(hub.ada), hub.refs) == before
    assert (hub.ada / "CHANGELOG.md").read_text() == "mine\n"
    git("stash", "--quiet", where=hub.ada)
    flow(hub.ada, "finish")
    assert f"refs/heads/{branch}" in hub.refs


def test_a_dry_run_shows_commands_and_the_exact_diff_and_changes_nothing(hub: Hub) -> None:
    before = refs(hub.grace), hub.refs
    shown = flow(hub.grace, "release", "--dry-run").output
    assert (refs(hub.grace), hub.refs) == before
    assert git("status", "--porcelain", where=hub.grace) == ""
    assert git("worktree", "list", where=hub.grace).count("\n") == 0
    flow(hub.grace, "release")
    assert f"\n{git('diff', 'origin/develop', 'release/0.2.0', where=hub.grace)}\n" in shown
    assert shown.startswith("$ git branch --no-track release/0.2.0 origin/develop\n")
    assert "$ git push origin refs/heads/release/0.2.0:refs/heads/release/0.2.0\n" in shown


def test_without_an_identity_one_line_says_so(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "")
    git("config", "user.useConfigOnly", "true", where=hub.grace)
    assert flow(hub.grace, "release", "0.2.0", code=3).stderr == (
        "error: git does not know who you are; tell it: git config user.name NAME, git config user.email ADDRESS\n"
    )
    assert "refs/heads/release/0.2.0" not in hub.refs


def test_a_repository_without_configuration_takes_its_version_from_the_branch(tmp_path: Path) -> None:
    hub = a_hub(tmp_path / "team", {"shop.py": FILES["shop.py"]})
    refused = flow(hub.ada, "release", code=3).stderr
    assert refused == (
        "error: pyproject.toml has no [tool.commitizen] to count versions by; give one: flow release X.Y.Z\n"
    )
    flow(hub.ada, "release", "0.2.0")
    assert hub.refs["refs/heads/release/0.2.0"] == hub.refs["refs/heads/develop"], "no file is touched"
    hub.merge("release/0.2.0", "main")
    flow(hub.ada, "release", "0.2.0")
    assert git("rev-parse", "v0.2.0^{commit}", where=hub.bare) == hub.refs["refs/heads/main"]
    branch = mended(hub)
    flow(hub.ada, "finish")
    hub.merge(branch, "main")
    flow(hub.ada, "finish", branch)
    assert git("rev-parse", "v0.2.1^{commit}", where=hub.bare) == hub.refs["refs/heads/main"]


@pytest.mark.parametrize("squash", [False, True])
def test_github_flow_releases_by_a_branch_and_a_tag(tmp_path: Path, *, squash: bool) -> None:
    hub = a_hub(tmp_path / "team", lasting=("main",))
    flow(hub.ada, "release")
    assert 'version = "0.2.0"' in hub.show("chore/release-0.2.0:pyproject.toml")
    hub.merge("chore/release-0.2.0", "main", squash=squash)
    told = flow(hub.ada, "release").output
    assert told.endswith("v0.2.0 is out, and nothing of main is missing elsewhere\n")
    assert git("rev-parse", "v0.2.0^{commit}", where=hub.bare) == hub.refs["refs/heads/main"]
    assert "refs/heads/chore/release-0.2.0" not in {**hub.refs, **refs(hub.ada)}


def test_github_flow_without_configuration_says_how_to_tag(tmp_path: Path) -> None:
    hub = a_hub(tmp_path / "team", {"shop.py": FILES["shop.py"]}, lasting=("main",))
    assert flow(hub.ada, "release", "0.2.0", code=3).stderr == (
        "error: no file says a version, so that a release changes nothing; "
        "add [tool.commitizen] to pyproject.toml, or tag it: git tag -a v0.2.0 origin/main\n"
    )


def test_what_is_no_version_or_not_clear_is_one_line(hub: Hub) -> None:
    assert flow(hub.ada, "release", "1.2", code=3).stderr == 'error: "1.2" is no version; write it like 1.2.0\n'
    assert flow(hub.ada, "release", "01.2.0", code=3).stderr == ('error: "01.2.0" is no version; write it like 1.2.0\n')
    for version in ("0.2.0", "0.3.0"):
        git("push", "--quiet", "origin", f"origin/develop:refs/heads/release/{version}", where=hub.grace)
    assert flow(hub.ada, "release", code=3).stderr == "error: several releases are open; name one: 0.2.0, 0.3.0\n"
    text = FILES["pyproject.toml"].replace('"uv"', '"npm"')
    hub.commit("develop", "pyproject.toml", text, "chore: npm")
    assert flow(hub.ada, "release", "0.4.0", code=3).stderr == (
        'error: pyproject.toml: version_provider "npm" is not known here; take one of: uv, pep621, poetry, commitizen\n'
    )


def test_what_commitizen_cannot_do_is_one_line_and_leaves_nothing(hub: Hub) -> None:
    git("rm", "--quiet", "uv.lock", where=hub.folder / "seed")
    commit(hub.folder / "seed", "chore: no lock")
    git("remote", "add", "origin", str(hub.bare), where=hub.folder / "seed")
    hub.push(hub.folder / "seed", "develop")
    refused = flow(hub.grace, "release", "0.2.0", code=3).stderr
    assert refused.startswith("error: commitizen says: FileNotFoundError: ")
    assert "uv.lock" in refused
    assert git("worktree", "list", where=hub.grace).count("\n") == 0


def test_a_merged_branch_with_newer_commits_is_not_deleted(hub: Hub) -> None:
    flow(hub.grace, "release", "0.2.0")
    hub.merge("release/0.2.0", "main")
    hub.commit("release/0.2.0", "late.py", "", "fix: too late")
    flow(hub.grace, "release")
    assert "refs/heads/release/0.2.0" in hub.refs


def test_a_changelog_that_cannot_be_written_is_refused_before_anything_is_pushed(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_commitizen(monkeypatch)
    seed = hub.folder / "seed"
    git("remote", "add", "origin", str(hub.bare), where=seed)
    (seed / "CHANGELOG.md").write_bytes(b"\xff\n")
    commit(seed, "docs: break it")
    hub.push(seed, "develop")
    assert flow(hub.ada, "release", "0.2.0", code=3).stderr == "error: CHANGELOG.md: is not UTF-8; convert it\n"
    git("branch", "--quiet", "--delete", "--force", "release/0.2.0", where=hub.ada)
    (seed / "CHANGELOG.md").unlink()
    (seed / "CHANGELOG.md").symlink_to("/etc/hostname")
    commit(seed, "docs: link it")
    hub.push(seed, "develop")
    assert flow(hub.ada, "release", "0.2.0", code=3).stderr == (
        "error: CHANGELOG.md: is a symbolic link, and nothing is written through one; put the file there\n"
    )
    assert "refs/heads/release/0.2.0" not in hub.refs


def test_a_hotfix_that_has_nothing_is_one_line(hub: Hub) -> None:
    flow(hub.ada, "start", "hotfix", "cart")
    assert flow(hub.ada, "finish", code=3).stderr == (
        "error: hotfix/cart has nothing that origin/main lacks; where it was merged: teamkit flow release\n"
    )


def test_of_two_hotfixes_the_later_one_takes_the_next_version(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_commitizen(monkeypatch)
    first = mended(hub, "cart")
    flow(hub.ada, "finish")
    second = mended(hub, "till")
    flow(hub.ada, "finish")
    hub.merge(first, "main")
    told = flow(hub.ada, "finish").output
    assert "shop.py conflict with main; take it in: git merge main\n" in told
    git("fetch", "--quiet", where=hub.ada)
    git("merge", "--quiet", "--strategy-option=ours", "--message", "Take main in", "origin/main", where=hub.ada)
    flow(hub.ada, "finish")
    assert 'version = "0.1.2"' in hub.show(f"{second}:pyproject.toml")
    hub.merge(second, "main")
    flow(hub.ada, "finish")
    assert git("rev-parse", "v0.1.2^{commit}", where=hub.bare) == hub.refs["refs/heads/main"]
