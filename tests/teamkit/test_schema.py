"""The published schema and the reader of team.yml agree."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError
from rendering import REPOSITORY

from teamkit.team.reading import team_of
from teamkit.team.schema import EXAMPLE, schema


def validate(text: str) -> None:
    # Dates are strings to a schema, and dates to YAML.
    document = json.loads(json.dumps(yaml.safe_load(text), default=str))
    Draft202012Validator(schema()).validate(document)


def test_the_example_is_a_team_and_fits_the_schema() -> None:
    assert list(team_of(EXAMPLE).areas) == ["everything", "schema"]
    validate(EXAMPLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("accountable: ada", "acountable: ada"),
        ("skills: {orm: expert}", "skills: {orm: wizard}"),
        ("title: Everything else, ", ""),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    assert old in EXAMPLE
    with pytest.raises(ValidationError):
        validate(EXAMPLE.replace(old, new))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    published = json.loads(Path(REPOSITORY / "docs/reference/team.schema.json").read_text())
    assert published == schema()
