"""The pages say who decides, how to reach them, what is known, and where a newcomer begins."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_teams import TEAM, USERS

from teamkit.publish import agents, channels, decides, first_day, reviewers, skills
from teamkit.publish.hours import JANUARY, JULY, at_work, spans, together
from teamkit.team.model import Absence, AnswerTimes, Area, Level, Team, User, WorkingHours


def part(page: str, heading: str) -> str:
    """What stands below a heading."""
    return page.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0].strip()


# Who decides


def test_an_area_says_whom_to_ask_in_which_order_and_where() -> None:
    assert part(decides.text(TEAM), "API design").splitlines() == [
        "Paths: `/api/`",
        "",
        "1. **Ada** decides: ada.chat in chat, @ada on the forge, Europe/London.",
        "2. **Grace** is the deputy: no chat name yet, America/New_York.",
        "3. **backend** does the work: #backend.",
        "",
        "Asked before a decision: Grace, Alan.",
        "",
        "Told after it: frontend.",
    ]


def test_an_area_without_owners_says_what_to_write_where() -> None:
    page = decides.text(TEAM)
    assert "| Delivery | nobody yet | nobody yet |" in page
    assert "1. Nobody decides yet: write `accountable` below `delivery` in `team.yml`." in page
    assert "2. There is no deputy yet: write `deputy` below `delivery` in `team.yml`." in page


def test_who_is_asked_already_is_not_asked_again_as_responsible() -> None:
    area = Area(title="A", paths=("*",), accountable="ada", deputy="grace", responsible=("grace", "ada"))
    assert "does the work" not in decides.text(Team(users=USERS, areas={"a": area}))


def test_the_page_has_the_answer_times_of_the_team() -> None:
    team = TEAM.model_copy(update={"answers": AnswerTimes(review=12, question=4, incident=1)})
    assert "a question 4 working hours, a review 12 working hours, an incident 1 working hour." in decides.text(team)


# Channels


def test_channels_of_subjects_and_of_groups_are_listed() -> None:
    page = channels.text(TEAM.model_copy(update={"channels": {"incidents": "https://chat.example.com/x"}}))
    assert "| incidents | <https://chat.example.com/x> |" in page
    assert "| backend (group) | #backend |" in page
    assert "frontend (group)" not in page


def test_answer_times_say_what_a_working_hour_is() -> None:
    hours = WorkingHours(first=time(8), last=time(16, 30), days=("wed", "mon"), holidays=(date(2026, 12, 25),))
    page = channels.text(Team(answers=AnswerTimes(review=12, hours=hours)))
    assert "| a review | 12 working hours |" in page
    assert "Working hours are 08:00 to 16:30 in everybody's own time zone, on Mon, Wed." in page
    assert "Nobody is expected to answer on 2026-12-25." in page


def test_a_team_without_channels_says_where_to_write_them() -> None:
    assert "No channel is known yet: write them below `channels` in `team.yml`." in channels.text(Team())


def test_tracker_and_wiki_are_linked() -> None:
    team = Team.model_validate({"links": {"tracker": "https://tracker.example.com/SHOP"}})
    assert "- Tickets: <https://tracker.example.com/SHOP>" in channels.text(team)
    assert "Wiki" not in channels.text(team)


# Skills


def test_the_matrix_shows_who_knows_what_how_well() -> None:
    page = skills.text(TEAM)
    assert "| who | ORM | admin | caching |" in page
    assert "| Ada | expert | learner |  |" in page
    assert "| Alan |  |  |  |" in page


def test_what_learners_alone_know_and_areas_without_people_are_gaps() -> None:
    gaps = part(skills.text(TEAM), "What nobody covers")
    assert gaps.splitlines() == ["- admin: learners only.", "- Delivery (area): nobody."]


def test_what_one_person_covers_is_named_with_that_person() -> None:
    areas = {**TEAM.areas, "static": Area(title="Styles", paths=("/static/",), accountable="frontend")}
    single = part(skills.text(TEAM.model_copy(update={"areas": areas})), "What waits while one person is away")
    assert single.splitlines() == ["- caching: Grace.", "- Styles (area): Grace."]


def test_a_well_covered_team_reads_that_nothing_is_missing() -> None:
    users = {who: User(name=who, skills={"ORM": Level.EXPERT}) for who in ("ada", "grace")}
    area = Area(title="All", paths=("*",), accountable="ada", deputy="grace")
    page = skills.text(Team(users=users, areas={"all": area}))
    assert "Each skill has somebody who practises it, and each area has somebody." in page
    assert "Each skill and each area has at least two people, or nobody." in page


def test_a_team_without_skills_says_where_to_write_them() -> None:
    assert "No skill is known yet: write `skills` below the people in `team.yml`." in skills.text(Team())


# The first day


def first(tree: tuple[str, ...] = (), team: Team = TEAM) -> Any:
    return first_day.regions(team, tree)


def test_the_set_up_names_recipes_only_where_they_exist() -> None:
    assert "uv run just setup\nuv run just test\n" in first(("justfile", "scripts/setup.py"))["set-up"]
    for tree in ((), ("justfile",), ("README.rst",)):
        assert "just" not in first(tree)["set-up"]


def test_without_recipes_the_set_up_is_the_readme() -> None:
    assert "[its README](../../README.rst)" in first(("README.rst",))["set-up"]
    assert "write it down in `README.md`" in first()["set-up"]


def test_the_first_task_calls_the_tool_as_the_project_has_it() -> None:
    task = first(("team.py", "docs/how-we-work.md"))["first-task"]
    assert "   uv run -q --script team.py team sync\n   uv run -q --script team.py check --local\n" in task
    assert "[How we work](../how-we-work.md)" in task
    assert "   teamkit team sync\n   teamkit check --local\n" in first()["first-task"]
    assert "how-we-work" not in first()["first-task"]


def test_the_page_says_who_owns_what_and_how_to_reach_them_once() -> None:
    people = first()["people"]
    assert "| API design | Ada | Grace |" in people
    assert people.count("| Ada | ada.chat in chat, @ada on the forge, Europe/London |") == 1
    assert "| backend | #backend |" in people
    assert "| Alan |" not in people


def test_the_hours_are_in_utc_in_winter_and_summer() -> None:
    assert first()["hours"].splitlines()[-4:] == [
        "| America/New_York | Grace | 14:00–22:00 | 13:00–21:00 |",
        "| Asia/Kolkata | Alan | 03:30–11:30 | 03:30–11:30 |",
        "| Europe/London | Ada | 09:00–17:00 | 08:00–16:00 |",
        "| everybody at once |  | never | never |",
    ]


def test_one_time_zone_needs_no_line_for_everybody() -> None:
    assert "everybody at once" not in first(team=Team(users={"ada": USERS["ada"]}))["hours"]


def test_the_written_part_stands_outside_the_regions() -> None:
    assert "## What we build, and for whom" in first_day.BIRTH
    assert all("What we build" not in region for region in first().values())


def test_an_empty_team_still_has_a_first_day() -> None:
    regions = first(team=Team())
    assert "There is no area yet" in regions["people"]
    assert "Nobody is known in `team.yml` yet." in regions["hours"]


# Hours


@pytest.mark.parametrize(
    ("zone", "season", "hours"),
    [
        ("Europe/Berlin", JANUARY, "08:00–16:00"),
        ("Europe/Berlin", JULY, "07:00–15:00"),
        ("Asia/Kolkata", JANUARY, "03:30–11:30"),
        ("Pacific/Auckland", JULY, "21:00–05:00"),
        ("America/St_Johns", JANUARY, "12:30–20:30"),
    ],
)
def test_working_hours_elsewhere_in_utc(zone: str, season: Any, hours: str) -> None:
    assert spans(at_work(zone, time(9), time(17), season)) == hours


def test_common_hours_are_those_that_all_share() -> None:
    zones = ("Europe/London", "Europe/Berlin", "America/New_York")
    assert spans(together(zones, time(9), time(17), JANUARY)) == "14:00–16:00"
    assert spans(together(("Europe/London", "Pacific/Auckland"), time(9), time(17), JANUARY)) == ""


def test_a_shift_through_the_night_and_a_whole_day_work() -> None:
    assert spans(at_work("UTC", time(22), time(6), JANUARY)) == "22:00–06:00"
    assert spans(at_work("UTC", time(0), time(0), JANUARY)) == "the whole day"


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(1, 12)), min_size=1, max_size=3))
def test_spans_say_exactly_the_minutes(parts: list[tuple[int, int]]) -> None:
    minutes = frozenset((start * 60 + minute) % 1440 for start, hours in parts for minute in range(hours * 60))
    said: set[int] = set()
    if len(minutes) == 1440:
        assert spans(minutes) == "the whole day"
        return
    for span in spans(minutes).split(", "):
        start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("–"))
        said |= {minute % 1440 for minute in range(start, end if end > start else end + 1440)}
    assert said == minutes


# AGENTS.md, and the reviewers of a change


def test_the_owner_lines_name_area_paths_owner_and_deputy() -> None:
    lines = agents.text(TEAM).splitlines()
    assert "- API design (`/api/`): Ada, deputy Grace." in lines
    assert "- Delivery (`/deploy/`): nobody yet." in lines
    assert "There is no area yet: write one in `team.yml`." in agents.text(Team())


DAY = date(2026, 6, 1)


def test_the_reviewers_of_a_change_are_those_of_the_areas_that_it_touches() -> None:
    text = reviewers.text(TEAM, ["api/a.py", "api/b.py", "api/migrations/0001.py", "README.md"], DAY)
    assert "| API design | Ada | Ada, Grace, Alan | 2 |" in text
    assert "| Database schema | backend | Ada, Alan | 1 |" in text
    assert "In no area:\n\n- `README.md`" in text
    assert "Delivery" not in text


def test_on_gitlab_every_area_that_matches_is_asked() -> None:
    team = TEAM.model_copy(update={"forge": "gitlab"})
    assert "| API design | Ada | Ada, Grace, Alan | 1 |" in reviewers.text(team, ["api/migrations/0001.py"], DAY)


def test_while_the_owner_is_away_the_deputy_is_named_with_the_last_day() -> None:
    away = USERS["ada"].model_copy(update={"away": (Absence(first=DAY, last=date(2026, 6, 5)),)})
    text = reviewers.text(TEAM.model_copy(update={"users": {**USERS, "ada": away}}), ["api/a.py"], DAY)
    assert "| API design | Grace, for Ada until 2026-06-05 |" in text


def test_an_area_that_nobody_answers_for_says_nobody() -> None:
    assert "| Delivery | nobody |  | 1 |" in reviewers.text(TEAM, ["deploy/x"], DAY)
    assert reviewers.text(TEAM, [], DAY) == "Nothing changed.\n"


def test_a_file_name_that_is_not_utf_8_does_not_break_the_list() -> None:
    assert reviewers.text(TEAM, ["caf\udce9|`x`"], DAY).encode() == b"In no area:\n\n- `` caf|`x` ``\n"
