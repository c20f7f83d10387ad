"""Guards that accepted findings are looked at again."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, TODAY, a_team, days_ago, given
from teamkit.checks.migrating.schema_owner import owners
from teamkit.findings import Finding
from teamkit.team.model import Team, Waiver
from teamkit.team.owning import matches

NAME = "waivers"


def check(known: Mapping[str, bool]) -> Check:
    """The check, for waivers of known checks, and whether only an owner may waive them; it cannot be waived itself."""

    def judge(facts: Facts) -> Iterator[Finding]:
        for number, waiver in enumerate(facts.team.waivers):
            where = facts.place("waivers", number)
            if waiver.check not in known:
                yield made.fails(f"a waiver names a check that cannot be waived: {nearest(waiver.check, known)}", where)
            elif is_expired(waiver, facts):
                yield made.fails(f"the waiver of {described(waiver)} ended on {waiver.until}: {waiver.reason}", where)
            elif known[waiver.check] and waiver.by not in (agreed := agreeing(waiver, facts)):
                word = f"is the word of {waiver.by}, who does not own that" if waiver.by else "does not say who agreed"
                mend = f"let {' or '.join(agreed) or 'an owner'} agree, and write that id as `by` of the waiver"
                yield made.fails(f"the waiver of {described(waiver)} {word}", where, mend)

    made = Check(
        name=NAME,
        title="No waiver has expired, and owners agreed where they must.",
        looks_at="`waivers` of team.yml: their dates, the checks that they name, and `by` where an owner must agree.",
        why="A finding that was accepted for a while is forgotten unless somebody looks at it again.",
        mend="mend what was waived and remove the entry, or agree on a later `until` in `waivers` of team.yml",
        run=judge,
        red=(
            given(_waiving(until=days_ago(1))),
            given(_waiving(check="not-a-check")),
            given(_waiving(check="migration-safety", path="/api/")),
            given(_waiving(check="migration-safety", path="/api/", by="alan")),
        ),
        green=(
            given(),
            given(_waiving(until=TODAY)),
            given(_waiving(check="migration-safety", path="/api/", by="grace")),
            NOBODY,
        ),
    )
    return made


def is_expired(waiver: Waiver, facts: Facts) -> bool:
    """Whether a waiver's last day is over."""
    return waiver.until < facts.today


def agreeing(waiver: Waiver, facts: Facts) -> tuple[str, ...]:
    """Who may agree to a waiver: the accountable and the deputy of every area that owns a file of it."""
    paths = (path for path in facts.tree if waiver.path is None or matches(waiver.path, path))
    several = [owners(facts, path) for path in paths]
    return tuple(name for name in facts.team.users if several and all(name in each for each in several))


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
