"""What people and programs read about reviews: those that are due, and who should look."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from teamkit.checks.wording import counted
from teamkit.findings import Unseen
from teamkit.forges.model import Request
from teamkit.lifecycle.reviewing.due import Due
from teamkit.lifecycle.reviewing.ordering import Question
from teamkit.lifecycle.reviewing.suggesting import Named, Suggestion, joined
from teamkit.publish.markdown import listed, plain
from teamkit.publish.naming import name
from teamkit.team.looking import Looker, user
from teamkit.team.model import Team
from teamkit.telling.words import indented

_HOUR = timedelta(hours=1)
_NOBODY = "nobody who is there owns what it changes"


def due(team: Team, found: Iterable[Due]) -> RenderableType:
    """The requests that are due, one line each."""
    lines = [f"{named(team, each.request)}: {state(team, each)}" for each in found]
    return Group(Text(heading(team, len(lines))), *(indented(2, line) for line in lines))


def due_markdown(team: Team, found: Iterable[Due]) -> str:
    """The same for a page or a message; nothing where nothing is due."""
    items = [
        f"[{plain(named(team, each.request))}](<{each.request.url}>): {plain(state(team, each))}" for each in found
    ]
    return f"{heading(team, len(items))}\n\n{listed(items)}\n" if items else ""


def due_json(team: Team, found: Iterable[Due]) -> str:
    """The same for programs."""
    return json.dumps([entry(team, each) for each in found], indent=2, ensure_ascii=False)


def heading(team: Team, number: int) -> str:
    """How many requests are due."""
    norm = counted(team.answers.review, "working hour")
    if not number:
        return f"no request has waited for a review for more than {norm}"
    return f"{counted(number, 'request')} {'has' if number == 1 else 'have'} waited for a review for more than {norm}:"


def named(team: Team, request: Request) -> str:
    """A request as people know it: its number, its title, and who opened it."""
    known = user(team, request.author)
    writer = team.users[known].name if known else f"@{request.author}" if request.author else "whose account is gone"
    return f"{numbered(team, request)} {request.title} ({writer})"


def numbered(team: Team, request: Request) -> str:
    """The number of a request as its forge writes it."""
    return f"{'!' if team.forge == 'gitlab' else '#'}{request.number}"


def state(team: Team, each: Due) -> str:
    """Since when a request waits, for how long too long, and for whom."""
    hours = each.over // _HOUR
    over = f"{counted(hours, 'hour')} over" if hours else "less than an hour over"
    who = joined([looking(team, looker) for looker in each.lookers])
    verb = "is" if len(each.lookers) == 1 else "are"
    return f"ready since {each.request.ready:%a %Y-%m-%d}, {over}; {f'{who} {verb} to look' if who else _NOBODY}"


def looking(team: Team, looker: Looker) -> str:
    """Somebody who is to look, and why where that is a deputy."""
    if not looker.instead_of:
        return looker.user.name
    until = f", away until {looker.until}" if looker.until else ""
    return f"{looker.user.name} (for {name(team, looker.instead_of)}{until})"


def entry(team: Team, each: Due) -> dict[str, object]:
    """A request that is due, for programs."""
    return {
        "number": each.request.number,
        "title": each.request.title,
        "url": each.request.url,
        "author": each.request.author,
        "ready": each.request.ready.isoformat(),
        "norm_hours": team.answers.review,
        "over_hours": round(each.over / _HOUR, 2),
        "lookers": [
            {
                "id": looker.id,
                "name": looker.user.name,
                "instead_of": looker.instead_of,
                "until": looker.until and looker.until.isoformat(),
            }
            for looker in each.lookers
        ],
    }


def suggestion(team: Team, request: Request | None, found: Suggestion, unseen: Unseen | None) -> RenderableType:
    """Who should look at a change, and who was left out, each with the reason."""
    about = named(team, request) if request else "this branch"
    parts: list[RenderableType] = [Text(f"who should look at {about}")]
    parts += [indented(2, line) for line in people(team, (*found.known, *found.chosen))]
    if not (found.known or found.chosen):
        parts.append(indented(2, "nobody else is there"))
    parts += [Text(f"to look along: {line}") for line in people(team, found.learning)]
    parts += [Text(line, style="yellow") for line in found.lacking]
    if found.left_out:
        parts.append(
            Text(f"not asked: {', '.join(f'{name(team, each.user)} ({each.why})' for each in found.left_out)}")
        )
    if unseen:
        parts.append(Text(f"nobody knows how many reviews wait for each: {unseen.why}; {unseen.mend}", style="yellow"))
    return Group(*parts)


def asked(team: Team, question: Question, left: Collection[str], *, dry_run: bool) -> RenderableType:
    """Who was asked on the forge, and who is still to be told in another way."""
    names = [f"@{handle}" for handle in question.handles if handle not in left]
    lines = [f"{'would ask' if dry_run else 'asked'} {joined(names)}"] if names else []
    if left:
        lines.append(f"the forge did not ask {joined([f'@{handle}' for handle in left])}; ask them yourself")
    if question.unreachable:
        others = joined([name(team, each) for each in question.unreachable])
        lines.append(f"ask {others} yourself: team.yml has no handle of theirs")
    return Text("\n".join(lines or ["everybody is asked already"]))


def people(team: Team, several: Iterable[Named]) -> Iterator[str]:
    """Everybody with the handle and the reason."""
    for each in several:
        handle = team.users[each.user].handle
        yield f"{name(team, each.user)}{f' (@{handle})' if handle else ''}: {each.why}"
