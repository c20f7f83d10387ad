"""What an update would do to each repository of a fleet, by how much it takes."""

import shlex
from dataclasses import dataclass
from enum import StrEnum

from teamkit.findings import Unseen
from teamkit.lifecycle.fleet.listing import Entry
from teamkit.lifecycle.updating.model import Outcome, Rehearsal


class Risk(StrEnum):
    """What stands between a repository and the newest release of its template."""

    SAFE = "safe"
    LOOK = "look"
    BLIND = "cannot tell"
    NOTHING = "nothing to do"


@dataclass(frozen=True)
class Move:
    """A repository, and its rehearsal: why there is none, or None where nothing is to be taken.

    `version` is what it has now, empty where it has nothing of a template.
    """

    entry: Entry
    version: str
    found: Rehearsal | Unseen | None

    @property
    def risk(self) -> Risk:
        """Which part of the wave it belongs to."""
        if isinstance(self.found, Unseen):
            return Risk.BLIND
        if self.found is None or self.found.is_current:
            return Risk.NOTHING
        return {0: Risk.SAFE, 1: Risk.LOOK}.get(self.found.exit_code, Risk.BLIND)

    @property
    def files(self) -> tuple[Outcome, ...]:
        """The files that somebody has to look at."""
        outcomes = self.found.outcomes if isinstance(self.found, Rehearsal) else ()
        return tuple(outcome for outcome in outcomes if outcome.kind.needs_a_person)

    @property
    def broken(self) -> tuple[str, ...]:
        """What fails after the update and did not before."""
        several = self.found.trials if isinstance(self.found, Rehearsal) else ()
        found = (trial.broken for trial in several)
        return tuple(sorted(name for names in found if not isinstance(names, Unseen) for name in names))

    @property
    def blind(self) -> tuple[Unseen, ...]:
        """What nobody could look at."""
        if not isinstance(self.found, Rehearsal):
            return (self.found,) if self.found else ()
        broken = (trial.broken for trial in self.found.trials)
        return tuple(failures for failures in broken if isinstance(failures, Unseen))

    @property
    def step(self) -> str:
        """The command that comes next; empty where there is none, or only the one that mends what stands in the way."""
        if self.risk is Risk.NOTHING or isinstance(self.found, Unseen):
            return ""
        place = shlex.quote(self.entry.name.rpartition("/")[2] if self.entry.is_remote else self.entry.address)
        clone = f"git clone -- {shlex.quote(self.entry.address)} {place} && " if self.entry.is_remote else ""
        return f"{clone}teamkit --root {place} {'update --request' if self.risk is Risk.SAFE else 'rehearse'}"


@dataclass(frozen=True)
class Wave:
    """All repositories of a fleet, and what no forge would list."""

    moves: tuple[Move, ...]
    unlisted: tuple[Unseen, ...] = ()

    def of(self, risk: Risk) -> tuple[Move, ...]:
        """Those of one risk, by name."""
        return tuple(move for move in self.moves if move.risk is risk)

    @property
    def exit_code(self) -> int:
        """0 all is safe or there is nothing to do, 1 somebody has to look, 2 nobody could tell."""
        if self.of(Risk.LOOK):
            return 1
        return 2 if self.of(Risk.BLIND) or self.unlisted else 0
