"""An audit as its page shows it, topic by topic."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from teamkit.checks.auditing.model import Audit, Item, Trait
from teamkit.checks.wording import counted
from teamkit.findings import Finding, State
from teamkit.publish.auditing.model import Entry, Kept, Made, Mark, Moment, Report, Row, Section, Seen, Step

ORDER = tuple(Mark)


def report(audit: Audit) -> Report:
    """The page of one audit: under each topic what is to be done first."""
    entries = [entry(item) for item in audit.items]
    topics = by_topic(entries)
    sections = tuple(
        Section(topic, f"topic-{number}", tuple(sorted(found, key=lambda each: ORDER.index(each.mark))))
        for number, (topic, found) in enumerate(topics.items(), 1)
    )
    return Report(
        audit.repository,
        (moment(audit),),
        audit.version,
        _lead(entries),
        tuple(Row(section.title, section.entries, section.anchor) for section in sections),
        sections,
        tuple(made(trait) for trait in audit.traits),
    )


def entry(item: Item) -> Entry:
    """A check as the page shows it."""
    return Entry(
        item.check,
        item.title,
        item.topic,
        mark(item),
        item.why,
        item.effort,
        steps=tuple(_steps(item)),
        reports=tuple(seen(each) for each in item.findings if each.state is State.PASS),
        kept=tuple(Kept(seen(each.finding), each.reason, each.until) for each in item.accepted),
    )


def mark(item: Item) -> Mark:
    """How a check is marked."""
    return Mark.ACCEPTED if item.state is State.PASS and item.accepted else Mark(item.state)


def seen(finding: Finding) -> Seen:
    """What was found, and where unless the words say that."""
    where = str(finding.where or "")
    return Seen(finding.what, "" if finding.where and finding.what.startswith(finding.where.path) else where)


def moment(audit: Audit) -> Moment:
    """When and at what somebody looked."""
    return Moment(audit.day, audit.commit)


def made(trait: Trait) -> Made:
    """A trait as the page shows it."""
    return Made(trait.name, trait.value, trait.source)


def by_topic(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries of each topic, in the order in which topics come first."""
    found: dict[str, list[Entry]] = {}
    for each in entries:
        found.setdefault(each.topic, []).append(each)
    return found


def _steps(item: Item) -> Iterator[Step]:
    wrong = [each for each in item.findings if each.state is not State.PASS]
    for mend, group in groupby(wrong, key=lambda each: each.mend or item.mend):
        yield Step(mend, tuple(map(seen, group)))


def _lead(entries: list[Entry]) -> str:
    fail, unknown, accepted, passing = (sum(entry.mark is each for entry in entries) for each in ORDER)
    more = f", and {accepted} more only because failures are accepted" if accepted else ""
    words = "fails" if fail == 1 else "fail"
    return f"Of {counted(len(entries), 'check')} {fail} {words} and {unknown} could not be told; {passing} pass{more}."
