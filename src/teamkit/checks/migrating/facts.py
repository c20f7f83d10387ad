"""What the checks over migrations look at: this branch's migrations, and what every open branch does to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from teamkit.findings import Unseen
from teamkit.history.branches import Branch
from teamkit.history.signing import Signed
from teamkit.migrations.intents import Intent
from teamkit.migrations.model import Key, Migration
from teamkit.migrations.packages import PLAIN, Packages


@dataclass(frozen=True)
class Written:
    """Who wrote a file, and when."""

    author: str
    at: datetime


@dataclass(frozen=True)
class Work:
    """The commits of a branch that the working branch lacks, and the migrations that they add.

    `written` says by whom, for each path that a commit brought; `url` is the branch's request.
    """

    branch: Branch
    commits: frozenset[str] = frozenset()
    added: tuple[Migration, ...] = ()
    written: Mapping[str, Written] = field(default_factory=dict)
    intents: tuple[Intent, ...] = ()
    url: str | None = None

    def writer(self, path: str) -> Written:
        """Who wrote a file; who worked on the branch last where no commit tells."""
        return self.written.get(path, Written(self.branch.author, self.branch.at))


@dataclass(frozen=True)
class Edit:
    """A migration that this branch began with, and what it makes of it: None where it is gone.

    `on` is the lasting branch that has it. `is_same` says that both do the same: form and links may differ.
    """

    before: Migration
    after: Migration | None
    on: str = "origin/develop"
    is_same: bool = False


@dataclass(frozen=True)
class Hotfix:
    """The migrations of a hotfix that production lacks, and the commits that may bear somebody's word for them."""

    new: tuple[Migration, ...] = ()
    signed: tuple[Signed, ...] = ()


NO_HOTFIX = Hotfix()


@dataclass(frozen=True)
class Setting:
    """Where this branch stands among the others.

    `merged` is what merging it into the working branch would give, `conflicting` the paths that both changed,
    `released` what production has, `others` the work of other open branches, `vanished` the names of those that were
    listed and are gone.
    """

    working: Branch
    own: Work
    merged: tuple[Migration, ...] = ()
    conflicting: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    released: frozenset[Key] = frozenset()
    others: tuple[Work, ...] = ()
    vanished: tuple[str, ...] = ()
    hotfix: Hotfix = NO_HOTFIX

    @property
    def is_working(self) -> bool:
        """Whether this is the working branch itself."""
        return self.own.branch.name == self.working.name


NOBODY_LOOKED = Unseen("nobody looked", "run it in a clone of the whole history")


@dataclass(frozen=True)
class Migrations:
    """The migrations of the work tree, the names by which they were found, and the setting that they stand in."""

    tree: tuple[Migration, ...] = ()
    packages: Packages = PLAIN
    setting: Setting | Unseen = NOBODY_LOOKED


NOT_GATHERED = Migrations()
