"""The list of checks is whole, and nothing enters it untried."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

import pytest

from teamkit.checks import CHECKS, GUARDS, guards
from teamkit.checks.check import Check, register
from teamkit.checks.choosing import chosen, needed
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.findings import Finding, Refusal


def nothing(facts: Facts) -> Iterator[Finding]:
    yield from ()


def check(**changes: object) -> Check:
    whole = {"name": "x", "title": "X.", "looks_at": "X.", "why": "X.", "mend": "x", "run": nothing}
    return Check(**{**whole, "red": (given(),), "green": (given(),), **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("colour", ["red", "green"])
def test_a_check_without_a_red_or_a_green_fixture_cannot_be_made(colour: str) -> None:
    with pytest.raises(ValueError, match="the check x needs a red and a green fixture"):
        check(**{colour: ()})


def test_two_checks_of_one_name_cannot_be_registered() -> None:
    with pytest.raises(ValueError, match="two checks have the same name"):
        register(check(), replace(check(), title="Another."))


def test_every_guard_is_registered_under_the_name_of_its_module() -> None:
    modules = {module.name for module in iter_modules(guards.__path__)}
    assert {name.replace("-", "_") for name in CHECKS} == modules
    assert {f"teamkit.checks.guards.{guard.name.replace('-', '_')}" for guard in GUARDS} == {
        guard.run.__module__ for guard in GUARDS
    }


@pytest.mark.parametrize("name", CHECKS)
def test_every_guard_says_what_it_guards(name: str) -> None:
    module = import_module(f"teamkit.checks.guards.{name.replace('-', '_')}")
    assert (module.__doc__ or "").startswith(("Guards that ", "Reports "))


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_check_speaks_in_sentences(check: Check) -> None:
    for sentence in (check.title, check.looks_at, check.why):
        assert sentence[0].isupper() or sentence[0] == "`", sentence
        assert sentence.endswith("."), sentence
    assert not check.mend.endswith("."), "its mend is a clause, which a message ends"
    assert check.page == f"docs/reference/checks.md#{check.name}"


def test_hooks_leave_out_what_needs_a_token_or_history() -> None:
    left_out = {check.name for check in CHECKS.values()} - {check.name for check in chosen((), local=True)}
    elsewhere = {"write-access", "owners-active", "nothing-lost", "merges-only", "commit-message"}
    assert left_out == elsewhere | {"approved", "protection"}


def test_what_a_check_can_do_without_is_not_gathered_for_hooks() -> None:
    radar = replace(check(), needs=("team", "stale"), wants=("requests",))
    assert needed([radar]) == {"team", "stale", "requests"}
    assert needed([radar], local=True) == {"team", "stale"}
    assert radar.is_local


def test_without_names_all_checks_are_chosen_but_those_that_want_to_be_named() -> None:
    assert {*CHECKS} - {check.name for check in chosen(())} == {"approved", "protection"}
    assert [check.name for check in chosen(("approved", "rules-alive"))] == ["approved", "rules-alive"]
    assert [check.name for check in chosen(("waivers", "rules-alive"))] == ["waivers", "rules-alive"]


@pytest.mark.parametrize(
    ("name", "hint"), [("rule-alive", "did you mean rules-alive?"), ("xyzzy", f"known: {', '.join(CHECKS)}")]
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(Refusal) as refused:
        chosen((name,))
    assert str(refused.value) == f'"{name}" is not a check; {hint}'
