"""Owners who edit, and what becomes of their edits when the template moves on."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from histories import NEWEST, Project, commit, git, make

from teamkit.lifecycle.updating.delivering import update
from teamkit.lifecycle.updating.rehearsing import Wish

ANSWERS: list[dict[str, Any]] = [
    {},
    {"forge": "gitlab", "branching": "github-flow", "linters": "flake8-black", "handle": "octocat"},
    {"profile": "layer", "handle": "octocat"},
]
_REGION = re.compile(r"(?ms)^<<<<<<< .*?^>>>>>>> .*?$\n?")


class Fate(StrEnum):
    """What becomes of an edit."""

    CLEAN = "clean"
    CONFLICT = "conflict"
    LOST = "lost"


@dataclass(frozen=True)
class Edit:
    """What an owner writes into a file in place of `old`, at its end without one; `new` is None where it is deleted."""

    path: str
    new: str | None
    old: str = ""

    def fits(self, folder: Path) -> bool:
        """Whether a project has what it changes."""
        return (folder / self.path).is_file() and self.old in (folder / self.path).read_text()

    def apply(self, folder: Path) -> None:
        """Do it."""
        file = folder / self.path
        if self.new is None:
            file.unlink()
        elif self.old:
            file.write_text(file.read_text().replace(self.old, self.new, 1))
        else:
            file.write_text(file.read_text() + self.new)

    def fate(self, folder: Path, open_files: Iterable[str]) -> Fate:
        """What became of it: its lines stand in the file, or in a conflict that is shown, or nowhere."""
        file = folder / self.path
        if self.new is None:
            return Fate.LOST if file.exists() else Fate.CLEAN
        text = file.read_text() if file.exists() else ""
        wanted = [line for line in self.new.splitlines() if line.strip() and line not in self.old.splitlines()]
        if any(line not in text for line in wanted):
            return Fate.LOST
        outside = _REGION.sub("", text)
        is_clean = self.path not in open_files and all(line in outside for line in wanted)
        return Fate.CLEAN if is_clean else Fate.CONFLICT


EDITS = (
    Edit("README.md", "# Our Shop\n\nWe sell bread.\n", "# Example Shop\n"),
    Edit("README.md", "\n## Bread\n\nIt is baked at night.\n"),
    Edit("pyproject.toml", '    "markdown>=3",\n    "structlog>=', '    "structlog>='),
    Edit("pyproject.toml", 'description = "Bread for all"', 'description = "Example Shop"'),
    Edit("pyproject.toml", "\n[tool.ours]\nbread = true\n"),
    Edit("config/settings.py", 'BREAD = env.str("BREAD", "rye")\n'),
    Edit("config/settings.py", '    "apps.bakery",\n    "apps.core",\n', '    "apps.core",\n'),
    Edit("config/urls.py", "# Ours: addresses of the bakery follow.\n"),
    Edit(".env.example", "\n# What is baked.\n# BREAD=rye\n"),
    Edit(".gitignore", "\n# Ours\nbread/\n"),
    Edit(".github/workflows/ci.yml", "timeout-minutes: 45", "timeout-minutes: 15"),
    Edit(".github/workflows/ci.yml", "\n# Ours: bread is checked by hand.\n"),
    Edit(".github/dependabot.yml", "{interval: daily}", "{interval: weekly}"),
    Edit(".gitlab-ci.yml", "\nbread:\n  extends: .check\n  script: [echo bread]\n"),
    Edit(
        ".pre-commit-config.yaml",
        "\n      - id: bread\n        name: bread\n        language: system\n        entry: true\n",
    ),
    Edit("justfile", "\n# Bake.\nbake:\n    @echo bread\n"),
    Edit("AGENTS.md", "\n## Bread\n\n- It is baked at night.\n"),
    Edit("AGENTS.md", "## Branches\n\n- Ask the baker first.\n", "## Branches\n"),
    Edit("CONTRIBUTING.md", "## Reviews\n\n- The baker reads first.\n", "## Reviews\n"),
    Edit("docs/how-we-work.md", "\n## Bread\n\nWe bake at night.\n"),
    Edit("docs/decisions/0001-branching.md", "\nThe baker agreed.\n"),
    Edit(".github/CODEOWNERS", "/bread/ @baker\n"),
    Edit(".gitlab/CODEOWNERS", "/bread/ @baker\n"),
    Edit(".github/pull_request_template.md", "\n## Bread\n\n<!-- Which? -->\n"),
    Edit(
        "team.yml",
        "  octocat: {name: Octo, handle: octocat, timezone: Europe/Berlin}",
        '  octocat: {name: "octocat", handle: "octocat", timezone: UTC}',
    ),
    Edit("team.yml", "    title: All the rest\n", "    title: Everything else\n"),
    Edit("templates/home.html", None),
    Edit("SECURITY.md", None),
    Edit(".github/ISSUE_TEMPLATE/incident.yml", None),
)
_APP = "apps/bakery"


@dataclass(frozen=True)
class Replay:
    """How many edits came to which fate, and those that were lost or conflict."""

    fates: dict[str, Fate]

    @property
    def share(self) -> float:
        """The part that nobody has to look at."""
        return Counter(self.fates.values())[Fate.CLEAN] / len(self.fates)

    def those(self, fate: Fate) -> list[str]:
        """The edits that came to a fate."""
        return [name for name, each in self.fates.items() if each is fate]


type Engine = Callable[[Project, str], Iterable[str]]


def by_copier(project: Project, version: str) -> Iterable[str]:
    """Update as owners may; every conflict is a mark in its file."""
    project.update()
    return ()


def by_teamkit(project: Project, version: str) -> Iterable[str]:
    """Update with our own command, and switch to what it delivers; the files that it leaves to people."""
    done = update(project.folder, Wish(version))
    git("switch", "--quiet", done.branch, where=project.folder)
    return [outcome.path for outcome in done.undecided]


def replay(
    upstream: Path, folder: Path, release: str, engine: Engine, answers: list[dict[str, Any]] = ANSWERS
) -> Replay:
    """Make projects of a release, let owners edit them, bring them to the newest version, and look."""
    fates: dict[str, Fate] = {}
    for number, given in enumerate(answers):
        project = make(upstream, folder / str(number), release, **given)
        edits = [edit for edit in EDITS if edit.fits(project.folder)]
        for edit in edits:
            edit.apply(project.folder)
        renames = _rename_app(project.folder)
        commit(project.folder, "Edit")
        open_files = engine(project, NEWEST)
        for edit in edits:
            fates[f"{number}: {edit.path}: {(edit.new or 'deleted').strip().splitlines()[0]}"] = edit.fate(
                project.folder, open_files
            )
        if renames:
            fates[f"{number}: {_APP}"] = Fate.CLEAN if _renamed(project.folder) == renames else Fate.LOST
    return Replay(fates)


def _rename_app(folder: Path) -> dict[str, bytes]:
    """Give the sample app another name, as everybody does first; what it holds then."""
    if (folder / "apps/core").exists():
        shutil.move(folder / "apps/core", folder / _APP)
    return _renamed(folder)


def _renamed(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.glob("apps/*/*.py")) if path.parent.name != "users"}
