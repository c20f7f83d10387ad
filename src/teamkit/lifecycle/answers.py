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
    for path in FILES:
        given = _read(root / path)
        if OURS in given:
            return given
    return {}


def _read(path: Path) -> Mapping[str, object]:
    try:
        given = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, YAMLError, UnicodeDecodeError):
        raise Refusal(
            "cannot be read; take it back from history: git checkout -- " + path.name, Place(path.name)
        ) from None
    return given if isinstance(given, dict) else {}
