"""Paths find their owners as on the forges."""

import random

import pytest
from codeowners import CodeOwners
from hypothesis import example, given
from hypothesis import strategies as st

from teamkit.team.model import Area, Team
from teamkit.team.owning import Ownership, fault, matches

NAMES = st.sampled_from(["a", "b", "apps", "docs", "models.py", "x.py", ".env", "A", "migrations"])
PATHS = st.lists(NAMES, min_size=1, max_size=5).map("/".join)
PARTS = st.sampled_from(["a", "b", "apps", "docs", "models.py", "*.py", "*", "**", "m*", "?", ".env"])


@st.composite
def patterns(draw: st.DrawFn) -> str:
    parts = draw(st.lists(PARTS, min_size=1, max_size=4))
    return draw(st.sampled_from(["", "/"])) + "/".join(parts) + draw(st.sampled_from(["", "/"]))


def team(*paths: str) -> Team:
    return Team(areas={f"area-{number}": Area(title="A", paths=(path,)) for number, path in enumerate(paths)})


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("*", ["a", "a/b", ".env"], []),
        ("*.py", ["x.py", "a/b/x.py"], ["x.pyc", "a.py.txt"]),
        ("/docs/", ["docs/a", "docs/a/b"], ["docs", "a/docs/b"]),
        ("docs/", ["docs/a", "a/docs/b"], ["docs"]),
        ("docs/*", ["docs/a"], ["docs/a/b", "a/docs/b"]),
        ("/apps/github", ["apps/github", "apps/github/a"], ["a/apps/github"]),
        ("**/logs", ["logs", "a/logs", "a/b/logs/c"], ["mylogs"]),
        ("**/migrations/", ["apps/users/migrations/0001.py"], ["apps/migrations"]),
        ("apps/**/models.py", ["apps/models.py", "apps/a/b/models.py"], ["models.py"]),
        ("Docs/", ["Docs/a"], ["docs/a"]),
        ("my docs/", ["my docs/a"], ["my/docs/a"]),
        ("a?c", ["abc", "x/abc"], ["a/c"]),
    ],
)
def test_a_pattern_matches_as_github_says(pattern: str, inside: list[str], outside: list[str]) -> None:
    assert [path for path in inside if not matches(pattern, path)] == []
    assert [path for path in outside if matches(pattern, path)] == []


@given(st.lists(patterns(), min_size=1, max_size=6), PATHS)
@example(["*", "docs/"], "docs/a")
def test_the_winner_is_that_of_an_independent_matcher(written: list[str], path: str) -> None:
    # Without spaces: that library lets `docs` match `my docs`.
    lines = [f"{pattern} @{number}" for number, pattern in enumerate(written)]
    theirs = CodeOwners("\n".join(lines)).of(path)
    ours = Ownership(team(*written)).rule(path)
    assert ([("USERNAME", f"@{ours.area.removeprefix('area-')}")] if ours else []) == theirs


@given(st.lists(patterns(), min_size=1, max_size=8), PATHS)
def test_filing_rules_loses_none(written: list[str], path: str) -> None:
    expected = tuple(f"area-{number}" for number, pattern in enumerate(written) if matches(pattern, path))
    assert Ownership(team(*written)).areas(path) == expected


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "is empty"),
        ("/", "is empty"),
        ("!docs", "begins with !"),
        ("#docs", "begins with #"),
        ("[ab].py", "holds brackets"),
        ("a\\b", "holds a backslash"),
        ("a//b", "two slashes"),
        ("***", "three stars"),
        (" a", "white space at its ends"),
        ("a\tb", "control character"),
    ],
)
def test_a_pattern_that_no_forge_accepts_is_named_with_its_remedy(pattern: str, words: str) -> None:
    assert words in str(fault(pattern))


def test_a_sound_pattern_has_no_fault() -> None:
    assert [fault(pattern) for pattern in ("*", "/docs/", "**/models.py", "my docs/*.md", ".github/")] == [None] * 5


def test_looking_up_grows_with_files_and_not_with_files_times_rules() -> None:
    paths = [f"apps/app_{random.Random(0).randrange(1000)}/models_{number}.py" for number in range(2000)]  # noqa: S311
    few, many = (
        Ownership(team("*", "*.py", *(f"/apps/app_{number}/" for number in range(rules)))) for rules in (10, 1000)
    )
    assert (
        max(len(set(many._candidates(path))) for path in paths)
        <= max(len(set(few._candidates(path))) for path in paths) + 1
    )
