"""The whole of a description."""

from collections.abc import Iterable, Iterator
from datetime import date

from teamkit.publish import reviewers
from teamkit.publish.describing import dependencies, migrations
from teamkit.publish.describing.model import Description, Large, Recording
from teamkit.publish.markdown import code, prose
from teamkit.team.model import Team

HEADING = "## What this change asks for"
DOCUMENTS = "Documents only: the questions about tests and risks may stay empty."
NOTHING = "Nothing is changed yet."
_SHOWN = 5


def text(team: Team, description: Description, day: date, room: int) -> str:
    """A description in Markdown, no longer than `room` as far as SQL can be cut."""
    if description.is_documents or not description.paths:
        return f"{DOCUMENTS if description.is_documents else NOTHING}\n"
    short = _text(team, description, day, 0)
    return _text(team, description, day, room - len(short)) if description.migrating else short


def _text(team: Team, description: Description, day: date, room: int) -> str:
    return "\n\n".join((HEADING, *_parts(team, description, day, room), _whom(team, description.paths, day))) + "\n"


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


def _large(large: Large) -> str:
    files = "1 file" if large.files == 1 else f"{large.files} files"
    return (
        f"**Large:** {large.lines} lines in {files}; half of the last {large.compared} merged changes have "
        f"{large.usual} or fewer. Can a part of it go first?"
    )


def _recording(recording: Recording) -> str:
    shown = f"[{prose(recording.records)}](<{recording.address}>)" if recording.address else code(recording.records)
    return (
        f"### Public interface\n\n{_some(recording.paths)} changed, and no decision was recorded. Where others rely on "
        f"it, write down what was decided, and why: {shown} shows how."
    )


def _whom(team: Team, paths: Iterable[str], day: date) -> str:
    return f"### Whom it concerns\n\n{reviewers.text(team, paths, day).strip()}"


def _some(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(map(code, paths[:_SHOWN])) + more
