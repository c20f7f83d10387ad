"""When something was deployed, a row for each environment: a stroke for each, a cross for each that failed."""

from collections.abc import Iterator

from teamkit.publish.charts.frame import Drawn, anchored, picture, posts
from teamkit.publish.charts.model import Deployed, Timeline
from teamkit.publish.charts.scales import Time
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import counted
from teamkit.publish.pages.page import day
from teamkit.publish.text import shortened

_ROW = 88
_STROKE = 22
_LONGEST_NAME = 30


def timeline(chart: Timeline) -> Drawn:
    """The chart."""
    time = Time(chart.since, chart.until)
    names = tuple(dict.fromkeys(each.environment for each in chart.deployments))
    height = _ROW * max(len(names), 1)
    rows = (part for row, name in enumerate(names) for part in _row(chart, name, row, time))
    drawn = picture(
        chart,
        " ".join(f"{_counts(chart, name)}." for name in names) or "None.",
        height,
        posts(time.ticks, height),
        *rows,
        kind="timeline",
        has_links=True,
    )
    has_failures = any(each.has_failed for each in chart.deployments)
    return Drawn(chart, drawn, _table(chart), ("A cross is a deployment that failed.",) if has_failures else ())


def _row(chart: Timeline, name: str, row: int, time: Time) -> Iterator[Element]:
    y = _ROW * (row + 1)
    yield element("text", _counts(chart, name), y=y - _ROW + 34, class_="row")
    yield element("line", x2="100%", y1=y, y2=y, class_="floor")
    deployments = sorted(_of(chart, name), key=lambda each: each.has_failed)
    yield element("g", *(_mark(each, time, y) for each in deployments), class_="strokes")


def _mark(deployment: Deployed, time: Time, y: float) -> Element:
    words = f"{deployment.item}, {day(deployment.at)}"
    place, href = time(deployment.at), deployment.item.href
    if deployment.has_failed:
        shapes = (
            element("path", d=f"M0,0V-{_STROKE}"),
            element("path", d="M-5,-33L5,-23M5,-33L-5,-23", class_="cross"),
        )
        return told(f"{words}: failed", anchored(place, *shapes, y=y), href=href, class_="failed")
    return told(words, element("line", x1=percent(place), x2=percent(place), y1=y, y2=y - _STROKE), href=href)


def _counts(chart: Timeline, name: str) -> str:
    deployments = tuple(_of(chart, name))
    failed = sum(each.has_failed for each in deployments)
    ending = f", {failed} failed" if failed else ""
    return f"{shortened(name, _LONGEST_NAME)}: {counted(len(deployments), 'deployment')}{ending}"


def _of(chart: Timeline, name: str) -> Iterator[Deployed]:
    return (each for each in chart.deployments if each.environment == name)


def _table(chart: Timeline) -> Table:
    columns = (
        Column("Deployment", Kind.ITEM),
        Column("When", Kind.MOMENT),
        Column("Environment", Kind.TEXT),
        Column("Failed", Kind.TEXT),
    )
    rows = tuple((each.item, each.at, each.environment, each.has_failed) for each in chart.deployments)
    return Table(chart.name, chart.title, columns, rows)
