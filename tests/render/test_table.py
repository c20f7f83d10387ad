"""The table in copier.yml and what is rendered are the same thing."""

import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from rendering import EJECTED, PAIRWISE, QUESTIONS, REPOSITORY, files, rendered, template, values

ANSWERS_FILE = ".copier-answers.yml"
SETS = pytest.mark.parametrize(
    "answers", [*PAIRWISE, *EJECTED], ids=lambda answers: "-".join(str(value) for value in answers.values() if value)
)


def entries(path: str, table: dict[str, Any]) -> list[str]:
    """The entries of the table that a path falls under: itself or a folder above it."""
    return [entry for entry in table if entry == path or PurePosixPath(entry) in PurePosixPath(path).parents]


@SETS
def test_each_rendered_file_has_exactly_one_class(answers: dict[str, Any]) -> None:
    table = values(**answers)["files"]
    classes = {path: entries(path, table) for path in files(rendered(**answers)) if path != ANSWERS_FILE}
    assert {path: found for path, found in classes.items() if len(found) != 1} == {}
    assert {kind for kind, _ in table.values()} == {"managed", "shared", "yours"}


@SETS
def test_each_entry_exists_exactly_when_its_condition_holds(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    table = values(**answers)["files"]
    assert {path for path in table if (folder / path).exists()} == {
        path for path, (_, wanted) in table.items() if wanted
    }


def test_each_source_is_in_the_table() -> None:
    table = values()["files"]
    sources = [path.removesuffix(".jinja") for path in files(template() / "template") if "_copier_conf" not in path]
    assert [path for path in sources if len(entries(path, table)) != 1] == []
    assert [entry for entry in table if not any(entry in entries(path, table) for path in sources)] == []


def test_a_project_of_default_answers_has_fewer_than_sixty_files() -> None:
    assert len(files(rendered())) < 60


def test_the_quick_path_asks_at_most_ten_questions() -> None:
    asked = [name for name, question in QUESTIONS.items() if isinstance(question, dict) and "help" in question]
    quick = [name for name in asked if "customise" not in str(QUESTIONS[name].get("ask", "")) or name == "customise"]
    assert len(quick) <= 10
    assert len(asked) > len(quick)


def test_each_help_text_says_whether_the_answer_can_be_changed_later() -> None:
    helps = {
        name: question["help"]
        for name, question in QUESTIONS.items()
        if isinstance(question, dict) and "help" in question
    }
    assert [name for name, text in helps.items() if not re.search(r"later|never the other way", text)] == []


def test_each_line_of_a_help_text_fits_a_terminal_of_eighty_columns() -> None:
    helps = [question["help"] for question in QUESTIONS.values() if isinstance(question, dict) and "help" in question]
    assert [line for text in helps for line in text.splitlines() if len(line) > 79] == []


def test_rendering_never_needs_trust() -> None:
    assert not {"_tasks", "_jinja_extensions", "_migrations"} & set(QUESTIONS)
    assert len((REPOSITORY / "copier.yml").read_text().splitlines()) < 250


def test_paths_are_plain_enough_for_every_system() -> None:
    tracked = files(template())
    assert [path for path in tracked if not re.fullmatch(r"[A-Za-z0-9_./{}-]+", path)] == []
    assert len({path.lower() for path in tracked}) == len(tracked)


@SETS
def test_no_rendered_file_or_folder_is_empty(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    empty = [
        path
        for path in files(folder)
        if not (folder / path).stat().st_size and Path(path).name not in {"__init__.py", "py.typed"}
    ]
    assert empty == []
    assert [path for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir())] == []
