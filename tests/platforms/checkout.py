"""A checkout of a project, and what people do wrong in one."""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from fake_forge.server import FakeForge
from fake_forge.using import environment
from tools import python_tool

WRONG_REQUESTS = pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("Feature_X", "develop", "git branch -m Feature_X feature/feature-x"),
        ("feature/x", "main", 'may not go to "main"'),
    ],
)


@dataclass(frozen=True)
class Checkout:
    """A project's files under git, and the environment that its pipelines run in."""

    folder: Path
    environment: dict[str, str]

    @property
    def apart(self) -> Path:
        """A folder beside it, for what a pipeline must not see."""
        return self.folder.parent

    @property
    def variables(self) -> dict[str, str]:
        """The whole environment of a process."""
        return {**os.environ, **self.environment}

    def git(self, *arguments: str, where: Path | None = None) -> None:
        """Run git in it."""
        subprocess.run(["git", *arguments], cwd=where or self.folder, check=True)

    def commit(self, where: Path | None = None) -> None:
        """Commit everything."""
        self.git("add", "--all", where=where)
        self.git("commit", "--quiet", "--no-verify", "--message=Change", where=where)

    def write(self, path: str, text: str) -> None:
        """Commit a file."""
        (self.folder / path).write_text(text)
        self.commit()

    def live_on(self, forge: FakeForge, kind: str) -> dict[str, str]:
        """Come from a repository on a forge; the variables by which a pipeline reaches it."""
        self.git("remote", "add", "origin", f"{forge.url}/{forge.world.path}.git")
        uv = subprocess.check_output(["uv", "cache", "dir"], text=True).strip()
        self.environment.update(NO_PROXY="127.0.0.1", UV_CACHE_DIR=uv)  # XDG_CACHE_HOME would move it
        return environment(forge, kind, self.apart / "cache")

    def publish_the_team(self) -> None:
        """Write what follows from team.yml."""
        command = ["uv", "run", "--quiet", "--script", "team.py", "--quiet", "team", "sync"]
        subprocess.run(command, cwd=self.folder, env=self.variables, check=True)

    def disagree(self) -> None:
        """Commit an owners file that no longer says what team.yml says."""
        [owners] = [path for path in (".github/CODEOWNERS", ".gitlab/CODEOWNERS") if (self.folder / path).exists()]
        self.write(owners, (self.folder / owners).read_text() + "* @somebody-else\n")

    def mend_production_alone(self) -> None:
        """Commit a fix on production that nobody brings back."""
        self.git("switch", "--quiet", "main")
        self.write("README.md", (self.folder / "README.md").read_text() + "\nThe fix.\n")
        self.git("switch", "--quiet", "develop")

    def share(self) -> None:
        """Let a hub have every branch."""
        self.git("init", "--quiet", "--bare", str(self.hub))
        self.git("remote", "add", "origin", str(self.hub))
        self.git("push", "--quiet", "origin", "develop", "main")
        self.git("fetch", "--quiet")

    def note_a_deployment_there(self) -> None:
        """Let the hub alone have a note of a deployment."""
        said = json.dumps({"environment": "production", "at": "2026-01-05T12:00:00+00:00"})
        self.git("notes", "--ref=deployments", "add", "--message", said)
        self.git("push", "--quiet", "origin", "refs/notes/deployments")
        self.git("update-ref", "-d", "refs/notes/deployments")

    def release(self, version: str) -> None:
        """Bring a version to production, as a forge merges it, and check that out."""
        self.git("switch", "--quiet", "--create", f"release/{version}")
        project = (self.folder / "pyproject.toml").read_text()
        self.write("pyproject.toml", project.replace('version = "0.1.0"', f'version = "{version}"'))
        self.git("switch", "--quiet", "main")
        said = f"Merge branch 'release/{version}' into 'main'"
        self.git("merge", "--quiet", "--no-ff", "--message", said, f"release/{version}")
        self.share()

    @property
    def hub(self) -> Path:
        """Where branches are shared."""
        return self.apart / "hub.git"

    def in_the_hub(self, path: str) -> str:
        """What a file holds there, by `<ref>:<path>`; empty for none."""
        command = ["git", "-C", str(self.hub), "show", path]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    @property
    def deployments_of_the_hub(self) -> list[str]:
        """The deployments that are recorded there in notes."""
        command = ["git", "-C", str(self.hub), "log", "--branches", "--notes=deployments", "--format=%N"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n\n")[0].splitlines()

    @property
    def tags_of_the_hub(self) -> list[str]:
        """The tags that are shared."""
        command = ["git", "-C", str(self.hub), "tag"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    def apart_from_commits(self, path: str, text: str) -> None:
        """Change a file of which no commit knows."""
        (self.folder / path).write_text(text)

    def fail_a_test(self) -> None:
        """Commit a test that fails."""
        self.write(
            "tests/test_red.py", '"""A test that fails."""\n\n\ndef test_red() -> None:\n    raise AssertionError\n'
        )

    def forget_a_migration(self) -> None:
        """Commit a changed model without its migration."""
        models = (self.folder / "apps/users/models.py").read_text()
        changed = models.replace("max_length=150", "max_length=151")
        assert changed != models
        self.write("apps/users/models.py", changed)

    def empty(self, recipe: str) -> None:
        """Commit a recipe that does nothing, where a test is about something else."""
        text, number = re.subn(rf"(?m)^{recipe}:.*$", f"{recipe}:", (self.folder / "justfile").read_text())
        assert number == 1
        self.write("justfile", text)

    def fill_in_the_deployment(self) -> None:
        """Commit the recipe that a team writes when it deploys."""
        self.write("deploy.just", "deploy environment:\n    @echo deployed to {{ environment }} with $DEPLOY_TOKEN\n")

    def come_from_a_template(self, *, newer: bool, answers_file: str = ".copier-answers.yml") -> None:
        """Commit answers that name a tiny template, whose newest version is the one used or a newer one."""
        template = self.apart / "template"
        template.mkdir()
        self.git("init", "--quiet", where=template)
        (template / "{{_copier_conf.answers_file}}.jinja").write_text("{{ _copier_answers | to_nice_yaml }}")
        for version in ["v1", "v2"] if newer else ["v1"]:
            (template / "file").write_text(version)
            self.commit(where=template)
            self.git("tag", version, where=template)
        (self.folder / "file").write_text("v1")
        self.write(answers_file, f"_commit: v1\n_src_path: git+file://{template}\n")
        self.answer_uvx_from_here()

    def answer_uvx_from_here(self) -> None:
        """Let `uvx copier` run the Copier that the tests use."""
        uvx = self.apart / "bin/uvx"
        uvx.parent.mkdir()
        uvx.write_text(f'#!/bin/sh\ntest "$1" = copier && shift && exec {python_tool("copier")} "$@"\n')
        uvx.chmod(0o755)
        self.environment["PATH"] = f"{uvx.parent}{os.pathsep}{os.environ['PATH']}"
