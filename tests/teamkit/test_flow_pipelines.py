"""What pipelines run after a merge: `flow tag` prints what to deploy, `flow back` and `flow notes` what to tell."""

from pathlib import Path

import pytest
from histories import commit, git
from hubs import FILES, Hub, a_hub, flow, quick_commitizen, refs, write

NOBODY = "(no remote of this repository is on a forge)"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A release that was merged and not tagged yet."""
    quick_commitizen(monkeypatch)
    hub = a_hub(tmp_path / "team")
    flow(hub.ada, "release", "0.2.0")
    hub.merge("release/0.2.0", "main")
    return hub


@pytest.fixture
def job(hub: Hub, tmp_path: Path) -> Path:
    """The checkout of a pipeline on production: a detached head."""
    git("clone", "--quiet", str(hub.bare), "job", where=tmp_path)
    git("switch", "--quiet", "--detach", "origin/main", where=tmp_path / "job")
    return tmp_path / "job"


def test_a_new_version_is_tagged_once_and_printed_on_every_run(hub: Hub, job: Path) -> None:
    first = flow(job, "tag")
    assert first.stdout == "v0.2.0\n"
    assert "git tag --annotate" in first.stderr
    assert git("rev-parse", "v0.2.0^{commit}", where=hub.bare) == hub.refs["refs/heads/main"]
    tagged = hub.refs
    again = flow(job, "tag")
    assert (again.stdout, again.stderr) == ("v0.2.0\n", "")
    assert hub.refs == tagged


def test_a_merge_without_a_new_version_deploys_nothing(hub: Hub, job: Path) -> None:
    flow(job, "tag")
    hub.commit("main", "new.py", "", "docs: new")
    git("fetch", "--quiet", where=job)
    assert flow(job, "tag").stdout == "v0.2.0\n", "what is checked out is that version still"
    git("switch", "--quiet", "--detach", "origin/main", where=job)
    assert flow(job, "tag").stdout == ""


def test_a_version_that_no_run_tagged_is_made_up_for_at_its_commit(hub: Hub, job: Path) -> None:
    landed = hub.refs["refs/heads/main"]
    hub.commit("main", "new.py", "", "docs: new")
    git("fetch", "--quiet", where=job)
    git("switch", "--quiet", "--detach", "origin/main", where=job)
    assert flow(job, "tag").stdout == "v0.2.0\n"
    assert git("rev-parse", "v0.2.0^{commit}", where=hub.bare) == landed


def test_a_tag_whose_push_was_cut_off_is_pushed(hub: Hub, job: Path) -> None:
    git("tag", "v0.2.0", where=job)
    assert flow(job, "tag").stdout == "v0.2.0\n"
    assert "refs/tags/v0.2.0" in hub.refs


def test_people_on_another_branch_tag_production_too(hub: Hub) -> None:
    git("switch", "--quiet", "--create", "feature/x", "origin/develop", where=hub.grace)
    assert flow(hub.grace, "tag").stdout == "v0.2.0\n"
    assert git("rev-parse", "v0.2.0^{commit}", where=hub.bare) == hub.refs["refs/heads/main"]


def test_a_project_without_a_release_has_nothing_to_tag(tmp_path: Path) -> None:
    hub = a_hub(tmp_path / "team")
    assert flow(hub.ada, "tag").output == ""


def test_production_that_gets_its_first_files_by_a_release_is_tagged(tmp_path: Path) -> None:
    hub = a_hub(tmp_path / "team", {"README.md": "Shop\n"})
    for path, text in FILES.items():
        hub.commit("develop", path, text, f"feat: {path}")
    flow(hub.ada, "release", "0.2.0")
    hub.merge("release/0.2.0", "main")
    assert flow(hub.ada, "tag").stdout == "v0.2.0\n"


def test_a_dry_run_tags_nothing_and_tells_what_it_would(hub: Hub, job: Path) -> None:
    before = hub.refs, refs(job)
    shown = flow(job, "tag", "--dry-run")
    assert shown.stdout == "v0.2.0\n"
    assert "$ git push origin refs/tags/v0.2.0:refs/tags/v0.2.0\n" in shown.stderr
    assert (hub.refs, refs(job)) == before


def test_without_a_forge_the_way_back_is_told_and_the_exit_code_says_so(hub: Hub, job: Path) -> None:
    told = flow(job, "back", code=2).output
    assert told == f"open the request main → develop yourself {NOBODY}:\n  on the forge, from main to develop\n"
    assert flow(job, "back", "--dry-run", code=2).output == told
    hub.merge("main", "develop")
    assert flow(job, "back").output == "nothing is missing\n"


def test_notes_are_what_the_changelog_says(hub: Hub, job: Path, tmp_path: Path) -> None:
    said = flow(job, "notes").stdout
    assert said.startswith("### Added\n\n- Written by hand.\n\n### Feat\n\n- sign in\n")
    assert flow(job, "notes", "0.1.0").stdout == "- The beginning.\n"
    assert flow(job, "notes", "0.2.0", "--out", str(tmp_path / "notes.md")).stdout == ""
    assert (tmp_path / "notes.md").read_text() == said


def test_notes_that_are_not_there_are_one_line(job: Path) -> None:
    assert flow(job, "notes", "9.0.0", code=3).stderr == (
        "error: CHANGELOG.md: says nothing of 9.0.0; write a heading for it: ## 9.0.0\n"
    )
    (job / "CHANGELOG.md").write_bytes(b"\xff")
    assert flow(job, "notes", code=3).stderr == "error: CHANGELOG.md: is not UTF-8; convert it\n"
    (job / "CHANGELOG.md").unlink()
    assert flow(job, "notes", code=3).stderr == "error: CHANGELOG.md: is missing; flow release writes it\n"


@pytest.mark.parametrize(
    ("provider", "text"),
    [
        ("pep621", '[project]\nname = "shop"\nversion = "0.1.0"\n'),
        ("poetry", '[tool.poetry]\nname = "shop"\nversion = "0.1.0"\n'),
        ("commitizen", ""),
    ],
)
def test_a_version_is_read_where_its_provider_writes_it(tmp_path: Path, provider: str, text: str) -> None:
    told = f'[tool.commitizen]\nversion_provider = "{provider}"\ntag_format = "shop-$version"\n'
    own = 'version = "0.1.0"\n' if provider == "commitizen" else ""
    hub = a_hub(tmp_path / "team", {"pyproject.toml": f"{text}{told}{own}"}, lasting=("main",))
    flow(hub.ada, "release", "0.2.0")
    assert hub.show("chore/release-0.2.0:CHANGELOG.md").startswith("# Changelog\n\n## shop-0.2.0 (")
    hub.merge("chore/release-0.2.0", "main")
    assert flow(hub.ada, "tag").stdout == "shop-0.2.0\n"


def test_files_that_nobody_can_read_say_no_version(tmp_path: Path) -> None:
    hub = a_hub(tmp_path / "team", lasting=("main",))
    write(hub.ada, "pyproject.toml", "[project\n")
    commit(hub.ada, "chore: break it")
    hub.push(hub.ada, "main")
    assert flow(hub.ada, "tag").output == ""
