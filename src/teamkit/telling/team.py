"""What people read about who decides."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from teamkit.team.model import Team
from teamkit.team.standing import who_decides
from teamkit.team.who import Asking, Concern, Contact
from teamkit.telling.words import indented, shown


def areas(team: Team, day: date) -> RenderableType:
    """Every area with who decides there on that day."""
    if not team.areas:
        return Text("team.yml names no areas yet")
    table = Table("area", "decides today", "deputy", "approvals", box=None, header_style="bold")
    for name, area in team.areas.items():
        answer = who_decides(team, name, day)
        stands_in = f" for {answer.instead_of}" if answer.instead_of and answer.decides else ""
        table.add_row(area.title, f"{answer.decides or 'nobody'}{stands_in}", area.deputy or "", str(area.approvals))
    return table


def asking(found: Asking) -> RenderableType:
    """Whom to ask, area by area."""
    parts = [part for concern in found.concerns for part in concern_lines(concern)]
    if found.unowned:
        parts.append(Text(f"nobody owns: {', '.join(found.unowned)}", style="yellow"))
    return Group(*parts) if parts else Text("no paths, nobody to ask")


def concern_lines(concern: Concern) -> Iterator[RenderableType]:
    """One area: who decides, who reviews, and why."""
    yield Text(concern.title, style="bold")
    lines = [f"decides   {reached(concern.decides) if concern.decides else 'nobody is there'}"]
    if concern.instead_of:
        until = f" until {concern.answer.until}" if concern.answer.until else ""
        lines.append(f"          {concern.instead_of.name} is away{until}")
    lines.append(f"reviews   {', '.join(map(reached, concern.reviewers)) or 'nobody'} ({needed(concern.approvals)})")
    lines.append(f"because   {', '.join(rule.pattern for rule in concern.rules)} ← {shown(concern.paths)}")
    yield indented(2, *lines)


def needed(approvals: int) -> str:
    """How many approvals a request needs."""
    return f"{approvals} approval{'' if approvals == 1 else 's'} needed"


def reached(contact: Contact) -> str:
    """A name with every way to reach it."""
    ways = (contact.handle and f"@{contact.handle}", contact.chat and f"chat {contact.chat}", contact.timezone)
    return f"{contact.name} ({', '.join(filter(None, ways))})" if any(ways) else contact.name


def as_json(found: Asking) -> str:
    """Whom to ask, for programs."""
    return json.dumps(dataclasses.asdict(found), indent=2, default=str, ensure_ascii=False)
