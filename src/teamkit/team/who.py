"""Who is to be asked about paths: who decides, who reviews, who stands in today, why, and how to reach them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from teamkit.team.model import Team
from teamkit.team.owning import Ownership, Rule
from teamkit.team.people import reviewers
from teamkit.team.standing import Answer, who_decides


@dataclass(frozen=True)
class Contact:
    """A user or group and every way to reach it that is known."""

    id: str
    name: str
    handle: str | None
    chat: str | None
    timezone: str | None


@dataclass(frozen=True)
class Concern:
    """What a set of paths means for one area. `paths` are those that it decides, `rules` why."""

    area: str
    title: str
    answer: Answer
    decides: Contact | None
    instead_of: Contact | None
    reviewers: tuple[Contact, ...]
    approvals: int
    paths: tuple[str, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Asking:
    """The concerns of some paths, and the paths that nobody owns."""

    concerns: tuple[Concern, ...]
    unowned: tuple[str, ...]


def ask(team: Team, paths: Iterable[str], day: date) -> Asking:
    """Whom to ask about these paths on that day, in the order of the areas in team.yml."""
    ownership = Ownership(team)
    decided: dict[str, dict[str, Rule]] = {}
    unowned = []
    for path in paths:
        found = ownership.deciding(ownership.matching(path))
        for rule in found:
            decided.setdefault(rule.area, {})[path] = rule
        if not found:
            unowned.append(path)
    concerns = tuple(concern(team, area, decided[area], day) for area in team.areas if area in decided)
    return Asking(concerns, tuple(unowned))


def concern(team: Team, area_id: str, decided: dict[str, Rule], day: date) -> Concern:
    """One area with its people."""
    area = team.areas[area_id]
    answer = who_decides(team, area_id, day)
    return Concern(
        area=area_id,
        title=area.title,
        answer=answer,
        decides=contact(team, answer.decides),
        instead_of=contact(team, answer.instead_of),
        reviewers=tuple(
            found
            for name in reviewers(team, area)
            if not team.users[name].is_away(day) and (found := contact(team, name))
        ),
        approvals=area.approvals,
        paths=tuple(decided),
        rules=tuple(dict.fromkeys(decided.values())),
    )


def contact(team: Team, name: str | None) -> Contact | None:
    """How to reach a user or a group."""
    if name is None:
        return None
    if name in team.groups:
        group = team.groups[name]
        return Contact(name, name, group.handle, group.channel, None)
    user = team.users[name]
    return Contact(name, user.name, user.handle, user.chat, user.timezone)
