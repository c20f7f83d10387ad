"""In a real browser the report is legible to everybody: on a phone, at night, on paper, without script, by ear."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import chromium, opened
from charted import Project
from playwright.sync_api import Browser, Page
from reports import report

from teamkit.publish.report.files import files

pytestmark = pytest.mark.xdist_group("browser")

OVERLAPS = """
() => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
  const texts = [...chart.querySelectorAll('text')].filter(each => each.textContent.trim());
  const boxes = texts.map(each => each.getBoundingClientRect());
  const touch = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;  // boxes are higher than letters
  return boxes.flatMap((a, i) => boxes.flatMap((b, j) => i < j && touch(a, b)
    ? [`${chart.querySelector('title').textContent}: ${texts[i].textContent} / ${texts[j].textContent}`] : []));
})
"""
OUTSIDE = """
() => [...document.querySelectorAll('svg.chart text')].filter(each => {
  const box = each.getBoundingClientRect();
  return box.left < 0 || box.right > document.documentElement.clientWidth;
}).map(each => each.textContent)
"""
CROSSED = """
() => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
  const lines = [...chart.querySelectorAll('line.upright')].map(each => each.getBoundingClientRect());
  return [...chart.querySelectorAll('text')].filter(each => {
    const box = each.getBoundingClientRect();
    return lines.some(line => box.left + 1 < line.left && line.left < box.right - 1
      && Math.min(box.bottom, line.bottom) - Math.max(box.top, line.top) > 4);
  }).map(each => each.textContent);
})
"""
BROKEN = """
() => [...document.querySelectorAll('.keys strong')].filter(
  each => each.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(each).lineHeight)
).map(each => each.textContent)
"""
SIZES = (
    "() => [...document.querySelectorAll('svg.chart text')].map(each => parseFloat(getComputedStyle(each).fontSize))"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report"), Project())


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("busy"), Project(weeks=104, requests=39))


def written(folder: Path, project: Project) -> Path:
    file = folder / "index.html"
    file.write_bytes(dict(files(report(project)))[file.name])
    return file


def background(page: Page) -> Any:
    return page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, scheme: Any) -> None:
    with opened(browser, written(tmp_path, Project(weeks=12, requests=2)), scheme=scheme) as page:
        page.evaluate("() => [...document.querySelectorAll('details')].slice(0, 3).forEach(each => each.open = true)")
        found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    passed = {rule["id"] for rule in found.response["passes"]}
    assert {"color-contrast", "nested-interactive", "svg-img-alt", "scrollable-region-focusable"} <= passed


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_its_window_and_no_text_of_a_chart_leaves_it(
    browser: Browser, file: Path, width: int
) -> None:
    with opened(browser, file, width) as page:
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_texts_of_a_chart_do_not_lie_over_each_other(browser: Browser, file: Path, width: int) -> None:
    with opened(browser, file, width) as page:
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(CROSSED) == []


@pytest.mark.parametrize("width", [360, 1440])
def test_nor_do_they_after_two_busy_years(browser: Browser, busy: Path, width: int) -> None:
    with opened(browser, busy, width) as page:
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(CROSSED) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_texts_are_as_large_on_a_phone_as_anywhere(browser: Browser, file: Path) -> None:
    with opened(browser, file, 360) as page:
        assert min(page.evaluate(SIZES)) >= 12


def test_it_looks_the_same_without_script(browser: Browser, file: Path) -> None:
    with opened(browser, file) as page:
        with_scripts = page.screenshot(full_page=True)
    with opened(browser, file, has_scripts=False) as page:
        assert page.screenshot(full_page=True) == with_scripts


def test_it_is_dark_at_night(browser: Browser, file: Path) -> None:
    with opened(browser, file) as day, opened(browser, file, scheme="dark") as night:
        assert background(day) != background(night)
        assert day.screenshot() != night.screenshot()


def test_it_is_printed_light_on_a_sane_number_of_sheets_without_tables_of_numbers(browser: Browser, file: Path) -> None:
    with opened(browser, file, scheme="dark") as page:
        sheets = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        assert background(page) == "rgb(255, 255, 255)"
        assert page.locator("details:visible").count() == 0
        assert page.locator("svg.chart:visible").count() == 14
        page.set_viewport_size({"width": 680, "height": 900})
        assert page.evaluate(BROKEN) == []
    assert 6 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 14


def test_numbers_open_without_script_and_a_dot_leads_to_its_request(browser: Browser, file: Path) -> None:
    with opened(browser, file, has_scripts=False) as page:
        page.locator("summary").first.click()
        assert page.locator("table:visible", has_text="cycle-times.csv").count() == 1
        dots = page.locator("svg.scatter a")
        assert dots.count() == len(Project().done)
        dots.last.hover(force=True)
        assert dots.last.get_attribute("href") == Project().done[-1].item.href
