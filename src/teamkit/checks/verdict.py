"""What a run of checks comes to: the findings that count, those that the team waives, and the exit code."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from teamkit.checks.check import Check, worst
from teamkit.checks.facts import Facts
from teamkit.checks.guards.waivers import NAME, described, is_expired
from teamkit.findings import Finding, State
from teamkit.team.model import Waiver
from teamkit.team.owning import matches


@dataclass(frozen=True)
class Waived:
    """A finding that does not count, and the entry of team.yml that says why."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class Result:
    """What one check found."""

    check: Check
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()

    @property
    def state(self) -> State:
        """What its findings come to; those that are waived do not count."""
        return worst(self.findings)


@dataclass(frozen=True)
class Verdict:
    """What all checks found, in their order; `named` and `required` are those that somebody asked for as such."""

    results: tuple[Result, ...]
    required: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that count."""
        return tuple(finding for result in self.results for finding in result.findings)

    @property
    def exit_code(self) -> int:
        """0 all pass, 1 something fails, 2 nothing fails but something is unknown, or news of others."""
        states = {self.counted(result) for result in self.results}
        if State.FAIL in states:
            return 1
        return 2 if State.UNKNOWN in states else 0

    def counted(self, result: Result) -> State:
        """What a result counts as: unknown where nobody named the news, failed where unknown may not be."""
        name = result.check.name
        if name in self.required and result.state is State.UNKNOWN:
            return State.FAIL
        is_news = result.check.is_news and name not in self.named | self.required
        return State.UNKNOWN if is_news and result.state is State.FAIL else result.state


def verdict(
    facts: Facts, checks: Iterable[Check], required: Collection[str] = (), named: Collection[str] = ()
) -> Verdict:
    """Run checks on facts."""
    return Verdict(tuple(judged(check, facts) for check in checks), frozenset(required), frozenset(named))


def judged(check: Check, facts: Facts) -> Result:
    """Run one check, set aside what the team waives, and name the waivers that nothing needs any more."""
    waivers = valid_waivers(check, facts)
    said = (replace(finding, mend=facts.callable_here(finding.mend)) for finding in check.run(facts))
    found = [(finding, accepting(finding, waivers)) for finding in said]
    waived = tuple(Waived(finding, waiver) for finding, waiver in found if waiver)
    used = [each.waiver for each in waived]
    return Result(
        check,
        (
            *(finding for finding, waiver in found if not waiver),
            *(idle(check, facts, waiver) for waiver in waivers if waiver not in used),
        ),
        waived,
    )


def valid_waivers(check: Check, facts: Facts) -> list[Waiver]:
    """The waivers of a check that have not expired. The check of waivers has none."""
    return [
        waiver for waiver in facts.team.waivers if waiver.check == check.name != NAME and not is_expired(waiver, facts)
    ]


def accepting(finding: Finding, waivers: Iterable[Waiver]) -> Waiver | None:
    """The first waiver that accepts a finding: one of the whole check, or one whose pattern matches its path."""
    path = finding.where.path if finding.where else ""
    return next((waiver for waiver in waivers if waiver.path is None or covers(waiver.path, path)), None)


def covers(pattern: str, path: str) -> bool:
    """Whether a pattern matches a file, or everything that a folder may hold; a folder ends with a slash."""
    anything = (f"{path}\0", f"{path}\0/\0") if path.endswith("/") else (path,)
    return all(matches(pattern, each) for each in anything)


def idle(check: Check, facts: Facts, waiver: Waiver) -> Finding:
    """A report of a waiver that matches nothing."""
    return check.reports(
        f"the waiver of {described(waiver)} matches no finding",
        facts.place("waivers", facts.team.waivers.index(waiver)),
        "remove the entry from `waivers` of team.yml",
    )
