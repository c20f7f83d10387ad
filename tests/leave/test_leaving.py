"""A project that leaves keeps what is useful, and says nothing of the template any more."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import made_once
from copier import run_copy
from histories import Project, commit, git, make
from platforms.test_files import passes
from render.test_documents import broken_links, missing_paths, missing_recipes, texts, untidy
from rendering import rendered

from teamkit.cli import main

TRACES = "copier|teamkit|team\\.py|team\\.yml|just update"
KINDS: dict[str, dict[str, Any]] = {
    "actions": {"handle": "octocat"},
    "actions-github-flow": {"branching": "github-flow", "linters": "flake8-black"},
    "gitlab": {"forge": "gitlab", "production_branch": "master", "handle": "octocat"},
    "jenkins": {"pipeline": "jenkins", "forge": "gitlab", "branching": "github-flow"},
    "layer": {"profile": "layer", "handle": "octocat"},
    "layer-gitlab": {"profile": "layer", "forge": "gitlab", "branching": "github-flow"},
    "layer-jenkins": {"profile": "layer", "pipeline": "jenkins"},
}


def tool(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), *words])


def start(upstream: Path, folder: Path, **answers: Any) -> Project:
    """A project whose documents are there, as set-up leaves it."""
    project = make(upstream, folder, **answers)
    assert tool(folder, "team", "sync").exit_code == 0
    commit(folder, "Sync")
    return project


def eject(project: Project, code: int = 0) -> str:
    """Leave the template, switch to the branch that does, and return what was said."""
    done = tool(project.folder, "eject")
    assert done.exit_code == code, done.output
    branch = re.search(r"git switch (\S+)", done.output)
    assert branch is not None
    git("switch", "--quiet", branch[1], where=project.folder)
    return done.output


def traces(folder: Path, pattern: str = TRACES) -> str:
    asked = ["git", "grep", "-niE", pattern]
    return subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.fixture(params=KINDS, scope="session")
def left(request: pytest.FixtureRequest, upstream: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of each kind that left; read it only."""
    with made_once(tmp_path_factory, f"left-{request.param}") as (folder, missing):
        if missing:
            eject(start(upstream, folder, **KINDS[request.param]))
    return Project(folder)


@pytest.fixture
def project(upstream: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that is about to leave."""
    with made_once(tmp_path_factory, "leaves") as (folder, missing):
        if missing:
            start(upstream, folder, handle="octocat")
    return Project(shutil.copytree(folder, tmp_path / "project"))


# ── What is left ────────────────────────────────────────────────────────────────────────────────


def test_nothing_names_the_template_and_every_document_is_true_and_tidy(left: Project, upstream: Path) -> None:
    assert traces(left.folder, f"{TRACES}|{re.escape(str(upstream))}") == ""
    assert broken_links(left.folder) == []
    named = [each for each in missing_paths(left.folder) if ": /" not in each]  # a slash begins a pattern of owners
    assert set(named) <= {"docs/team/first-day.md: README.md"}  # which the page asks for
    assert missing_recipes(left.folder) == []
    assert {path: wrong for path, text in texts(left.folder, ".md") if (wrong := untidy(text))} == {}
    hand = [*left.folder.glob("docs/team/*.md"), *left.folder.glob(".git*/CODEOWNERS"), left.folder / "AGENTS.md"]
    assert len(hand) >= 7
    assert [path.name for path in hand if "Generated" in path.read_text() or "<!--" in path.read_text()] == []
    assert git("log", "--format=%s", "main..", where=left.folder).lower().endswith("leave the template")


def test_pipelines_fit_their_schemas_and_the_job_that_rules_name_is_there(left: Project) -> None:
    workflows = [str(path) for path in left.folder.glob(".github/workflows/*.yml")]
    if workflows:
        passes("check-jsonschema", "--builtin-schema=vendor.github-workflows", *workflows)
        passes("actionlint", *workflows)
        passes("zizmor", "--offline", "--pedantic", "--no-config", "--quiet", *workflows)
        jobs = yaml.safe_load((left.folder / ".github/workflows/ci.yml").read_text())["jobs"]
        assert jobs["passed"]["name"] == "CI passed"
        assert {*jobs["passed"]["needs"]} | {"passed", "audit"} == jobs.keys()
    for path in left.folder.glob(".gitlab-ci.yml"):
        passes("check-jsonschema", "--builtin-schema=vendor.gitlab-ci", "--data-transform=gitlab-ci", str(path))
    for path in left.folder.glob("renovate.json"):
        passes("check-jsonschema", "--builtin-schema=vendor.renovate", str(path))
    waited = traces(left.folder, "required_status_checks|only_allow_merge_if_pipeline_succeeds: true")
    assert bool(waited) is (left.folder / "manage.py").exists()


def test_a_project_that_left_passes_its_own_checks_tests_and_hooks(ready: Path, tmp_path: Path) -> None:
    project = Project(shutil.copytree(ready, tmp_path / "example-shop", symlinks=True))
    eject(project)
    for words in ("check", "test", "hooks"):
        command = ["uv", "run", "--quiet", "just", words]
        done = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert git("status", "--porcelain", where=project.folder) == ""


def test_hooks_still_refuse_a_lasting_branch_and_a_message_that_says_nothing() -> None:
    hooks = yaml.safe_load((rendered(ejected=True) / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    named = {hook["id"]: hook for hook in hooks}
    assert named["branch"]["entry"].endswith("no-commit-to-branch --branch main --branch develop")
    form = re.compile(named["message"]["entry"], re.MULTILINE)
    good = (
        "feat: sign in",
        "fix(users)!: a loop",
        "Merge branch 'x' into y",
        "chore: release 1.4.0",
        'Revert "feat: x"',
    )
    assert [message for message in good if not form.search(message)] == []
    assert [message for message in ("Sign in", "wip\n\nfix: late", "feat:none") if form.search(message)] == []


# ── What the owner has ──────────────────────────────────────────────────────────────────────────


def test_a_dry_run_shows_every_line_and_writes_nothing(project: Project) -> None:
    before = git("for-each-ref", where=project.folder), project.texts(without=())
    done = tool(project.folder, "eject", "--dry-run")
    assert done.exit_code == 0
    assert "--- a/team.py\n+++ /dev/null\n" in done.output
    assert "goes     team.yml\n" in done.output
    assert "changes  README.md\n" in done.output
    assert done.output.endswith("nothing is written; without --dry-run this is one commit on feature/eject\n")
    assert (git("for-each-ref", where=project.folder), project.texts(without=())) == before


def test_a_dirty_tree_is_as_it_was_and_no_part_of_it(project: Project) -> None:
    (project.folder / "README.md").write_text("draft\n")
    (project.folder / "team.yml").unlink()
    before, status = project.texts(without=()), git("status", "--porcelain", where=project.folder)
    assert tool(project.folder, "eject").exit_code == 0
    assert (project.texts(without=()), git("status", "--porcelain", where=project.folder)) == (before, status)
    assert "# Example Shop" in git("show", "feature/eject:README.md", where=project.folder)


def test_what_the_owner_wrote_and_deleted_is_carried_over(project: Project) -> None:
    edits = {
        "README.md": ("# Example Shop\n", "# Our Shop\n\nWe sell.\n"),
        "justfile": ("run --all-files\n", "run --all-files\n\n# Ours.\nours:\n    true\n"),
        "pyproject.toml": ('    "structlog>=26",', '    "markdown>=3",\n    "structlog>=26",'),
        ".github/workflows/ci.yml": ("timeout-minutes: 15", "timeout-minutes: 45"),
        "team.yml": ("    title: Delivery", "    title: Shipping"),
        "AGENTS.md": ("## Style\n", "## Style\n\n- Ours too.\n"),
    }
    for path, (old, new) in edits.items():
        text = (project.folder / path).read_text()
        assert old in text
        project.edit(path, text.replace(old, new))
    project.delete("SECURITY.md")
    project.edit("apps/core/ours.py", "OURS = 1\n")
    eject(project)
    for path, (_, new) in edits.items():
        if path != "team.yml":
            assert new in (project.folder / path).read_text(), path
    assert not (project.folder / "SECURITY.md").exists()
    assert (project.folder / "apps/core/ours.py").read_text() == "OURS = 1\n"
    assert "### Shipping" in (project.folder / "docs/team/who-decides.md").read_text()
    assert traces(project.folder) == ""


def test_an_edit_of_what_must_go_stays_is_named_and_leaves_no_marker(project: Project) -> None:
    daily = (project.folder / ".github/workflows/daily.yml").read_text() + "# Ours.\n"
    project.edit(".github/workflows/daily.yml", daily)
    readme = (project.folder / "README.md").read_text().replace("`uv run just update` | ", "`uv run just update` | we ")
    project.edit("README.md", readme)
    project.edit("docs/ours.md", "We came by Copier.\n")
    said = eject(project, code=1)
    assert "stays    .github/workflows/daily.yml: it would go, and you changed it\n" in said
    assert "stays    README.md: lines of it would change that you changed\n" in said
    assert "names it README.md:26: | `uv run just update` | we " in said
    assert "names it docs/ours.md:1: We came by Copier.\n" in said
    assert "mend the lines above: they are yours, and the template's tool is gone\n" in said
    assert (project.folder / "README.md").read_text() == readme
    assert (project.folder / ".github/workflows/daily.yml").read_text() == daily
    assert traces(project.folder, "^(<<<<<<<|>>>>>>>)") == ""


def test_an_owners_file_of_ones_own_and_pages_nobody_generates_stay(project: Project) -> None:
    project.edit(".github/CODEOWNERS", "* @ours\n")
    project.edit("docs/team/channels.md", "# By hand\n")
    eject(project)
    assert (project.folder / ".github/CODEOWNERS").read_text() == "* @ours\n"
    assert (project.folder / "docs/team/channels.md").read_text() == "# By hand\n"


def test_a_layer_leaves_what_was_there_before_as_it_is(upstream: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "manage.py").write_text("print('old')\n")
    (folder / ".copier-answers.yml").write_text("_commit: v1.0.0\n_src_path: gh:example/another\n")
    (folder / "AGENTS.md").write_text("Ours.\n")
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    commit(folder, "What was there")
    before = git("rev-parse", "HEAD^{tree}", where=folder)
    run_copy(
        str(upstream), folder, vcs_ref="v999.0.0", answers_file=".copier-answers.team.yml", defaults=True, quiet=True
    )
    commit(folder, "Adopt")
    said = eject(Project(folder))
    assert "goes     .copier-answers.team.yml\n" in said
    assert "take `Team checks passed` out of the forge's rules" in said
    kept = git("diff", "--name-only", "--diff-filter=MD", before, "HEAD", where=folder)
    assert kept == ""


# ── What is refused ─────────────────────────────────────────────────────────────────────────────


def test_a_version_from_before_is_told_to_update_first(upstream: Path, tmp_path: Path) -> None:
    project = make(upstream, tmp_path / "project", "v0.3.0")
    done = tool(project.folder, "eject")
    assert done.exit_code == 3
    assert done.output == (
        f"error: .copier-answers.yml: the template {upstream} does not know at v0.3.0 how to be left; update first\n"
    )
    assert git("branch", "--format=%(refname:short)", where=project.folder) == "main"


def test_a_second_time_the_branch_that_has_other_commits_is_not_moved(project: Project) -> None:
    eject(project)
    commit(project.folder, "Mine")
    git("switch", "--quiet", "main", where=project.folder)
    done = tool(project.folder, "eject")
    assert done.exit_code == 3
    said = "the branch feature/eject is there already; take it, or: git branch --delete --force feature/eject"
    assert done.output == f"error: {said}\n"
    assert git("log", "-1", "--format=%s", "feature/eject", where=project.folder) == "Mine"


def test_a_team_file_that_cannot_be_read_is_one_line(project: Project) -> None:
    project.edit("team.yml", "users: [\n")
    done = tool(project.folder, "eject")
    assert done.exit_code == 3
    assert done.output.startswith("error: team.yml:")
    assert done.output.count("\n") == 1


# ── Nothing of it shows before ──────────────────────────────────────────────────────────────────


def test_the_answer_is_never_asked_nor_remembered(upstream: Path, tmp_path: Path) -> None:
    project = make(upstream, tmp_path / "project")
    assert "ejected" not in project.answers
    project.update(linters="flake8-black")
    assert "ejected" not in project.answers
    assert (project.folder / "team.py").exists()
    assert not (make(upstream, tmp_path / "left", ejected=True).folder / "team.py").exists()
