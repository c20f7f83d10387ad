"""Checks of people: who is accountable, who stands in, who reviews, who knows, and how they are reached."""

import pytest

from teamkit.checks import CHECKS
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import (
    NOBODY,
    ONE,
    TODAY,
    UNNAMED,
    a_group,
    a_team,
    a_user,
    an_area,
    away,
    days_ago,
    given,
    users,
)
from teamkit.checks.verdict import verdict
from teamkit.findings import Finding, State
from teamkit.team.model import Team


def found(name: str, facts: Facts) -> list[Finding]:
    return list(CHECKS[name].run(facts))


def said(name: str, facts: Facts) -> list[str]:
    return [finding.what for finding in found(name, facts)]


# ── Accountable and deputy ──────────────────────────────────────────────────────────────────────


def test_an_area_for_which_nobody_answers_is_red_at_its_line() -> None:
    facts = given(a_team(areas={"api": an_area(accountable=None)}), lines={("areas",): 5, ("areas", "api"): 6})
    (finding,) = found("one-accountable", facts)
    assert (finding.state, finding.what) == (State.FAIL, "nobody is accountable for API")
    assert str(finding.where) == "team.yml:6"


@pytest.mark.parametrize(
    ("members", "expected"),
    [(("ada",), []), (("ada", "grace"), ["2 people are accountable for API: core"])],
)
def test_a_group_is_accountable_only_as_one_person(members: tuple[str, ...], expected: list[str]) -> None:
    team = a_team(groups={"core": a_group(*members)}, areas={"api": an_area(accountable="core")})
    assert said("one-accountable", given(team)) == expected


def test_a_removed_deputy_is_red_in_one_line_with_what_mends_it() -> None:
    (finding,) = found("deputy-present", given(a_team(areas={"api": an_area(deputy=None)})))
    assert (finding.state, finding.what) == (State.FAIL, "API has no deputy")
    assert finding.mend == "name somebody else as `deputy` of the area in team.yml, then run `teamkit team sync`"


def test_one_person_in_two_groups_is_no_deputy_of_their_own() -> None:
    groups = {"first": a_group("ada"), "second": a_group("first")}
    team = a_team(groups=groups, areas={"api": an_area(accountable="first", deputy="second")})
    assert said("deputy-present", given(team)) == ["the deputy of API is its accountable: second"]


# ── Reviews ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("approvals", "is_enough"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_review_takes_one_person_more_than_its_approvals(approvals: int, *, is_enough: bool) -> None:
    area = an_area(approvals=approvals, responsible=("alan",))
    facts = given(a_team(users=users("ada", "grace", "alan"), areas={"api": area}))
    assert (said("two-reviewers", facts) == []) is is_enough


def test_one_person_who_is_named_twice_counts_once() -> None:
    team = a_team(groups={"core": a_group("ada")}, areas={"api": an_area(deputy="core", responsible=("ada",))})
    assert said("two-reviewers", given(team)) == ["API asks for 1 approval, which takes 2 people: ada"]


# ── Absence ─────────────────────────────────────────────────────────────────────────────────────


def absent(**last: int) -> Team:
    """Ada and Grace, away from ten days ago until so many days ago."""
    people = {
        name: a_user(name, away=(away(days_ago(10), days_ago(last[name])),)) if name in last else a_user(name)
        for name in ("ada", "grace")
    }
    return a_team(users=people)


def test_both_away_today_is_red_and_says_until_when() -> None:
    assert said("both-away", given(absent(ada=-3, grace=0))) == [
        f"nobody decides about API today: ada is away until {days_ago(-3)}, and grace, the deputy, is away too"
    ]


def test_an_absence_that_ended_yesterday_does_not_count() -> None:
    assert said("both-away", given(absent(ada=0, grace=1))) == []
    assert said("both-away", given(absent(ada=1, grace=1))) == []


def test_away_without_a_deputy_is_red_too() -> None:
    people = users("grace") | {"ada": a_user("ada", away=(away(TODAY, TODAY),))}
    assert said("both-away", given(a_team(users=people, areas={"api": an_area(deputy=None)}))) == [
        f"nobody decides about API today: ada is away until {TODAY}, and there is no deputy"
    ]


# ── Skills ──────────────────────────────────────────────────────────────────────────────────────


def test_a_skill_of_one_person_is_red_and_can_be_waived() -> None:
    people = {"ada": a_user("ada", skills={"orm": "expert"}), "grace": a_user("grace", skills={"orm": "learner"})}
    facts = given(a_team(users=people))
    assert said("skills-covered", facts) == ["ada alone knows orm"]
    waiver = {"check": "skills-covered", "reason": "grace learns it", "until": days_ago(-30)}
    waived = given(a_team(users=people, waivers=[waiver]))
    assert verdict(waived, [CHECKS["skills-covered"]]).exit_code == 0


def test_a_skill_that_is_only_being_learned_is_no_finding() -> None:
    people = users("grace") | {"ada": a_user("ada", skills={"orm": "learner"})}
    assert said("skills-covered", given(a_team(users=people))) == []


# ── Ways to reach people ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("written", ["#api", "@ada", "#General chat", "https://chat.example.com/api"])
def test_what_leads_somewhere_passes(written: str) -> None:
    assert said("links-well-formed", given(a_team(channels={"api": written}))) == []


@pytest.mark.parametrize("written", ["api", "#", "# api", "@", "", "http://chat.example.com", "https://", " #api"])
def test_what_leads_nowhere_is_red(written: str) -> None:
    (what,) = said("links-well-formed", given(a_team(channels={"api": written})))
    assert what == f'"{written}" is no chat handle or channel: it begins with neither #, @ nor https://'


# ── Small teams ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("facts", [NOBODY, UNNAMED, ONE], ids=["nobody", "areas-only", "one"])
@pytest.mark.parametrize("name", [name for name, check in CHECKS.items() if check.is_local])
def test_a_team_of_nobody_or_one_is_told_what_is_missing_in_one_line_and_fails_nothing(name: str, facts: Facts) -> None:
    findings = found(name, facts)
    assert len(findings) <= 1
    assert {finding.state for finding in findings} <= {State.PASS}


def test_what_a_single_person_cannot_have_is_said() -> None:
    skilled = {"ada": a_user("ada", skills={"orm": "expert", "css": "expert"}, away=(away(TODAY, TODAY),))}
    facts = given(a_team(users=skilled, areas={"api": an_area(deputy=None)}))
    assert [finding.what for finding in verdict(facts, [c for c in CHECKS.values() if c.is_local]).findings] == [
        "team.yml names fewer than two people, so no area can have a deputy",
        "team.yml names fewer than two people, so nobody can review another's work",
        f"nobody decides about API today: ada is away until {TODAY}, and there is no deputy",
        "ada alone owns more than half of the files: 1 of 1",
        "team.yml names fewer than two people, so nobody covers orm, css",
    ]
