"""The checks of hygiene are whole, and each tells good from bad."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest

from teamkit.checks import CHECKS, hygiene
from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.hygiene import HYGIENE
from teamkit.checks.portrait.ends import DJANGO, PYTHON, Support, standing
from teamkit.checks.portrait.topics import TOPICS
from teamkit.checks.selftest import selftest
from teamkit.dependencies.spans import has_end, span
from teamkit.findings import Finding, State

Breaking = Callable[[Check], Callable[[Facts], Iterable[Finding]]]
TODAY = date(2026, 11, 24)


def silent(check: Check) -> Callable[[Facts], Iterable[Finding]]:
    return lambda _: ()


def failing(check: Check) -> Callable[[Facts], Iterable[Finding]]:
    return lambda _: [check.fails("always the same")]


def unknown(check: Check) -> Callable[[Facts], Iterable[Finding]]:
    return lambda _: [check.cannot_tell("always the same")]


def test_every_check_of_hygiene_is_registered_under_the_name_of_its_module() -> None:
    modules = {module.name for module in iter_modules(hygiene.__path__)}
    assert {name.replace("-", "_") for name in HYGIENE} == modules
    assert not HYGIENE.keys() & CHECKS.keys()


@pytest.mark.parametrize("check", HYGIENE.values(), ids=HYGIENE)
def test_every_check_of_hygiene_says_what_it_is_about(check: Check) -> None:
    module = import_module(f"teamkit.checks.hygiene.{check.name.replace('-', '_')}")
    assert (module.__doc__ or "").startswith(("Guards that ", "Reports "))
    for sentence in (check.title, check.looks_at, check.why):
        assert sentence[0].isupper() or sentence[0] == "`", sentence
        assert sentence.endswith("."), sentence
    assert not check.mend.endswith(".")
    assert check.topic in TOPICS
    assert check.effort
    assert check.needs == ("portrait",)
    assert check.unknown, "each of them can be blind"


def test_all_checks_of_hygiene_pass_their_fixtures() -> None:
    report = selftest(HYGIENE.values())
    assert [trial for trial in report.trials if trial.fault] == []


@pytest.mark.parametrize("how", [silent, failing, unknown])
@pytest.mark.parametrize("name", HYGIENE)
def test_a_broken_check_of_hygiene_is_noticed(name: str, how: Breaking) -> None:
    assert not selftest((replace(HYGIENE[name], run=how(HYGIENE[name])),)).passed


def test_an_audit_runs_the_guards_that_need_no_adoption() -> None:
    assert [name for name, check in CHECKS.items() if check.topic] == ["nothing-lost", "migration-graph"]
    assert all(check.effort for check in CHECKS.values() if check.topic)


@pytest.mark.parametrize(
    ("words", "support"),
    [
        ("5.2.8", Support.FIXES),
        ("4.2.26", Support.NOTHING),
        ("==4.2.*", Support.NOTHING),
        (">=5.2,<6.1", Support.FIXES),
        (">=5.1", Support.EITHER),
        ("~=5.0", Support.EITHER),
        ("^5.2", Support.FIXES),
        ("~4.2", Support.NOTHING),
        ("5.2", Support.FIXES),
        ("9.9", Support.UNKNOWN),
        ("", Support.UNKNOWN),
        ("git+https://example.com/django", Support.UNKNOWN),
    ],
)
def test_what_a_version_gets_is_told_by_all_that_are_allowed(words: str, support: Support) -> None:
    assert standing(words, DJANGO, TODAY).support is support


def test_the_last_day_of_support_is_a_day_with_support() -> None:
    assert standing("3.10", PYTHON, PYTHON["3.10"]).support is Support.FIXES
    assert standing("3.10", PYTHON, date(2026, 11, 1)).support is Support.NOTHING


@pytest.mark.parametrize(
    ("words", "plain", "ends"),
    [
        ("", "", False),
        (">=5", ">=5", False),
        ("^1.2.3", "<2,>=1.2.3", True),
        ("^0.2", "<0.3,>=0.2", True),
        ("~1.2.3", "<1.3,>=1.2.3", True),
        ("~1", "<2,>=1", True),
        ("1.4", "==1.4", True),
        ("!=5.0", "!=5.0", False),
    ],
)
def test_what_poetry_writes_is_read_as_pip_would(words: str, plain: str, ends: bool) -> None:  # noqa: FBT001
    allowed = span(words)
    assert allowed is not None
    assert (str(allowed), has_end(allowed)) == (plain, ends)


def test_what_nobody_can_read_is_no_span() -> None:
    assert span("whatever") is None


def test_a_secret_is_told_by_its_kind_and_its_mark() -> None:
    (finding,) = HYGIENE["secrets"].run(HYGIENE["secrets"].red[0])
    assert (finding.state, finding.what) == (State.FAIL, "a GitHub token (mark 1a2b3c4d)")
    assert finding.identity == "1a2b3c4d"
