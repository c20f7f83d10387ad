"""Incidents are read as people wrote them, and what cannot be read is said."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pasts import at
from rendering import REPOSITORY

from teamkit.findings import Refusal
from teamkit.forges.past.model import ForgeIncident
from teamkit.measure.facts import Incident
from teamkit.measure.incidents import Told, fields, incidents
from teamkit.team.incidents import incidents_of, read_incidents

STARTED, ENDED = datetime(2026, 1, 31, 13, 5, tzinfo=UTC), datetime(2026, 1, 31, 13, 50, tzinfo=UTC)
GITHUB = """\
### Started

{started}

### Ended

{ended}

### Impact

Nobody could pay.

### Deployment

{deployment}
"""
WHOLE = {"started": "2026-01-31T14:05+01:00", "ended": "2026-01-31T14:50+01:00", "deployment": "v1.2.0"}


def an_issue(body: str = "", **changes: Any) -> ForgeIncident:
    whole = ForgeIncident(
        7, "Nobody can pay", "https://forge.example/7", body, at(30), at(31), at(31), is_dismissed=False
    )
    return replace(whole, **changes)


def told(form: str = GITHUB, **said: str) -> Told:
    return incidents([an_issue(form.format(**WHOLE | said))])


def the_incident(form: str = GITHUB, **said: str) -> Incident:
    (found,) = told(form, **said).incidents
    return found


def test_the_form_of_github_says_when_and_what_brought_it() -> None:
    assert the_incident() == Incident(
        "#7", "Nobody can pay", STARTED, ENDED, deployment="v1.2.0", url="https://forge.example/7"
    )


def test_github_form_has_the_headings_that_are_read() -> None:
    form = yaml.safe_load((REPOSITORY / "template" / ".github/ISSUE_TEMPLATE/incident.yml").read_text())
    labels = {field["attributes"]["label"].casefold() for field in form["body"]}
    assert {"started", "ended", "deployment"} <= labels


def test_the_description_that_gitlab_begins_with_says_nothing_until_it_is_filled_in() -> None:
    form = (REPOSITORY / "template" / ".gitlab/issue_templates/Incident.md").read_text()
    assert fields(form) == {"started": "", "ended": "", "impact": "", "deployment": ""}
    filled = form.replace("### Started\n", "### Started\n\n`2026-01-31T13:05Z`\n").replace("\n", "\r\n")
    assert incidents([an_issue(filled)]).incidents[0].started == STARTED


@pytest.mark.parametrize("empty", ["_No response_", "", "none", "n/a", "<!-- nothing -->"])
def test_a_field_that_is_left_empty_says_that_there_is_none(empty: str) -> None:
    found = the_incident(ended=empty, deployment=empty)
    assert (found.ended, found.deployment) == (at(31), "")
    assert told(ended=empty).notes == ()


def test_an_issue_without_the_form_lasted_from_its_opening_to_its_closing_and_nobody_was_asked_what_brought_it() -> (
    None
):
    (found,) = incidents([an_issue("It is slow.")]).incidents
    assert (found.started, found.ended, found.deployment) == (at(30), at(31), None)


@pytest.mark.parametrize("said", ["yesterday", "2026-01-31T14:05", "2026-13-31T14:05Z", "0001-01-01T00:00+14:00"])
def test_a_time_that_cannot_be_read_is_that_of_the_issue_and_it_is_said(said: str) -> None:
    assert the_incident(started=said, ended="_No response_").started == at(30)
    note = "#7: Started is no time with a zone, like 2026-01-31T14:05+01:00; that of the issue counts"
    assert told(started=said, ended="").notes == (note,)


def test_one_that_ended_before_it_started_has_the_times_of_the_issue() -> None:
    found = told(ended="2026-01-31T13:00+01:00")
    assert (found.incidents[0].started, found.incidents[0].ended) == (at(30), at(31))
    assert found.notes == ("#7: it ended before it started; the times of the issue count",)


def test_one_that_is_open_lasts_and_so_does_one_that_was_reopened() -> None:
    (found,) = incidents([an_issue(closed=None)]).incidents
    assert found.ended is None


def test_one_that_was_closed_as_none_is_dismissed() -> None:
    (found,) = incidents([an_issue(is_dismissed=True)]).incidents
    assert found.is_dismissed


@given(st.text(max_size=200))
def test_whatever_somebody_writes_an_incident_comes_of_it(body: str) -> None:
    assert len(incidents([an_issue(body)]).incidents) == 1


@pytest.mark.parametrize(
    "hostile", ["<!--" * 50_000, "# " + " " * 200_000 + "x", "#" * 200_000, "### Started\n" * 50_000]
)
def test_a_hostile_body_costs_no_time(hostile: str) -> None:
    assert incidents([an_issue(hostile)]).incidents[0].started == at(30)


# ── A file ──────────────────────────────────────────────────────────────────────────────────────


FILE = """\
- started: 2026-01-31T14:05+01:00
  ended: 2026-01-31T14:50:00+01:00
  title: Nobody could pay
  deployment: v1.2.0
  url: https://wiki.example/7
- {started: 2026-01-30T00:00:00Z, title: Slow}
"""


def test_a_file_lists_incidents() -> None:
    slow, paying = incidents([], incidents_of(FILE, "incidents.yml")).incidents
    assert slow == Incident("Slow", "Slow", datetime(2026, 1, 30, tzinfo=UTC), None, deployment="")
    assert paying == Incident(
        "Nobody could pay", "Nobody could pay", STARTED, ENDED, deployment="v1.2.0", url="https://wiki.example/7"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {title: Slow}", "incidents.yml:1: 0: lacks started; add it"),
        ("- {started: 2026-01-31T14:05Z}", "incidents.yml:1: 0: lacks title; add it"),
        (
            FILE + "- {started: 2026-01-31 14:05:00, title: x}",
            "incidents.yml:7: 2.started: says no zone; write it like",
        ),
        (FILE + "- {started: 2026-01-31, title: x}", "incidents.yml:7: 2.started: says no zone; write it like"),
        (FILE + "- {started: soon, title: x}", "incidents.yml:7: 2.started: is no time; write it like"),
        (FILE + "- {started: [], title: x}", "incidents.yml:7: 2.started: is no time; write it like"),
        (FILE.replace("14:50:00", "13:50:00"), "incidents.yml:1: 0: ended is before started; swap them"),
        (FILE.replace("url", "link"), "incidents.yml:5: 0.link: is not a key of an incident; take one of started"),
        (FILE.replace("https:", "javascript:"), "incidents.yml:5: 0.url: "),
        ("started: 2026-01-31T14:05Z", "incidents.yml:1: is no list of incidents; write one like"),
        ("- slow", "incidents.yml:1: 0: is no incident; write one like"),
        ("- {title: 7, started: 2026-01-31T14:05Z}", "incidents.yml:1: 0.title: is no text; put it into quotes"),
        ("- {", "incidents.yml:1: "),
    ],
)
def test_bad_input_is_one_line_with_its_place_and_what_to_do(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        incidents_of(text, "incidents.yml")
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


def test_an_empty_file_lists_none() -> None:
    assert incidents_of("", "incidents.yml") == ()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("../incidents.yml", "is outside of the repository"),
        ("/etc/passwd", "is outside of the repository"),
        ("incidents.yml", "is missing; begin it with - {started: "),
        ("link.yml", "is a symbolic link"),
    ],
)
def test_a_file_is_one_of_the_repository(tmp_path: Path, file: str, said: str) -> None:
    (tmp_path / "link.yml").symlink_to("/etc/passwd")
    with pytest.raises(Refusal, match=said):
        read_incidents(tmp_path, file)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/incidents.yml").write_text(FILE)
    assert len(read_incidents(tmp_path, "docs/incidents.yml")) == 2
