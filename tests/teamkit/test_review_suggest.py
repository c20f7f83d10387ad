"""Who should look is an owner who is there and least loaded, and never the author; each with the reason."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from teamkit.checks.fixtures import TODAY, a_team, a_user, an_area, away, days_ago
from teamkit.checks.migrating.fixtures import THEN, a_request
from teamkit.findings import Unseen
from teamkit.forges.model import Act, Review
from teamkit.lifecycle.reviewing.suggesting import Subject, Suggestion, load, subject, suggest
from teamkit.team.model import Team
from teamkit.telling import review as telling

GONE = (away(days_ago(1), days_ago(-5)),)


def a_crew(*, gone: str = "", **changes: Any) -> Team:
    """Four people; Ada and Grace own the API, Alan and Eve the schema."""
    people = {name: a_user(name, away=GONE if name == gone else ()) for name in ("eve", "ada", "grace", "alan")}
    schema = an_area("/db/", title="Database schema", accountable="alan", deputy="eve")
    return a_team(**{"users": people, "areas": {"api": an_area("/api/"), "schema": schema}} | changes)


def a_change(*paths: str, author: str | None = None, **changes: Any) -> Subject:
    return replace(Subject(paths or ("api/views.py",), author), **changes)


def chosen(found: Suggestion) -> dict[str, str]:
    return {each.user: each.why for each in found.chosen}


def left_out(found: Suggestion) -> dict[str, str]:
    return {each.user: each.why for each in found.left_out}


# ── Who ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_least_loaded_owner_is_chosen_with_the_reason_and_the_others_are_named() -> None:
    found = suggest(a_crew(), a_change(), {"ada": 3, "grace": 1}, TODAY)
    assert chosen(found) == {"grace": "owns API; 1 review waiting, others have 3"}
    assert left_out(found) == {"ada": "3 reviews waiting"}


def test_ties_go_by_the_order_in_the_team() -> None:
    found = suggest(a_crew(), a_change("db/x.py"), {}, TODAY)
    assert chosen(found) == {"eve": "owns Database schema; no reviews waiting, others have none"}


def test_the_author_and_who_is_away_are_left_out_and_it_is_said() -> None:
    team = a_crew(gone="ada", areas={"api": an_area(responsible=("eve", "alan"))})
    found = suggest(team, a_change(author="grace"), {"alan": 2}, TODAY)
    assert list(chosen(found)) == ["eve"]
    assert left_out(found) == {"ada": "is away until 2026-01-20", "grace": "is the author", "alan": "2 reviews waiting"}


def test_there_are_enough_for_the_approvals_of_each_area() -> None:
    areas = {"api": an_area(approvals=2), "schema": an_area("/db/", title="Database schema", accountable="alan")}
    found = suggest(a_crew(areas=areas), a_change("api/views.py", "db/x.py"), {"grace": 9}, TODAY)
    assert chosen(found) == {
        "ada": "owns API; no reviews waiting, others have none",
        "grace": "owns API and Database schema; 9 reviews waiting, others have none",
    }


def test_of_two_with_the_same_load_who_owns_more_of_it_is_chosen() -> None:
    schema = an_area("/db/", title="Database schema", accountable="grace", deputy=None)
    found = suggest(a_crew(areas={"api": an_area(), "schema": schema}), a_change("api/a", "db/b"), {}, TODAY)
    assert list(chosen(found)) == ["grace"]


def test_an_area_whose_approvals_cannot_be_had_today_is_named() -> None:
    team = a_crew(gone="ada", areas={"api": an_area(approvals=2)})
    assert suggest(team, a_change(), {}, TODAY).lacking == ("API needs 2 approvals, and 1 person can give one",)
    alone = suggest(team, a_change(author="grace"), {}, TODAY)
    assert alone.lacking == ("API needs 2 approvals, and nobody can give one",)


@pytest.mark.parametrize("area", [an_area(optional=True), an_area(approvals=0)])
def test_where_no_area_needs_approval_one_owner_is_chosen_still(area: object) -> None:
    assert list(chosen(suggest(a_crew(areas={"api": area}), a_change(), {"ada": 1}, TODAY))) == ["grace"]


def test_what_nobody_owns_is_for_anybody_who_is_there() -> None:
    found = suggest(a_crew(gone="eve"), a_change("README.md", author="ada"), {"grace": 2}, TODAY)
    assert chosen(found) == {"alan": "nobody owns what it changes; no reviews waiting, others have 2"}


def test_who_is_asked_or_has_reviewed_counts_and_is_not_asked_again() -> None:
    team = a_crew(areas={"api": an_area(approvals=2, responsible=("alan",))})
    found = suggest(team, a_change(asked=("grace",), answered=("alan",)), {}, TODAY)
    assert [(each.user, each.why) for each in found.known] == [("alan", "has reviewed"), ("grace", "is asked")]
    assert chosen(found) == {}


def test_who_was_asked_and_is_away_does_not_count() -> None:
    found = suggest(a_crew(gone="grace"), a_change(asked=("grace",)), {}, TODAY)
    assert (found.known, list(chosen(found))) == ((), ["ada"])
    assert left_out(found) == {"grace": "is away until 2026-01-20"}


def test_the_loads_of_several_others_are_a_span() -> None:
    team = a_crew(areas={"api": an_area(responsible=("alan",))})
    assert chosen(suggest(team, a_change(), {"ada": 2, "alan": 5}, TODAY)) == {
        "grace": "owns API; no reviews waiting, others have 2 to 5"
    }


def test_without_a_forge_the_load_is_not_spoken_of() -> None:
    found = suggest(a_crew(), a_change(), None, TODAY)
    assert (chosen(found), left_out(found)) == ({"ada": "owns API"}, {"grace": "is not needed"})


# ── Who could learn ─────────────────────────────────────────────────────────────────────────────


def learning(change: Subject, loads: dict[str, int] | None = None, **changes: Any) -> dict[str, str]:
    """Who could look along, where Ada alone owns the API and knows ORM and CSS."""
    skills = {"ada": {"orm": "expert", "css": "practitioner"}, "eve": {"orm": "learner"}, "alan": {"orm": "learner"}}
    people = {name: a_user(name, skills=skills.get(name, {})) for name in ("eve", "ada", "grace", "alan")}
    whole: dict[str, Any] = {"users": people, "areas": {"api": an_area(deputy=None)}}
    team = a_team(**whole | changes)
    return {each.user: each.why for each in suggest(team, change, loads, TODAY).learning}


def test_beside_who_alone_can_review_the_least_loaded_who_learns_it_could_look_along() -> None:
    assert learning(a_change(), {"eve": 1}) == {"alan": "learns orm beside Ada"}
    assert learning(a_change()) == {"eve": "learns orm beside Ada"}


def test_where_another_owner_is_there_nobody_needs_to_learn() -> None:
    assert learning(a_change(), areas={"api": an_area()}) == {}


def test_neither_the_author_nor_who_is_asked_or_away_looks_along() -> None:
    assert learning(a_change(author="eve", asked=("alan",))) == {}
    assert learning(a_change(author="ada")) == {}


def test_who_could_learn_is_not_among_those_to_ask() -> None:
    users = {"ada": a_user("ada", skills={"orm": "expert"}), "eve": a_user("eve", skills={"orm": "learner"})}
    found = suggest(a_crew(users=users, areas={"api": an_area(deputy=None)}), a_change(), {}, TODAY)
    assert (list(chosen(found)), [each.user for each in found.learning]) == (["ada"], ["eve"])


# ── What is known of requests ───────────────────────────────────────────────────────────────────


def test_load_is_what_waits_for_somebody_asked_or_not() -> None:
    reviewed = (Review("grace", Act.COMMENTED, THEN),)
    requests = (
        a_request("api/a.py", author="eve"),  # waits for its owner
        a_request("api/a.py", author="eve", asked=("grace", "ada")),
        a_request("api/a.py", author="renovate", is_bots=True, asked=("grace",)),
        a_request("api/a.py", author="renovate", is_bots=True),
        a_request("api/a.py", author="eve", reviews=reviewed),
        a_request("api/a.py", author="eve", is_draft=True, asked=("grace",)),
    )
    assert load(a_crew(), requests, TODAY) == {"ada": 2, "grace": 2}


def test_a_request_becomes_a_change_with_those_who_are_asked_and_have_answered() -> None:
    reviews = (
        Review("Alan", Act.APPROVED, THEN),
        Review("linter", Act.COMMENTED, THEN, is_bots=True),
        Review("stranger", Act.COMMENTED, THEN),
        Review("ada", Act.COMMENTED, days_before()),
    )
    request = a_request("api/a.py", author="Eve", asked=("Grace", "org/core", "linus"), reviews=reviews)
    assert subject(a_crew(), request) == Subject(("api/a.py",), "eve", ("grace",), ("alan",))
    assert subject(a_crew(), a_request(author=None)).author is None


def days_before() -> Any:
    """Before the request was ready."""
    return THEN.replace(day=1)


# ── What people read ────────────────────────────────────────────────────────────────────────────


def told(team: Team, found: Suggestion, **seen: Any) -> list[str]:
    console = Console(width=200)
    with console.capture() as shown:
        console.print(telling.suggestion(team, seen.get("request"), found, seen.get("unseen")))
    return shown.get().splitlines()


def screens() -> Iterator[tuple[str, Team, Suggestion, dict[str, Any], list[str]]]:
    team = a_crew(users={**a_crew().users, "ada": a_user("ada", handle=None)}, areas={"api": an_area(approvals=2)})
    yield (
        "a request",
        team,
        suggest(team, a_change(asked=("grace",), author="eve"), {"ada": 1}, TODAY),
        {"request": a_request(author="eve")},
        [
            "who should look at #7 Give the shop a price (Eve)",
            "  Grace (@grace): is asked",
            "  Ada: owns API; 1 review waiting",
        ],
    )
    yield (
        "a branch without a forge",
        team,
        suggest(team, a_change(author="ada"), None, TODAY),
        {"unseen": Unseen("GITHUB_TOKEN is not set", "set it")},
        [
            "who should look at this branch",
            "  Grace (@grace): owns API",
            "API needs 2 approvals, and 1 person can give one",
            "not asked: Ada (is the author)",
            "nobody knows how many reviews wait for each: GITHUB_TOKEN is not set; set it",
        ],
    )
    learner = {"ada": a_user("ada", skills={"orm": "expert"}), "eve": a_user("eve", skills={"orm": "learner"})}
    taught = a_team(users=learner, areas={"api": an_area(deputy=None)})
    yield (
        "somebody who could learn",
        taught,
        suggest(taught, a_change(), {}, TODAY),
        {},
        [
            "who should look at this branch",
            "  Ada (@ada): owns API; no reviews waiting",
            "to look along: Eve (@eve): learns orm beside Ada",
        ],
    )
    alone = a_team(users={"ada": a_user("ada")}, areas={})
    yield (
        "nobody else",
        alone,
        suggest(alone, a_change(author="ada"), {}, TODAY),
        {},
        ["who should look at this branch", "  nobody else is there", "not asked: Ada (is the author)"],
    )


@pytest.mark.parametrize(
    ("team", "found", "seen", "lines"), [pytest.param(*each, id=name) for name, *each in screens()]
)
def test_each_has_one_line_with_the_reason(
    team: Team, found: Suggestion, seen: dict[str, Any], lines: list[str]
) -> None:
    assert told(team, found, **seen) == lines
