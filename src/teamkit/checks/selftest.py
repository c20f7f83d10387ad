"""Shows that each check still tells good from bad: it is run on its own fixtures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from teamkit.checks.check import Check, worst
from teamkit.checks.facts import Facts
from teamkit.findings import Finding, State


class Colour(StrEnum):
    """What a fixture is to be found."""

    RED = "red"
    GREEN = "green"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Trial:
    """One check on one fixture; `fault` says what was wrong, None where all is well."""

    check: str
    colour: Colour
    fault: str | None


@dataclass(frozen=True)
class Report:
    """Every check on every fixture that it carries."""

    trials: tuple[Trial, ...]

    @property
    def passed(self) -> bool:
        """Whether every check may be trusted."""
        return not any(trial.fault for trial in self.trials)

    @property
    def summary(self) -> str:
        """How many checks and fixtures were tried."""
        number = Counter(trial.colour for trial in self.trials)
        checks = len({trial.check for trial in self.trials})
        return ", ".join((f"{checks} checks", *(f"{number[colour]} {colour}" for colour in Colour)))


def selftest(checks: Iterable[Check]) -> Report:
    """Run checks on their fixtures. Nothing is raised: what a check raises is its fault."""
    tried = ((check, colour, facts) for check in checks for colour, facts in fixtures(check))
    return Report(tuple(Trial(check.name, colour, fault(check, colour, facts)) for check, colour, facts in tried))


def fixtures(check: Check) -> Iterator[tuple[Colour, Facts]]:
    """The fixtures of a check, each with the colour that it must come out."""
    for colour, several in ((Colour.RED, check.red), (Colour.GREEN, check.green), (Colour.UNKNOWN, check.unknown)):
        for facts in several:
            yield colour, facts


def fault(check: Check, colour: Colour, facts: Facts) -> str | None:
    """Why a check is not to be trusted on a fixture."""
    try:
        findings = tuple(check.run(facts))
    except Exception as error:
        return f"raised {type(error).__name__}: {error}"
    seen = colour_of(check, findings)
    if seen is not colour:
        return f"its {colour} fixture came out {seen}"
    return next((said for finding in findings if (said := misspoken(check, finding))), None)


def colour_of(check: Check, findings: tuple[Finding, ...]) -> Colour:
    """What findings come to; a report is red where it says something."""
    state = worst(findings)
    if state is State.UNKNOWN:
        return Colour.UNKNOWN
    is_red = state is State.FAIL or (check.report_only and findings)
    return Colour.RED if is_red else Colour.GREEN


def misspoken(check: Check, finding: Finding) -> str | None:
    """What a finding lacks."""
    if finding.check != check.name:
        return f"a finding bears the name of {finding.check}"
    if check.report_only and finding.state is State.FAIL:
        return "failed, and may only report"
    if not (finding.what and finding.why and finding.mend):
        return "a finding does not say what, why and how to mend it"
    return None
