"""Who is proposed knows what a request touches and has less to review; never the author, a bot, or who is away."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pasts import at, opened, said

from teamkit.checks.fixtures import a_team, a_user, an_area, away
from teamkit.forges.past.model import PastRequest
from teamkit.measure.allocating import reallocation
from teamkit.measure.knowledge import HALF_LIFE, Knowledge, Touch, touches
from teamkit.measure.reallocation import Choice, Reallocation
from teamkit.measure.samples import Count, Share
from teamkit.team.model import Measures, Team

NOW = at(20)
FILE = "shop/price.py"


def touched(*who: str, path: str = FILE, day: float = 15) -> list[Touch]:
    return [Touch(each, path, at(day)) for each in who]


def handled(*who: str, path: str = FILE, day: float = 15) -> list[Touch]:
    """What people touched of whom no team.yml knows."""
    return touched(*(f"@{each}" for each in who), path=path, day=day)


def waiting(number: int, *asked: str, **changes: Any) -> PastRequest:
    return opened(number, **{"asked": asked} | changes)


def many(who: str = "grace", number: int = 4, **changes: Any) -> list[PastRequest]:
    """So many requests that wait for one person, of which the first touches the file."""
    others = [waiting(each, who, files=(f"other/{each}.py",)) for each in range(2, number + 1)]
    return [waiting(1, who, **changes), *others]


def proposed(requests: list[PastRequest], commits: list[Touch], team: Team | None = None) -> Reallocation:
    return reallocation(requests, commits, team or Team(), NOW)


def first(requests: list[PastRequest], commits: list[Touch], team: Team | None = None) -> Choice:
    return proposed(requests, commits, team).choices[0]


def words(requests: list[PastRequest], commits: list[Touch], team: Team | None = None) -> tuple[str, ...]:
    return proposed(requests, commits, team).notes


def crew(**changes: Any) -> Team:
    """Five people, of whom nobody owns anything."""
    people = {name: a_user(name) for name in ("ada", "grace", "alan", "eve", "zoe")}
    return a_team(**{"users": people, "areas": {}} | changes)


def candidates(choice: Choice) -> list[str]:
    return [each.name for each in choice.candidates]


# ── Instead of who has too much ─────────────────────────────────────────────────────────────────


def test_an_overloaded_reviewer_is_relieved_by_somebody_who_knows_it_with_the_reason_in_one_line() -> None:
    assert words(many(), handled("grace", "alan")) == (
        "request 1: from @grace to @alan: reviews waiting 4 and 0, known files 1 of 1",
    )


def test_people_of_the_team_are_called_by_their_names() -> None:
    assert words(many(), touched("grace", "alan"), crew())[0].startswith("request 1: from Grace to Alan: ")


@pytest.mark.parametrize(("number", "is_relieved"), [(2, False), (3, True)])
def test_who_has_few_is_not_overloaded(number: int, *, is_relieved: bool) -> None:
    assert bool(words(many(number=number), handled("grace", "alan"))) is is_relieved


def test_who_has_no_more_than_twice_what_the_others_have_is_not_overloaded() -> None:
    others = [waiting(10 + number, "alan", "eve", author="grace", files=()) for number in range(2)]
    requests = [*many(), *others]
    assert len(words(requests, handled("grace", "eve"))) == 1
    assert (
        words(
            [*requests, waiting(20, "ada", author="grace", files=()), waiting(21, "ada", author="grace", files=())],
            handled("grace", "eve"),
        )
        == ()
    )


def test_nobody_is_relieved_by_somebody_who_has_nearly_as_much() -> None:
    idle = [opened(30 + number, author=f"idle{number}", merged=at(15), files=()) for number in range(9)]
    others = [waiting(10 + number, "alan", author="grace", files=()) for number in range(3)]
    assert words([*many(), *others, *idle], handled("grace", "alan")) == ()


def test_who_owns_a_request_and_was_not_asked_is_not_relieved() -> None:
    team = crew(areas={"shop": an_area("/shop/", "/other/", accountable="grace", deputy=None)})
    requests = [waiting(each, files=(FILE,)) for each in range(4)]
    assert words(requests, touched("grace", "alan"), team) == ()


def test_who_has_begun_is_not_relieved() -> None:
    assert words(many(acts=(said("grace", at(1)),)), handled("grace", "alan")) == ()


def test_who_stands_in_may_approve_wherever_the_other_may() -> None:
    team = crew(areas={"shop": an_area("/shop/", accountable="grace", deputy="eve")})
    assert words(many(), touched("grace", "alan"), team) == ()
    assert words(many(), touched("grace", "alan", "eve"), team)[0].startswith("request 1: from Grace to Eve")


def test_each_proposal_counts_on_those_before_it() -> None:
    requests = [waiting(number, "grace") for number in range(1, 7)]
    found = proposed(requests, handled("grace", "alan", "eve")).choices
    moved = [choice.proposal.to for choice in found if choice.proposal]
    assert moved == ["@alan", "@eve", "@alan", "@eve"]


# ── Never ───────────────────────────────────────────────────────────────────────────────────────


def test_never_the_author() -> None:
    assert candidates(first(many(author="alan"), handled("grace", "alan"))) == ["@grace"]
    assert words(many(author="alan"), handled("grace", "alan", "eve"))[0].startswith("request 1: from @grace to @eve")


@pytest.mark.parametrize("bot", ["renovate[bot]", "robot"])
def test_never_a_bot(bot: str) -> None:
    team = Team(measures=Measures(bots=("robot",)))
    assert candidates(first(many(), handled("grace", "alan", bot), team)) == ["@alan", "@grace"]


def test_never_somebody_who_is_away() -> None:
    people = crew().users | {"alan": a_user("alan", away=(away(at(19).date(), at(21).date()),))}
    found = first(many(), touched("grace", "alan", "eve"), crew(users=people))
    assert candidates(found) == ["Eve", "Grace"]
    assert found.proposal
    assert found.proposal.to == "Eve"


def test_never_somebody_whom_the_team_does_not_name() -> None:
    assert candidates(first(many(), touched("grace", "alan", "@linus"), crew())) == ["Alan", "Grace"]


def test_never_somebody_who_has_answered() -> None:
    requests = many(acts=(said("alan", at(1)),))
    assert "@alan" not in candidates(first(requests, handled("grace", "alan", "eve")))


# ── Who knows it ────────────────────────────────────────────────────────────────────────────────


def test_candidates_are_those_who_know_it_the_best_and_least_loaded_first() -> None:
    commits = handled("alan", "eve") + handled("alan", day=14)
    requests = [opened(1), *(waiting(number, "alan", files=()) for number in (2, 3))]
    assert candidates(first(requests[:1], commits)) == ["@alan", "@eve"]
    assert candidates(first(requests, commits)) == ["@eve", "@alan"]


def test_ties_go_by_name() -> None:
    assert candidates(first([opened(1)], handled("eve", "bob", "zoe"))) == ["@bob", "@eve", "@zoe"]


def test_half_is_forgotten_after_the_half_life_and_what_is_older_than_two_is_not_known() -> None:
    days = HALF_LIFE.days
    knowledge = Knowledge(handled("grace", day=20 - days) + handled("eve", day=20 - 2 * days - 1), NOW)
    assert knowledge.of("@grace", [FILE]) == 0.5
    assert knowledge.knowers([FILE]) == {"@grace"}


def test_what_was_touched_more_than_a_year_ago_is_forgotten_however_often() -> None:
    several = [touch for day in range(-400, -350) for touch in handled("grace", day=day)]
    assert Knowledge(several, NOW).knowers([FILE]) == frozenset()


def test_touches_of_one_day_count_once_and_those_of_the_future_not_at_all() -> None:
    assert Knowledge(handled("grace", "grace") + handled("grace", day=21), NOW).of("@grace", [FILE]) < 1


def test_who_merged_a_request_and_who_reviewed_one_knows_its_files() -> None:
    requests = opened(1, merged=at(2), acts=(said("grace", at(1)),)), opened(2, author="eve")
    assert set(touches(Team(), requests, NOW)) == {Touch("@ada", FILE, at(2)), Touch("@grace", FILE, at(1))}


def test_a_request_that_nobody_knows_has_no_candidate_and_no_proposal() -> None:
    assert first(many(), []).candidates == ()
    assert words(many(), []) == ()


# ── Beside who alone knows it ───────────────────────────────────────────────────────────────────


def test_who_alone_knows_it_gets_a_learner_by_the_skills_of_the_team() -> None:
    skills = {"grace": {"orm": "expert"}, "zoe": {"orm": "learner"}, "eve": {"css": "learner"}}
    team = crew(users={name: a_user(name, skills=skills.get(name, {})) for name in crew().users})
    neighbours = touched("eve", path="shop/cart.py")
    assert words([opened(1)], touched("grace") + neighbours, team) == (
        "request 1: Grace with Zoe: Grace alone knows it; Zoe learns orm",
    )


def test_else_by_who_worked_in_the_same_folder() -> None:
    commits = handled("grace") + handled("eve", path="shop/cart.py") + handled("zoe", path="web/page.py")
    assert words([opened(1)], commits) == ("request 1: @grace with @eve: @grace alone knows it; @eve worked beside it",)


@pytest.mark.parametrize("neighbour", ["ada", "grace", "renovate[bot]"])
def test_the_learner_is_neither_the_author_nor_the_expert_nor_a_bot(neighbour: str) -> None:
    assert words([opened(1)], handled("grace") + handled(neighbour, path="shop/cart.py")) == ()


def test_the_author_who_knows_it_too_cannot_review_so_one_other_knows_it_alone() -> None:
    commits = handled("ada", "grace") + handled("eve", path="shop/cart.py")
    assert first([opened(1)], commits).knowers == 1


def test_where_who_alone_knows_it_is_away_nobody_is_proposed() -> None:
    people = crew().users | {"grace": a_user("grace", away=(away(at(19).date(), at(21).date()),))}
    assert words([opened(1)], touched("grace") + touched("eve", path="shop/cart.py"), crew(users=people)) == ()


def test_who_has_too_much_does_not_learn_on_top() -> None:
    commits = handled("alan") + handled("grace", path="shop/cart.py")
    assert words([opened(9, asked=("alan",)), *many(files=())], commits) == ()


def test_an_overloaded_reviewer_hands_over_to_who_alone_knows_it_with_a_learner() -> None:
    commits = handled("alan") + handled("eve", path="shop/cart.py")
    assert words(many(), commits) == (
        "request 1: from @grace to @alan with @eve: "
        "reviews waiting 4 and 0; @alan alone knows it; @eve worked beside it",
    )


# ── What is told ────────────────────────────────────────────────────────────────────────────────


def test_without_names_nobody_is_named() -> None:
    found = proposed(many(), handled("grace", "alan"), Team(measures=Measures(names=False)))
    assert found.notes == ("names are left out, as `measures.names` of team.yml says",)
    assert found.records[0] == {
        "number": 1,
        "title": "Change 1",
        "url": "https://forge.example/1",
        "ready": at(0, 9),
        "files": 1,
        "knowers": 2,
    }


def test_each_request_that_waits_is_a_record_with_its_candidates_and_proposal() -> None:
    found = proposed([*many(), opened(9, merged=at(1))], handled("grace", "alan"))
    assert [record["number"] for record in found.records] == [1, 2, 3, 4]
    assert [found.records[0][key] for key in ("candidates", "from", "to", "learner")] == [
        *("@alan, @grace", "@grace", "@alan", None)
    ]
    assert [line.now for line in found.lines] == [Count(4), Share(0, 4), Count(1)]


PEOPLE = ("ada", "grace", "alan", "eve", "bob")
TOUCHES = st.lists(
    st.builds(
        lambda who, path, day: Touch(f"@{who}", path, at(day)),
        st.sampled_from(PEOPLE),
        st.sampled_from(["shop/price.py", "shop/cart.py", "web/page.py"]),
        st.integers(-200, 19),
    ),
    max_size=12,
)
OPEN = st.lists(
    st.builds(
        lambda number, author, asked, path: waiting(
            number, *(each for each in asked if each != author), author=author, files=(path,)
        ),
        st.integers(1, 99),
        st.sampled_from(PEOPLE),
        st.lists(st.sampled_from(PEOPLE[:2]), max_size=2, unique=True),
        st.sampled_from(["shop/price.py", "shop/cart.py", "web/page.py"]),
    ),
    max_size=12,
    unique_by=lambda each: each.number,
)


@given(OPEN, TOUCHES, st.randoms())
def test_the_order_in_which_facts_are_told_changes_no_proposal(
    requests: list[PastRequest], commits: list[Touch], chance: Any
) -> None:
    shuffled = chance.sample(requests, len(requests)), chance.sample(commits, len(commits))
    assert proposed(*shuffled) == proposed(requests, commits)


@given(OPEN, TOUCHES)
def test_a_proposal_is_never_to_the_author_nor_to_who_is_relieved(
    requests: list[PastRequest], commits: list[Touch]
) -> None:
    for choice in proposed(requests, commits).choices:
        if found := choice.proposal:
            three = [each for each in (f"@{choice.request.author}", found.to, found.instead_of, found.learner) if each]
            assert len(three) == len(set(three))
            assert found.instead_of or found.learner
