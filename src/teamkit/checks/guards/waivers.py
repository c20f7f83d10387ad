"""Guards that accepted findings are looked at again."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, TODAY, a_team, days_ago, given
from teamkit.findings import Finding
from teamkit.team.model import Team, Waiver

NAME = "waivers"


def check(known: Collection[str]) -> Check:
    """The check, for waivers of the checks that are known; it cannot be waived itself."""

    def judge(facts: Facts) -> Iterator[Finding]:
        for number, waiver in enumerate(facts.team.waivers):
            where = facts.place("waivers", number)
            if waiver.check not in known:
                yield made.fails(f"a waiver names a check that cannot be waived: {nearest(waiver.check, known)}", where)
            elif is_expired(waiver, facts):
                yield made.fails(f"the waiver of {described(waiver)} ended on {waiver.until}: {waiver.reason}", where)

    made = Check(
        name=NAME,
        title="No waiver has expired.",
        looks_at="`waivers` of team.yml: their dates, and the checks that they name.",
        why="A finding that was accepted for a while is forgotten unless somebody looks at it again.",
        mend="mend what was waived and remove the entry, or agree on a later `until` in `waivers` of team.yml",
        run=judge,
        red=(given(_waiving(until=days_ago(1))), given(_waiving(check="not-a-check"))),
        green=(given(), given(_waiving(until=TODAY)), NOBODY),
    )
    return made


def is_expired(waiver: Waiver, facts: Facts) -> bool:
    """Whether a waiver's last day is over."""
    return waiver.until < facts.today


def described(waiver: Waiver) -> str:
    """What a waiver accepts."""
    return f"{waiver.check} on {waiver.path}" if waiver.path else waiver.check


def nearest(name: str, known: Collection[str]) -> str:
    """A name, and the known one that may have been meant."""
    close = get_close_matches(name, known, 1)
    return f"{name} (did you mean {close[0]}?)" if close else name


def _waiving(**changes: object) -> Team:
    waiver = {"check": "rules-alive", "reason": "the files come in March", "until": TODAY}
    return a_team(waivers=(waiver | changes,))
