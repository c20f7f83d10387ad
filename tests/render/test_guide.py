"""The commands of docs/how-we-work.md are run as printed, and do what the page says."""

import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from rendering import rendered

from teamkit.history.branches import Flow
from teamkit.history.kinds import people, targets

TEAMKIT = Path(sys.executable).parent / "teamkit"
RULES = "branch-name no-direct-commit"
COUNTED = 'test "$1" != version || echo "# $*" >> pyproject.toml\n'
LOCK = 'version = 1\n\n[[package]]\nname = "example"\nversion = "0.1.0"\n'
STEP = re.compile(
    r"""(?msx) ^\#\#\ (?P<heading>[^\n]+)$
    | ^```sh\n (?P<commands>.*?) ^```$
    | asks\s+for\s`(?P<source>[^`]+)`\ →\ `(?P<target>[^`]+)`"""
)


def asking(source: str, target: str) -> str:
    """The variables of a pipeline that runs for a request."""
    return f"CHANGE_ID=1 CHANGE_BRANCH={source} CHANGE_TARGET={target}"


class Team:
    """A clone in which a person types, and a forge that merges what was asked for; recipes of just do nothing here."""

    def __init__(self, place: Path, project: Path, production: str, working: str) -> None:
        """Leave both as set-up would: one commit on every branch that lasts, and the hook that guards them."""
        self.lasting = {production, working}
        self.clone, self.forge = place / "clone", place / "forge"
        tools = place / "tools"
        tools.mkdir()
        (tools / "uv").write_text(f'#!/bin/sh\ntest "$4" != team.py || {{ shift 4; exec {TEAMKIT} "$@"; }}\n{COUNTED}')
        (tools / "uv").chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
        shutil.copytree(project, self.forge)
        if (project / "pyproject.toml").exists():
            (self.forge / "uv.lock").write_text(LOCK)
        sync = f"{TEAMKIT} team sync && git add --all" if (project / "team.yml").exists() else "true"
        self.run(self.forge, f"git init -qb {production} && git add --all && {sync}")
        self.run(self.forge, f"git commit -qm First && git switch -qC {working}")
        self.run(place, f"git clone -q --bare forge server && git -C forge remote add origin {place}/server")
        self.run(place, "git clone -q server clone")
        hooks = self.clone / ".git/hooks"
        hooks.mkdir(exist_ok=True)
        for name, command in (("pre-commit", f"check --local {RULES}"), ("commit-msg", 'flow message "$1"')):
            (hooks / name).write_text(f"#!/bin/sh\nexec {TEAMKIT} {command}\n")
            (hooks / name).chmod(0o755)

    def run(self, place: Path, commands: str) -> str:
        """What `commands` print; they stop at the first that fails."""
        done = subprocess.run(
            ["bash", "-euc", commands], cwd=place, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
        return done.stdout.strip()

    def type(self, commands: str) -> None:
        """Change something, and type the commands of a block."""
        if "git add" in commands:
            with (self.clone / "work.txt").open("a") as work:
                work.write(commands)
        self.run(self.clone, commands)

    def merge(self, source: str, target: str) -> None:
        """Do as the forge does with an approved request: hold it to the rules, merge, delete the branch."""
        self.run(self.forge, f"git fetch -q && git switch -qC {target} origin/{target}")
        self.run(self.forge, f"{asking(source, target)} {TEAMKIT} check target {RULES}")
        said = f"Merge branch '{source}' into '{target}'"
        self.run(self.forge, f'git merge -q --no-ff -m "{said}" origin/{source} && git push -q origin {target}')
        if source not in self.lasting:
            self.run(self.forge, f"git switch -q --detach && git push -q origin --delete {source}")

    def follow(self, guide: str) -> list[str]:
        """Do everything that the guide says, in its order; return what was asked for."""
        asked = []
        for step in STEP.finditer(guide):
            if step["heading"] == "A hotfix":
                self.run(self.forge, "git push -q origin origin/develop:refs/heads/release/1.5.0")
            if step["commands"]:
                self.type(step["commands"])
            if step["source"]:
                self.merge(step["source"], step["target"])
                asked.append(f"{step['source']} → {step['target']}")
        self.run(self.forge, "git fetch -q --prune --tags")
        return asked


def guide_of(project: Path) -> str:
    return (project / "docs/how-we-work.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("profile", "production", "left"),
    [("project", "main", {}), ("layer", "master", {}), ("project", "main", {"ejected": True})],
    ids=["project", "layer", "ejected"],
)
def test_a_day_a_release_and_a_hotfix_by_gitflow_leave_nothing_behind(
    profile: str, production: str, left: dict[str, bool], tmp_path: Path
) -> None:
    project = rendered(profile=profile, production_branch=production, **left)
    team = Team(tmp_path, project, production, "develop")
    assert team.follow(guide_of(project)) == [
        "feature/sign-in → develop",
        f"release/1.4.0 → {production}",
        f"{production} → develop",
        f"hotfix/login-loop → {production}",
        f"{production} → develop",
        "backmerge/1.4.1-into-1.5.0 → release/1.5.0",
    ]
    for branch in (production, "develop", "release/1.5.0"):
        assert team.run(team.forge, f"git tag --merged origin/{branch}").split() == ["v1.4.0", "v1.4.1"]
    assert team.run(team.forge, f"git log --oneline origin/develop..origin/{production}") == ""
    assert team.run(team.forge, f"git diff origin/develop origin/{production}") == ""
    assert team.run(team.forge, "git branch --remotes --format '%(refname:lstrip=3)'").split() == sorted(
        [production, "develop", "release/1.5.0"]
    )


@pytest.mark.parametrize("left", [{}, {"ejected": True}], ids=["with-the-tool", "ejected"])
@pytest.mark.parametrize("profile", ["project", "layer"])
def test_a_day_a_release_and_a_repair_by_github_flow_end_on_the_one_branch(
    profile: str, left: dict[str, bool], tmp_path: Path
) -> None:
    project = rendered(profile=profile, branching="github-flow", forge="gitlab", **left)
    team = Team(tmp_path, project, "main", "main")
    release = ["chore/release-1.4.0 → main"] if profile == "project" else []
    assert team.follow(guide_of(project)) == ["feature/sign-in → main", *release, "fix/login-loop → main"]
    assert team.run(team.forge, "git tag --merged origin/main").split() == ["v1.4.0"]
    assert team.run(team.forge, "git branch --remotes --format '%(refname:lstrip=3)'").split() == ["main"]


@pytest.mark.parametrize("branching", ["gitflow", "github-flow"])
def test_the_table_of_branches_is_what_the_check_enforces(branching: str) -> None:
    project = rendered(branching=branching)
    rows = re.findall(r"(?m)^\| `(.+?)` \| (.*?) \| (.*?) \|", guide_of(project))
    flow = Flow("main", "develop" if branching == "gitflow" else "main")
    assert {name.split("/")[0] for name, _, _ in rows} - {"main"} == people(flow).keys()
    for name, start, end in rows:
        source = name.replace("…", "ABC-12-words").replace("X.Y.Z", "1.2.3")
        for target in re.findall("`(.+?)`", start if end == "where it came from" else end):
            assert targets(flow, source), source
            assert any(fnmatchcase(target.replace("…", "1.2.3"), allowed) for allowed in targets(flow, source))
