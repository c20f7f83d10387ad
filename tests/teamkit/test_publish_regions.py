"""Only what is between the marks is ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.findings import Refusal
from teamkit.publish.regions import fill, marked

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(above=WORDS, below=WORDS, old=st.sampled_from(["", "old", "- a\n- b"]), new=st.sampled_from(["new", "a\n\nb"]))
def test_nothing_outside_a_region_is_touched(above: str, below: str, old: str, new: str) -> None:
    text = f"{above}\n{marked('owners', old)}{below}"
    filled = fill(text, "owners", new, "AGENTS.md")
    assert filled.startswith(f"{above}\n<!-- team:owners: ")
    assert filled.endswith(f"<!-- /team:owners -->\n{below}")
    assert new in filled.replace("\r\n", "\n")


@given(text=WORDS)
def test_a_region_that_a_file_lacks_is_added_at_its_end(text: str) -> None:
    filled = fill(text, "owners", "new", "AGENTS.md")
    assert filled.startswith(text)
    assert filled.endswith(("<!-- /team:owners -->\n", "<!-- /team:owners -->\r\n"))


@given(text=WORDS)
def test_filling_twice_changes_nothing(text: str) -> None:
    once = fill(text, "owners", "new", "AGENTS.md")
    assert fill(once, "owners", "new", "AGENTS.md") == once


@given(text=WORDS, around=WORDS)
def test_a_mark_in_the_content_is_none(text: str, around: str) -> None:
    content = f"{around}\n<!-- /team:owners -->\n{around}\n  <!-- team:other: x -->"
    once = fill(text, "owners", content, "AGENTS.md")
    assert fill(once, "owners", content, "AGENTS.md") == once
    assert fill(once, "owners", "new", "AGENTS.md") == fill(text, "owners", "new", "AGENTS.md")


def test_line_ends_of_windows_stay() -> None:
    text = "# Ours\r\n\r\n" + marked("owners", "old").replace("\n", "\r\n") + "last\r\n"
    filled = fill(text, "owners", "a\nb", "AGENTS.md")
    assert filled.count("\n") == filled.count("\r\n")
    assert "\r\na\r\nb\r\n" in filled


def test_other_regions_stay() -> None:
    text = marked("people", "p") + "between\n" + marked("hours", "h")
    assert fill(text, "hours", "new", "x.md") == marked("people", "p") + "between\n" + marked("hours", "new")


BEGIN, END = "<!-- team:owners -->", "<!-- /team:owners -->"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"a\n{BEGIN}\nb",
            f"AGENTS.md:2: the mark {BEGIN} does not pair: put {END} below it, or delete it",
        ),
        (
            f"a\nb\n{END}",
            f"AGENTS.md:3: the mark {END} does not pair: put {BEGIN} above it, or delete it",
        ),
        (
            f"{BEGIN}\n{BEGIN}\n{END}",
            f"AGENTS.md:1: the mark {BEGIN} does not pair: put {END} below it, or delete it",
        ),
        (
            f"{BEGIN}\n{END}\n{BEGIN}\n{END}",
            f"AGENTS.md:3: the mark {BEGIN} does not pair: the region stands twice; delete one of them",
        ),
        (
            f"{BEGIN}\n<!-- /team:a -->\n{END}",
            "AGENTS.md:2: the mark <!-- /team:a --> does not pair: put <!-- team:a --> above it, or delete it",
        ),
    ],
)
def test_marks_that_do_not_pair_are_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(Refusal) as refusal:
        fill(text, "owners", "new", "AGENTS.md")
    assert str(refusal.value) == message
