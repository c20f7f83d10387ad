"""The page of a report."""

from teamkit.publish.auditing.dumbbell import dumbbell
from teamkit.publish.auditing.model import Mark, Report
from teamkit.publish.pages.page import page

STYLES = "auditing/report.css"


def text(report: Report) -> str:
    """The whole page."""
    marks = [mark for mark in Mark if mark is not Mark.ACCEPTED or any(entry.kept for entry in report.entries)]
    if len(report.moments) == 1:
        return page("auditing/audit.html", (STYLES,), report=report, marks=marks)
    most = max((max(row.before(Mark.FAIL), row.now(Mark.FAIL)) for row in report.rows), default=0)
    pictures = [(row, dumbbell(row, most)) for row in report.rows]
    styles = (STYLES, "auditing/progress.css")
    return page("auditing/progress.html", styles, report=report, pictures=pictures, marks=marks)
