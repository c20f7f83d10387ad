"""The page of a fleet shows shares in words and numbers, ranks nobody, and takes names for names."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from fleets import fleet, run

from teamkit.findings import State, Unseen
from teamkit.publish.fleet.model import Adopted, Fleet, Judged, Standing
from teamkit.publish.fleet.page import text

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
CHECKS = {"target": "A request goes where it may go.", "waivers": "No waiver has expired."}
GONE = Unseen("there is no such folder", "mend its path")


class Cells(HTMLParser):
    """The rows of all tables of a page, as the words of their cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_hidden = self.is_cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_hidden = tag == "span" and ("aria-hidden", "true") in attributes
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.is_hidden = self.is_hidden and tag != "span"
        self.is_cell = self.is_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.is_cell and not self.is_hidden:
            self.rows[-1][-1] += data

    def row(self, beginning: str) -> list[str]:
        return next([cell.strip() for cell in row] for row in self.rows if row[0].startswith(beginning))


def a_repository(name: str, target: State, waivers: State = State.PASS, version: str = "v1.0.0") -> Standing:
    adopted = Adopted("https://example.com/template.git", version, "v1.2.0", {"v1.2.0": 0}.get(version, 2), "project")
    return Standing(name, None, name, "1" * 40, adopted, (Judged("target", target), Judged("waivers", waivers)), AT)


def gone(name: str) -> Standing:
    return Standing(name, None, name, GONE, GONE, GONE, GONE)


def page(*repositories: Standing) -> str:
    return text(Fleet(AT, repositories, CHECKS, ("org/old is archived",), (Unseen("nobody may list it", ""),)))


def test_each_check_says_how_many_pass_fail_and_are_unknown_where_nobody_could_look() -> None:
    several = (a_repository("a", State.PASS), a_repository("b", State.FAIL), a_repository("c", State.UNKNOWN))
    shown = Cells(page(*several, gone("d")))
    assert shown.row("A request goes")[2:] == ["1", "2", "1"]
    assert shown.row("No waiver")[2:] == ["3", "1", "0"]
    assert [re.sub(r"\s+", " ", cell).strip() for cell in shown.rows[0]][2:] == ["pass", "unknown", "fail"]
    assert "In 1 of 4 repositories every check passes and nothing is unknown." in page(*several, gone("d"))


def test_a_bar_has_a_part_for_each_state_and_is_as_long_as_the_fleet() -> None:
    drawn = page(a_repository("a", State.PASS), a_repository("b", State.FAIL), gone("c"))
    parts = re.findall(r'<rect class="(\w+)" x="([\d.]+)" y="\d" width="([\d.]+)"', drawn)
    assert [(state, float(start), float(length)) for state, start, length in parts[:3]] == [
        ("pass", 0.0, 33.33),
        ("unknown", 33.33, 33.33),
        ("fail", 66.67, 33.33),
    ]


def test_repositories_stand_by_name_whatever_fails_in_them() -> None:
    several = [a_repository("Zoo", State.FAIL, State.FAIL), a_repository("art", State.PASS), gone("mail")]
    rows = Cells(page(*several)).rows
    names = [row[0].strip() for row in rows if row and row[0].strip() in {"Zoo", "art", "mail"}]
    assert names == ["art", "mail", "Zoo"]


def test_versions_are_spread_out_with_the_newest_first() -> None:
    shown = Cells(page(a_repository("a", State.PASS), a_repository("b", State.PASS, version="v1.2.0")))
    assert shown.row("v1.2.0") == ["v1.2.0", "nothing newer", "1", "b"]
    assert shown.row("v1.0.0") == ["v1.0.0", "2 releases", "1", "a"]


def test_what_could_not_be_looked_at_is_named_with_its_reason() -> None:
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page(gone("mail"))))
    assert "mail there is no such folder ; mend its path" in shown
    assert "A list nobody may list it" in shown
    assert "Left out org/old is archived" in shown


def test_a_name_that_is_markup_becomes_none_and_nothing_is_fetched_or_run() -> None:
    shown = page(a_repository("<script>alert(1)</script>\u202e", State.PASS))
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\N{REPLACEMENT CHARACTER}" in shown
    assert "default-src 'none'" in shown
    assert not re.search(r'\b(src|style)="|href="[^#]', shown)


def test_the_command_writes_the_page_and_ends_as_the_status_does(tmp_path: Path) -> None:
    done = run(fleet(tmp_path, "missing"), "report", "--page", str(tmp_path / "fleet.html"), cache=tmp_path / "cache")
    assert (done.exit_code, done.stdout) == (2, f"wrote {tmp_path}/fleet.html\n")
    assert "there is no such folder" in (tmp_path / "fleet.html").read_text()
