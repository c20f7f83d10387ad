"""Which repositories of a fleet an engine of a forge can reach, and what is written for it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from teamkit.findings import Refusal
from teamkit.forges.finding import home
from teamkit.forges.kinds import GITHUB, GITLAB, Kind
from teamkit.history.remotes import remotes
from teamkit.lifecycle.fleet.listing import Entry, Listing
from teamkit.publish.documents import Document
from teamkit.publish.fleet import github, gitlab, renovate

_PATH = re.compile(r"[A-Za-z0-9_][\w.-]*(/[\w.-]+)+", re.ASCII)
_KINDS = {kind.name: kind for kind in (GITHUB, GITLAB)}


@dataclass(frozen=True)
class Written:
    """The files of an engine, and the repositories that it does not reach."""

    documents: tuple[Document, ...]
    unreached: tuple[str, ...]


def written(engine: str, listing: Listing, environment: Mapping[str, str]) -> Written:
    """What an engine needs for a fleet. Raises Refusal where it reaches no repository of it."""
    asked = _KINDS if engine == "renovate" else {engine: _KINDS[engine]}
    found = {name: _reached(listing.entries, kind, environment) for name, kind in asked.items()}
    reached = {entry for several in found.values() for entry in several}
    if not reached:
        raise Refusal(f"{engine} reaches no repository of this fleet; name them by their addresses on the forge")
    paths = {name: sorted(set(several.values())) for name, several in found.items()}
    makers: dict[str, Callable[[], Iterable[Document]]] = {
        "github": lambda: github.documents(paths["github"]),
        "gitlab": lambda: gitlab.documents(paths["gitlab"]),
        "renovate": lambda: renovate.documents(paths),
    }
    unreached = tuple(entry.name for entry in listing.entries if entry not in reached)
    return Written(tuple(makers[engine]()), unreached)


def _reached(entries: Iterable[Entry], kind: Kind, environment: Mapping[str, str]) -> dict[Entry, str]:
    """The path on the forge of each repository that is on its server."""
    server = kind.server({name: value for name, value in environment.items() if value})
    found: dict[Entry, str] = {}
    for entry in entries:
        at = home(_addresses(entry), environment, "")
        if at and at[0] is kind and urlsplit(at[1]).hostname == urlsplit(server).hostname:
            path = at[1].removeprefix(server).strip("/")
            found |= {entry: path} if _PATH.fullmatch(path) else {}
    return found


def _addresses(entry: Entry) -> tuple[str, ...]:
    if entry.is_remote:
        return (entry.address,)
    try:
        return remotes(Path(entry.address))
    except (Refusal, OSError):
        return ()
