"""Tell whether two texts of a migration do the same."""

import ast

from teamkit.migrations.literal import Computed, assigned, parsed

_LINKS = frozenset({"dependencies", "replaces"})


def does_the_same(one: bytes, other: bytes) -> bool:
    """Whether two texts differ in form, comments, dependencies or `replaces` alone."""
    try:
        return _work(parsed(one)) == _work(parsed(other))
    except Computed:
        return one == other


def _work(module: ast.Module) -> str:
    """The code without what links the migration to others."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            node.body = [statement for statement in node.body if assigned(statement)[0] not in _LINKS]
    return ast.dump(module)
