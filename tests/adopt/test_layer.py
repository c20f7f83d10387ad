"""The layer joins an existing repository and overwrites nothing."""

from pathlib import Path

import pytest
from copier import run_copy, run_update
from histories import NEWEST, commit, git
from rendering import files

OLD_REPOSITORIES: dict[str, dict[str, str]] = {
    "django-4.2-with-requirements": {
        "manage.py": "print('old')\n",
        "requirements.txt": "Django==4.2.16\n",
        "README.md": "# Old\n",
        "AGENTS.md": "Ours.\n",
        ".github/workflows/ci.yml": "name: Ours\n",
        ".github/pull_request_template.md": "Ours.\n",
    },
    "poetry-with-the-project-in-a-folder": {
        "backend/manage.py": "print('old')\n",
        "pyproject.toml": '[tool.poetry]\nname = "old"\n',
        "justfile": "ours:\n    true\n",
        "tests/test_ours.py": "def test_ours(): assert True\n",
        "docs/how-we-work.md": "As ever.\n",
    },
    "gitlab-with-a-pipeline": {
        "manage.py": "print('old')\n",
        ".gitlab-ci.yml": "test:\n  script: [true]\n",
        ".gitlab/CODEOWNERS": "* @ours\n",
        "setup.py": "from setuptools import setup\nsetup()\n",
    },
    "many-packages-in-one": {
        "apps/api/manage.py": "print('old')\n",
        "apps/web/package.json": "{}\n",
        "CODEOWNERS": "* @ours\n",
        "docs/decisions/0001-branching.md": "Trunk.\n",
    },
    "another-templates-project": {
        "manage.py": "print('old')\n",
        ".copier-answers.yml": "_commit: v1.0.0\n_src_path: gh:example/another\nproject_name: Another\nforge: gitlab\n",
        "Jenkinsfile": "pipeline {}\n",
    },
}


@pytest.fixture(params=OLD_REPOSITORIES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository as its team left it, committed."""
    folder = tmp_path / "old-shop"
    for path, text in OLD_REPOSITORIES[request.param].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    commit(folder, "What was there")
    return folder


def adopt(versions: Path, folder: Path, **answers: str) -> str:
    """Copy the layer onto `folder` and commit it; the name of the answers file."""
    answers_file = ".copier-answers.team.yml" if (folder / ".copier-answers.yml").exists() else ".copier-answers.yml"
    run_copy(
        str(versions),
        folder,
        data=answers,
        vcs_ref=NEWEST,
        answers_file=answers_file,
        defaults=True,
        quiet=True,
        overwrite=True,
    )
    commit(folder, "Adopt the layer")
    return answers_file


def test_nothing_that_was_there_is_changed_or_deleted(old: Path, versions: Path) -> None:
    adopt(versions, old)
    assert git("diff", "--name-only", "--diff-filter=MDRT", "HEAD~1", where=old) == ""
    assert git("diff", "--name-only", "--diff-filter=A", "HEAD~1", where=old) != ""


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (".github/PULL_REQUEST_TEMPLATE.md", ".github/pull_request_template.md"),
        ("PULL_REQUEST_TEMPLATE.md", ".github/pull_request_template.md"),
    ],
)
def test_what_a_forge_would_read_instead_of_theirs_is_not_added(
    theirs: str, ours: str, versions: Path, tmp_path: Path
) -> None:
    for path in ("manage.py", theirs):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("theirs\n")
    git("init", "--quiet", where=tmp_path)
    commit(tmp_path, "What was there")
    adopt(versions, tmp_path, handle="octocat")
    added = git("diff", "--name-only", "HEAD~1", where=tmp_path).splitlines()
    assert ours not in added
    assert "AGENTS.md" in added


@pytest.mark.parametrize("pipeline", ["actions", "gitlab", "jenkins"])
def test_nothing_is_changed_for_any_pipeline(pipeline: str, old: Path, versions: Path) -> None:
    adopt(versions, old, forge="gitlab" if pipeline == "gitlab" else "github", pipeline=pipeline)
    assert git("diff", "--name-only", "--diff-filter=MDRT", "HEAD~1", where=old) == ""


def test_later_updates_remember_what_was_kept(old: Path, versions: Path) -> None:
    before = {path: (old / path).read_text() for path in files(old)}
    answers_file = adopt(versions, old)
    run_update(
        str(old),
        data={"branching": "github-flow"},
        vcs_ref=NEWEST,
        answers_file=answers_file,
        defaults=True,
        overwrite=True,
        quiet=True,
    )
    assert {path: (old / path).read_text() for path in before} == before
    assert (old / "docs/github-flow.svg").exists()


def test_the_layer_is_detected_by_manage_py(old: Path, versions: Path) -> None:
    answers_file = adopt(versions, old)
    assert "profile: layer" in (old / answers_file).read_text()
    assert not {"justfile", "config/settings.py", "README.md"} - set(
        git("ls-tree", "-r", "--name-only", "HEAD~1", where=old).splitlines()
    ) & set(files(old))


def test_another_templates_answers_file_is_refused_with_the_option_that_helps(versions: Path, tmp_path: Path) -> None:
    (tmp_path / ".copier-answers.yml").write_text("_commit: v1.0.0\n_src_path: gh:example/another\n")
    with pytest.raises(ValueError, match=r"belongs to another template: .* --answers-file \.copier-answers\.team\.yml"):
        run_copy(str(versions), tmp_path, vcs_ref=NEWEST, defaults=True, quiet=True, overwrite=True)
    assert files(tmp_path) == [".copier-answers.yml"]
