"""Who is to look at a change on a day: who was asked, else who owns what it changes, with their deputies."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from teamkit.team.model import Team, User
from teamkit.team.people import people
from teamkit.team.standing import Answer
from teamkit.team.who import Concern, ask


@dataclass(frozen=True)
class Looker:
    """Somebody who is to look; `id` is None for a handle that team.yml does not know.

    `instead_of` is who is away `until` a day, where this is the deputy.
    """

    id: str | None
    user: User
    instead_of: str | None = None
    until: date | None = None


def user(team: Team, handle: str | None) -> str | None:
    """The user whom a handle of the forge means; None for a stranger, and for an account that is gone."""
    found = (name for name, each in team.users.items() if each.handle and each.handle.lower() == (handle or "").lower())
    return next(found, None)


def behind(team: Team, handle: str) -> tuple[str, ...]:
    """The users whom a handle of the forge means: one, or everybody of a group; none where team.yml knows neither."""
    groups = {group.handle.lower(): name for name, group in team.groups.items() if group.handle}
    known = user(team, handle) or groups.get(handle.lower())
    return people(team, known) if known else ()


def lookers(
    team: Team, author: str | None, asked: Iterable[str], paths: Iterable[str], day: date
) -> tuple[Looker, ...]:
    """Everybody who is to look at a change of these paths, by the handles of its author and of those asked."""
    mine = user(team, author)

    @cache
    def concerns() -> tuple[Concern, ...]:
        return ask(team, paths, day).concerns

    meant = [looker for handle in asked for looker in _asked(team, handle, concerns, day)]
    others = [looker for looker in meant if mine is None or looker.id != mine]
    if others:
        return _distinct(others)
    return _distinct(looker for concern in concerns() for looker in _owning(team, concern, mine, day))


def _asked(team: Team, handle: str, concerns: Callable[[], Iterable[Concern]], day: date) -> Iterator[Looker]:
    """Who is there of those whom a handle means; where nobody is, who stands in for them in an area of the change."""
    meant = behind(team, handle)
    if not meant:
        yield Looker(None, User(name=f"@{handle}"))
    present = [name for name in meant if not team.users[name].is_away(day)]
    yield from (Looker(name, team.users[name]) for name in present)
    for concern in concerns() if meant and not present else ():
        away = concern.answer.instead_of
        if away and {*people(team, away)} & {*meant}:
            yield from _deciding(team, concern.answer, day)


def _owning(team: Team, concern: Concern, mine: str | None, day: date) -> Iterator[Looker]:
    """Who decides in an area; where that is the author alone, whoever else may review there."""
    deciding = [looker for looker in _deciding(team, concern.answer, day) if looker.id != mine]
    others = (Looker(contact.id, team.users[contact.id]) for contact in concern.reviewers if contact.id != mine)
    yield from deciding or others


def _deciding(team: Team, answer: Answer, day: date) -> Iterator[Looker]:
    """Whoever is there of those who decide in an area, with whom they stand in for."""
    for name in people(team, answer.decides) if answer.decides else ():
        if not team.users[name].is_away(day):
            yield Looker(name, team.users[name], answer.instead_of, answer.until)


def _distinct(several: Iterable[Looker]) -> tuple[Looker, ...]:
    """Everybody once."""
    return tuple({looker.user.name if looker.id is None else looker.id: looker for looker in several}.values())
