"""Which models and fields the code of an app names, read from its files."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from teamkit.migrations.expressions import dotted
from teamkit.migrations.literal import Computed, parsed

_DJANGO = frozenset({"models.Model", "Model", "object"})


@dataclass(frozen=True)
class Class:
    """A class of the code: the names that its body assigns, and those of its bases."""

    names: frozenset[str]
    bases: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """The classes of an app by their names in small letters. `is_whole` is false where others may be hidden.

    They may be where a file does not parse or imports everything from elsewhere; `imported` names can be classes too.
    """

    classes: Mapping[str, Class] = field(default_factory=dict)
    imported: frozenset[str] = frozenset()
    is_whole: bool = True

    def names_model(self, model: str) -> bool | None:
        """Whether the code has a model of that name; None where nobody can tell."""
        if model.lower() in self.classes:
            return True
        return None if model.lower() in self.imported or not self.is_whole else False

    def names_field(self, model: str, name: str) -> bool | None:
        """Whether the code has that field of that model, its own or inherited; None where nobody can tell."""
        named = self.names_model(model)
        if not named:
            return named
        family = list(self._family(model.lower()))
        if any(name.lower() in known.names for known in family if known):
            return True
        return None if None in family else False

    def _family(self, model: str) -> Iterator[Class | None]:
        """A class and those that it inherits from; None for each that is defined elsewhere."""
        waiting, seen = [model], set[str]()
        while waiting:
            current = waiting.pop()
            known = self.classes.get(current)
            yield known
            seen.add(current)
            bases = {_last(base) for base in known.bases} if known else set()
            waiting += bases - seen


def code(files: Mapping[str, bytes]) -> Code:
    """What files of an app define together, by their paths."""
    classes: dict[str, Class] = {}
    imported: set[str] = set()
    is_whole = True
    for path, text in files.items():
        try:
            nodes = tuple(ast.walk(parsed(text)))
        except Computed:
            is_whole = False
            continue
        for node in nodes:
            if isinstance(node, ast.ClassDef):
                known = classes.get(node.name.lower(), Class(frozenset(), ()))
                classes[node.name.lower()] = Class(known.names | _assigned(node), (*known.bases, *_bases(node)))
            elif isinstance(node, ast.ImportFrom) and _beside(path, node) not in files:
                imported |= {(alias.asname or alias.name).lower() for alias in node.names}
    return Code(classes, frozenset(imported), is_whole and "*" not in imported)


def _beside(path: str, node: ast.ImportFrom) -> str:
    """The file that an import from the same package reads."""
    return f"{path.rpartition('/')[0]}/{node.module}.py" if node.level == 1 else ""


def _last(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _bases(node: ast.ClassDef) -> tuple[str, ...]:
    names = [dotted(base) or "computed" for base in node.bases]
    return tuple(name for name in names if name not in _DJANGO)


def _assigned(node: ast.ClassDef) -> frozenset[str]:
    """The names that the body of a class gives a value."""
    targets = [target for each in node.body if isinstance(each, ast.Assign) for target in each.targets]
    targets += [each.target for each in node.body if isinstance(each, ast.AnnAssign) and each.value]
    return frozenset(target.id.lower() for target in targets if isinstance(target, ast.Name))
