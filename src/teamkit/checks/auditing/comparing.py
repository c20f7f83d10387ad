"""What changed between two audits of one repository."""

from teamkit.checks.auditing.model import Audit, Item, Moves, Progress
from teamkit.checks.auditing.telling_apart import failures
from teamkit.findings import Refusal, State

PASS, FAIL, UNKNOWN = State.PASS, State.FAIL, State.UNKNOWN


def progress(before: Audit, after: Audit) -> Progress:
    """What changed. Raises Refusal for audits of two repositories, and for two in the wrong order."""
    _refuse_unlike(before, after)
    old, new = _by_check(before), _by_check(after)
    both = [check for check in new if check in old]

    def moved(*ways: tuple[State, State]) -> tuple[str, ...]:
        return tuple(check for check in both if (old[check].truth, new[check].truth) in ways)

    return Progress(
        before,
        after,
        mended=moved((FAIL, PASS)),
        broken=moved((PASS, FAIL)),
        seen=moved((UNKNOWN, PASS), (UNKNOWN, FAIL)),
        unseen=moved((PASS, UNKNOWN), (FAIL, UNKNOWN)),
        new=tuple(check for check in new if check not in old),
        gone=tuple(check for check in old if check not in new),
        still=tuple(_moves(old[check], new[check]) for check in moved((FAIL, FAIL))),
    )


def _refuse_unlike(before: Audit, after: Audit) -> None:
    if before.repository != after.repository:
        raise Refusal(f"these are audits of {before.repository} and {after.repository}; compare two of one repository")
    if before.day > after.day:
        raise Refusal(f"the first audit is of {before.day} and the second of {after.day}; name the older one first")


def _by_check(audit: Audit) -> dict[str, Item]:
    return {item.check: item for item in audit.items}


def _moves(before: Item, after: Item) -> Moves:
    old, new = (failures((*item.findings, *(each.finding for each in item.accepted))) for item in (before, after))
    return Moves(
        after.check,
        went=tuple(finding for key, finding in old.items() if key not in new),
        came=tuple(finding for key, finding in new.items() if key not in old),
    )
