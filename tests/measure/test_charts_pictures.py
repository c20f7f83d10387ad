"""Each chart draws as many marks as it has values, says the same in words and in a table, and takes texts for texts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import charted
import pytest
from charted import SINCE, WEEK, Project

from teamkit.publish.charts import model
from teamkit.publish.charts.drawing import draw
from teamkit.publish.charts.model import Item
from teamkit.publish.charts.svg import markup
from teamkit.publish.charts.units import DAY, HOUR, Unit

PROJECT = Project()
HOSTILE = '</title><script>alert(1)</script>" onload="x\u202egnp.exe\x07\udce9 & <b>'
EVERY = pytest.mark.parametrize("chart", [make(PROJECT) for make in charted.ALL], ids=lambda chart: chart.name)
MARKS: dict[Callable[[Project], Any], tuple[str, Callable[[Any], int]]] = {
    charted.scatter: ("circle", lambda chart: len(chart.dots)),
    charted.stages: ("rect", lambda chart: 4 * len(chart.weeks)),
    charted.flow: ("path[@class]", lambda chart: len(chart.names)),
    charted.ageing: ("circle", lambda chart: len(chart.requests)),
    charted.throughput: ("rect", lambda chart: len(chart.weeks)),
    charted.timeline: ("*[@class='strokes']/*", lambda chart: len(chart.deployments)),
    charted.lead_time: ("circle", lambda chart: sum(week.n > 0 for week in chart.weeks)),
    charted.recovery: ("circle", lambda chart: sum(each.is_over for each in chart.incidents)),
    charted.churn: ("rect", lambda chart: len(chart.weeks)),
    charted.answered: ("rect", lambda chart: len(chart.weeks)),
    charted.load: ("rect", lambda chart: 2 * len(chart.people)),
    charted.forecast: ("path[@class='band']", lambda chart: len(chart.chances) // 2),
    charted.calibration: ("circle", lambda chart: len(chart.kept)),
}


def picture(chart: model.Chart) -> Element:
    """The picture as a browser gets it; one that is not well-formed raises."""
    return fromstring(markup(draw(chart).picture))  # noqa: S314


def texts(chart: model.Chart) -> list[str]:
    return [(each.text or "").replace("\N{NO-BREAK SPACE}", " ") for each in picture(chart).iter("text")]


def hrefs(chart: model.Chart) -> list[str]:
    return [each.attrib["href"] for each in picture(chart).iter("a")]


def classes(chart: model.Chart, tag: str) -> list[str]:
    return [each.get("class", "") for each in picture(chart).iter(tag)]


@pytest.mark.parametrize("make", MARKS, ids=lambda make: make.__name__)
def test_there_is_a_mark_for_each_value(make: Callable[[Project], model.Chart]) -> None:
    path, number = MARKS[make]
    chart = make(PROJECT)
    assert len(picture(chart).findall(f".//{path}")) == number(chart) > 0


@pytest.mark.parametrize(
    ("median", "p85"), [(2 * DAY, 4 * DAY), (2 * DAY, 20 * DAY), (3 * HOUR, 5 * HOUR), (12 * DAY, 20 * DAY)]
)
def test_the_name_of_one_end_in_a_histogram_does_not_lie_across_the_line_of_the_other(
    median: float, p85: float
) -> None:
    chart = model.Histogram("c", "Chart", "", (HOUR, median, p85, 28 * DAY), median, p85)
    shown = picture(chart)
    lines = [each for each in shown.iter("line") if each.get("class") == "upright"]
    names = [each for each in shown.iter("text") if "within" in (each.text or "")]
    x, tops, rows = (
        [float(each.attrib[key].rstrip("%")) for each in several]
        for key, several in (("x1", lines), ("y1", lines), ("y", names))
    )
    sides = [-1 if "left" in each.attrib["class"] else 1 for each in names]
    for one, other in ((0, 1), (1, 0)):
        if (x[other] - x[one]) * sides[one] > 0:
            assert rows[one] < tops[other]


def test_the_bars_of_a_histogram_add_up() -> None:
    drawn = draw(charted.histogram(PROJECT))
    told = [int((title.text or "").split(": ")[1]) for title in drawn.picture.iterfind(".//g/title")]
    assert sum(told) == len(PROJECT.done)
    assert [row[-1] for row in drawn.table.rows] == told


@EVERY
def test_a_picture_has_a_title_a_description_and_a_role(chart: model.Chart) -> None:
    found = picture(chart)
    title, words = found.find("title"), found.find("desc")
    assert title is not None
    assert words is not None
    assert title.text == chart.title
    assert len(words.text or "") > 10
    assert (found.get("aria-labelledby"), found.get("aria-describedby")) == (title.get("id"), words.get("id"))
    assert found.get("role") == ("group" if list(found.iter("a")) else "img")


@EVERY
def test_its_table_has_as_many_cells_as_columns_in_each_row(chart: model.Chart) -> None:
    table = draw(chart).table
    assert (table.name, table.title) == (chart.name, chart.title)
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_the_table_has_the_numbers_of_the_picture() -> None:
    scatter, bars = charted.scatter(PROJECT), charted.churn(PROJECT)
    assert list(draw(scatter).table.rows) == [(dot.item, dot.at, dot.seconds) for dot in scatter.dots]
    assert [row[:3] for row in draw(bars).table.rows] == [(week.start, week.value, week.n) for week in bars.weeks]


def test_every_dot_leads_to_its_request_and_says_what_it_is() -> None:
    chart = charted.scatter(PROJECT)
    assert hrefs(chart) == [dot.item.href for dot in chart.dots]
    first = chart.dots[0]
    title = picture(chart).findall(".//a/title")[0].text or ""
    assert title.startswith(f"{first.item.name} {first.item.title}"[:50])
    assert re.search(r": [\d.]+\xa0[a-z]+$", title)


def test_the_keyboard_does_not_stop_at_every_dot() -> None:
    assert {each.get("tabindex") for each in picture(charted.scatter(PROJECT)).iter("a")} == {"-1"}


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https:", "", "x y"])
def test_only_addresses_of_the_web_are_followed(href: str) -> None:
    dot = model.Dot(Item("#1", "Title", href), SINCE, HOUR)
    chart = model.Scatter("s", "Scatter", "", SINCE, SINCE + WEEK, (dot,), None, None)
    assert hrefs(chart) == []
    assert len(list(picture(chart).iter("circle"))) == 1


@EVERY
def test_what_others_wrote_is_text(chart: model.Chart) -> None:
    written = markup(draw(hostile(chart)).picture)
    found = fromstring(written)  # noqa: S314
    assert list(found.iter("script")) == []
    assert not any(name.startswith("on") for each in found.iter() for name in each.attrib)
    assert not re.search("[\u202e\x07\ud800-\udfff]", written)
    written.encode()


def hostile(chart: model.Chart) -> model.Chart:
    """The same chart with a text in every place that a repository fills."""
    item = Item(HOSTILE, HOSTILE, f"https://forge.example/{HOSTILE}")
    changes: dict[str, Any] = {"title": HOSTILE}
    for name, value in vars(chart).items():
        if isinstance(value, tuple) and value and hasattr(value[0], "item"):
            changes[name] = tuple(replace(each, item=item) for each in value)
    match chart:
        case model.Timeline():
            changes["deployments"] = tuple(replace(each, environment=HOSTILE) for each in chart.deployments)
        case model.Load():
            changes["people"] = tuple(replace(each, name=HOSTILE) for each in chart.people)
    return replace(chart, **changes)


def test_what_took_longest_is_named_and_what_is_late_is_a_ring() -> None:
    chart = charted.scatter(PROJECT)
    longest = max(chart.dots, key=lambda dot: dot.seconds)
    assert any(words.startswith(f"{longest.item.name} took ") for words in texts(chart))
    assert classes(chart, "a").count("late") == sum(dot.seconds > (chart.p85 or 0) for dot in chart.dots)


def test_levels_are_named_at_the_edge() -> None:
    dots = tuple(model.Dot(Item("#1"), SINCE, HOUR * each) for each in (1, 2, 30))
    chart = model.Scatter("s", "Scatter", "", SINCE, SINCE + WEEK, dots, 2 * HOUR, 30 * HOUR, DAY)
    assert {"half", "2 h", "85 %", "1.2 d", "before", "1 d"} <= set(texts(chart))


def test_weeks_of_few_values_are_hollow_and_open_ones_hatched_and_both_are_explained() -> None:
    weeks = (
        model.Weekly(SINCE, 0.5, 3, is_few=True),
        model.Weekly(SINCE + WEEK, 0.2, 30),
        model.Weekly(SINCE + 2 * WEEK, 0.3, 30, is_open=True),
    )
    chart = model.Bars("churn", "Churn", "", "median", Unit.SHARE, weeks, opening="21 days have not passed")
    found = picture(chart)
    bars = found.findall(".//*[@class='bars']/g")
    assert [bar.get("class") for bar in bars] == ["few", None, "open"]
    assert [rect.get("fill") for rect in found.iter("rect")] == [None, None, "url(#churn-hatch)"]
    assert draw(chart).notes == ("Hollow: too few values to say anything.", "Hatched: 21 days have not passed.")
    assert "30 %" in texts(chart)


def test_a_failed_deployment_has_another_shape() -> None:
    chart = charted.timeline(PROJECT)
    failed = sum(each.has_failed for each in chart.deployments)
    assert classes(chart, "path").count("cross") == failed > 0
    assert any(words.endswith(f", {failed} failed") for words in texts(chart))


def test_an_incident_that_is_not_over_is_an_arrow() -> None:
    chart = charted.recovery(PROJECT)
    assert [each.get("class") for each in picture(chart).iter("a") if each.get("class")] == ["failed"]
    assert "An arrow is not over yet." in draw(chart).notes


def test_a_trend_is_broken_where_a_week_has_no_value() -> None:
    weeks = tuple(model.Spread(SINCE + WEEK * at, n, n and HOUR, n and DAY) for at, n in enumerate((9, 9, 0, 9)))
    weeks = (*weeks[:2], replace(weeks[2], median=None, p85=None), weeks[3])
    chart = model.Trend("t", "Trend", "", weeks)
    assert classes(chart, "path").count("band") == 2


def test_an_area_of_a_flow_is_named_by_what_is_in_it_and_not_at_all_where_nothing_is() -> None:
    levels = tuple(model.Level(SINCE + WEEK * week, counts) for week, counts in enumerate(((2, 0, 0), (9, 4, 4))))
    chart = model.Flow("f", "Flow", "", ("open", "closed", "merged"), levels)
    assert [words for words in texts(chart) if words in chart.names] == ["open", "merged"]
    assert draw(chart).table.rows[-1][1:] == (5, 0, 4)


def test_people_stand_by_their_names_whatever_they_do() -> None:
    chart = charted.load(PROJECT)
    names = [each.text for each in picture(chart).iter("text") if each.get("class") == "name"]
    assert names == ["Ada", "Barbara", "Edsger", "Grace", "Linus"]
    assert [row[0] for row in draw(chart).table.rows] == names


def test_a_forecast_names_the_chances_that_somebody_would_build_on() -> None:
    assert {"50 % sure", "85 % sure", "95 % sure"} <= set(texts(charted.forecast(PROJECT)))
    assert not {"5 % sure", "15 % sure"} & set(texts(charted.forecast(PROJECT)))


def test_calibration_says_how_many_forecasts_there_were() -> None:
    assert {"59 % of 61", "67 % of 61", "90 % of 61", "93 % of 61"} <= set(texts(charted.calibration(PROJECT)))


@pytest.mark.parametrize(
    "chart",
    [
        model.Scatter("c", "Chart", "", SINCE, SINCE + WEEK, (), None, None),
        model.Histogram("c", "Chart", "", (), None, None),
        model.Stages("c", "Chart", "", ("coding", "review"), (model.Staged(SINCE, (0, 0), 0, is_few=True),)),
        model.Flow("c", "Chart", "", ("opened",), (model.Level(SINCE, (0,)), model.Level(SINCE + WEEK, (0,)))),
        model.Ageing("c", "Chart", "", ("Draft",), (), None, None),
        model.Bars("c", "Chart", "", "median", Unit.COUNT, (model.Weekly(SINCE, None),)),
        model.Timeline("c", "Chart", "", SINCE, SINCE + WEEK, ()),
        model.Trend("c", "Chart", "", (model.Spread(SINCE, 0, None, None),)),
        model.Recovery("c", "Chart", "", (), None),
        model.Load("c", "Chart", "", (), "reviewed"),
        model.Forecast(
            "c", "Chart", "", (model.Reached(SINCE, 0),), (0.5,), (model.Ahead(SINCE + timedelta(days=1), (0,)),)
        ),
        model.Calibration("c", "Chart", "", ()),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_nothing_to_show_is_drawn_all_the_same(chart: model.Chart) -> None:
    found = picture(chart)
    assert not any(value in {"nan%", "inf%", "nan", "inf"} for each in found.iter() for value in each.attrib.values())
