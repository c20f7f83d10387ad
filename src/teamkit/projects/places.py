"""What the place of a file says about it."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_BEGIN, _END = r"(?:^|[/._-])(?:", r")(?=[/._-]|$)"
_MADE_UP = (
    "tests?|testing|testdata|unittests?|fixtures?|mocks?|stubs?|snapshots?|cassettes|specs?|e2e|benchmarks?",
    "examples?|samples?|demos?|docs?|documentation|tutorials?",
    r"(?:project|app)[_-]template|cookiecutter[^/]*|\{\{[^/]*",
    "dist|vendor(?:ed)?|node_modules|third[_-]?party|site-packages",
)
_APART = re.compile(f"{_BEGIN}{'|'.join(_MADE_UP)}{_END}", re.IGNORECASE)
_NEAR = (
    "dev|devel|develop|development|devcontainer|local|locals|debug",
    "test|tests|testing|lint|ci|e2e|pipeline|docs|static|build|docker[_-]?compose",
)
_DEVELOPING = re.compile(f"{_BEGIN}{'|'.join(_NEAR)}{_END}", re.IGNORECASE)
_PRODUCTION = re.compile(f"{_BEGIN}prod|production|live|deploy|deployment{_END}", re.IGNORECASE)
_TEST = re.compile(r"(?:^|/)(?:tests?(?:_\w+)?|\w+_tests?)\.py$|(?:^|/)tests?/(?:.+/)?\w+\.py$")


def is_apart(path: str) -> bool:
    """Whether a file stands with tests, examples, documentation or the code of others."""
    return _APART.search(path) is not None


def is_developing(name: str) -> bool:
    """Whether a name speaks of development or tests."""
    return _DEVELOPING.search(name) is not None


def is_production(name: str) -> bool:
    """Whether a name speaks of production."""
    return _PRODUCTION.search(name) is not None


def is_test(path: str) -> bool:
    """Whether a file may hold tests in Python."""
    return _TEST.search(path) is not None


def above(folder: str) -> tuple[str, ...]:
    """A folder and those that it is in, the deepest first; the root is empty."""
    return tuple(
        "" if str(each) == "." else str(each) for each in (PurePosixPath(folder), *PurePosixPath(folder).parents)
    )


def shallowest(paths: Iterable[str]) -> list[str]:
    """Paths by their depth."""
    return sorted(paths, key=lambda path: (path.count("/"), path))
