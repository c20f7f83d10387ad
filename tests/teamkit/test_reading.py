"""A team file is read whole, or refused in one line with file, line, key and remedy."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.findings import Refusal
from teamkit.team.reading import parse, read_team

GOOD = """\
# yaml-language-server: $schema=team.schema.json
forge: github
users:
  ada: {name: Ada, handle: ada-on-forge, timezone: Europe/London, skills: {orm: expert}}
  grace:
    name: Grace
    away:
      - {from: 2026-12-20, to: 2027-01-02}
groups:
  shop: {members: [ada, grace], channel: "#shop"}
areas:
  schema:
    title: Database schema
    paths: ["**/migrations/", "**/models.py"]
    accountable: ada
    deputy: grace
    responsible: [shop]
"""


def read(text: str, folder: Path) -> str:
    """The refusal of a text."""
    (folder / "team.yml").write_text(text)
    with pytest.raises(Refusal) as refusal:
        read_team(folder)
    return str(refusal.value)


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "team.yml").write_text(GOOD)
    team = read_team(tmp_path)
    assert team.users["grace"].is_away(date(2027, 1, 2))
    assert team.areas["schema"].deputy == "grace"
    assert team.groups["shop"].members == ("ada", "grace")


@pytest.mark.parametrize("text", ["", "users: {}\n", "users: {ada: {name: Ada}}\n", "# nobody yet\n"])
def test_a_team_of_nobody_or_one_is_valid(text: str, tmp_path: Path) -> None:
    (tmp_path / "team.yml").write_text(text)
    assert read_team(tmp_path).areas == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("accountable: ada", "acountable: ada", 15, ["areas.schema.acountable", "did you mean accountable?"]),
        ("forge: github", "forge: bitbucket", 2, ["forge", "'github' or 'gitlab'"]),
        ("deputy: grace", "deputy: grac", 16, ["areas.schema.deputy", '"grac" is nobody', "did you mean grace?"]),
        ("responsible: [shop]", "responsible: [shop, shop]", 17, ["responsible.1", "twice", "remove one"]),
        ("responsible: [shop]", "responsible: [sales]", 17, ['"sales" is nobody', "add it to users or groups"]),
        ("to: 2027-01-02", "to: 2026-12-01", 8, ["users.grace.away.0", "is before", "swap them"]),
        ("to: 2027-01-02", "to: 2027-02-30", 8, ["2027-02-30 is no day", "mend the YAML here"]),
        ("Europe/London", "Europe/Londn", 4, ["users.ada.timezone", "is not a time zone", "Europe/Berlin"]),
        ("ada-on-forge", '"@ada"', 4, ["users.ada.handle", '"@ada" does not fit', "without @"]),
        ("skills: {orm: expert}", "skills: {orm: wizard}", 4, ["users.ada.skills.orm", "'expert'"]),
        ("    name: Grace\n", "", 5, ["users.grace: lacks name"]),
        ('"**/models.py"]', '"!models.py"]', 14, ["areas.schema.paths.1", "begins with !"]),
        ("  grace:\n", "  ada:\n", 5, ['found duplicate key "ada"']),
        ("  shop: {members", "  shop: {members: [shop], x: y", 10, ["mend the YAML"]),
        ("members: [ada, grace]", "members: [ada, shop]", 10, ["groups.shop", "contains itself", "shop → shop"]),
        ("  shop: {members: [ada, grace]", "  ada: {members: [grace]", 10, ["groups.ada", "is a user's id too"]),
        ("users:\n", "users: [\n", 5, ["mend the YAML"]),
    ],
)
def test_a_mistake_is_one_line_with_its_place_and_remedy(
    old: str, new: str, line: int, words: list[str], tmp_path: Path
) -> None:
    assert old in GOOD
    said = read(GOOD.replace(old, new, 1), tmp_path)
    assert "\n" not in said
    assert [word for word in words if word not in said] == []
    assert said.startswith(f"team.yml:{line}: "), said


def test_the_same_person_twice_is_named(tmp_path: Path) -> None:
    text = "users:\n  ada: {name: Ada, handle: ada}\n  eve: {name: Eve, handle: Ada}\n"
    assert read(text, tmp_path) == 'team.yml:3: users.eve.handle: "Ada" is ada already; remove one of the two'


def test_a_cycle_of_groups_shows_the_whole_way(tmp_path: Path) -> None:
    text = "groups:\n  a: {members: [b]}\n  b: {members: [c]}\n  c: {members: [a]}\n"
    assert "a → b → c → a" in read(text, tmp_path)


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"team\.yml: is missing; begin one with: teamkit team add"):
        read_team(tmp_path)


def test_a_link_and_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text(GOOD)
    (tmp_path / "team.yml").symlink_to("real.yml")
    with pytest.raises(Refusal, match="symbolic link"):
        read_team(tmp_path)
    (tmp_path / "team.yml").unlink()
    (tmp_path / "team.yml").write_bytes("users: {a: {name: J\xf6rg}}".encode("latin-1"))
    with pytest.raises(Refusal, match=r"is not UTF-8 \(byte 19\); save it as UTF-8"):
        read_team(tmp_path)


@given(st.text(max_size=200))
def test_no_text_whatever_gives_a_traceback(text: str) -> None:
    refused = []
    try:
        parse(text)
    except Refusal as refusal:
        refused.append(str(refusal))
    assert [said for said in refused if not re.match(r"team\.yml(:\d+)?: ", said)] == []
