"""Everything a report is written as: the page, the whole as data, and its tables."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from teamkit.findings import Unseen
from teamkit.publish.charts.drawing import draw
from teamkit.publish.charts.frame import Drawn
from teamkit.publish.charts.table import Table
from teamkit.publish.report import page, tabulating
from teamkit.publish.report.model import Found, Report, Section

PAGE, DATA = "index.html", "report.json"


def files(report: Report) -> tuple[tuple[str, bytes], ...]:
    """Names and bytes; the same report makes the same ones."""
    drawings = {section.identifier: tuple(map(draw, found.charts)) for section, found in report.known}
    tables = {
        section.identifier: tuple(_tables(found, drawings[section.identifier])) for section, found in report.known
    }
    texts = (
        (PAGE, page.text(report, drawings)),
        (DATA, json.dumps(_data(report, tables), indent=1) + "\n"),
        *((f"{table.name}.csv", tabulating.text(table)) for several in tables.values() for table in several),
    )
    return tuple((name, text.encode()) for name, text in texts)


def _tables(found: Found, drawings: tuple[Drawn, ...]) -> Iterator[Table]:
    yield from (drawn.table for drawn in drawings)
    if found.records:
        yield found.records


def _data(report: Report, tables: dict[str, tuple[Table, ...]]) -> dict[str, Any]:
    return {
        "repository": asdict(report.repository),
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "before": report.before.isoformat(),
        "made": report.made.isoformat(),
        "version": report.version,
        "lead": report.lead,
        "notes": report.notes,
        "sections": [_section(section, tables.get(section.identifier, ())) for section in report.sections],
    }


def _section(section: Section, tables: tuple[Table, ...]) -> dict[str, Any]:
    told = {
        "identifier": section.identifier,
        "title": section.title,
        "definition": section.definition,
        "sources": [asdict(source) for source in section.sources],
    }
    if isinstance(section.found, Unseen):
        return told | {"absent": asdict(section.found)}
    return told | {
        "headline": section.found.headline,
        "figures": [asdict(figure) for figure in section.found.figures],
        "notes": section.found.notes,
        "tables": [_table(table) for table in tables],
    }


def _table(table: Table) -> dict[str, Any]:
    headings, rows = tabulating.headings(table), tabulating.rows(table)
    return {"name": table.name, "title": table.title, "columns": headings, "rows": rows}
