"""Incidents from what people wrote: in the form of an issue, or in a file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from teamkit.forges.past.model import ForgeIncident
from teamkit.measure.facts import Incident
from teamkit.team.incidents import Written

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<name>.*)")
_NOTHING = {"", "_no response_", "none", "no", "n/a", "-"}
"""What an empty field holds: GitHub says so in its own words, and people in theirs."""


@dataclass(frozen=True)
class Told:
    """Incidents, the first to begin first, and what could not be read in which of them."""

    incidents: tuple[Incident, ...]
    notes: tuple[str, ...]


def incidents(issues: Iterable[ForgeIncident], written: Iterable[Written] = ()) -> Told:
    """The incidents of a forge's issues, and those of a file.

    One began when its form says, else when it was opened, and ended when its form says, else when it was closed last.
    """
    read = [_Form(each) for each in issues]
    found = (*(form.incident for form in read), *map(_of_file, written))
    notes = (f"#{form.issue.number}: {note}" for form in read for note in form.notes)
    return Told(tuple(sorted(found, key=lambda each: (each.started, each.name))), tuple(notes))


def fields(body: str) -> Mapping[str, str]:
    """What stands below each heading of a form, by its name in lower case; empty where that is nothing.

    Comments and the quick actions of GitLab are no text; of headings of one name the first counts.
    """
    found: dict[str, list[str]] = {}
    below: list[str] = []
    for line in _COMMENT.sub("", body).splitlines():
        heading = _HEADING.match(line)
        if heading:
            below = []
            found.setdefault(heading["name"].strip().casefold(), below)
        elif not line.startswith("/"):
            below.append(line.strip())
    texts = {name: "\n".join(lines).strip().strip("`") for name, lines in found.items()}
    return {name: "" if text.casefold() in _NOTHING else text for name, text in texts.items()}


class _Form:
    """What an issue says of an incident, as far as it can be read."""

    def __init__(self, issue: ForgeIncident) -> None:
        self.issue = issue
        self._fields = fields(issue.body)
        self._started, self._ended = self._moment("started"), self._moment("ended")

    @property
    def incident(self) -> Incident:
        issue = self.issue
        times = (issue.opened, issue.closed) if self._is_backwards else self._times
        return Incident(
            f"#{issue.number}", issue.title, *times, issue.is_dismissed, self._fields.get("deployment"), issue.url
        )

    @property
    def notes(self) -> Iterator[str]:
        for name, at in (("started", self._started), ("ended", self._ended)):
            if self._fields.get(name) and at is None:
                yield f"{name.title()} is no time with a zone, like 2026-01-31T14:05+01:00; that of the issue counts"
        if self._is_backwards:
            yield "it ended before it started; the times of the issue count"

    @property
    def _times(self) -> tuple[datetime, datetime | None]:
        return self._started or self.issue.opened, self._ended or self.issue.closed

    @property
    def _is_backwards(self) -> bool:
        started, ended = self._times
        return ended is not None and ended < started

    def _moment(self, name: str) -> datetime | None:
        try:
            at = datetime.fromisoformat(self._fields.get(name, ""))
            return at.astimezone(UTC) if at.tzinfo else None
        except (ValueError, OverflowError):
            return None


def _of_file(written: Written) -> Incident:
    ended = written.ended.astimezone(UTC) if written.ended else None
    url = str(written.url) if written.url else ""
    started = written.started.astimezone(UTC)
    return Incident(written.title, written.title, started, ended, deployment=written.deployment, url=url)
