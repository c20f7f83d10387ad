"""What people write shows as they wrote it, read by an independent reader of Markdown."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from publish_teams import WORDS, teams

from teamkit.publish import channels, decides, first_day, skills
from teamkit.publish.agents import text as agents_text
from teamkit.publish.markdown import code, fenced, folded, place, plain, prose, quiet, table
from teamkit.publish.responsibilities import text as responsibilities_text
from teamkit.publish.text import one_line
from teamkit.team.model import Team

READER = MarkdownIt("gfm-like", {"linkify": False})
MARKS = st.text("\\`*_[]<>#|~$&-+.)1 ab:/!", max_size=12)


def tokens(text: str) -> list[Token]:
    return [inner for token in READER.parse(text) for inner in (token, *(token.children or ()))]


def shown(text: str) -> str:
    return "".join(token.content for token in tokens(text) if token.type in {"text", "text_special", "code_inline"})


@given(text=WORDS | MARKS)
@example(text="0 ##")
@pytest.mark.parametrize("before", ["- ", "### ", "1. ", "x "])
def test_a_text_means_only_itself(before: str, text: str) -> None:
    written = before + plain(text)
    assert shown(written).strip() == f"{before.strip('-#1. ')} {one_line(text)}".strip()
    active = {"html_inline", "html_block", "em_open", "strong_open", "link_open", "hr", "softbreak"}
    assert active.isdisjoint(token.type for token in tokens(written))


@given(text=WORDS | MARKS)
def test_code_shows_every_character(text: str) -> None:
    if one_line(text):
        assert [token.content for token in tokens(code(text)) if token.type == "code_inline"] == [one_line(text)]


@given(cells=st.lists(WORDS | MARKS, min_size=2, max_size=4))
def test_a_cell_stays_one_cell(cells: list[str]) -> None:
    written = table([plain(cell) for cell in cells], [[plain(cell) for cell in cells]])
    found = tokens(written)
    assert [one_line(cell) for cell in cells] * 2 == [shown(token.content) for token in found if token.type == "inline"]
    assert [token.type for token in found].count("td_open") == len(cells)


@given(cells=st.lists(WORDS | MARKS, min_size=2, max_size=4))
def test_code_stays_in_its_cell(cells: list[str]) -> None:
    found = [token.type for token in tokens(table([code(cell) for cell in cells], ()))]
    assert found.count("th_open") == len(cells)


def bare(text: str) -> str:
    """Text without the marks of code, and without the spaces at its ends, which no reader sees."""
    return text.replace("`", "").strip()


@given(text=WORDS | MARKS)
@example(text="` `")
@example(text="an `a|b` and a ` b")
@example(text="`0 `")
def test_prose_shows_code_as_code_and_the_rest_as_itself(text: str) -> None:
    written = f"x {prose(text)}"
    assert bare(shown(written).replace("\u2060", "")) == bare(f"x {one_line(text)}")
    active = {"html_inline", "html_block", "em_open", "strong_open", "link_open", "softbreak"}
    assert active.isdisjoint(token.type for token in tokens(written))


def test_a_quiet_text_calls_nobody_and_links_nothing() -> None:
    assert quiet("@ada, a@b, #12, x/y#1, !7") == "@\u2060ada, a@\u2060b, #\u206012, x/y#\u20601, !\u20607"
    assert quiet("# 1, @ !") == "# 1, @ !"


@given(text=WORDS | MARKS | st.text("`~\n a", max_size=20))
@example(text="````\n</details>\n```")
def test_nothing_breaks_out_of_a_fence(text: str) -> None:
    found = [token for token in READER.parse(f"{fenced(text, 'sql')}\n\nafter") if token.type in {"fence", "inline"}]
    assert [token.type for token in found] == ["fence", "inline"]
    assert found[1].content == "after"


def test_a_folded_block_is_markdown_between_two_blocks_of_html() -> None:
    found = READER.parse(folded("SQL of <code>x</code>", fenced("SELECT 1;", "sql")))
    assert [(token.type, token.content) for token in found] == [
        ("html_block", "<details><summary>SQL of <code>x</code></summary>\n"),
        ("fence", "SELECT 1;\n"),
        ("html_block", "</details>"),
    ]


def test_an_address_becomes_a_link_and_nothing_else_does() -> None:
    assert place("https://chat.example.com/a_b") == "<https://chat.example.com/a_b>"
    assert place("javascript:alert(1)") == "javascript:alert(1)"
    assert place("https://x>y") == "https://x&gt;y"
    assert place("#shop") == "#shop"


PAGES: dict[str, Callable[[Team], str]] = {
    "decides": decides.text,
    "channels": channels.text,
    "skills": skills.text,
    "responsibilities": responsibilities_text,
    "agents": agents_text,
    "first day": lambda team: "\n\n".join(first_day.regions(team, ()).values()),
}


@pytest.mark.parametrize("page", PAGES)
@given(team=teams())
def test_no_name_breaks_a_page(page: str, team: Team) -> None:
    written = PAGES[page](team)
    written.encode()
    html = [token.content for token in tokens(written) if token.type in {"html_inline", "html_block"}]
    assert all(part.startswith("<!-- ") and part.count("-->") == 1 for part in html)
    assert len(html) == (0 if page in {"agents", "first day"} else 1)
    assert "\n\n\n" not in written
