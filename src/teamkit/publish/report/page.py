"""The page of a report."""

from collections.abc import Mapping

from teamkit.publish.charts.frame import Drawn
from teamkit.publish.charts.spark import spark
from teamkit.publish.charts.svg import Element, is_web, markup
from teamkit.publish.charts.units import Unit, counted, shown, spoken
from teamkit.publish.pages.page import page
from teamkit.publish.report.model import Key, Report
from teamkit.publish.report.wording import compared

type Drawings = Mapping[str, tuple[Drawn, ...]]
"""The charts of each section, by its identifier."""

STYLES = ("charts/charts.css", "report/report.css")
MOST_ROWS = 250
"""A table of more rows is cut on the page; all of them are in its file."""


def text(report: Report, drawings: Drawings) -> str:
    """The whole page."""
    return page(
        "report/report.html",
        STYLES,
        report=report,
        keys=[(key, markup(_spark(key))) for key in report.keys],
        sections=[(section, found, drawings[section.identifier]) for section, found in report.known],
        most=MOST_ROWS,
        Unit=Unit,
        **{each.__name__: each for each in (compared, counted, is_web, markup, shown, spoken)},
    )


def _spark(key: Key) -> Element:
    return spark(key.weeks, key.figure.before.value if key.figure.before else None)
