"""The desk at which requests are opened: a forge, or people who do it themselves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Unseen
from teamkit.forges.finding import find, home
from teamkit.forges.forms import address, form
from teamkit.forges.kinds import Kind
from teamkit.forges.model import Forge, Opened, Proposal
from teamkit.forges.waiting import Patience
from teamkit.history.git import ask
from teamkit.history.objects import contents, files
from teamkit.lifecycle.flowing.here import Here
from teamkit.team.reading import TEAM_FILE, team_of, text_of


@dataclass(frozen=True)
class Wanted:
    """A request that somebody wants, the page on which people open it, and where it is open already.

    `why` says why no forge can be asked to open it, where that is so.
    """

    proposal: Proposal
    page: str
    opened: Opened | None
    why: str


@dataclass(frozen=True)
class Desk:
    """A forge, or why it cannot be asked; its make, and where people meet the repository, are None where nobody can."""

    forge: Forge | Unseen
    home: tuple[Kind, str] | None

    def wanted(self, proposal: Proposal) -> Wanted:
        """What there is of a request. Raises ForgeError."""
        found = (each for each in self.opened(proposal.source) if each.target == proposal.target)
        why = self.forge.why if isinstance(self.forge, Unseen) else ""
        return Wanted(proposal, self._page(proposal), next(found, None), why)

    def opened(self, source: str) -> tuple[Opened, ...]:
        """The open requests of a branch, none where one cannot ask. Raises ForgeError."""
        return () if isinstance(self.forge, Unseen) else self.forge.opened(source)

    def form(self, root: Path, commit: str) -> str:
        """The form of a repository at a commit; empty for none."""
        path = form(self.home[0], files(root, commit)) if self.home else None
        name = f"{commit}:{path}"
        return contents(root, [name]).get(name, b"").decode(errors="replace") if path else ""

    def _page(self, proposal: Proposal) -> str:
        if not self.home:
            return f"on the forge, from {proposal.source} to {proposal.target}"
        return address(*self.home, proposal.source, proposal.target)


@contextmanager
def desk(place: Here) -> Iterator[Desk]:
    """The desk of the remote that a team shares. Raises ForgeError, and Refusal where team.yml is wrong."""
    root = place.root
    team = team_of(text_of(root / TEAM_FILE) if (root / TEAM_FILE).exists() else "")
    addresses = (shared_address(place),)
    forge = find(addresses, os.environ, team.forge, Patience())
    try:
        yield Desk(forge, home(addresses, os.environ, team.forge))
    finally:
        if not isinstance(forge, Unseen):
            forge.close()


def shared_address(place: Here) -> str:
    """The address of the remote that a team shares, which may hold a password."""
    return ask(place.root, "remote", "get-url", place.shared).strip()
