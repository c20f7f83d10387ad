"""The page of a report."""

from collections.abc import Iterable, Mapping

from teamkit.findings import Unseen
from teamkit.publish.charts.frame import Drawn
from teamkit.publish.charts.spark import spark
from teamkit.publish.charts.svg import is_web, markup
from teamkit.publish.charts.units import Unit, counted, shown, spoken
from teamkit.publish.pages.page import page
from teamkit.publish.report.model import Found, Report, Section
from teamkit.publish.report.wording import compared

type Drawings = Mapping[str, tuple[Drawn, ...]]
"""The charts of each section, by its identifier."""

STYLES = ("charts/charts.css", "report/report.css")
MOST_ROWS = 250
"""A table of more rows is cut on the page; all of them are in its file."""


def is_known(section: Section) -> bool:
    """Whether something was found."""
    return isinstance(section.found, Found)


def absences(sections: Iterable[Section]) -> Mapping[Unseen, list[str]]:
    """Why nobody knows something, each reason once, and the titles of the sections that it is the reason for."""
    found: dict[Unseen, list[str]] = {}
    for section in sections:
        if isinstance(section.found, Unseen):
            found.setdefault(section.found, []).append(section.title)
    return found


def text(report: Report, drawings: Drawings) -> str:
    """The whole page."""
    return page(
        "report/report.html",
        STYLES,
        report=report,
        keys=[(key, markup(spark(key.weeks))) for key in report.keys],
        sections=[(each, each.found, drawings[each.identifier]) for each in report.sections if is_known(each)],
        absences=absences(report.sections),
        most=MOST_ROWS,
        Unit=Unit,
        **{each.__name__: each for each in (compared, counted, is_web, markup, shown, spoken)},
    )
