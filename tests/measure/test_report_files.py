"""Beside the page stand its numbers: tables as CSV, and the whole as JSON."""

import csv
import json
from datetime import datetime
from io import StringIO

import pytest
from charted import Project
from reports import report

from teamkit.publish.charts.model import Item
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit
from teamkit.publish.report import tabulating
from teamkit.publish.report.files import files

FILES = dict(files(report()))


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(FILES[name].decode())))


def test_there_is_a_page_its_data_and_a_table_for_each_chart_and_for_what_was_measured() -> None:
    charts = {chart.name for section in report().sections for chart in getattr(section.found, "charts", ())}
    assert set(FILES) == {"index.html", "report.json", "cycle-time.csv", *(f"{name}.csv" for name in charts)}


def test_a_table_has_all_rows_with_times_and_seconds_that_programs_read() -> None:
    done = Project().done
    found = rows("cycle-times.csv")
    assert len(found) == len(done) > 250
    assert [float(row["Took (seconds)"]) for row in found] == [one.seconds for one in done]
    assert [datetime.fromisoformat(row["Done"]) for row in found] == [one.at for one in done]
    assert [row["Request address"] for row in found] == [one.item.href for one in done]


def test_the_data_hold_figures_and_tables_and_what_is_absent() -> None:
    told = json.loads(FILES["report.json"])
    sections = {each["identifier"]: each for each in told["sections"]}
    assert sections["cycle-time"]["figures"][0]["now"]["n"] == len(Project().done)
    tables = {each["name"]: each for each in sections["cycle-time"]["tables"]}
    assert tables["cycle-times"]["columns"][-1] == "Took (seconds)"
    assert [row[-1] for row in tables["cycle-times"]["rows"]] == [one.seconds for one in Project().done]
    assert sections["failed-deployment-recovery"]["absent"]["why"].startswith("No incident names")
    assert told["until"] == "2026-08-28T15:00:00+00:00"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_title_becomes_a_formula(words: str) -> None:
    table = Table("t", "T", (Column("Request", Kind.ITEM), Column("More", Unit.COUNT)), ((Item("#1", words), -1),))
    written = next(csv.DictReader(StringIO(tabulating.text(table))))
    assert not written["Request title"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written["More"] == "-1"


def test_what_no_file_can_hold_is_marked() -> None:
    table = Table("t", "T", (Column("Request", Kind.ITEM),), ((Item("caf\udce9", "a\u202eb"),),))
    assert tabulating.text(table).splitlines()[1] == "caf\N{REPLACEMENT CHARACTER},a\N{REPLACEMENT CHARACTER}b,"
