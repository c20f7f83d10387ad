"""What a template says of its versions is what its changelog says between them."""

import pytest

from teamkit.lifecycle.updating.news import news

CHANGELOG = """\
# Changelog

## Unreleased

- Not out.

## [v2.1.0] – 2026-02-01

- Two one.

### Fixed

- A thing.

## 2.0.0 (2026-01-01)

- Two.

## v1.0.0

- One.

## Before

- Nobody counted.
"""


@pytest.mark.parametrize(
    ("before", "after", "first_words"),
    [
        ("1.0.0", "2.0.0", ["- Two."]),
        ("1.0.0", "2.1.0", ["- Two one.", "- Two."]),
        ("1.0.0", "9.0.0", ["- Two one.", "- Two."]),
        ("2.0.0.post3.dev0+abc", "2.1.0", ["- Two one."]),
        ("2.1.0", "2.1.0", []),
        ("not a version", "2.1.0", []),
    ],
)
def test_the_versions_after_one_up_to_another_are_told(before: str, after: str, first_words: list[str]) -> None:
    items = [line for line in news(CHANGELOG, before, after).splitlines() if line.startswith("- ")]
    assert [item for item in items if item != "- A thing."] == first_words


def test_a_template_without_a_changelog_has_no_news() -> None:
    assert news("", "1.0.0", "2.0.0") == ""
    assert news("# Words\n\nNo version.\n", "1.0.0", "2.0.0") == ""
