"""The part of a description that tells of migrations."""

from collections.abc import Iterator
from datetime import date

from teamkit.publish.describing.model import Beside, Migrating, Risk
from teamkit.publish.markdown import code, fenced, folded, listed, prose
from teamkit.publish.text import xml
from teamkit.team.model import Team
from teamkit.team.who import ask

HEADING = "### Migrations"
SHOWN = 20


def text(team: Team, migrating: tuple[Migrating, ...], unseen: str, day: date, room: int) -> str:
    """Every migration in turn; `room` is what the SQL of all may take."""
    shown, more = migrating[:SHOWN], len(migrating) - SHOWN
    share = room // len(shown)
    blocks = [HEADING, *(_migration(team, each, day, share) for each in shown)]
    if more > 0:
        blocks.append(f"And {more} more.")
    if unseen:
        blocks.append(f"Nobody could look at history and other branches: {prose(unseen)}.")
    return "\n\n".join(blocks)


def _migration(team: Team, each: Migrating, day: date, room: int) -> str:
    facts = listed((*map(_risk, each.risks or ()), *map(_beside, each.beside)))
    return "\n\n".join(filter(None, (_opening(team, each, day), facts, _recipes(each), _sql(each, room))))


def _opening(team: Team, each: Migrating, day: date) -> str:
    told = f"announced as {' and '.join(f'“{prose(words)}”' for words in each.said)}" if each.said else "not announced"
    risk = "" if each.risks is None or each.risks else " No lock or loss is expected."
    deciders = " ".join(_deciders(team, each.path, day)) or "Nobody decides about it in `team.yml`."
    return f"**{code(each.name)}**, {told}. {deciders}{risk}"


def _deciders(team: Team, path: str, day: date) -> Iterator[str]:
    for concern in ask(team, [path], day).concerns:
        decides, absent = concern.decides, concern.instead_of
        who = prose(decides.name) if decides else "Nobody"
        instead = f", for {prose(absent.name)}," if absent else ""
        yield f"{who}{instead} decides today ({prose(concern.title)})."


def _risk(risk: Risk) -> str:
    mark = f"{prose(risk.mark)}: " if risk.mark else ""
    what = prose(risk.what)
    return f"{mark}**{what}**. {prose(risk.why)}"


def _recipes(each: Migrating) -> str:
    """The safe ways, each once."""
    ways = dict.fromkeys(risk.mend for risk in each.risks or ())
    return folded("Safer ways", listed(f"{prose(way[:1].upper() + way[1:])}." for way in ways)) if ways else ""


def _beside(beside: Beside) -> str:
    if beside.path:
        return f"{code(beside.branch)} adds {code(beside.path)}: agree who goes first."
    return f"{code(beside.branch)} announces “{prose(beside.words)}”: talk to each other."


def _sql(each: Migrating, room: int) -> str:
    if each.sql.lacking:
        return f"No SQL: {prose(each.sql.lacking)}."
    shown = _cut(each.sql.text, room)
    command = code(f"manage.py sqlmigrate {each.name.replace('.', ' ', 1)}")
    rest = "" if shown == each.sql.text else f"\n\nCut here; the rest comes from {command}."
    return folded(f"SQL of <code>{xml(each.name)}</code>", f"{fenced(shown, 'sql')}{rest}")


def _cut(text: str, room: int) -> str:
    """The first lines of a text that fit."""
    if len(text) <= room:
        return text
    return text[: max(text.rfind("\n", 0, max(room, 0)), 0)]
