"""The whole of a description."""

from collections.abc import Iterator
from datetime import date

from teamkit.publish import reviewers
from teamkit.publish.describing import dependencies, migrations
from teamkit.publish.describing.model import Description, Large, Recording
from teamkit.publish.markdown import code, prose
from teamkit.team.model import Team

HEADING = "## What this change asks for"
DOCUMENTS = "Documents only: the questions about tests and risks may stay empty."
NOTHING = "Nothing is changed yet."
NO_MORE = "This change asks for nothing beyond the form."
_SHOWN = 5


def text(team: Team, description: Description, day: date, room: int) -> str:
    """A description in Markdown, no longer than `room` as far as SQL can be cut."""
    if description.is_documents or not description.paths:
        return f"{DOCUMENTS if description.is_documents else NOTHING}\n"
    short = _text(team, description, day, 0)
    return _text(team, description, day, room - len(short)) if description.migrating else short


def _text(team: Team, description: Description, day: date, room: int) -> str:
    parts = tuple(_parts(team, description, day, room))
    return "\n\n".join((HEADING, *parts) if parts else (NO_MORE,)) + "\n"


def _parts(team: Team, description: Description, day: date, room: int) -> Iterator[str]:
    if description.large:
        yield _large(description.large)
    if description.migrating:
        yield migrations.text(team, description.migrating, description.unseen, day, room)
    if description.recording:
        yield _recording(description.recording)
    if description.depending:
        yield dependencies.text(description.depending)
    if description.gone:
        yield f"### Tests\n\n{_some(description.gone)} went away: say what shows now that it works."
    if team.areas:
        yield f"### Whom it concerns\n\n{reviewers.text(team, description.paths, day).strip()}"


def _large(large: Large) -> str:
    files = "1 file" if large.files == 1 else f"{large.files} files"
    return (
        f"**Large:** {large.lines} lines in {files}; half of the last {large.compared} merged changes have "
        f"{large.usual} or fewer. Can a part of it go first?"
    )


def _recording(recording: Recording) -> str:
    what = f"{_some(recording.paths)} changed, and no decision was recorded."
    ask = f"Where others rely on it, write down what was decided, and why: {_how(recording)}."
    return f"### Public interface\n\n{what} {ask}"


def _how(recording: Recording) -> str:
    """Where to see how decisions are written, or where to begin with it."""
    if not recording.guide:
        return f"begin {code(recording.folder)}"
    if not recording.address:
        return f"{code(recording.guide)} shows how"
    return f"[{prose(recording.guide)}](<{recording.address}>) shows how"


def _some(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(map(code, paths[:_SHOWN])) + more
