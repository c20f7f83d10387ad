"""Which repositories a fleet has: those that fleet.yml names, and those that forges list."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from teamkit.findings import Unseen
from teamkit.forges.finding import listed
from teamkit.forges.listing.model import Listed
from teamkit.forges.model import ForgeError
from teamkit.forges.waiting import Patience
from teamkit.lifecycle.fleet.file import FleetFile, Organisation, Repository
from teamkit.lifecycle.fleet.names import is_remote


@dataclass(frozen=True)
class Entry:
    """A repository that is to be looked at: an address to fetch from, or a folder of this machine."""

    name: str
    address: str
    group: str | None
    is_remote: bool


@dataclass(frozen=True)
class Listing:
    """The repositories by name, those that were left out and why, and what no forge would list."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...] = ()
    unlisted: tuple[Unseen, ...] = ()


def listing(fleet: FleetFile, folder: Path, environment: Mapping[str, str], patience: Patience) -> Listing:
    """What a fleet.yml of a folder comes to; a repository that it names itself is as it says there."""
    named = [_named(repository, folder) for repository in fleet.repositories]
    asked = [(each, _asked(each, environment, patience)) for each in fleet.organisations]
    found = {each: repositories for each, repositories in asked if not isinstance(repositories, Unseen)}
    kept = _kept(found, {_bare(entry.address) for entry in named})
    entries = [*named, *_told_apart(kept, {entry.name for entry in named})]
    return Listing(
        tuple(sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name))),
        tuple(f"{each.path} {_why(each)}" for several in found.values() for each in several if _why(each)),
        tuple(each for _, each in asked if isinstance(each, Unseen)),
    )


def _named(repository: Repository, folder: Path) -> Entry:
    is_far = is_remote(repository.address)
    address = repository.address if is_far else str((folder / Path(repository.address).expanduser()).resolve())
    return Entry(repository.title, address, repository.group, is_far)


def _asked(
    organisation: Organisation, environment: Mapping[str, str], patience: Patience
) -> tuple[Listed, ...] | Unseen:
    try:
        return listed(organisation.address, environment, patience)
    except ForgeError as error:
        return error.unseen


def _kept(found: Mapping[Organisation, Iterable[Listed]], known: Collection[str]) -> tuple[Entry, ...]:
    """The repositories of lists, each once."""
    kept: dict[str, Entry] = {}
    for organisation, repositories in found.items():
        for each in repositories:
            if not _why(each) and _bare(each.address) not in known:
                entry = Entry(each.path, each.address, organisation.group, is_remote=True)
                kept.setdefault(_bare(each.address), entry)
    return tuple(kept.values())


def _told_apart(kept: Collection[Entry], taken: Collection[str]) -> Iterator[Entry]:
    """The same with other names for those whose paths are found on several forges."""
    names = Counter([*taken, *(entry.name for entry in kept)])
    for entry in kept:
        whole = entry.address.partition("://")[2].removesuffix(".git")
        yield replace(entry, name=whole) if names[entry.name] > 1 else entry


def _why(repository: Listed) -> str:
    """Why nobody looks at a repository of a list; empty for one that somebody does."""
    return "is archived" if repository.is_archived else "is a fork" if repository.is_fork else ""


def _bare(address: str) -> str:
    return address.removesuffix("/").removesuffix(".git").casefold()
