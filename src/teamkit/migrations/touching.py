"""Tell whether migrations change the same thing."""

from collections.abc import Iterable, Iterator

from teamkit.migrations.expressions import Call
from teamkit.migrations.operations import Operation, Script

_WHOLE = ""


def clash(ours: Iterable[Script], theirs: Iterable[Script]) -> str | None:
    """The first thing that both change, as `model` or `model.part`; None where they change different ones."""
    other = {thing for script in theirs for thing in touched(script)}
    models = {model for model, _ in other}
    for model, part in (thing for script in ours for thing in touched(script)):
        if (model, part) in other or (model, _WHOLE) in other or (part == _WHOLE and model in models):
            return f"{model}.{part}" if part else model
    return None


def touched(script: Script) -> Iterator[tuple[str, str]]:
    """The models that a migration changes, with the part of each; without a part it is the whole model."""
    for operation in script.operations:
        if operation.name == "RenameModel":
            yield operation.text("new_name").lower(), _WHOLE
        if operation.model:
            yield from ((operation.model, part) for part in _parts(operation))


def _parts(operation: Operation) -> Iterator[str]:
    """The fields, indexes or constraints that an operation names; else its kind, or nothing for the whole model."""
    if "model_name" not in operation.arguments:
        yield _WHOLE if operation.name in {"CreateModel", "DeleteModel", "RenameModel"} else operation.name
    for parameter in ("name", "old_name", "new_name"):
        if "model_name" in operation.arguments and operation.text(parameter):
            yield operation.text(parameter).lower()
    for parameter in ("index", "constraint"):
        written = operation.arguments.get(parameter)
        if isinstance(written, Call):
            yield str(written.keywords.get("name")).lower()
