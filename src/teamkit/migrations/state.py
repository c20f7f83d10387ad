"""What Django knows of an app's models between two operations."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from teamkit.migrations.expressions import Call, Value
from teamkit.migrations.operations import Operation, Reach


@dataclass(frozen=True)
class Constraint:
    """A constraint of a table. Not valid is one that holds for new rows only; production lacks a new one."""

    written: Call
    is_valid: bool
    is_new: bool


@dataclass(frozen=True)
class Model:
    """A model with what could be read of it, by names in small letters. Production lacks the table of a new one."""

    name: str
    is_new: bool = False
    fields: Mapping[str, Call] = field(default_factory=dict)
    options: Mapping[Value, Value] = field(default_factory=dict)
    constraints: Mapping[str, Constraint] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """The models of an app by their names in small letters; those that no migration creates are missing."""

    app: str
    models: Mapping[str, Model] = field(default_factory=dict)

    def model(self, name: str) -> Model:
        """A model; one of which nothing is known where no migration creates it."""
        return self.models.get(name.lower()) or Model(name)

    def table(self, name: str) -> str:
        """The table of a model."""
        return str(self.model(name).options.get("db_table") or f"{self.app}_{name.lower()}")

    def after(self, operation: Operation, *, is_new: bool) -> "State":
        """The state that an operation leads to; `is_new` says that production has not run it."""
        if operation.reach is Reach.DATABASE or not operation.is_known or not operation.model:
            return self
        others = {name: model for name, model in self.models.items() if name != operation.model}
        match operation.name:
            case "CreateModel":
                changed = _created(operation, is_new=is_new)
            case "DeleteModel":
                return replace(self, models=others)
            case "RenameModel":
                changed = replace(self.model(operation.model), name=operation.text("new_name"))
            case _:
                changed = _changed(self.model(operation.model), operation, is_new=is_new)
        return replace(self, models={**others, changed.name.lower(): changed})


def _created(operation: Operation, *, is_new: bool) -> Model:
    fields, options = operation.arguments.get("fields"), operation.arguments.get("options")
    pairs = [pair for pair in fields if isinstance(pair, tuple) and len(pair) == 2] if isinstance(fields, tuple) else []
    return Model(
        operation.text("name"),
        is_new,
        {str(name).lower(): written for name, written in pairs if isinstance(written, Call)},
        options if isinstance(options, Mapping) else {},
    )


def _changed(model: Model, operation: Operation, *, is_new: bool) -> Model:
    arguments = operation.arguments
    match operation.name:
        case "AddField" | "AlterField" | "RemoveField" | "RenameField":
            return replace(model, fields=_fields(model.fields, operation))
        case "AddConstraint" | "AddConstraintNotValid" | "ValidateConstraint" | "RemoveConstraint":
            return replace(model, constraints=_constraints(model.constraints, operation, is_new=is_new))
        case "AlterModelTable":
            return replace(model, options={**model.options, "db_table": arguments.get("table")})
        case "AlterUniqueTogether":
            return replace(model, options={**model.options, "unique_together": arguments.get("unique_together")})
    return model


def _fields(known: Mapping[str, Call], operation: Operation) -> Mapping[str, Call]:
    old = (operation.text("old_name") or operation.text("name")).lower()
    new = (operation.text("new_name") or operation.text("name")).lower()
    written = operation.arguments.get("field", known.get(old))
    others = {name: each for name, each in known.items() if name != old}
    if operation.name == "RemoveField" or not isinstance(written, Call):
        return others
    return {**others, new: written}


def _constraints(known: Mapping[str, Constraint], operation: Operation, *, is_new: bool) -> Mapping[str, Constraint]:
    written = operation.arguments.get("constraint")
    if isinstance(written, Call):
        is_valid = operation.name != "AddConstraintNotValid"
        return {**known, str(written.keywords.get("name")): Constraint(written, is_valid, is_new)}
    name = operation.text("name")
    others = {each: constraint for each, constraint in known.items() if each != name}
    if operation.name == "ValidateConstraint" and name in known:
        return {**others, name: replace(known[name], is_valid=True, is_new=is_new)}
    return others
