"""The page of a report: all of it is there, nothing is fetched or run, and its bytes depend on nothing else."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from charted import Project
from rendering import REPOSITORY
from reports import FEW, report

from teamkit.findings import Unseen
from teamkit.publish.charts.model import Item
from teamkit.publish.charts.units import DAY, HOUR, Unit
from teamkit.publish.report.files import files
from teamkit.publish.report.model import Amount, Figure, Found, Report, Section
from teamkit.publish.report.wording import compared

HOSTILE = '<script>alert(1)</script>" onload="x\u202egnp.exe\x07caf\udce9 {{ 7 * 7 }}'
VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


class Read(HTMLParser):
    """What a browser finds on a page; an element that is closed in the wrong place fails."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        self.words.append(" " * (tag in {"td", "th", "li", "dd"}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self.open or tag == "svg"
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in tags]


def page(of: Report) -> str:
    return dict(files(of))["index.html"].decode()


TEXT = page(report())


def test_every_element_is_closed_where_it_was_opened() -> None:
    assert Read(TEXT).open == []


def test_nothing_is_fetched_or_run() -> None:
    found = Read(TEXT)
    assert found.all("script", "link", "img", "image", "iframe", "object", "base", "form", "foreignobject") == []
    assert [link for each in found.all("a") if not (link := each.get("href") or "").startswith(("#", "https://"))] == []
    assert not re.search(r"url\((?!#)|@import", TEXT)
    assert "default-src 'none'; style-src 'sha256-" in TEXT
    assert [attributes for _, attributes in found.tags if "style" in attributes] == []


def test_every_inner_link_leads_somewhere_and_no_anchor_stands_twice() -> None:
    found = Read(TEXT)
    anchors = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(anchors) == len(set(anchors))
    inner = {link[1:] for each in found.all("a", "use") if (link := each.get("href") or "").startswith("#")}
    named = {attributes[name] for _, attributes in found.tags for name in ("aria-labelledby",) if name in attributes}
    assert (inner | named) - set(anchors) == set()
    assert set(re.findall(r"url\(#([^)]+)\)", TEXT)) - set(anchors) == set()


def test_every_chart_has_its_numbers_behind_it() -> None:
    found = Read(TEXT)
    charts = [each for each in found.all("svg") if (each.get("class") or "").startswith("chart")]
    assert len(charts) == len(found.all("details")) == len(found.all("figure")) == 14
    assert len(found.all("caption")) == len(found.all("table"))


def test_a_section_says_what_is_seen_what_it_means_and_who_defined_it() -> None:
    found = Read(TEXT)
    assert "Churn One line in twelve is rewritten within three weeks" in found.text
    assert "Of the lines that landed in a week the share that is rewritten" in found.text
    assert {"href": "https://www.gitclear.com/"} in found.all("a")


def test_what_nobody_knows_stands_at_the_end_with_the_step_that_begins_it_each_reason_once() -> None:
    absent = [replace(known, found=Unseen("Nobody looked", "Look.")) for known in report().sections[:2]]
    text = Read(dict(files(report(sections=(*absent, *report().sections[2:]))))["index.html"].decode()).text
    assert "Cycle time, Open requests Nobody looked To begin Look." in text
    assert "Failed deployment recovery No incident names the deployment that brought it about To begin Fill in" in text


def test_figures_stand_beside_those_of_before_and_too_few_are_called_so() -> None:
    row = re.search(r'<tr class="few"><th scope="row">Cycle time of hotfixes.*?</tr>', TEXT, re.S)
    assert row is not None
    assert Read(row[0]).text.replace("\xa0", " ").split() == [
        "Cycle",
        "time",
        "of",
        "hotfixes",
        "2.4",
        "h",
        "9",
        "h",
        "4",
        "too",
        "few",
        "2.4",
        "h",
        "too",
        "few",
    ]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (Amount(2 * DAY, n=9), Amount(3 * DAY, n=9), "down from 3 days"),
        (Amount(2 * DAY, n=9), Amount(HOUR, n=9), "up from 1 hour"),
        (Amount(2 * DAY, n=9), Amount(2 * DAY + 60, n=9), "as before"),
        (Amount(2 * DAY, n=9), FEW, "2.4 hours before, of too few to compare"),
        (FEW, Amount(2 * DAY, n=9), "too few to say anything"),
        (Amount(None, n=0), Amount(2 * DAY, n=9), "too few to say anything"),
        (Amount(2 * DAY, n=9), None, "nothing to compare with"),
        (Amount(2 * DAY, n=9), Amount(None, n=0), "nothing to compare with"),
    ],
)
def test_a_figure_is_compared_in_words(now: Amount, before: Amount | None, words: str) -> None:
    assert compared(Figure("Cycle time", Unit.SECONDS, now, before)).replace("\xa0", " ") == words


def test_the_head_says_what_it_is_about_and_what_was_out_of_reach() -> None:
    text = Read(TEXT).text
    assert (
        "2 March 2026 to 28 August 2026, compared with the 26 weeks before · made on 28 August 2026, 15:00 UTC" in text
    )
    assert "The forge was not reached; what it remembers is as of 28 August 2026, 06:12 UTC." in text


def test_where_nothing_can_be_compared_there_is_no_column_for_it() -> None:
    def columns(before: Amount | None) -> list[str]:
        found = Found("Seen", (Figure("Figure", Unit.COUNT, Amount(3), before),))
        text = page(report(keys=(), sections=(Section("one", "One", "It.", (), found),)))
        return re.findall(r'<th scope="col" class="number">([^<]+)</th>', text)

    assert columns(Amount(2)) == ["Now", "Before"]
    assert columns(None) == ["Now"]


def test_a_line_of_weeks_has_a_dotted_one_where_something_can_be_compared() -> None:
    dotted = [each for each in Read(TEXT).all("line") if each.get("class") == "level before"]
    charts = [each for each in Read(page(report(keys=()))).all("line") if each.get("class") == "level before"]
    assert len(dotted) - len(charts) == sum(key.figure.before is not None for key in report().keys) == 5


def test_a_long_table_is_cut_to_its_newest_rows_and_says_where_the_rest_is() -> None:
    rows = re.findall(r"<tr><td><a href=\"[^\"]+\"><bdi>(#\d+)</bdi>", TEXT.split("The numbers")[1])
    assert rows == [one.item.name for one in Project().done[-250:]]
    assert (
        f"The newest 250 of {len(Project().done)} rows. All of it is in cycle-times.csv beside this page."
        in Read(TEXT).text
    )


def test_there_is_no_score_and_nobody_is_ranked() -> None:
    words = Read(TEXT).text.lower().replace("no figure ranks people, and there is no score", "")
    assert not re.search(r"\bscore|\bgrade|\brank|\brating|\bbest\b|\bworst\b", words)


def test_what_a_repository_says_is_never_markup() -> None:
    item = Item(HOSTILE, HOSTILE, f"https://forge.example/{HOSTILE}")
    found = Found(HOSTILE, (Figure(HOSTILE, Unit.COUNT, FEW, FEW),), (), (HOSTILE,))
    several = (
        Section("one", HOSTILE, HOSTILE, (item,), found),
        Section("two", HOSTILE, HOSTILE, (replace(item, href="javascript:alert(1)"),), Unseen(HOSTILE, HOSTILE)),
    )
    shown = page(report(repository=item, lead=HOSTILE, notes=(HOSTILE,), keys=(), sections=several))
    read = Read(shown)
    assert read.all("script") == []
    assert [attributes for _, attributes in read.tags if "onload" in attributes] == []
    assert "{{ 7 * 7 }}" in read.text
    assert 'href="javascript' not in shown
    assert not re.search("[\u202e\x07\ud800-\udfff]", shown)


def test_two_years_of_a_busy_project_are_a_page_that_opens_at_once() -> None:
    busy = Project(weeks=104, requests=39)
    assert len(busy.done) > 3900
    assert len(page(report(busy)).encode()) < 1_500_000


def test_the_same_report_is_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import hashlib; from reports import report; from teamkit.publish.report.files import files\n"
        "print(hashlib.sha256(repr(files(report())).encode()).hexdigest())"
    )
    digests = {_digest(script, seed) for seed in ("1", "2")}
    assert len(digests) == 1


def _digest(script: str, seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY / "tests")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stdout
