"""The frame of pages lets nothing of a repository become markup, or deceive who reads it."""

from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from teamkit.publish.pages.page import breakable, day, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë's café", "Zoë's café"),
        ("two\nlines", "two\nlines"),
        ("caf\udce9.py", "caf�.py"),
        ("bell\x07", "bell�"),
        ("invoice_\u202efdp.exe", "invoice_�fdp.exe"),
        ("\ud800", "�"),
    ],
)
def test_what_nobody_sees_is_marked(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_what_is_no_text_passes_through() -> None:
    assert visible(7) == 7
    assert visible(Markup("<b>")) == "<b>"


def test_a_path_may_break_behind_its_separators_and_nowhere_in_an_escape() -> None:
    assert breakable("apps/a_b.py") == "apps/<wbr>a_<wbr>b.<wbr>py"
    assert breakable("<&'\">") == "&lt;&amp;&#39;&#34;&gt;"


@given(st.text(st.characters(), max_size=40))
def test_any_path_can_be_written(text: str) -> None:
    written = str(breakable(text))
    written.encode()
    assert unescape(written.replace("<wbr>", "")) == visible(text)


def test_a_day_is_written_as_people_do() -> None:
    assert day(date(2026, 3, 1)) == "1 March 2026"
