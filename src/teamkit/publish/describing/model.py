"""What is said of a change."""

from dataclasses import dataclass

from teamkit.dependencies.comparing import Move


@dataclass(frozen=True)
class Risk:
    """Something about a migration that may hurt: a sentence, why, and the safe way; `mark` says what it counts as."""

    what: str
    why: str
    mend: str
    mark: str = ""


@dataclass(frozen=True)
class Sql:
    """What a database would be told, or in a few words why nobody knows."""

    text: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Beside:
    """Another branch that migrates the same app, by the file that it adds or the words that announce one."""

    branch: str
    path: str = ""
    words: str = ""


@dataclass(frozen=True)
class Migrating:
    """A new migration, called as Django prints it.

    `said` are the words that announced it, and `risks` is None where nobody could look.
    """

    name: str
    path: str
    sql: Sql
    risks: tuple[Risk, ...] | None = ()
    said: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True)
class Recording:
    """The files of a public interface that change without a record of the decision.

    `guide` is a document that shows how records are written, with its address where one is known; without one,
    `folder` is where they begin.
    """

    paths: tuple[str, ...]
    folder: str
    guide: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class Depending:
    """The packages that move. `is_lock_only` says that no requirement changes, `unreadable` names files."""

    moves: tuple[Move, ...]
    is_lock_only: bool = False
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Large:
    """A change that is larger than most: its lines and files, and the team's usual number of lines."""

    lines: int
    files: int
    usual: int
    compared: int


@dataclass(frozen=True)
class Description:
    """All that a change asks for; `paths` are those that it touches, `gone` the tests that it takes away."""

    paths: tuple[str, ...]
    is_documents: bool = False
    migrating: tuple[Migrating, ...] = ()
    unseen: str = ""
    recording: Recording | None = None
    depending: Depending | None = None
    gone: tuple[str, ...] = ()
    large: Large | None = None
