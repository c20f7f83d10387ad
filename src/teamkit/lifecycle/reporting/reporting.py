"""Puts a report together: its sections, the figures at its head, and what was out of reach."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teamkit import __version__
from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.model import Taken
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.lifecycle.reporting.drawing import Context, charts
from teamkit.lifecycle.reporting.headlines import headline
from teamkit.lifecycle.reporting.sparks import spark
from teamkit.lifecycle.reporting.translating import begun, figure, sentence, table
from teamkit.publish.charts.model import Item
from teamkit.publish.report.model import Found, Key, Report, Section

_KEYS = {"cycle-time": 0, "reviews": 1, "deployments": 0, "churn": 0, "recovery": 1, "throughput": 1}
"""The measures that stand at the head of the page, each with one of its lines."""
_LEADING = ("cycle-time", "bottleneck", "throughput", "churn")


@dataclass(frozen=True)
class Subject:
    """What a report is about: the repository as people know it, and the sign before the number of its requests."""

    repository: Item
    sign: str


def report(scene: Scene, subject: Subject, taken: Sequence[Taken], notes: Iterable[str]) -> Report:
    """The whole of it."""
    context = Context(scene, {each.measure.name: each.result for each in taken}, subject.sign)
    sections = tuple(_section(each, context) for each in taken)
    return Report(
        repository=subject.repository,
        since=scene.period.since,
        until=scene.period.until,
        before=scene.period.before.since,
        made=scene.now,
        version=__version__,
        lead=_lead(sections),
        keys=tuple(_keys(taken, context)),
        sections=sections,
        notes=tuple(map(sentence, notes)),
    )


def _section(taken: Taken, context: Context) -> Section:
    measure, result = taken.measure, taken.result
    sources = tuple(Item(source.name, "", source.url) for source in measure.sources)
    about = measure.name, measure.title, measure.definition, sources
    if isinstance(result, Unseen):
        return Section(*about, Unseen(sentence(result.why), begun(result.mend)))
    figures = tuple(map(figure, result.lines))
    records = table(measure.name, measure.title, result.records)
    notes = tuple(map(sentence, result.notes))
    drawn = charts(result, context) if records else ()
    return Section(*about, Found(headline(result), figures, drawn, notes, records))


def _keys(taken: Iterable[Taken], context: Context) -> Iterator[Key]:
    for each in taken:
        result, place = each.result, _KEYS.get(each.measure.name)
        if place is not None and not isinstance(result, Unseen) and result.lines:
            yield Key(figure(result.lines[place]), each.measure.name, spark(result, context.period))


def _lead(sections: Iterable[Section]) -> str:
    """The first two things that are known of the foremost measures."""
    known = {each.identifier: each.found.headline for each in sections if isinstance(each.found, Found)}
    said = [known[name] for name in _LEADING if known.get(name)]
    return "".join(f"{sentence}. " for sentence in said[:2]).strip() or "Nothing could be measured."
