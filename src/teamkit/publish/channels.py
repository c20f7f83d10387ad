"""The page of channels and answer times: where to ask, and how long an answer may take."""

from typing import get_args

from teamkit.publish.markdown import listed, page, place, plain, table
from teamkit.team.model import Team, Weekday

PATH = "docs/team/channels.md"


def text(team: Team) -> str:
    """The whole page."""
    return page(
        "# Channels and answer times",
        _channels(team),
        "## Answer times",
        table(("what", "answered within"), _times(team)),
        hours(team),
        _holidays(team),
        _links(team),
    )


def answer_times(team: Team) -> str:
    """The answer times in half a sentence."""
    return ", ".join(f"{what} {time}" for what, time in _times(team))


def hours(team: Team) -> str:
    """What a working hour is."""
    work = team.answers.hours
    days = ", ".join(day.capitalize() for day in get_args(Weekday) if day in work.days) or "no day"
    return (
        f"Working hours are {work.first:%H:%M} to {work.last:%H:%M} in everybody's own time zone, on {days}."
        " The time outside them does not count."
    )


def _channels(team: Team) -> str:
    subjects = [(plain(subject), place(channel)) for subject, channel in team.channels.items()]
    groups = [(f"{name} (group)", place(group.channel)) for name, group in team.groups.items() if group.channel]
    if not subjects and not groups:
        return "No channel is known yet: write them below `channels` in `team.yml`."
    return table(("subject", "channel"), (*subjects, *groups))


def _times(team: Team) -> tuple[tuple[str, str], ...]:
    answers = team.answers
    return (
        ("a question", _hours(answers.question)),
        ("a review", _hours(answers.review)),
        ("an incident", _hours(answers.incident)),
    )


def _hours(number: int) -> str:
    return "1 working hour" if number == 1 else f"{number} working hours"


def _holidays(team: Team) -> str:
    days = sorted(set(team.answers.hours.holidays))
    return f"Nobody is expected to answer on {', '.join(map(str, days))}." if days else ""


def _links(team: Team) -> str:
    links = (("Tickets", team.links.tracker), ("Wiki", team.links.wiki))
    known = [f"{what}: {place(str(link))}" for what, link in links if link]
    return f"## Elsewhere\n\n{listed(known)}" if known else ""
