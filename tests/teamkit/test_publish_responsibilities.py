"""The matrix has one A in each row, and its picture is sound for everybody."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from publish_teams import TEAM, teams

from teamkit.publish import picture, responsibilities
from teamkit.publish.header import is_generated
from teamkit.publish.responsibilities import Part, columns, parts
from teamkit.publish.text import one_line
from teamkit.team.model import Area, Team, User

SVG = "{http://www.w3.org/2000/svg}"


def crowd(number: int) -> Team:
    users = {f"user-{index}": User(name=f"Person Number {index}") for index in range(number)}
    area = Area(title="All of it", paths=("*",), accountable="user-0", responsible=tuple(users))
    return Team(users=users, areas={"all": area})


def drawn(team: Team) -> ElementTree.Element:
    return ElementTree.fromstring(picture.text(team))  # noqa: S314 - our own text


@given(team=teams())
def test_each_row_has_one_a_unless_nobody_decides_yet(team: Team) -> None:
    for identifier, area in team.areas.items():
        found = [who for who, part in parts(team, identifier).items() if part is Part.ACCOUNTABLE]
        assert found == ([area.accountable] if area.accountable else [])


def test_everybody_has_the_strongest_of_their_parts() -> None:
    assert parts(TEAM, "api") == {"ada": Part.ACCOUNTABLE, "grace": Part.DEPUTY, "alan": Part.RESPONSIBLE}


def test_a_group_that_is_accountable_has_a_column_of_its_own() -> None:
    assert columns(TEAM) == ("ada", "grace", "alan", "backend")
    assert parts(TEAM, "schema") == {"backend": Part.ACCOUNTABLE, "grace": Part.INFORMED}


def test_the_table_shows_areas_people_and_letters() -> None:
    lines = responsibilities.text(TEAM).splitlines()
    assert "| area | Ada | Grace | Alan | backend |" in lines
    assert "| API design | **A** | D | R |  |" in lines
    assert "| Database schema |  | I |  | **A** |" in lines
    assert "| Delivery (nobody decides yet) | C |  |  |  |" in lines


def test_people_without_a_part_are_named_below_the_table() -> None:
    team = TEAM.model_copy(update={"areas": {"delivery": TEAM.areas["delivery"]}})
    assert "Without a part in any area: Grace, Alan." in responsibilities.text(team)


@given(team=teams())
def test_the_picture_is_sound_whatever_people_are_called(team: Team) -> None:
    root = drawn(team)
    texts = [one_line("".join(element.itertext())) for element in root.iter(f"{SVG}text")]
    assert len(texts) == len(set(Part)) * 2 + len(columns(team)) + len(team.areas) + sum(
        area.accountable is None for area in team.areas.values()
    )
    assert all(element.tag.startswith(SVG) for element in root.iter())


@given(team=teams())
def test_the_picture_shows_the_letters_of_the_matrix(team: Team) -> None:
    uses = [use.get("href", "") for use in drawn(team).iter(f"{SVG}use")]
    expected = [f"#{part}" for area in team.areas for part in parts(team, area).values()]
    assert sorted(uses) == sorted(expected + [f"#{part}" for part in Part])


def test_the_picture_has_a_title_and_says_the_matrix_in_words() -> None:
    root = drawn(TEAM)
    labels = (root.get("aria-labelledby") or "").split()
    words = {element.get("id"): element.text or "" for element in root if element.get("id")}
    assert words[labels[0]] == "Who has which part in which area"
    assert "API design: Ada decides, Grace decides while A is away, Alan does the work." in words[labels[1]]
    assert "Database schema: backend decides" in words[labels[1]]


def test_the_picture_follows_light_and_dark_and_has_no_background() -> None:
    root = drawn(TEAM)
    style = next(root.iter(f"{SVG}style")).text or ""
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    defined = set(re.findall(r"(--[a-z]+):", light.split("}")[0]))
    assert defined == set(re.findall(r"(--[a-z]+):", dark.split("}")[0]))
    assert set(re.findall(r"var\((--[a-z]+)\)", style)) <= defined | {"--colour"}
    assert {rect.get("class") for rect in root.iter(f"{SVG}rect")} == {"lane"}


@pytest.mark.parametrize(("number", "widest"), [(1, 520), (2, 520), (8, 1200), (9, 520), (60, 1500)])
def test_the_picture_is_no_wider_than_its_people_need(number: int, widest: int) -> None:
    assert 400 <= float(drawn(crowd(number)).get("width", "0")) <= widest


@pytest.mark.parametrize(("number", "turned"), [(2, 0), (8, 0), (9, 9), (60, 60)])
def test_names_are_turned_where_they_are_many(number: int, turned: int) -> None:
    assert sum("rotate" in (text.get("transform") or "") for text in drawn(crowd(number)).iter(f"{SVG}text")) == turned


def test_a_long_name_is_shortened_and_kept_whole_beside_it() -> None:
    team = Team(
        users={"ada": User(name="A" * 60)}, areas={"all": Area(title="B" * 80, paths=("*",), accountable="ada")}
    )
    titles = [element.text for element in drawn(team).iter(f"{SVG}title")]
    assert titles[1:] == ["A" * 60, "B" * 80]


def test_a_team_without_areas_says_so() -> None:
    assert "There is no area yet" in responsibilities.text(Team())
    assert "There is no area yet." in picture.text(Team())


def test_picture_and_page_say_that_they_are_generated() -> None:
    assert is_generated(picture.text(Team()))
    assert is_generated(responsibilities.text(Team()))
