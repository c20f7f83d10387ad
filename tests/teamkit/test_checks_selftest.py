"""`teamkit selftest` notices when a check no longer tells good from bad."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from teamkit.checks import CHECKS
from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.selftest import Colour, Report, Trial, selftest
from teamkit.findings import Finding, State

Breaking = Callable[[Check], Callable[[Facts], Iterable[Finding]]]


def constant(*states: State) -> Breaking:
    """A check that says the same of everything."""

    def breaking(check: Check) -> Callable[[Facts], Iterable[Finding]]:
        findings = [Finding(check.name, state, "always the same", None, "why", "mend") for state in states]
        return lambda _: findings

    return breaking


def raising(check: Check) -> Callable[[Facts], Iterable[Finding]]:
    def run(facts: Facts) -> Iterable[Finding]:
        raise KeyError(check.name)

    return run


def nameless(check: Check) -> Callable[[Facts], Iterable[Finding]]:
    return lambda facts: [replace(finding, check="another") for finding in check.run(facts)]


def helpless(check: Check) -> Callable[[Facts], Iterable[Finding]]:
    return lambda facts: [replace(finding, mend="") for finding in check.run(facts)]


def turned(check: Check) -> Callable[[Facts], Iterable[Finding]]:
    states = {State.PASS: State.FAIL, State.FAIL: State.PASS, State.UNKNOWN: State.PASS}
    return lambda facts: [replace(finding, state=states[finding.state]) for finding in check.run(facts)]


BREAKINGS: dict[str, Breaking] = {
    "silent": constant(),
    "passing": constant(State.PASS),
    "failing": constant(State.FAIL),
    "unknown": constant(State.UNKNOWN),
    "raising": raising,
    "nameless": nameless,
    "helpless": helpless,
    "turned": turned,
}


def test_all_checks_pass_their_fixtures() -> None:
    report = selftest(CHECKS.values())
    assert [trial for trial in report.trials if trial.fault] == []
    assert report.passed


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("how", BREAKINGS)
def test_a_broken_check_is_noticed(name: str, how: str) -> None:
    broken = replace(CHECKS[name], run=BREAKINGS[how](CHECKS[name]))
    report = selftest((broken,))
    assert not report.passed
    assert {trial.check for trial in report.trials if trial.fault} == {name}


@pytest.mark.parametrize("name", [name for name, check in CHECKS.items() if check.unknown])
def test_a_blind_check_that_passes_is_noticed(name: str) -> None:
    check = CHECKS[name]
    report = selftest((replace(check, run=lambda facts: [] if facts in check.unknown else check.run(facts)),))
    faults = {trial.fault for trial in report.trials if trial.fault}
    assert faults == {"its unknown fixture came out green"}


def test_what_a_check_raises_is_told_and_not_raised() -> None:
    check = replace(CHECKS["rules-alive"], run=raising(CHECKS["rules-alive"]))
    assert {trial.fault for trial in selftest((check,)).trials} == {"raised KeyError: 'rules-alive'"}


def test_a_report_that_fails_is_noticed_even_on_its_red_fixture() -> None:
    check = CHECKS["owners-active"]
    broken = replace(check, run=turned(check), green=check.red)
    red = [trial for trial in selftest((broken,)).trials if trial.colour is Colour.RED]
    assert {trial.fault for trial in red} == {"failed, and may only report"}


def test_the_summary_counts_checks_and_fixtures() -> None:
    trials = (Trial("a", Colour.RED, None), Trial("a", Colour.GREEN, None), Trial("b", Colour.RED, "came out green"))
    assert Report(trials).summary == "2 checks, 2 red, 1 green, 0 unknown"
    assert not Report(trials).passed
