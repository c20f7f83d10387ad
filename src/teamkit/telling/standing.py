"""The screen that says where everything of a flow stands."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from teamkit.checks.standing.blocking import Block
from teamkit.checks.standing.coming import Coming
from teamkit.checks.standing.people import Actor
from teamkit.checks.standing.rows import QUIET, Place, Row
from teamkit.checks.standing.stages import Stage
from teamkit.checks.standing.status import Status
from teamkit.checks.wording import counted
from teamkit.findings import State, Unseen
from teamkit.history.returning import Returning
from teamkit.telling.layout import Cell, Columns, columns, hanging
from teamkit.telling.spans import ago, short, spelled

MOST, NAMED, SHORTEST = 20, 3, 20
GUTTER = 12
TASKS = {
    Stage.UNSEEN: "",
    Stage.NO_REQUEST: "open a request",
    Stage.DRAFT: "finish draft #{number}",
    Stage.UNASKED: "get #{number} reviewed",
    Stage.REVIEW: "review #{number} by {author}",
    Stage.CHANGES: "change #{number}",
    Stage.APPROVED: "merge #{number}",
}
COLOURS = {Stage.CHANGES: "red", Stage.APPROVED: "green"}
SECTIONS = {
    Place.RELEASE: "On the way to production",
    Place.YOURS: "Yours",
    Place.UNDER_WAY: "Under way",
    Place.QUIET: f"Quiet for over {QUIET.days} days",
    Place.MERGED: "Merged already",
    Place.BOTS: "Of bots",
}
SHOWN = (Place.RELEASE, Place.YOURS, Place.UNDER_WAY)


def screen(found: Status, width: int, called: str, *, unfolded: bool = False) -> Text:
    """Production and what comes next, what blocks that, whose turn it is, and what nobody saw.

    `called` is how this repository calls the tool. What is counted only is shown where it is `unfolded`.
    """
    parts = (
        (*production(found, width), *following(found, width)),
        tuple(blocked(found, width, called)),
        *tables(found, width, unfolded=unfolded),
        () if unfolded else tuple(folds(found, width, called)),
        tuple(line for each in found.unseen for line in unseen(each, width)),
    )
    return Text("\n\n").join(Text("\n").join(lines) for lines in parts if lines)


# ── Production, and what comes next ─────────────────────────────────────────────────────────────


def production(found: Status, width: int) -> Iterator[Text]:
    """The version that production runs, and what came to it since."""
    seen = found.seen
    if seen.production is None:
        return
    branch, version = seen.production.name, seen.version
    if version is None:
        body = Text(f"{branch}, changed {ago(seen.now - seen.production.at)}; no tag on it is a version")
    else:
        later = f", {brought(found.since)} since" if found.since and seen.flow and seen.flow.is_gitflow else ""
        body = Text.assemble((version.tag, "bold"), f" on {branch}, {ago(seen.now - version.at)}{later}")
    yield from hanging(Text("Production".ljust(GUTTER), style="bold"), body, width)


def following(found: Status, width: int) -> Iterator[Text]:
    """What the next version has so far."""
    seen = found.seen
    if found.coming is None or seen.working is None or seen.flow is None:
        return
    place = f" on {seen.working.name}" if seen.flow.is_gitflow else " since"
    kinds = ", ".join(kinds_of(found.coming))
    body = Text(f"{brought(found.coming)}{place}{kinds and f': {kinds}'}")
    if found.coming.breaking:
        body.append(f", {found.coming.breaking} breaking", style="red")
    yield from hanging(Text("Next".ljust(GUTTER), style="bold"), body, width)


def brought(what: Coming) -> str:
    """How much a line of steps brings."""
    numbers = {"request": what.requests, "commit": what.commits}
    return " and ".join(counted(number, word) for word, number in numbers.items() if number) or "nothing"


def kinds_of(what: Coming) -> Iterator[str]:
    """How many of each kind; the words of most kinds have no plural."""
    for kind, number in what.kinds:
        yield counted(number, kind) if kind in {"feature", "fix"} else f"{number} {kind}"
    rest = what.requests + what.commits - sum(number for _, number in what.kinds)
    if what.kinds and rest:
        yield counted(rest, "other")


# ── What blocks it ──────────────────────────────────────────────────────────────────────────────


def blocked(found: Status, width: int, called: str) -> Iterator[Text]:
    """Every obstacle, or that there is none as far as anybody looked; nothing where nobody could."""
    seen = found.seen
    if found.blocks:
        yield heading("Blocks the next release", len(found.blocks), "red")
        yield from (line for each in found.blocks for line in block(each, width, called))
    elif isinstance(seen.returning, Returning) and seen.returning.flow.is_gitflow:
        is_all = not isinstance(seen.requests, Unseen)
        words = "Nothing blocks the next release." if is_all else "Git knows of nothing that blocks the next release."
        yield Text(words, style="green")


def block(each: Block, width: int, called: str) -> Iterator[Text]:
    """What is in the way; below it who acts, and how, in one piece that can be copied."""
    mark = Text("? ", style="yellow") if each.state is State.UNKNOWN else Text("! ", style="red")
    yield from hanging(mark, Text(each.what), width)
    who = f"{actors(each.acts)} → " if each.acts else "→ "
    yield Text.assemble(f"  {who}", (each.continued(called), "dim"))


def heading(words: str, number: int, style: str = "") -> Text:
    """What a section is about, and how many there are."""
    return Text.assemble((words, f"bold {style}"), ("  ", ""), (str(number), style or "dim"))


# ── Branches ────────────────────────────────────────────────────────────────────────────────────


def tables(found: Status, width: int, *, unfolded: bool) -> Iterator[tuple[Text, ...]]:
    """A section for each place that has branches; their columns stand below each other."""
    places = {place: [row for row in found.rows if row.place is place] for place in SECTIONS}
    few = {place: places[place][: MOST if place is Place.UNDER_WAY else None] for place in SHOWN}
    shown = places if unfolded else few
    sections = {place: [(row, row_cells(row, found.seen.now)) for row in rows] for place, rows in shown.items() if rows}
    cells = [each for pairs in sections.values() for _, each in pairs]
    wide = columns(cells, width - 2, SHORTEST)
    narrow = columns([each[:2] for each in cells], width - 2, 1)
    for place, pairs in sections.items():
        lines = (line for row, each in pairs for line in row_lines(row, each, wide, narrow, width))
        yield (heading(SECTIONS[place], len(places[place])), *lines)


def row_cells(row: Row, now: datetime) -> tuple[Cell, ...]:
    """A branch as columns: its name, age, distances, and who is to do what."""
    who = row.turn.acts or (row.author,)
    return (
        Cell(named(row)),
        Cell(Text(short(now - row.last)), is_right=True),
        Cell(Text(f"+{row.ahead}" if row.ahead else "", style="dim"), is_right=True),
        Cell(Text(f"−{row.behind}" if row.behind else "", style="dim"), is_right=True),
        Cell(Text(actors(who), style="bold" if any(actor.is_you for actor in who) else ""), most=16),
        Cell(Text(task(row, now), style=COLOURS.get(row.turn.stage, ""))),
    )


def row_lines(
    row: Row, cells: Sequence[Cell], wide: Columns | None, narrow: Columns | None, width: int
) -> Iterator[Text]:
    """One line, or two where it is narrow. A star marks what is checked out."""
    mark = Text("* ", style="bold") if row.is_here else Text("  ")
    if wide:
        yield mark + wide.line(cells)
    else:
        name, age, *distances, who, what = cells
        yield mark + (narrow.line((name, age)) if narrow else name.text)
        doing = Text(": ").join(each.text for each in (who, what) if each.text)
        apart = (each.text for each in distances if each.text)
        yield from hanging(Text("    "), Text("  ").join((doing, *apart)), width)


def named(row: Row) -> Text:
    """The name of a branch, its kind less loud."""
    kind, slash, words = row.name.partition("/")
    return Text.assemble((f"{kind}{slash}", "dim"), words) if row.kind else Text(row.name)


def actors(several: Sequence[Actor]) -> str:
    """The first two people, and how many more there are."""
    names = ["you" if actor.is_you else actor.name for actor in several]
    more = [f"+{len(names) - 2}"] if len(names) > 2 else []
    return ", ".join((*names[:2], *more))


def task(row: Row, now: datetime) -> str:
    """What is to be done next, and for how long it has been."""
    if row.turn.stage is Stage.NO_REQUEST and row.ahead == 0:
        return "begun, nothing in it yet"
    number = row.request.number if row.request else 0
    words = TASKS[row.turn.stage].format(number=number, author="you" if row.author.is_you else row.author.name)
    push = "" if row.is_pushed or row.turn.stage is Stage.UNSEEN else "push it, "
    return f"{push}{words}{f', {short(now - row.turn.since)}' if row.turn.since else ''}"


# ── What is counted, and what is not seen ───────────────────────────────────────────────────────


def folds(found: Status, width: int, called: str) -> Iterator[Text]:
    """A line for each place whose branches are only counted."""
    places = {place: [row for row in found.rows if row.place is place] for place in Place}
    said = (
        (places[Place.UNDER_WAY][MOST:], "more under way", f"{called} flow status --all"),
        (places[Place.QUIET], quiet(places[Place.QUIET], found.seen.now), ""),
        (places[Place.MERGED], *merged(found, called)),
        (places[Place.BOTS], "of bots", ""),
    )
    digits = max(len(str(len(rows))) for rows, *_ in said)
    for rows, words, command in said:
        if rows:
            *lines, last = hanging(Text(f"  {len(rows):{digits}} "), Text(words), width)
            yield from lines
            yield Text.assemble(last, (f" → {command}", "dim")) if command else last


def quiet(rows: Sequence[Row], now: datetime) -> str:
    """How long branches are quiet, and how many of them wait for somebody."""
    longest = max((now - row.last for row in rows), default=QUIET)
    asked = sum(row.request is not None for row in rows)
    waiting = f"; {asked} of them with a request" if asked else ""
    return f"quiet for over {QUIET.days} days, the longest for {spelled(longest)}{waiting}"


def merged(found: Status, called: str) -> tuple[str, str]:
    """What is merged, and the command that deletes those of kinds that the flow knows: others may be there to stay."""
    names, remote = deletable(found)
    if not names:
        return "merged already", ""
    number = sum(row.place is Place.MERGED for row in found.rows)
    some = f"; {len(names)} of them can go" if len(names) < number else ""
    given = " ".join(names) if len(names) <= NAMED else f"$({called} flow status --merged)"
    return f"merged already{some}", f"git push {remote} --delete {given}" if remote else f"git branch --delete {given}"


def deletable(found: Status) -> tuple[tuple[str, ...], str | None]:
    """The branches that one command can delete, and their remote: those of a remote first."""
    rows = [row for row in found.rows if row.place is Place.MERGED and row.kind]
    remote = next((row.remote for row in rows if row.remote), None)
    return tuple(row.name for row in rows if row.remote == remote), remote


def unseen(each: Unseen, width: int) -> Iterator[Text]:
    """What nobody saw, and what lets people see it."""
    yield from hanging(Text(""), Text(f"{each.why}; {each.mend}", style="dim"), width)
