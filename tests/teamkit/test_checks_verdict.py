"""What a run comes to: waivers, and the exit code."""

from dataclasses import replace
from typing import Any

import pytest

from teamkit.checks import CHECKS
from teamkit.checks.choosing import chosen
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import TODAY, a_team, an_area, days_ago, given
from teamkit.checks.presence.fixtures import gitflow
from teamkit.checks.verdict import Verdict, covers, verdict
from teamkit.findings import State
from teamkit.history.messages import Messages
from teamkit.history.received import Received

FILES = CHECKS["every-file-owned"]
WAIVERS = CHECKS["waivers"]


def waiver(**changes: Any) -> dict[str, Any]:
    return {"check": "every-file-owned", "reason": "moves out", "until": TODAY} | changes


def unowned(*waivers: dict[str, Any], tree: tuple[str, ...] = ("api/views.py", "old/a.py")) -> Facts:
    return given(a_team(waivers=waivers), *tree)


def judged(*waivers: dict[str, Any], tree: tuple[str, ...] = ("api/views.py", "old/a.py")) -> Verdict:
    return verdict(unowned(*waivers, tree=tree), [FILES, WAIVERS])


def test_a_waived_finding_does_not_count_and_is_kept_with_its_reason() -> None:
    done = judged(waiver())
    assert (done.exit_code, done.findings) == (0, ())
    (waived,) = done.results[0].waived
    assert (waived.finding.what, waived.waiver.reason) == ("old/a.py belongs to no area", "moves out")


def test_a_waiver_of_another_path_leaves_the_finding_and_is_named() -> None:
    done = judged(waiver(path="/new/"))
    assert done.exit_code == 1
    assert [(finding.state, finding.what) for finding in done.findings] == [
        (State.FAIL, "old/a.py belongs to no area"),
        (State.PASS, "the waiver of every-file-owned on /new/ matches no finding"),
    ]


def test_a_waiver_of_a_path_accepts_only_that_path() -> None:
    done = judged(waiver(path="/old/"), tree=("api/views.py", "old/a.py", "new/b.py"))
    assert [finding.what for finding in done.findings] == ["new/b.py belongs to no area"]


def test_an_expired_waiver_does_not_count_and_is_itself_red() -> None:
    done = judged(waiver(until=days_ago(1)))
    assert [(finding.check, finding.what) for finding in done.findings] == [
        ("every-file-owned", "old/a.py belongs to no area"),
        ("waivers", f"the waiver of every-file-owned ended on {days_ago(1)}: moves out"),
    ]


@pytest.mark.parametrize(("asked", "code"), [({}, 2), ({"named": ["news"]}, 1), ({"required": ["news"]}, 1)])
def test_news_of_others_stops_nothing_where_the_check_was_not_named(asked: dict[str, list[str]], code: int) -> None:
    news = replace(FILES, name="news", is_news=True)
    assert verdict(given(a_team(), "old/a.py"), [news], **asked).exit_code == code
    assert verdict(given(a_team(), "old/a.py"), [news, FILES], **asked).exit_code == 1


def test_a_waiver_holds_on_its_last_day() -> None:
    assert judged(waiver(until=TODAY)).exit_code == 0


def test_a_waiver_that_nothing_needs_is_a_report_at_its_line() -> None:
    lines = {("waivers",): 20, ("waivers", 0): 21}
    done = verdict(given(a_team(waivers=[waiver()]), lines=lines), [FILES])
    (finding,) = done.findings
    assert (done.exit_code, finding.state, str(finding.where)) == (0, State.PASS, "team.yml:21")
    assert finding.what == "the waiver of every-file-owned matches no finding"


def test_waivers_of_checks_that_did_not_run_are_not_called_unneeded() -> None:
    assert verdict(unowned(waiver()), [CHECKS["rules-alive"]]).findings == ()


@pytest.mark.parametrize("name", ["every-file-ownd", "waivers"])
def test_a_waiver_of_no_check_or_of_the_waivers_is_red(name: str) -> None:
    done = verdict(given(a_team(waivers=[waiver(check=name)])), [WAIVERS])
    (finding,) = done.findings
    assert finding.state is State.FAIL
    assert finding.what.startswith(f"a waiver names a check that cannot be waived: {name}")


def test_a_waiver_accepts_an_unknown_too() -> None:
    facts = given(a_team(waivers=[waiver(check="write-access", reason="no token here")]))
    assert verdict(facts, [CHECKS["write-access"]]).exit_code == 0


@pytest.mark.parametrize(
    ("pattern", "is_covered"),
    [("/old/", True), ("old", True), ("*", True), ("/**", True), ("*.py", False), ("/old/*", False), ("a.py", False)],
)
def test_a_folder_is_waived_only_by_what_matches_everything_in_it(pattern: str, *, is_covered: bool) -> None:
    assert covers(pattern, "old/") is is_covered


def test_all_passing_is_zero() -> None:
    seen = {"ada": TODAY, "grace": TODAY}
    people = given(access={"ada": True, "grace": True}, touches={"api": seen})
    facts = replace(people, returning=gitflow(), received=Received("main"), messages=Messages())
    done = verdict(facts, chosen(()))
    assert (done.exit_code, done.findings) == (0, ())


def test_something_failing_is_one_even_beside_unknown() -> None:
    facts = given(a_team(areas={"api": an_area(deputy=None)}))
    assert verdict(facts, CHECKS.values()).exit_code == 1


def test_nothing_failing_but_something_unknown_is_two() -> None:
    assert verdict(given(), CHECKS.values()).exit_code == 2


def test_unknown_is_one_where_the_check_is_required() -> None:
    assert verdict(given(), CHECKS.values(), required=["write-access"]).exit_code == 1
    assert verdict(given(), CHECKS.values(), required=["rules-alive"]).exit_code == 2


def test_a_place_is_the_line_of_the_deepest_key_that_is_written() -> None:
    facts = given(lines={("areas",): 3, ("areas", "api"): 4, ("areas", "api", "deputy"): 7})
    assert str(facts.place("areas", "api", "deputy")) == "team.yml:7"
    assert str(facts.place("areas", "api", "approvals")) == "team.yml:4"
    assert str(facts.place("areas", "web", "deputy")) == "team.yml:3"
    assert str(facts.place("users", "ada")) == "team.yml"
