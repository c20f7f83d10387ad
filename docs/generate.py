"""Write what follows from copier.yml and from the tool: cookiecutter.json and the reference.

python docs/generate.py           write them
python docs/generate.py --check   exit 1 and name the first one that is stale
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from teamkit.checks import reference as checks
from teamkit.checks.safety import recipes
from teamkit.lifecycle.fleet import schema as fleet
from teamkit.lifecycle.measuring import reference as measures
from teamkit.team import schema

REPOSITORY = Path(__file__).resolve().parents[1]
REFERENCE = REPOSITORY / "docs" / "reference"
HOW_TO = REPOSITORY / "docs/how-to"
CLASSES = {
    "managed": "The template's: updates bring its newest text.",
    "shared": "Both edit: updates merge your lines and the template's.",
    "yours": "Born once: updates never touch it again.",
}
Question = dict[str, Any]


def questions(config: dict[str, Question]) -> dict[str, Question]:
    """The questions that a person may answer, in their order."""
    return {name: question for name, question in config.items() if isinstance(question, dict) and "help" in question}


def one_line(text: str) -> str:
    return text.replace("\n", " ")


def values(question: Question) -> list[str]:
    choices = question.get("choices", [])
    named = choices.values() if isinstance(choices, dict) else choices
    return [choice["value"] if isinstance(choice, dict) else choice for choice in named]


# ── The other door ────────────────────────────────────────────────────────────────────────────────


def cookiecutter(config: dict[str, Question]) -> str:
    """cookiecutter.json: the questions of the quick path, which Cookiecutter's folder name adds the short name to."""
    asked = {
        name: question
        for name, question in questions(config).items()
        if name == "project_slug" or (question.get("ask") is None and name != "profile")
    }
    context: dict[str, Any] = {
        name: cookiecutter_default(name, question, set(asked)) for name, question in asked.items()
    }
    context["__prompts__"] = {name: one_line(question["help"]) for name, question in asked.items()}
    context["_nothing"] = ""
    return json.dumps(context, indent=2, ensure_ascii=False) + "\n"


def cookiecutter_default(name: str, question: Question, asked: set[str]) -> Any:
    if name == "project_name":
        return "My Project"
    if name == "project_slug":
        return "{{ cookiecutter.project_name | slugify }}"
    if name == "forge":
        return values(question)
    if "{{" in str(question["default"]):
        return re.sub(rf"\b({'|'.join(asked)})\b(?= ==)", r"cookiecutter.\1", question["default"])
    return sorted(values(question), key=lambda value: value != question["default"]) or question["default"]


# ── The reference ─────────────────────────────────────────────────────────────────────────────────


def reference(config: dict[str, Question]) -> str:
    return "\n".join(
        [
            "<!-- Written by `make docs` from copier.yml; do not edit. -->",
            "# Questions and files",
            "",
            "## Questions",
            "",
            "`customise` opens those that are marked *more*. Every answer can be given on the command line, as",
            '`ANSWERS="key=value …"` or `-d key=value`.',
            "",
            "| question | values | default | what it controls |",
            "| --- | --- | --- | --- |",
            *map(question_row, *zip(*questions(config).items(), strict=True)),
            "",
            "## Files",
            "",
            "Each file of a project belongs to one class, which says what an update does with it.",
            "",
            *(f"- **{name}**: {meaning}" for name, meaning in CLASSES.items()),
            "",
            "*ejected* is a project that [has left](../how-to/leave.md).",
            "",
            "| path | class | when |",
            "| --- | --- | --- |",
            *file_rows(config["files"]["default"]),
            "",
        ]
    )


def question_row(name: str, question: Question) -> str:
    shown = ", ".join(f"`{value}`" for value in values(question)) or question["type"]
    default = question["default"]
    written = "computed" if "{{" in str(default) else f"`{json.dumps(default, ensure_ascii=False)}`"
    more = " *(more)*" if "customise" in str(question.get("ask", "")) and name != "customise" else ""
    return f"| `{name}`{more} | {shown} | {written} | {one_line(question['help'])} |"


def file_rows(table: str) -> Iterator[str]:
    for line in table.splitlines():
        path, kind, condition = re.fullmatch(r"(\S+): +\[(\w+), (.+)\]", line).groups()  # type: ignore[union-attr]
        yield f"| `{path}` | {kind} | {condition.strip('{} ').replace('true', 'always')} |"


# ── Writing ───────────────────────────────────────────────────────────────────────────────────────


def documents() -> dict[Path, str]:
    """Each generated file with the text that it should have."""
    config = yaml.safe_load((REPOSITORY / "copier.yml").read_text(encoding="utf-8"))
    return {
        REPOSITORY / "cookiecutter.json": cookiecutter(config),
        REFERENCE / "questions-and-files.md": reference(config),
        REFERENCE / "checks.md": checks.page(),
        HOW_TO / "migrate-safely.md": recipes.page(),
        REFERENCE / "measures.md": measures.page(),
        REFERENCE / "team.md": schema.page(),
        REFERENCE / "team.schema.json": json.dumps(schema.schema(), indent=2) + "\n",
        REFERENCE / "fleet.schema.json": json.dumps(fleet.schema(), indent=2) + "\n",
    }


def main(words: list[str]) -> int:
    for path, text in documents().items():
        if "--check" not in words:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path.relative_to(REPOSITORY)} is stale: run make docs", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
