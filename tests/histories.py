"""Projects and templates under git: what happens to them over time."""

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from copier import run_copy, run_update
from rendering import REPOSITORY, files, once

NEWEST = "v999.0.0"
ANSWERS_FILE = ".copier-answers.yml"


def git(*arguments: str, where: Path) -> str:
    done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, message: str) -> None:
    git("add", "--all", where=folder)
    git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", message, where=folder)


def releases() -> dict[str, str]:
    """The commit of each release, by its tag, oldest first."""
    log = git("log", "--reverse", "--format=%H %s", "--grep", "^release: v", where=REPOSITORY)
    found = (re.fullmatch(r"(\w+) release: (v[\d.]+)", line) for line in log.splitlines())
    return {match[2]: match[1] for match in found if match}


def replace_by(template: Path, version: str, folder: Path) -> None:
    """Let a repository hold what a version of the template renders from, and nothing else."""
    git("rm", "-r", "--quiet", "--ignore-unmatch", ".", where=folder)
    archive = ["git", "archive", version, "copier.yml", "includes", "template"]
    packed = subprocess.run(archive, cwd=template, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as files:
        files.extractall(folder, filter="tar")


@dataclass(frozen=True)
class Project:
    """A generated project under git."""

    folder: Path

    @property
    def answers(self) -> dict[str, Any]:
        return dict(yaml.safe_load((self.folder / ANSWERS_FILE).read_text()))

    def texts(self, *, without: tuple[str, ...] = (ANSWERS_FILE,)) -> dict[str, bytes]:
        return {path: (self.folder / path).read_bytes() for path in files(self.folder) if path not in without}

    def update(self, **answers: Any) -> None:
        """Run `copier update` to the newest version and commit what it did."""
        run_update(str(self.folder), data=answers, vcs_ref=NEWEST, defaults=True, overwrite=True, quiet=True)
        commit(self.folder, "Update")

    def edit(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)
        commit(self.folder, f"Edit {path}")

    def delete(self, path: str) -> None:
        git("rm", "-r", "--quiet", path, where=self.folder)
        commit(self.folder, f"Delete {path}")


def make(upstream: Path, folder: Path, ref: str = NEWEST, **answers: Any) -> Project:
    """A project of the template's version `ref`, committed; rendered once for all tests that ask for the same."""
    data = {"project_name": "Example Shop", **answers}
    name = hashlib.sha256(repr((str(upstream), ref, sorted(data.items()))).encode()).hexdigest()[:12]
    made = Path(os.environ["RENDERS"]) / f"made-{name}"
    with once(made) as missing:
        if missing:
            run_copy(str(upstream), made, data=data, vcs_ref=ref, defaults=True, quiet=True)
            git("init", "--quiet", "--initial-branch", "main", where=made)
            commit(made, "Start")
    shutil.copytree(made, folder, symlinks=True)
    return Project(folder)


def is_yours(project: Project, path: str) -> bool:
    return any(path == birth or path.startswith(f"{birth}/") for birth in project.answers["born"])
