"""A changelog keeps every line that somebody wrote, under the version that it was written for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.lifecycle.flowing.changelog import released, section

GENERATED = "## v1.1.0 (2026-01-05)\n\n### Feat\n\n- sign in\n\n"
NEW = "## v1.1.0 (2026-01-05)\n\n### Feat\n\n- sign in\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Changelog\n", f"# Changelog\n\n{NEW}"),
        ("# Changelog\n\n## v1.0.0\n\n- a\n", f"# Changelog\n\n{NEW}\n## v1.0.0\n\n- a\n"),
        ("# Changelog\n\n## Unreleased\n", f"# Changelog\n\n## Unreleased\n\n{NEW}"),
        (
            "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- mine\n\n## [1.0.0] - 2025-01-01\n\n- a\n",
            "# Changelog\n\n## [Unreleased]\n\n## v1.1.0 (2026-01-05)\n\n### Added\n\n- mine\n\n"
            "### Feat\n\n- sign in\n\n## [1.0.0] - 2025-01-01\n\n- a\n",
        ),
        (
            "## Unreleased\n\n- mine\n\n## Links\n\n- one\n",
            "## Unreleased\n\n## v1.1.0 (2026-01-05)\n\n- mine\n\n### Feat\n\n- sign in\n\n## Links\n\n- one\n",
        ),
        (
            "```\n## Unreleased\n```\n\n## 1.0.0\n",
            f"```\n## Unreleased\n```\n\n{NEW}\n## 1.0.0\n",
        ),
        ("", NEW),
    ],
    ids=["no version", "a version", "nothing written", "something written", "another section", "code", "empty"],
)
def test_a_version_takes_in_what_was_written_for_it(before: str, after: str) -> None:
    assert released(before, GENERATED) == after
    assert released(before.replace("\n", "\r\n"), GENERATED) == after.replace("\n", "\r\n" if before else "\n")


def test_a_version_without_commits_has_what_people_wrote() -> None:
    text = released("## Unreleased\n\n- mine\n", "## v1.1.0 (2026-01-05)\n\n")
    assert text == "## Unreleased\n\n## v1.1.0 (2026-01-05)\n\n- mine\n"


@given(st.lists(st.sampled_from(["# C", "## Unreleased", "## v1.0.0", "## Other", "- a", "### Added", "", "```", "b"])))
def test_no_line_is_ever_lost_or_moved_past_another(lines: list[str]) -> None:
    before = "".join(f"{line}\n" for line in lines)
    kept = [line for line in released(before, GENERATED).splitlines() if line]
    for line in (line for line in NEW.splitlines() if line):
        kept.remove(line)
    assert kept == [line for line in lines if line]


TEXT = """\
# Changelog

## Unreleased

- later

## v1.1.0 (2026-01-05)

### Feat

- sign in

```sh
## not a heading
```

## [1.0.0] - 2025-01-01

- a
"""


def test_a_section_is_found_with_all_that_is_below_it() -> None:
    newest = "### Feat\n\n- sign in\n\n```sh\n## not a heading\n```\n"
    assert section(TEXT, "1.1.0") == newest
    assert section(TEXT, None) == newest
    assert section(TEXT, "1.0.0") == "- a\n"
    assert section(TEXT, "1.1") is None
    assert section("# Changelog\n", None) is None
