"""Read how a project names its apps and the places of their migrations: `apps.py` and `MIGRATION_MODULES`."""

import ast
from collections.abc import Iterator, Mapping

from teamkit.migrations.literal import Computed, assigned, parsed, shown
from teamkit.migrations.packages import Packages

SETTING = "MIGRATION_MODULES"


def packages(apps: Mapping[str, bytes], settings: Mapping[str, bytes]) -> Packages:
    """The names that `apps.py` files and settings give, by their paths."""
    labels: dict[str, str] = {}
    modules: dict[str, str] = {}
    unreadable = []
    for path, text in apps.items():
        try:
            labels |= {path.rpartition("/")[0]: label for label in _label(parsed(text))}
        except Computed as why:
            unreadable.append(f"{path}: {why}")
    for path, text in settings.items():
        try:
            modules |= {f"/{name.replace('.', '/')}": app for app, name in _modules(parsed(text))}
        except Computed as why:
            unreadable.append(f"{path}: {why}")
    return Packages(labels, modules, tuple(unreadable))


# ── apps.py ─────────────────────────────────────────────────────────────────────────────────────


def _label(module: ast.Module) -> Iterator[str]:
    """The label of the configuration that Django takes: the only one, or the only one that says `default = True`."""
    configs = [_values(node) for node in module.body if isinstance(node, ast.ClassDef) and node.bases]
    candidates = [config for config in configs if not _is(config.get("default"), value=False) and "name" in config]
    if len(candidates) > 1:
        candidates = [config for config in candidates if _is(config.get("default"), value=True)]
    for config in candidates:
        match config.get("label"):
            case ast.Constant(value=str(label)):
                yield label
            case ast.expr() as value:
                raise Computed(f"the app's label is computed: {shown(value)}", value)


def _values(node: ast.ClassDef) -> dict[str, ast.expr]:
    pairs = (assigned(statement) for statement in node.body)
    return {name: value for name, value in pairs if value is not None}


def _is(node: ast.expr | None, *, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


# ── Settings ────────────────────────────────────────────────────────────────────────────────────


def _modules(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The apps whose migrations a settings module puts elsewhere, and the dotted names of these places.

    Where migrations are switched off, as for tests (None, or an object that claims to hold every app), nothing is told.
    """
    for node in ast.walk(module):
        name, value = assigned(node)
        if name != SETTING or value is None:
            continue
        match value:
            case ast.Dict(keys=keys, values=values):
                yield from (pair for entry in zip(keys, values, strict=True) for pair in _module(*entry))
            case ast.Call(args=[], keywords=[]) | ast.DictComp(value=ast.Constant(value=None)):
                continue
            case _:
                raise Computed(f"{SETTING} is computed: {shown(value)}", value)


def _module(key: ast.expr | None, value: ast.expr) -> Iterator[tuple[str, str]]:
    match key, value:
        case ast.Constant(value=str(app)), ast.Constant(value=str(name)):
            yield app, name
        case _, ast.Constant(value=None):
            return
        case _:
            raise Computed(f"{SETTING} is computed: {shown(value)}", value)
