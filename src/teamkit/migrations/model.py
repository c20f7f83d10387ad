"""What a migration file says of itself."""

from dataclasses import dataclass
from pathlib import PurePosixPath

FIRST = "__first__"
LATEST = "__latest__"


@dataclass(frozen=True, order=True)
class Key:
    """What Django calls a migration: the label of its app, and its name without `.py`.

    In a dependency the name may also be `__first__` or `__latest__`: whichever that is in the other app.
    """

    app: str
    name: str

    def __str__(self) -> str:
        """The form that Django prints."""
        return f"{self.app}.{self.name}"


@dataclass(frozen=True)
class Migration:
    """One migration file. `blob` is git's id of its content, `path` is relative to the root.

    Dependencies on a model that settings name (`swappable_dependency(settings.…)`) are left out: they order apps and
    decide about no leaf. Where `unreadable` says what and where, nothing else is known, and no judgement may rest on
    it.
    """

    key: Key
    path: str
    blob: str
    dependencies: tuple[Key, ...] = ()
    run_before: tuple[Key, ...] = ()
    replaces: tuple[Key, ...] = ()
    unreadable: str | None = None

    @property
    def folder(self) -> str:
        """The folder of the app's migrations."""
        return PurePosixPath(self.path).parent.as_posix()
