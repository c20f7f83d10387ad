"""A command of the flow that is stopped at any of its steps ends, run again, as if nothing had stopped it."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from histories import commit, git
from hubs import Hub, a_hub, flow, quick_commitizen, refs, write

from teamkit.cli import main
from teamkit.findings import Unseen
from teamkit.forges.model import Forge, Opened, Proposal
from teamkit.lifecycle.flowing import commands

UNSEEN = Unseen("nobody is asked", "ask")
DAY = "2026-01-05T09:00:00Z"


@dataclass
class Breaker:
    """Counts what is changed, and lets nothing happen any more after so many changes."""

    left: int | None = None

    def tick(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt


@dataclass
class Desk:
    """A forge in memory, of the hub on the disk."""

    hub: Hub
    breaker: Breaker
    requests: list[Proposal] = field(default_factory=list)

    def opened(self, source: str) -> tuple[Opened, ...]:
        found = ((number, each) for number, each in enumerate(self.requests, 1) if each.source == source)
        return tuple(Opened(number, each.target, f"request/{number}") for number, each in found)

    def propose(self, proposal: Proposal) -> Opened:
        assert {f"refs/heads/{proposal.source}", f"refs/heads/{proposal.target}"} <= self.hub.refs.keys()
        self.breaker.tick()
        self.requests.append(proposal)
        return Opened(len(self.requests), proposal.target, f"request/{len(self.requests)}")

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def breaker(monkeypatch: pytest.MonkeyPatch) -> Breaker:
    """Every change that the tool makes on the disk goes through here."""
    breaker = Breaker()
    quick_commitizen(monkeypatch)
    run = commands._run

    def counted(words: list[str], root: Path, variables: Any) -> subprocess.CompletedProcess[bytes]:
        breaker.tick()
        return run(words, root, variables)

    monkeypatch.setattr(commands, "_run", counted)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, DAY)
    return breaker


def begin_feature(hub: Hub) -> None:
    flow(hub.ada, "start", "feature", "x")
    commit(hub.ada, "feat: x")


def mend(hub: Hub) -> None:
    flow(hub.ada, "start", "hotfix", "cart")
    write(hub.ada, "shop.py", "one = 'mended'\n")
    commit(hub.ada, "fix: mend the cart")


def merge_release(hub: Hub) -> None:
    flow(hub.ada, "release", "0.2.0")
    hub.merge("release/0.2.0", "main")


def merge_hotfix(hub: Hub) -> None:
    flow(hub.grace, "release", "0.2.0")
    mend(hub)
    flow(hub.ada, "finish")
    hub.merge("hotfix/cart", "main")
    hub.commit("develop", "shop.py", "one = 'else'\n", "feat: else")


def switch_to_release(hub: Hub) -> None:
    flow(hub.grace, "release", "0.2.0")
    flow(hub.ada, "start", "release", "0.2.0")
    hub.commit("release/0.2.0", "new.py", "", "fix: new")


def merge_chore(hub: Hub) -> None:
    flow(hub.ada, "release", "0.2.0")
    hub.merge("chore/release-0.2.0", "main")


def nothing(hub: Hub) -> None:
    """The story begins with the command."""


GITFLOW, GITHUB_FLOW = ("main", "develop"), ("main",)
STORIES: dict[str, tuple[tuple[str, ...], Callable[[Hub], None], tuple[str, ...]]] = {
    "a feature begins": (GITFLOW, nothing, ("start", "feature", "x")),
    "a feature is handed over": (GITFLOW, begin_feature, ("finish", "feature/x")),
    "a release is handed over": (GITFLOW, nothing, ("release", "0.2.0")),
    "a release is continued": (GITFLOW, switch_to_release, ("release", "0.2.0")),
    "a release is out": (GITFLOW, merge_release, ("release", "0.2.0")),
    "a hotfix is handed over": (GITFLOW, mend, ("finish", "hotfix/cart")),
    "a hotfix is out": (GITFLOW, merge_hotfix, ("release", "0.1.1")),
    "a tag": (GITFLOW, merge_release, ("tag",)),
    "the way back": (GITFLOW, merge_hotfix, ("back",)),
    "a release under GitHub flow is handed over": (GITHUB_FLOW, nothing, ("release", "0.2.0")),
    "a release under GitHub flow is out": (GITHUB_FLOW, merge_chore, ("release", "0.2.0")),
}


def state(desk: Desk) -> tuple[object, ...]:
    """All that a story leaves."""
    folder = desk.hub.ada
    work = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    listed = git("status", "--porcelain", where=folder), git("branch", "--show-current", where=folder)
    return desk.hub.refs, refs(folder), listed, work, [(each.source, each.target, each.title) for each in desk.requests]


def a_copy(hub: Hub, folder: Path) -> Hub:
    """The same team in another place."""
    shutil.copytree(hub.folder, folder)
    other = Hub(folder)
    for clone in (other.ada, other.grace):
        git("remote", "set-url", "origin", str(other.bare), where=clone)
    return other


@pytest.mark.parametrize("story", STORIES)
def test_a_command_that_was_stopped_anywhere_is_completed_by_running_it_again(
    story: str, tmp_path: Path, breaker: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasting, prepare, words = STORIES[story]
    hub = a_hub(tmp_path / "team", lasting=lasting)
    begun = Desk(hub, breaker)
    asked: list[Forge | Desk] = [begun]
    monkeypatch.setattr("teamkit.lifecycle.flowing.desk.find", lambda *_: asked[-1] if words != ("tag",) else UNSEEN)
    prepare(hub)
    write(hub.ada, "mine.txt", "mine\r\n")
    expected: tuple[object, ...] = ()
    for stop in count():
        asked.append(Desk(a_copy(hub, tmp_path / str(stop)), breaker, list(begun.requests)))
        desk = asked[-1]
        assert isinstance(desk, Desk)
        command = ["--root", str(desk.hub.ada), "flow", *words]
        breaker.left = stop if stop else None
        first = CliRunner().invoke(main, command)
        was_stopped = breaker.left is not None and breaker.left < 0
        breaker.left = None
        if not stop:
            assert first.exit_code == 0, first.output
            expected = state(desk)
            continue
        again = CliRunner().invoke(main, command)
        assert again.exit_code == 0, again.output
        assert state(desk) == expected, f"stopped before change {stop + 1}"
        if not was_stopped:
            break
    assert stop > 1, "something was stopped"
