"""A check: one function from facts to findings, with what people read about it and the fixtures that prove it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from teamkit.checks.facts import Facts
from teamkit.findings import Finding, Place, State

REFERENCE = "docs/reference/checks.md"
ELSEWHERE = frozenset({"access", "messages", "protection", "received", "requests", "returning", "tested", "touches"})


@dataclass(frozen=True, kw_only=True)
class Check:
    """A named judgement. `run` yields what is worth saying, and nothing where all is well.

    Each check carries facts that it must find red and facts that it must find green; where it can be blind, also facts
    on which it cannot tell. A `report_only` check is never red: its red fixtures are those on which it says something.
    A failure of an `is_news` check is about what others did, so it stops nothing where the check was not named. An
    `only_named` one is not even run there: it is about one moment of the forge, and not about the repository.
    `needs` names the facts that are gathered for it, `wants` those that it can do without: hooks gather none of them.
    A waiver of one that `owner_waives` is an owner's word. One that an audit runs has a `topic`, and words for the
    `effort` of mending.
    """

    name: str
    title: str
    looks_at: str
    why: str
    mend: str
    run: Callable[[Facts], Iterable[Finding]]
    red: tuple[Facts, ...]
    green: tuple[Facts, ...]
    unknown: tuple[Facts, ...] = ()
    report_only: bool = False
    is_news: bool = False
    only_named: bool = False
    owner_waives: bool = False
    needs: tuple[str, ...] = ("team",)
    wants: tuple[str, ...] = ()
    topic: str = ""
    effort: str = ""

    def __post_init__(self) -> None:
        """Refuse a check that nobody has seen fail, or pass: ValueError."""
        if not (self.red and self.green):
            raise ValueError(f"the check {self.name} needs a red and a green fixture")

    @property
    def page(self) -> str:
        """Where the reference explains it."""
        return f"{REFERENCE}#{self.name}"

    @property
    def is_local(self) -> bool:
        """Whether it is decided from what this machine has, without a token or the whole history: hooks run these."""
        return not ELSEWHERE & set(self.needs)

    def fails(self, what: str, where: Place | None = None, mend: str = "", identity: str = "") -> Finding:
        """What is wrong."""
        return replace(self._finding(State.FAIL, what, where, mend), identity=identity)

    def cannot_tell(self, what: str, where: Place | None = None, mend: str = "") -> Finding:
        """What could not be looked at."""
        return self._finding(State.UNKNOWN, what, where, mend)

    def reports(self, what: str, where: Place | None = None, mend: str = "") -> Finding:
        """What people should know although nothing fails."""
        return self._finding(State.PASS, what, where, mend)

    def _finding(self, state: State, what: str, where: Place | None, mend: str) -> Finding:
        return Finding(self.name, state, what, where, self.why, mend or self.mend)


def register(*checks: Check) -> dict[str, Check]:
    """Checks by name, in their order; ValueError when two have the same name."""
    registry = {check.name: check for check in checks}
    if len(registry) < len(checks):
        raise ValueError("two checks have the same name")
    return registry


def worst(findings: Iterable[Finding]) -> State:
    """What findings come to: one failure fails, and what nobody could see is no pass."""
    states = {finding.state for finding in findings}
    return next((state for state in (State.FAIL, State.UNKNOWN) if state in states), State.PASS)
