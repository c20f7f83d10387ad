"""Where no forge tells of requests, branches are work, unless what lands does not show when it began."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pasts import WEEKS, at

from teamkit.findings import Unseen
from teamkit.history.sides import Side, Sides
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.lifecycle.reporting.drawing import Context, charts
from teamkit.lifecycle.reporting.headlines import headline
from teamkit.measure.ageing import ageing
from teamkit.measure.programs import Programs
from teamkit.measure.work import Work, Works, branches
from teamkit.publish.charts import model
from teamkit.team.model import Team

ADA, ROBOT = "Ada <ada@example.com>", "renovate[bot] <x@example.com>"
NO_TOKEN = Unseen("nobody asked", "set a token")


def side(name: str = "feature/cart", *authors: str, **changes: Any) -> Side:
    """A branch of Ada's that was begun on Monday and is open."""
    return replace(Side(name, frozenset(authors or (ADA,)), at(0), None, 12), **changes)


def merged(number: int, **changes: Any) -> tuple[Side, ...]:
    return tuple(side("Merge", **{"merged": at(day)} | changes) for day in range(1, number + 1))


def seen(beside: Sides) -> Works | Unseen:
    return branches(beside, Programs(), NO_TOKEN)


def works(beside: Sides) -> Works:
    found = seen(beside)
    assert isinstance(found, Works)
    return found


def test_a_branch_is_work_from_its_first_commit_to_its_merge() -> None:
    found = works(Sides(merged(1), (side(),), ()))
    assert found.several == (
        Work(None, "Merge", "", "on a branch", 12, at(0), at(1), is_merged=True),
        Work(None, "feature/cart", "", "on a branch", 12, at(0), None, is_merged=False),
    )
    assert [str(each) for each in found.several] == ["Merge", "feature/cart"]


def test_it_is_said_that_branches_count_and_why() -> None:
    assert ageing(works(Sides(merged(1), (), ())), at(9)).notes[0] == (
        "nobody asked; branches count instead, of which those that landed squashed look open"
    )


def test_a_branch_that_is_older_than_most_became_is_at_risk() -> None:
    (late,) = ageing(works(Sides(merged(6), (side(), side("new", began=at(19))), ())), at(20)).at_risk
    assert f"{late.work}: {late.why}" == (
        "feature/cart: open for 20 days; of 6 merged with any size, 85 % took at most 5 days"
    )


def test_what_programs_wrote_is_no_work() -> None:
    beside = Sides((*merged(1), *merged(9, authors=frozenset({ROBOT}))), (side("bump", ROBOT),), (ROBOT,) * 9)
    assert [each.title for each in works(beside).several] == ["Merge"]


def test_what_somebody_added_to_a_programs_branch_is_work() -> None:
    assert len(works(Sides(merged(1), (side("bump", ROBOT, ADA),), ())).several) == 2


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        (Sides(merged(4), (side(),), (ADA,) * 5), "4 of 9 changes"),
        (Sides((), (side(),), (ADA,) * 5), "0 of 5 changes"),
        (Sides((), (side(),), ()), "0 of 0 changes"),
        (Sides(merged(9, began=at(0), merged=at(0)), (side(),), ()), "0 of 9 changes"),
    ],
    ids=["mostly directly", "directly", "nothing", "squashed before each merge"],
)
def test_where_little_shows_when_it_began_nobody_knows(beside: Sides, said: str) -> None:
    why = f"{said} of the last 52 weeks landed by a merge that shows when they began, and nobody asked"
    assert seen(beside) == Unseen(why, "set a token")


def test_half_of_it_is_enough() -> None:
    assert isinstance(seen(Sides(merged(5), (), (ADA,) * 5)), Works)


def test_the_page_calls_a_branch_by_its_name() -> None:
    found = ageing(works(Sides(merged(6), (side(), side("new", began=at(19))), ())), at(20))
    assert headline(found) == "2 open branches, 1 at risk of delay"
    (chart,) = charts(found, Context(Scene(Path(), "main", "main", "", Team(), WEEKS, at(20)), {}, "#"))
    assert isinstance(chart, model.Ageing)
    assert (chart.title, chart.stages) == ("Age of each open branch", ("on a branch",))
    assert [(each.item.name, each.is_late) for each in chart.requests] == [("feature/cart", True), ("new", False)]
