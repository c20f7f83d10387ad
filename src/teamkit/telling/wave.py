"""What people read about a wave of updates."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from teamkit.findings import Unseen
from teamkit.lifecycle.fleet.wave import Move, Risk, Wave
from teamkit.lifecycle.updating.model import Rehearsal
from teamkit.publish.markdown import code, listed, prose
from teamkit.publish.text import one_line
from teamkit.telling.words import shown

HEADINGS = {
    Risk.SAFE: ("Safe", "nothing of these needs a person before review", "green"),
    Risk.LOOK: ("Look", "somebody decides these first", "red"),
    Risk.BLIND: ("Cannot tell", "nobody could rehearse these", "yellow"),
    Risk.NOTHING: ("Nothing to do", "these have the newest release, or nothing of a template", "dim"),
}


def wave(found: Wave) -> RenderableType:
    """The repositories by risk, what is to be looked at in each, and the command that comes next."""
    parts: list[Text] = []
    for risk, (title, meaning, colour) in HEADINGS.items():
        moves = found.of(risk)
        if moves:
            parts += [Text.assemble((f"{title} ({len(moves)})", f"bold {colour}"), f"  {meaning}")]
            parts += [line for move in moves for line in _told(move)] if risk is not Risk.NOTHING else [_names(moves)]
            parts.append(Text())
    parts += [Text.assemble(("unknown ", "yellow"), _reason(each)) for each in found.unlisted]
    return Group(*parts, Text(_summary(found), style="bold"))


def markdown(found: Wave) -> str:
    """The same, for a request or a page."""
    parts = ["# A wave of updates", f"{_summary(found)}."]
    for risk, (title, meaning, _) in HEADINGS.items():
        moves = found.of(risk)
        if moves:
            lines = [_line(move) for move in moves]
            parts += [f"## {title} ({len(moves)})", f"{meaning[0].upper()}{meaning[1:]}.", listed(lines)]
    if found.unlisted:
        parts += ["## Not listed", listed(prose(_reason(each)) for each in found.unlisted)]
    return "\n\n".join(parts) + "\n"


def _told(move: Move) -> Iterator[Text]:
    yield Text.assemble("  ", (one_line(move.entry.name), "bold"), f"  {_way(move)}")
    yield from (Text(f"      {one_line(words)}") for words in _reasons(move))
    if move.step:
        yield Text(f"      → {move.step}", style="dim")


def _reasons(move: Move) -> Iterator[str]:
    yield from (f"{outcome.path}: {outcome.kind}: {outcome.why}" for outcome in move.files)
    if move.broken:
        yield f"fails anew: {shown(move.broken)}"
    yield from map(_reason, move.blind)


def _way(move: Move) -> str:
    newer = f" → {move.found.after}" if isinstance(move.found, Rehearsal) else ""
    return one_line(f"{move.version}{newer}")


def _line(move: Move) -> str:
    reasons = "".join(f"\n  - {prose(words)}" for words in _reasons(move))
    step = f"\n  - next: {code(move.step)}" if move.step else ""
    return f"{code(move.entry.name)} {prose(_way(move))}".rstrip() + reasons + step


def _names(moves: tuple[Move, ...]) -> Text:
    return Text(f"  {', '.join(one_line(move.entry.name) for move in moves)}")


def _reason(each: Unseen) -> str:
    return f"{each.why}; {each.mend}" if each.mend else each.why


def _summary(found: Wave) -> str:
    counts = (f"{len(found.of(risk))} {risk}" for risk in Risk)
    noun = "repository" if len(found.moves) == 1 else "repositories"
    return f"{len(found.moves)} {noun}: {', '.join(counts)}"
