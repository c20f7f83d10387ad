"""What a migration file says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Key:
    """What Django calls a migration: the label of its app, and its name without `.py`."""

    app: str
    name: str

    def __str__(self) -> str:
        """The form that Django prints."""
        return f"{self.app}.{self.name}"


@dataclass(frozen=True)
class Migration:
    """One migration file. `blob` is git's id of its content, `path` is relative to the root.

    `first` and `latest` are labels of apps whose `__first__` and `__latest__` it depends on, `swappable` the settings
    that name them. Where `unreadable` says why, the rest is what could be made out, and no judgement may rest on it.
    """

    key: Key
    path: str
    blob: str
    dependencies: tuple[Key, ...] = ()
    run_before: tuple[Key, ...] = ()
    replaces: tuple[Key, ...] = ()
    first: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    swappable: tuple[str, ...] = ()
    unreadable: str | None = None
