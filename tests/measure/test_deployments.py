"""How often something is deployed, and what counts as a deployment, worked out by hand."""

from datetime import datetime, timedelta

import pytest
from deliveries import deployed, shown
from pasts import MONDAY, WEEKS, at

from teamkit.forges.past.model import ForgeDeployment
from teamkit.history.noted import Noted
from teamkit.history.tagged import Tagged
from teamkit.measure.delivery import Delivery
from teamkit.measure.deployed import absent, deployments
from teamkit.measure.deployments import Frequency, Often, days_apart, often, weekly_counts
from teamkit.measure.periods import WEEK
from teamkit.measure.samples import Count
from teamkit.team.model import Deployments

RULE = Deployments()
TAGS = Deployments(tags="v*")


def delivered(*moments: datetime) -> Delivery:
    """Deployments of a commit each."""
    each = (deployed(str(number), moment) for number, moment in enumerate(moments))
    return Delivery("production", tuple(each), {})


def days(*numbers: float) -> Delivery:
    return delivered(*(at(number) for number in numbers))


# ── How often ───────────────────────────────────────────────────────────────────────────────────


def test_weeks_without_a_deployment_count_as_weeks() -> None:
    delivery = days(0, 1, 1.5, 22)
    assert tuple(weekly_counts(delivery, WEEKS).values()) == (3, 0, 0, 1)
    weekly, apart, total = Frequency((delivery,), WEEKS).lines
    assert (weekly.label, shown(weekly.now), shown(weekly.before)) == ("deployments a week", (4, 0.5), (4, 0))
    assert (shown(apart.now), shown(apart.before)) == ((3, 1), (0, None))
    assert (total.now, total.before) == (Count(4), Count(0))


def test_the_week_that_still_runs_is_no_week_with_few_deployments() -> None:
    assert tuple(weekly_counts(days(0), type(WEEKS)(MONDAY, MONDAY + WEEK + timedelta(days=1))).values()) == (1,)


def test_the_first_deployment_of_a_period_is_as_far_from_the_last_one_before_it() -> None:
    assert days_apart(days(-3, 4, 6), WEEKS) == (7, 2)


def test_where_there_are_several_environments_each_has_its_name() -> None:
    eu, us = (Delivery(name, (deployed("x", at(1), name),), {}) for name in ("eu", "us"))
    found = Frequency((eu, us), WEEKS)
    assert [line.label for line in found.lines[::3]] == ["deployments a week, eu", "deployments a week, us"]
    assert [record["environment"] for record in found.records] == ["eu", "us"]


QUARTER = range(0, 91, 7)


@pytest.mark.parametrize(
    ("moments", "word"),
    [
        ([day + more for day in QUARTER for more in (0, 2, 4)], Often.DAILY),
        ([day + more for day in QUARTER for more in (0, 0.2, 4)], Often.WEEKLY),
        ([day + more for day in QUARTER[:7] for more in (0, 2, 4)], Often.DAILY),
        ([0, *(day + more for day in QUARTER[7:] for more in (0, 2, 4))], Often.WEEKLY),
        (list(QUARTER[:7]), Often.WEEKLY),
        ([0, 7, 14, 35, 63], Often.MONTHLY),
        ([0], Often.YEARLY),
        ([-200, 90], Often.YEARLY),
        ([70, 72, 74, 77, 79, 81, 84, 86, 88], Often.DAILY),
        ([91], None),
        ([89], Often.WEEKLY),
    ],
)
def test_the_word_is_that_of_four_keys(moments: list[float], word: Often | None) -> None:
    assert often(days(*moments), at(92)) is word


def test_the_word_is_said() -> None:
    (note,) = Frequency((days(0, 7, 14, 21),), WEEKS).notes
    assert note == "production is deployed weekly, in the words of Four Keys"


# ── What counts ─────────────────────────────────────────────────────────────────────────────────


def recorded(commit: str, day: float, environment: str = "production", url: str = "") -> ForgeDeployment:
    return ForgeDeployment(commit, environment, at(day), url)


def test_a_commit_counts_once_in_each_environment_whoever_recorded_it() -> None:
    told: list[ForgeDeployment | Noted] = [
        recorded("a" * 40, 2, url="https://forge.example"),
        Noted("a" * 40, "production", at(1)),
    ]
    found = deployments(RULE, told, [])
    assert [(each.at, each.url, each.name) for each in found] == [(at(1), "https://forge.example", "a" * 10)]


def test_no_password_of_an_address_is_shown() -> None:
    (found,) = deployments(RULE, [recorded("a", 1, url="https://ada:secret@ci.example/1")], [])
    assert found.url == "https://ci.example/1"


def test_environments_that_do_not_count_are_left_out_and_their_case_does_not_matter() -> None:
    rule = Deployments(environments=("Production", "eu"))
    told = [recorded("a", 3, "production"), recorded("a", 2, "eu"), recorded("b", 1, "staging")]
    found = deployments(rule, told, [])
    assert [(each.commit, each.environment) for each in found] == [("a", "eu"), ("a", "Production")]


def test_a_tag_is_the_name_of_what_was_deployed_and_no_deployment() -> None:
    tags = [Tagged("v1", "a", at(0)), Tagged("v2", "b", at(1)), Tagged("nightly", "a", at(-1))]
    (found,) = deployments(RULE, [recorded("a", 3)], tags)
    assert (found.name, found.at) == ("v1", at(3))


def test_where_the_team_says_so_tags_of_the_form_are_deployments() -> None:
    tags = [Tagged("v1", "a", at(1)), Tagged("v1-again", "a", at(2)), Tagged("nightly", "b", at(1))]
    undated, found = deployments(TAGS, [], [*tags, Tagged("v0", "c", at(0), is_dated=False)])
    assert (found.name, found.environment, found.at, found.is_dated) == ("v1", "production", at(1), True)
    assert (undated.name, undated.is_dated) == ("v0", False)


FETCH = "git fetch origin +refs/notes/deployments:refs/notes/origin/deployments"


@pytest.mark.parametrize(
    ("rule", "others", "fetch", "why", "mend"),
    [
        (RULE, [], "", "no deployment to production is recorded", "record each one as it is done: teamkit deployment"),
        (
            RULE,
            [],
            FETCH,
            "no deployment to production is recorded",
            f"fetch what others recorded: {FETCH}; otherwise rec",
        ),
        (
            RULE,
            ["eu", "", "us", "us"],
            "",
            "deployments to us, eu are recorded, and none to production",
            "name the one",
        ),
        (TAGS, [], "", "no tag has the form v*", "tag what is deployed: git tag --annotate v*"),
    ],
)
def test_what_is_not_recorded_is_said_with_the_step_that_would(
    rule: Deployments, others: list[str], fetch: str, why: str, mend: str
) -> None:
    assert deployments(rule, [recorded("a", 1, "eu")], [Tagged("nightly", "a", at(1))]) == ()
    found = absent(rule, others, fetch, "teamkit")
    assert found.why == why
    assert found.mend.startswith(mend)


def test_the_environment_that_is_deployed_to_most_is_proposed() -> None:
    assert absent(RULE, ["eu", "us", "us"], "", "teamkit").mend.endswith("measures.deployments.environments: [us]")
