"""A fleet is read whole, or refused in one line with file, line, key and remedy."""

import json
from pathlib import Path

import pytest
from fleets import fleet, run
from jsonschema import Draft202012Validator
from rendering import REPOSITORY
from ruamel.yaml import YAML

from teamkit.findings import Refusal
from teamkit.lifecycle.fleet.file import Organisation, Repository
from teamkit.lifecycle.fleet.reading import fleet_of, read_fleet

GOOD = """\
repositories:
  - ../shop
  - git@github.com:example/blog.git
  - {address: https://gitlab.com/example/site, name: Site, group: Web}
organisations:
  - https://github.com/example
  - {address: https://gitlab.com/example/sub, group: Web}
"""


def refused(text: str) -> str:
    with pytest.raises(Refusal) as refusal:
        fleet_of(text)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def test_a_good_file_is_read_whole() -> None:
    found = fleet_of(GOOD)
    assert [each.title for each in found.repositories] == ["shop", "blog", "Site"]
    assert found.repositories[2] == Repository(address="https://gitlab.com/example/site", name="Site", group="Web")
    assert found.organisations[0] == Organisation(address="https://github.com/example")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "fleet.yml", "names no repository; name one under repositories"),
        ("- ../shop\n", "fleet.yml", "write `repositories:` and a list below it"),
        ("repositories:\n  - ../shop\n  - old/shop\n", "fleet.yml:3", '"shop" stands here twice'),
        ("repositories:\n  - .\n", "fleet.yml:2", "does not say what it is called; give it a name"),
        ("repositories:\n  - {adress: ../shop}\n", "fleet.yml:2", "lacks address; add it"),
        ("repositories:\n  - {address: a, nam: b}\n", "fleet.yml:2", "did you mean name?"),
        ("repositories:\n  - {address: a, colour: b}\n", "fleet.yml:2", "is not a key of fleet.yml; remove it"),
        ("repositories: ../shop\n", "fleet.yml:1", "does not fit; write a list"),
        ("repositories: [3]\n", "fleet.yml:1", "write a path or a URL"),
        ("repositories:\n  - {address: 3}\n", "fleet.yml:2", "does not fit; write text"),
        ('repositories:\n  - {address: a, name: "\\e[31m"}\n', "fleet.yml:2", "write what a terminal can show"),
        ("repositories:\n  - https://[x\n", "fleet.yml:2", "is no address; write a path or a URL"),
        ("organisations: [github.com/example]\n", "fleet.yml:1", "write https://github.com/example"),
        ("repositories: [\n", "fleet.yml:2", "mend the YAML here"),
    ],
)
def test_what_is_wrong_is_refused_in_one_line_with_place_and_remedy(text: str, place: str, words: str) -> None:
    said = refused(text)
    assert said.startswith(f"{place}: ")
    assert words in said


@pytest.mark.parametrize(
    "address",
    [
        "https://ada:s3cret@github.com/example/shop",
        "https://s3cret@github.com/example/shop",
        "https://gitlab.com/example/shop.git?private_token=s3cret",
        "ssh://git:s3cret@github.com/example/shop",
    ],
)
def test_a_password_in_an_address_is_refused_and_never_printed(address: str) -> None:
    said = refused(f"repositories:\n  - ok\n  - {address}\n")
    assert said.startswith("fleet.yml:3: repositories.1.address: holds a password or a token")
    assert "s3cret" not in said


def test_a_missing_file_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^fleet\.yml: is missing; begin one with: printf"):
        read_fleet(tmp_path / "fleet.yml")


def test_a_bad_file_ends_a_command_with_three_and_one_line(tmp_path: Path) -> None:
    done = run(fleet(tmp_path, "3"), "status", cache=tmp_path)
    assert done.exit_code == 3
    assert done.output == (
        "error: fleet.yml:2: repositories.0: does not fit; write a path or a URL, or `address:` with one\n"
    )


def test_the_published_schema_takes_what_the_tool_takes() -> None:
    published = json.loads((REPOSITORY / "docs/reference/fleet.schema.json").read_text())
    Draft202012Validator.check_schema(published)
    judge = Draft202012Validator(published)
    assert judge.is_valid(YAML(typ="safe").load(GOOD))
    assert not judge.is_valid({"repositories": [{"adress": "../shop"}]})
    assert not judge.is_valid({"repositories": [3]})
