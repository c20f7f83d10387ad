"""What a repository is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from teamkit.findings import Place


@dataclass(frozen=True)
class Said:
    """Something that a file says, and where."""

    value: str
    where: Place


@dataclass(frozen=True)
class Value:
    """What a setting is in an empty environment; it may be a secret, so that nobody prints it.

    `asks` says that another environment may make another value, and `is_known` that it could be read.
    """

    where: Place
    value: Any = field(default=None, repr=False)
    asks: bool = False
    is_known: bool = True


@dataclass(frozen=True)
class Settings:
    """A module of settings with those that it takes over.

    A setting has several values where nobody can tell which of them counts. `is_open` says that what no file here tells
    may change them.
    """

    module: str
    path: str
    values: Mapping[str, tuple[Value, ...]]
    is_open: bool = False


@dataclass(frozen=True)
class Site:
    """One Django project of a repository: the folder that Python looks for its modules in, and its settings.

    `production` are those that production uses, None where nothing says which; `found` is what says so.
    """

    folder: str
    manage: str = ""
    production: Settings | None = None
    found: Said | None = None


@dataclass(frozen=True)
class Pipeline:
    """A file that a forge or a server runs; `runs_tests` is None where nobody can tell."""

    system: str
    path: str
    runs_tests: bool | None


@dataclass(frozen=True)
class App:
    """A Django app with models of its own, and whether it has migrations."""

    folder: str
    module: str
    models: Place
    has_migrations: bool
    has_auto_field: bool
