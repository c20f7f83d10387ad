"""The answers that the template keeps in a project."""

from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from teamkit.findings import Place, Refusal

FILES = (".copier-answers.team.yml", ".copier-answers.yml")
OURS = "branching"


def answers(root: Path) -> Mapping[str, object]:
    """The answers of the template that this tool belongs to, none where a project was not made of it.

    Raises Refusal where a file of answers cannot be read.
    """
    found = answers_file(root)
    return _read(root / found) if found else {}


def answers_file(root: Path) -> str | None:
    """The file that holds them; None where there is none. Raises Refusal as `answers` does."""
    return next((path for path in FILES if OURS in _read(root / path)), None)


def _read(path: Path) -> Mapping[str, object]:
    try:
        given = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, YAMLError, UnicodeDecodeError, RecursionError):
        raise Refusal(
            "cannot be read; take it back from history: git checkout -- " + path.name, Place(path.name)
        ) from None
    return given if isinstance(given, dict) else {}
