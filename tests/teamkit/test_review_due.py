"""A request is due when it has waited for longer than the norm on the clock of those who are to look."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from rich.console import Console

from teamkit.checks.fixtures import a_group, a_team, a_user, an_area, away
from teamkit.checks.migrating.fixtures import a_request
from teamkit.forges.model import Act, Request, Review
from teamkit.lifecycle.reviewing.due import due
from teamkit.lifecycle.reviewing.people import lookers
from teamkit.team.model import AnswerTimes, Team, WorkingHours
from teamkit.telling import review as telling

FRIDAY = datetime(2026, 1, 9, 9, tzinfo=UTC)
NORM = AnswerTimes(review=8)


def a_crew(**changes: Any) -> Team:
    """Ada owns the API and Grace stands in, Alan is responsible, and eight working hours are the norm."""
    people = {name: a_user(name) for name in ("ada", "grace", "alan", "eve")}
    area = an_area("/api/", responsible=("alan",))
    return a_team(**{"users": people, "areas": {"api": area}, "answers": NORM} | changes)


def absent(name: str, first: date = date(2026, 1, 5), last: date = date(2026, 1, 16), **changes: Any) -> Team:
    """The crew, of whom one is away."""
    crew = a_crew(**changes)
    return crew.model_copy(update={"users": crew.users | {name: a_user(name, away=(away(first, last),))}})


def opened(**changes: Any) -> Request:
    """A request of Eve's that touches the API, ready since Friday at nine."""
    whole = a_request("api/views.py", author="eve", opened=FRIDAY, ready=FRIDAY, updated=FRIDAY)
    return replace(whole, **changes)


def hours(number: float) -> datetime:
    """Some hours after Friday at nine."""
    return FRIDAY + timedelta(hours=number)


def told(team: Team, *requests: Request, at: datetime) -> list[str]:
    """The lines about what is due."""
    console = Console(width=200, file=None, record=True, quiet=False)
    with console.capture() as shown:
        console.print(telling.due(team, due(team, requests, at)))
    return shown.get().splitlines()


# ── When ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("after", "is_due"),
    [(7, False), (8, False), (8.1, False), (71, False), (72, False), (72.5, True)],
)
def test_it_is_due_after_the_norm_in_working_hours_and_the_weekend_does_not_count(
    after: float, *, is_due: bool
) -> None:
    assert bool(due(a_crew(), [opened()], hours(after))) is is_due


def test_it_is_told_in_one_line_since_when_by_how_much_and_who_is_to_look() -> None:
    assert told(a_crew(), opened(), at=hours(75.5)) == [
        "1 request has waited for a review for more than 8 working hours:",
        "  #7 Give the shop a price (Eve): ready since Fri 2026-01-09, 3 hours over; Ada is to look",
    ]


def test_nothing_that_is_due_is_told_too() -> None:
    assert told(a_crew(), at=hours(0)) == ["no request has waited for a review for more than 8 working hours"]


def test_the_oldest_comes_first_and_each_has_its_line() -> None:
    team = a_crew(forge="gitlab")
    younger, older = opened(number=3, ready=hours(1), author=None), opened(number=8, author="stranger")
    assert told(team, younger, older, at=hours(74.5)) == [
        "2 requests have waited for a review for more than 8 working hours:",
        "  !8 Give the shop a price (@stranger): ready since Fri 2026-01-09, 2 hours over; Ada is to look",
        "  !3 Give the shop a price (whose account is gone): ready since Fri 2026-01-09, 1 hour over; Ada is to look",
    ]


def test_less_than_an_hour_is_said_so() -> None:
    (_, line) = told(a_crew(), opened(), at=hours(72.5))
    assert "ready since Fri 2026-01-09, less than an hour over; " in line


def test_a_holiday_does_not_count() -> None:
    times = AnswerTimes(review=8, hours=WorkingHours(holidays=(date(2026, 1, 12),)))
    assert not due(a_crew(answers=times), [opened()], hours(80))
    assert due(a_crew(answers=times), [opened()], hours(97))


def test_the_clock_is_that_of_the_one_who_is_to_look() -> None:
    """In New York it is four in the morning when it is nine in UTC."""
    team = a_crew(users={**a_crew().users, "ada": a_user("ada", timezone="America/New_York")})
    assert not due(team, [opened()], hours(77))
    assert due(team, [opened()], hours(77.5))


def test_days_on_which_the_one_who_is_to_look_was_away_do_not_count() -> None:
    team = absent("ada", date(2026, 1, 9), date(2026, 1, 12))
    assert not due(team, [opened()], hours(4 * 24 + 8))
    assert due(team, [opened()], hours(5 * 24 + 1))


def test_of_several_the_one_who_was_there_longest_counts() -> None:
    team = absent("ada", date(2026, 1, 9), date(2026, 1, 12))
    (found,) = due(team, [opened(asked=("ada", "alan"))], hours(4 * 24 + 1))
    assert found.over == timedelta(hours=9)


# ── What stops the clock ────────────────────────────────────────────────────────────────────────


def reviewed(act: Act, at: float = 1, author: str | None = "grace", **changes: Any) -> Request:
    return opened(reviews=(Review(author, act, hours(at), **changes),))


@pytest.mark.parametrize("act", list(Act))
def test_any_review_of_another_person_stops_the_clock(act: Act) -> None:
    assert not due(a_crew(), [reviewed(act)], hours(1000))


def test_a_review_of_an_account_that_is_gone_stops_the_clock() -> None:
    assert not due(a_crew(), [reviewed(Act.COMMENTED, author=None)], hours(1000))


def test_a_bots_review_stops_nothing() -> None:
    assert due(a_crew(), [reviewed(Act.COMMENTED, is_bots=True)], hours(1000))


def test_a_draft_that_is_ready_again_waits_anew_and_from_then_on() -> None:
    again = replace(reviewed(Act.ASKED), ready=hours(72))
    assert not due(a_crew(), [again], hours(80))
    assert due(a_crew(), [again], hours(97))


@pytest.mark.parametrize("changes", [{"is_draft": True}, {"is_bots": True, "author": "renovate"}])
def test_drafts_and_requests_of_bots_are_never_due(changes: dict[str, Any]) -> None:
    assert not due(a_crew(), [opened(**changes, asked=("ada",))], hours(1000))


# ── Who is to look ──────────────────────────────────────────────────────────────────────────────


def names(team: Team, request: Request) -> list[str]:
    return [telling.looking(team, looker) for looker in lookers(team, request, FRIDAY.date())]


def people() -> Iterator[tuple[str, Team, Request, list[str]]]:
    """Who was asked, in which team, and who is to look."""
    core = a_crew(groups={"core": a_group("grace", "alan", "eve", handle="org/core")})
    both = a_crew(areas={"api": an_area("/api/"), "web": an_area("/web/", accountable="alan", deputy="ada")})
    yield "nobody: the owner", a_crew(), opened(), ["Ada"]
    yield "nobody: the owners of each area", both, opened(files=a_request("api/a", "web/b").files), ["Ada", "Alan"]
    yield "nobody, and the owner is away", absent("ada"), opened(), ["Grace (for Ada, away until 2026-01-16)"]
    yield "nobody, and the owner is the author", a_crew(), opened(author="ada"), ["Grace", "Alan"]
    yield "nobody, and nobody owns it", a_crew(), opened(files=a_request("elsewhere.py").files), []
    yield "somebody", a_crew(), opened(asked=("Alan",)), ["Alan"]
    yield "several", a_crew(), opened(asked=("alan", "grace", "ALAN")), ["Alan", "Grace"]
    yield "a stranger", a_crew(), opened(asked=("linus",)), ["@linus"]
    yield "an owner who is away", absent("ada"), opened(asked=("ada",)), ["Grace (for Ada, away until 2026-01-16)"]
    yield "somebody who is away and owns nothing", absent("alan"), opened(asked=("alan",)), ["Ada"]
    yield "one who is away and one who is not", absent("alan"), opened(asked=("alan", "grace")), ["Grace"]
    yield "a team, without its member who is the author", core, opened(asked=("org/core",)), ["Grace", "Alan"]
    yield "a team that team.yml does not know", core, opened(asked=("org/none",)), ["@org/none"]


@pytest.mark.parametrize(("team", "request_", "who"), [pytest.param(*each, id=name) for name, *each in people()])
def test_who_was_asked_is_to_look_else_who_owns_it_with_the_deputy_of_who_is_away(
    team: Team, request_: Request, who: list[str]
) -> None:
    assert names(team, request_) == who


def test_where_nobody_is_to_look_the_clock_runs_in_utc_and_it_is_said() -> None:
    (_, line) = told(a_crew(), opened(files=()), at=hours(73))
    assert line.endswith("; nobody who is there owns what it changes")


def test_several_are_listed_as_a_sentence_does() -> None:
    (_, line) = told(absent("ada"), opened(asked=("ada", "alan", "linus")), at=hours(73))
    assert line.endswith("Grace (for Ada, away until 2026-01-16), Alan and @linus are to look")


# ── For messages and programs ───────────────────────────────────────────────────────────────────


def test_markdown_links_each_request_and_shows_titles_as_they_are() -> None:
    found = due(a_crew(), [opened(title="Use *two* [links]")], hours(73))
    assert telling.due_markdown(a_crew(), found) == (
        "1 request has waited for a review for more than 8 working hours:\n\n"
        "- [#7 Use \\*two\\* \\[links\\] (Eve)](<https://forge.example/7>): "
        "ready since Fri 2026-01-09, 1 hour over; Ada is to look\n"
    )
    assert telling.due_markdown(a_crew(), ()) == ""


def test_json_says_the_same_to_programs() -> None:
    found = due(absent("ada"), [opened(asked=("ada", "linus"))], hours(73))
    assert json.loads(telling.due_json(a_crew(), found)) == [
        {
            "number": 7,
            "title": "Give the shop a price",
            "url": "https://forge.example/7",
            "author": "eve",
            "ready": "2026-01-09T09:00:00+00:00",
            "norm_hours": 8,
            "over_hours": 1.0,
            "lookers": [
                {"id": "grace", "name": "Grace", "instead_of": "ada", "until": "2026-01-16"},
                {"id": None, "name": "@linus", "instead_of": None, "until": None},
            ],
        }
    ]
