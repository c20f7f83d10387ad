"""The part of a description that tells of packages."""

from collections.abc import Iterable, Iterator, Sequence

from teamkit.dependencies.comparing import Kind, Move
from teamkit.publish.describing.model import Depending
from teamkit.publish.markdown import code, table

HEADING = "### Dependencies"
SHOWN = 15
_LOOK = {
    Kind.SOURCE: "comes from an address: who keeps it, and who may change it?",
    Kind.BACK: "older than before: why?",
    Kind.MAJOR: "a new major version: read what it breaks",
    Kind.ADDED: "new, and runs with the application's rights: licence, upkeep, who writes it?",
    Kind.REMOVED: "gone: does anything still import it?",
}
_DEVELOPING = "new, for development: runs on everybody's machine"


def text(depending: Depending) -> str:
    """What moves and why to look; what moves within a major version, or comes along with others, is counted."""
    rows = [move for move in depending.moves if _is_told(move, is_lock_only=depending.is_lock_only)]
    blocks = [HEADING]
    if depending.is_lock_only and depending.moves:
        blocks.append("Only the lock file changes; what the project asks for stays.")
    if rows:
        head = ("package", "before", "after", "why to look")
        blocks.append(table(head, map(_row, rows[:SHOWN])))
    blocks += _rest(depending, rows)
    return "\n\n".join(blocks)


def _is_told(move: Move, *, is_lock_only: bool) -> bool:
    """Whether a package has a row: one that is asked for, or that a lock file moves by itself."""
    return move.kind is not Kind.MINOR and (move.is_asked or (is_lock_only and move.kind is not Kind.ADDED))


def _row(move: Move) -> tuple[str, ...]:
    is_developing = move.kind is Kind.ADDED and not move.is_runtime
    look = _DEVELOPING if is_developing else _LOOK[move.kind]
    return code(move.name), *(code(version) if version else "–" for version in (move.before, move.after)), look


def _rest(depending: Depending, rows: Sequence[Move]) -> Iterator[str]:
    told = {move.name for move in rows}
    rest = [move for move in depending.moves if move.name not in told]
    if len(rows) > SHOWN:
        yield f"And {len(rows) - SHOWN} more of these."
    sentences = (
        ("Comes along", [move for move in rest if move.kind is Kind.ADDED]),
        ("Goes along", [move for move in rest if move.kind is Kind.REMOVED]),
        ("Moves along over a major version, or back", [move for move in rest if move.kind in {Kind.MAJOR, Kind.BACK}]),
        ("Newer within its major version", [move for move in rest if move.kind is Kind.MINOR]),
    )
    told_so = "  \n".join(f"{words}: {_some(several)}." for words, several in sentences if several)
    if told_so:
        yield told_so
    for path in depending.unreadable:
        yield f"Nobody can read {code(path)}, so nobody compared it."


def _some(several: Iterable[Move]) -> str:
    """The first few names, and how many more there are."""
    names = [code(move.name) for move in several]
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
