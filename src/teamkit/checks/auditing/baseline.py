"""The failures that a team accepts for a while: which of them an audit still shows, and what it shows beyond them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from teamkit.checks.auditing.model import Accepted, Audit, Item
from teamkit.checks.auditing.telling_apart import Key, failures, keys
from teamkit.findings import Finding, Place, State

NAME = "baseline"
TOPIC = "Baseline"


class Entry(BaseModel):
    """One failure, accepted until a day; `path` and `what` are for those who read it, the fingerprint finds it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    check: Annotated[str, Field(min_length=1)]
    path: str | None = None
    what: str = ""
    fingerprint: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]
    until: date


@dataclass(frozen=True)
class Sorted:
    """Entries by what an audit says of them, by their number; `fresh` are failures that no entry accepts.

    Of `unseen` nobody can tell: their checks did not run, or could not look everywhere.
    """

    matching: Mapping[int, Finding]
    unseen: frozenset[int]
    idle: tuple[int, ...]
    fresh: tuple[Finding, ...]


def sort(audit: Audit, entries: Sequence[Entry]) -> Sorted:
    """Hold entries to what fails in an audit: each accepts one failure."""
    numbers = _numbers(entries)
    failing = {key: finding for item in audit.items for key, finding in failures(item.findings).items()}
    matching = {numbers[key]: finding for key, finding in failing.items() if key in numbers}
    looked = {item.check for item in audit.items if all(each.state is not State.UNKNOWN for each in item.findings)}
    unseen = {number for number, entry in enumerate(entries) if entry.check not in looked} - matching.keys()
    return Sorted(
        matching,
        frozenset(unseen),
        idle=tuple(number for number in range(len(entries)) if number not in {*matching, *unseen}),
        fresh=tuple(finding for key, finding in failing.items() if key not in numbers),
    )


def accept(audit: Audit, entries: Sequence[Entry], today: date, path: str) -> Audit:
    """The audit with what a baseline at this path accepts set aside, and with an item about the baseline itself.

    What an entry accepted whose day has passed fails again, and says so.
    """
    by_key = {key: entries[number] for key, number in _numbers(entries).items()}
    idle = [entries[number] for number in sort(audit, entries).idle]
    return replace(audit, items=(*(_accepted(item, by_key, today) for item in audit.items), _about(idle, Place(path))))


def _numbers(entries: Iterable[Entry]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(keys(entry.fingerprint for entry in entries))}


def _accepted(item: Item, entries: Mapping[Key, Entry], today: date) -> Item:
    failing = failures(item.findings)
    others = (finding for finding in item.findings if finding.state is not State.FAIL)
    valid = {key: entries[key] for key in failing if key in entries and entries[key].until >= today}
    counting = (_said(finding, entries.get(key)) for key, finding in failing.items() if key not in valid)
    accepted = (Accepted(failing[key], entry.reason, entry.until) for key, entry in valid.items())
    return replace(item, findings=(*counting, *others), accepted=(*item.accepted, *accepted))


def _said(finding: Finding, expired: Entry | None) -> Finding:
    """A failure that counts, which remains the same one where it says that it was accepted once."""
    if expired is None:
        return finding
    what = f"{finding.what} (was accepted until {expired.until}: {expired.reason})"
    return replace(finding, what=what, identity=finding.identity or finding.what)


def _about(idle: Iterable[Entry], where: Place) -> Item:
    why = "An entry that nothing needs any more would hide the same failure on the day when it comes back."
    mend = "remove the entry, or record again"
    reports = (
        Finding(NAME, State.PASS, f"no longer found, so remove its entry: {_named(entry)}", where, why, mend)
        for entry in idle
    )
    return Item(
        NAME, "What is accepted for a while is still there.", TOPIC, why, mend, "a minute", findings=tuple(reports)
    )


def _named(entry: Entry) -> str:
    return ": ".join(filter(None, (entry.check, entry.path, entry.what)))
