"""What people read about an audit: one calm screen."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from teamkit.checks.auditing.model import Audit, Item, Progress, Trait
from teamkit.checks.wording import counted
from teamkit.findings import Finding, State
from teamkit.lifecycle.auditing.accepting import Recorded
from teamkit.telling.checks import MARKS, seen
from teamkit.telling.words import indented

MOST = 4
MARGIN = 11


def audit(found: Audit, *, only_wrong: bool = False) -> RenderableType:
    """What the repository is made of, then topic by topic what fails, what nobody could tell, and what passes."""
    parts: list[RenderableType] = [] if only_wrong else [title(found), Text(), made_of(found.traits), Text()]
    for topic, items in groupby(found.items, key=lambda item: item.topic):
        parts += [Text(topic, style="bold"), *judged(list(items), only_wrong=only_wrong), Text()]
    return Group(*parts, summary(found))


def title(found: Audit) -> Text:
    """Which repository at which commit, on which day."""
    return Text.assemble((found.repository, "bold"), f" at {found.commit[:10]}, {found.day} (teamkit {found.version})")


def made_of(traits: Iterable[Trait]) -> Table:
    """Each trait with where it is written; what is not there has a dash."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for trait in traits:
        table.add_row(Text(trait.name, style="dim"), Text(trait.value or "–"), Text(trait.source, style="dim"))
    return table


def judged(items: list[Item], *, only_wrong: bool) -> Iterator[Text]:
    """What stands under a topic: failures with all that mends them, then a line for each doubt and one for the rest."""
    for item in (item for item in items if item.state is State.FAIL):
        yield headed(item)
        yield indented(MARGIN, *failing(item))
    for item in (item for item in items if item.state is State.UNKNOWN):
        yield headed(item)
        yield indented(MARGIN, *doubting(item.findings))
    passing = [item for item in items if item.state is State.PASS]
    if passing and not only_wrong:
        yield Text.assemble(mark(State.PASS), ", ".join(item.check for item in passing))
        if notes := [seen(finding) for item in passing for finding in item.findings]:
            yield indented(MARGIN, *notes)


def headed(item: Item) -> Text:
    """A check by its name, and what does not hold."""
    return Text.assemble(mark(item.state), (item.check, "bold"), f"  {item.title}")


def mark(state: State) -> tuple[str, str]:
    """A state in its colour."""
    word, colour = MARKS[state]
    return f"  {word:9}", colour


def failing(item: Item) -> Iterator[str]:
    """What was found, why it matters, how to mend it, and what that takes."""
    wrong = [finding for finding in item.findings if finding.state is not State.PASS]
    yield from map(seen, wrong[:MOST])
    if len(wrong) > MOST:
        yield f"and {len(wrong) - MOST} more: --format json"
    yield item.why
    yield f"→ {item.mend} ({item.effort})"


def doubting(findings: Iterable[Finding]) -> Iterator[str]:
    """What nobody could tell, and what to do so that somebody can."""
    doubts = [finding for finding in findings if finding.state is State.UNKNOWN]
    for finding in doubts[:MOST]:
        yield f"{seen(finding)} → {finding.mend}"
    if len(doubts) > MOST:
        yield f"and {len(doubts) - MOST} more: --format json"


def summary(found: Audit) -> Text:
    """How many checks came to what; no score."""
    counts = found.counts
    words = {State.PASS: "pass", State.FAIL: "fail", State.UNKNOWN: "unknown"}
    accepted = sum(len(item.accepted) for item in found.items)
    more = f", {counted(accepted, 'finding')} accepted for now" if accepted else ""
    return Text(", ".join(f"{counts[state]} {word}" for state, word in words.items()) + more)


def progress(moved: Progress) -> Table:
    """What changed since an earlier audit, by the names of checks."""
    table = Table(f"since {moved.before.day}", "", box=None, show_header=True, header_style="bold", pad_edge=False)
    named = {
        "mended": moved.mended,
        "broken": moved.broken,
        "still failing": tuple(each.check for each in moved.still),
        "seen at last": moved.seen,
        "no more seen": moved.unseen,
        "new checks": moved.new,
        "gone checks": moved.gone,
    }
    for word, checks in named.items():
        table.add_row(Text(word, style="dim"), Text(", ".join(checks) or "–"))
    return table


def recorded(done: Recorded) -> str:
    """What recording did with the entries of a baseline."""
    expired = f", of which {done.expired} ended and {'is' if done.expired == 1 else 'are'} red" if done.expired else ""
    return f"{done.added} added, {done.kept} kept{expired}, {done.removed} removed"
