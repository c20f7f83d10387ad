"""Every measure of reviews tells rows of one shape, and none names anybody where the team wants none."""

import pytest
from pasts import WEEKS, at, opened, said

from teamkit.forges.past.model import PastRequest
from teamkit.measure.ageing import ageing
from teamkit.measure.allocating import reallocation
from teamkit.measure.bottleneck import bottleneck
from teamkit.measure.flow import flow
from teamkit.measure.load import load
from teamkit.measure.model import Measured
from teamkit.measure.reviews import reviews
from teamkit.measure.work import requests
from teamkit.team.model import Measures, Team

NOW = at(20)
PEOPLE = {"ada", "grace", "alan"}


def past() -> tuple[PastRequest, ...]:
    """Grace reviews everything that Ada and Alan write, and much waits for her."""
    acts = (said("grace", at(5)),)
    merged = (opened(number, author=("ada", "alan")[number % 2], acts=acts, merged=at(6)) for number in range(6))
    return (*merged, *(opened(number, asked=("grace",)) for number in range(10, 16)))


def results(*, is_named: bool) -> dict[str, Measured]:
    team = Team(measures=Measures(names=is_named))
    return {
        "reviews": reviews(past(), team, WEEKS, NOW),
        "ageing": ageing(requests(past(), team), NOW),
        "flow": flow(past(), team, WEEKS),
        "bottleneck": bottleneck({"review": ((1.0,) * 5, (2.0,) * 5), "coding": ((), ())}),
        "load": load(past(), team, NOW),
        "reallocation": reallocation(past(), (), team, NOW),
    }


def words(result: Measured) -> str:
    return f"{[line.label for line in result.lines]} {result.records} {result.notes}".lower()


@pytest.mark.parametrize("measure", results(is_named=True))
def test_records_are_there_and_have_the_same_keys(measure: str) -> None:
    keys = {tuple(record) for record in results(is_named=True)[measure].records}
    assert len(keys) == 1


@pytest.mark.parametrize("measure", results(is_named=False))
def test_without_names_nobody_is_named(measure: str) -> None:
    assert {name for name in PEOPLE if name in words(results(is_named=False)[measure])} == set()


def test_with_names_only_load_and_proposals_name_anybody() -> None:
    named = {
        measure for measure, result in results(is_named=True).items() if any(each in words(result) for each in PEOPLE)
    }
    assert named == {"load", "reallocation"}
