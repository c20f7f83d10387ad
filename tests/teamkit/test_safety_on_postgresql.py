"""PostgreSQL and old code try the examples of safe migrations, and another judge reads them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from teamkit.checks.safety import RULES
from teamkit.checks.safety.example import Example

pytestmark = pytest.mark.xdist_group("postgresql")
SCRIPT = Path(__file__).parents[1] / "postgresql_answers.py"
EXAMPLES = {
    f"{rule.name} {colour} {number}": example
    for rule in RULES
    for colour, examples in (("red", rule.red), ("green", rule.green))
    for number, example in enumerate(examples)
}
BREAKING = {"not-null-column", "not-null", "drop", "rename"}
IN_A_TRANSACTION = "index red 3"
DIFFERENCES = {
    "not-null-column green 3": "it does not see that the table is as new as its column",
    "not-null green 0": "it does not see the constraint by which production proves that no NULL is left",
    "drop green 0": "it does not know that production's code has stopped naming the column",
    "drop green 1": "it does not know that production's code has stopped naming the table",
    "column-type green 1": "it takes a longer text, which PostgreSQL allows at once, for another type",
    "column-type green 2": "it takes an unlimited text, which PostgreSQL allows at once, for another type",
    "unique green 0": "it reads ADD CONSTRAINT … UNIQUE, and not that USING INDEX takes one that was built before",
    "constraint red 0": "it has no rule for constraints that read every row",
    "data-beside-schema red 0": "it has no rule for rows that change under the lock of their table",
}
"""Where django-migration-linter finds something and we do not, or the other way round, and why."""


@dataclass(frozen=True)
class Answer:
    """What failed when an example ran, and what django-migration-linter finds in it."""

    failed: str | None
    linter: list[str]


def written(folder: Path, example: Example) -> Path:
    """The app of an example, beside the models that old code uses."""
    package = folder / "shop" / "migrations"
    package.mkdir(parents=True)
    for part in (package, package.parent):
        (part / "__init__.py").touch()
    for number, text in enumerate(example.texts, 1):
        (package / f"{number:04}_step.py").write_text(text)
    released = example.change.released
    used = [name for name in ("customer", "coupon", "order") if released.names_model(name)]
    (folder / "used.json").write_text(json.dumps(used))
    return folder


@pytest.fixture(scope="module")
def answers(database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    folder = tmp_path_factory.mktemp("examples")
    asked = [written(folder / name.replace(" ", "-"), example) for name, example in EXAMPLES.items()]
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        input="".join(f"{each}\n" for each in asked),
        env={**os.environ, **database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [Answer(**json.loads(line)) for line in done.stdout.splitlines()]
    return dict(zip(EXAMPLES, told, strict=True))


@pytest.mark.parametrize("name", [name for name in EXAMPLES if " green " in name])
def test_where_the_recipes_lead_postgresql_migrates_and_old_code_works_on(
    name: str, answers: dict[str, Answer]
) -> None:
    assert answers[name].failed is None


@pytest.mark.parametrize("name", [name for name in EXAMPLES if " red " in name and name.split()[0] in BREAKING])
def test_what_the_rules_forbid_breaks_old_code(name: str, answers: dict[str, Answer]) -> None:
    assert str(answers[name].failed).startswith("old code: ")


def test_postgresql_refuses_to_build_concurrently_in_a_transaction(answers: dict[str, Answer]) -> None:
    assert "cannot be executed inside a transaction" in str(answers[IN_A_TRANSACTION].failed)


@pytest.mark.parametrize("name", EXAMPLES)
def test_another_judge_finds_the_same_unless_we_know_why_not(name: str, answers: dict[str, Answer]) -> None:
    differs = bool(answers[name].linter) != (" red " in name)
    assert differs == (name in DIFFERENCES), answers[name].linter
