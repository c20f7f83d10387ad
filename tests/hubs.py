"""A team's repository on a server that protects the lasting branches, and the clones of two people."""

import os
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from histories import commit, git

from teamkit.cli import main
from teamkit.lifecycle.flowing import commands

HOOK = """\
#!/bin/sh
case "$1" in refs/heads/main|refs/heads/develop) test -n "$MERGING" || {
  echo "GH006: Protected branch update failed for $1." >&2
  exit 1
} ;; esac
"""
PROJECT = """\
[project]
name = "shop"
version = "0.1.0"

[tool.commitizen]
version_provider = "uv"
tag_format = "v$version"
"""
LOCK = """\
version = 1
requires-python = ">=3.12"

[[package]]
name = "shop"
version = "0.1.0"
source = { virtual = "." }
"""
CHANGELOG = """\
# Changelog

Newest first.

## Unreleased

### Added

- Written by hand.

## v0.1.0 (2026-01-05)

- The beginning.
"""
FILES = {"pyproject.toml": PROJECT, "uv.lock": LOCK, "CHANGELOG.md": CHANGELOG, "shop.py": "one = 1\n\n\n\ntwo = 2\n"}


@dataclass(frozen=True)
class Hub:
    """A bare repository whose hook refuses pushes to lasting branches, and a clone that merges as the forge does."""

    folder: Path

    @property
    def bare(self) -> Path:
        return self.folder / "hub.git"

    @property
    def ada(self) -> Path:
        return self.folder / "ada"

    @property
    def grace(self) -> Path:
        return self.folder / "grace"

    def merge(self, source: str, target: str, *, squash: bool = False, resolve: bool = False) -> None:
        """Merge a branch as the forge does, which may push what nobody else may."""
        where = self.folder / "forge"
        if not where.exists():
            git("clone", "--quiet", str(self.bare), str(where), where=self.folder)
        git("fetch", "--quiet", where=where)
        git("switch", "--quiet", "--force-create", target, f"origin/{target}", where=where)
        how = ["--squash"] if squash else ["--no-ff", "--message", f"Merge branch '{source}' into '{target}'"]
        git("merge", "--quiet", *how, *(["--strategy-option=ours"] if resolve else []), f"origin/{source}", where=where)
        if squash:
            commit(where, f"Squash {source}")
        self.push(where, target)

    def push(self, where: Path, branch: str) -> None:
        command = ["git", "push", "--quiet", "origin", branch]
        subprocess.run(command, cwd=where, env={**os.environ, "MERGING": "yes"}, check=True)

    def commit(self, branch: str, path: str, text: str, message: str) -> None:
        """Let somebody else change a branch on the server."""
        where = self.folder / "forge"
        if not where.exists():
            git("clone", "--quiet", str(self.bare), str(where), where=self.folder)
        git("fetch", "--quiet", where=where)
        git("switch", "--quiet", "--force-create", branch, f"origin/{branch}", where=where)
        write(where, path, text)
        commit(where, message)
        self.push(where, branch)

    @property
    def refs(self) -> dict[str, str]:
        """What the server has."""
        return refs(self.bare)

    def show(self, name: str) -> str:
        """What an object of the server holds."""
        return git("show", name, where=self.bare)


def refs(folder: Path) -> dict[str, str]:
    """Branches and tags, with their commits."""
    listed = git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags", where=folder)
    return dict(line.split() for line in listed.splitlines())


def a_hub(folder: Path, files: dict[str, str] = FILES, *, lasting: tuple[str, ...] = ("main", "develop")) -> Hub:
    """A project of version 0.1.0 with its tag, a feature and a fix on develop, and two clones."""
    hub = Hub(folder)
    seed = folder / "seed"
    seed.mkdir(parents=True)
    git("init", "--quiet", "--initial-branch", lasting[0], where=seed)
    for path, text in files.items():
        write(seed, path, text)
    commit(seed, "Start")
    git("tag", "v0.1.0", where=seed)
    git("tag", "nightly", where=seed)
    if lasting[1:]:
        git("switch", "--quiet", "--create", lasting[1], where=seed)
    commit(seed, "feat: sign in")
    commit(seed, "fix(cart): count")
    git("clone", "--quiet", "--bare", str(seed), str(hub.bare), where=folder)
    hook = hub.bare / "hooks" / "update"
    hook.write_text(HOOK)
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    for clone in (hub.ada, hub.grace):
        git("clone", "--quiet", str(hub.bare), str(clone), where=folder)
    return hub


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)


def flow(folder: Path, *words: str, code: int = 0) -> Result:
    """Run one command of the flow, which ends with an exit code."""
    done = CliRunner().invoke(main, ["--root", str(folder), "flow", *words])
    assert done.exit_code == code, (done.output, done.stderr, done.exception)
    return done


def quick_commitizen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something stand in for commitizen that takes no time: it counts minor versions, and lists one entry."""
    run = commands._run

    def quick(words: list[str], root: Path, variables: Any) -> subprocess.CompletedProcess[bytes]:
        if "commitizen" not in words:
            return run(words, root, variables)
        said = (root / "pyproject.toml").read_text().partition('version = "')[2].partition('"')[0]
        if "--get-next" in words:
            return subprocess.CompletedProcess(words, 0, f"0.{int(said.split('.')[1]) + 1}.0\n".encode(), b"")
        for path in ("pyproject.toml", "uv.lock"):
            text = (root / path).read_text()
            (root / path).write_text(text.replace(f'version = "{said}"', f'version = "{words[-1]}"'))
        Path(words[words.index("--file-name") + 1]).write_text(f"## v{words[-1]}\n\n### Feat\n\n- sign in\n")
        return subprocess.CompletedProcess(words, 0, b"bump: version\ntag to create: v\n", b"")

    monkeypatch.setattr(commands, "_run", quick)
