"""What everybody carries is told by name, in no other order, and by nobody's name where a team wants none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pasts import at, draft, opened, said

from teamkit.checks.fixtures import a_group, a_team, a_user, an_area
from teamkit.forges.past.model import PastRequest
from teamkit.measure.load import Load, inequality, load, top
from teamkit.measure.samples import Count, Share
from teamkit.team.model import Measures, Team

NOW = at(20)
UNNAMED = Team(measures=Measures(names=False))


def carried(*requests: PastRequest, team: Team | None = None) -> dict[Any, tuple[Any, ...]]:
    """What waits for each, by name, as (own requests open, reviews waiting, reviews given)."""
    records = load(requests, team or Team(), NOW).records
    return {record["person"]: tuple(record.values())[1:] for record in records}


def reviewed(number: int, *who: str, day: float = 10, **changes: Any) -> PastRequest:
    acts = tuple(said(each, at(day)) for each in who)
    return opened(number, at(day - 1), acts=acts, **{"merged": at(day + 1)} | changes)


def test_everybody_has_open_requests_waiting_reviews_and_those_of_28_days_and_names_are_in_order() -> None:
    found = carried(opened(1, asked=("Grace", "alan")), opened(2, asked=("grace",)), reviewed(3, "grace", "eve"))
    assert found == {"@ada": (2, 0, 0), "@alan": (0, 1, 0), "@eve": (0, 0, 1), "@grace": (0, 2, 1)}
    assert list(found) == sorted(found)


def test_people_of_the_team_have_their_names_and_waiting_is_for_owners_where_nobody_was_asked() -> None:
    team = a_team(users={"ada": a_user("ada"), "grace": a_user("grace")}, areas={"shop": an_area("/shop/")})
    assert carried(opened(author="GRACE"), team=team) == {"Ada": (0, 1, 0), "Grace": (1, 0, 0)}


def test_a_group_that_is_asked_means_its_people_and_one_that_nobody_knows_is_no_person() -> None:
    team = a_team(groups={"core": a_group("ada", "grace", handle="org/core")}, areas={})
    asked = opened(author="eve", asked=("org/core", "org/none"))
    assert carried(asked, team=team) == {"@eve": (1, 0, 0), "Ada": (0, 1, 0), "Grace": (0, 1, 0)}
    assert carried(asked) == {"@eve": (1, 0, 0)}


def test_somebody_who_says_much_on_a_request_reviewed_it_once() -> None:
    assert carried(reviewed(1, "grace", "grace"))["@grace"] == (0, 0, 1)


def test_drafts_wait_for_nobody_and_bots_carry_nothing() -> None:
    assert carried(draft(asked=("grace",)), opened(2, asked=("copilot[bot]",))) == {"@ada": (2, 0, 0)}


def test_a_bots_request_waits_for_whom_it_asks_and_is_nobodys_own() -> None:
    assert carried(opened(author="renovate[bot]", is_bots=True, asked=("grace",))) == {"@grace": (0, 1, 0)}


def test_what_was_answered_waits_for_whoever_is_asked_still() -> None:
    assert carried(opened(acts=(said("grace", at(1)),), asked=("alan",)))["@alan"] == (0, 1, 0)


def test_reviews_are_those_of_the_last_28_days_beside_the_28_before() -> None:
    found = load((reviewed(1, "grace", day=-9), reviewed(2, "grace", day=-7), reviewed(3, "eve", day=-30)), Team(), NOW)
    _, _, reviews, share, *_ = found.lines
    assert (reviews.now, reviews.before) == (Count(1), Count(2))
    assert (share.now, share.before) == (Share(1, 1), Share(1, 2))


def test_without_names_nobody_is_named_nor_found_by_their_place() -> None:
    found = load((opened(1, asked=("zoe",)), opened(2, asked=("zoe", "bob")), reviewed(3, "zoe")), UNNAMED, NOW)
    assert found.records == (
        {"open": 2, "waiting": 0, "reviews": 0},
        {"open": 0, "waiting": 2, "reviews": 1},
        {"open": 0, "waiting": 1, "reviews": 0},
    )
    assert not {"zoe", "bob", "ada"} & {word.strip("@") for note in found.notes for word in note.split()}
    assert found.notes == ("names are left out, as `measures.names` of team.yml says",)


def test_nobody_and_nothing_has_no_share() -> None:
    assert load((), Team(), NOW).records == ()
    assert (top(()).value, inequality(()).value) == (None, None)


def test_inequality_is_ginis() -> None:
    assert inequality((0, 0, 0, 0, 9)).value == pytest.approx(0.8)
    assert inequality((4, 4, 4)) == Share(0, 3)


HANDLES = st.sampled_from(["ada", "grace", "alan", "eve"])
REQUESTS = st.lists(
    st.builds(
        lambda number, author, asked, who, is_open: opened(
            number,
            author=author,
            asked=tuple(asked),
            acts=tuple(said(each, at(2)) for each in who if each != author),
            merged=None if is_open else at(3),
        ),
        st.integers(1, 99),
        HANDLES,
        st.sets(HANDLES),
        st.lists(HANDLES, max_size=3),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda each: each.number,
)


@given(REQUESTS.flatmap(lambda requests: st.tuples(st.just(requests), st.permutations(requests))))
def test_the_order_in_which_requests_are_told_changes_no_load(orders: tuple[list[PastRequest], ...]) -> None:
    one, other = (load(requests, Team(), NOW) for requests in orders)
    assert one == other


@given(REQUESTS)
def test_the_shares_of_all_reviewers_sum_to_one(requests: list[PastRequest]) -> None:
    found: Load = load(requests, Team(), NOW)
    given_reviews = [each.reviews for each in found.burdens]
    share = top(given_reviews)
    if share.n:
        assert sum(each / share.n for each in given_reviews) == pytest.approx(1)
        assert share.part == max(given_reviews)
