"""A work tree as all that is about migrations sees it; each part is looked at once."""

from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from teamkit.findings import Unseen
from teamkit.history.searching import mentioning
from teamkit.history.tree import blobs
from teamkit.lifecycle.shelf import Listing, Shelf
from teamkit.lifecycle.standpoint import Standpoint, standpoint
from teamkit.migrations.naming import SETTING, packages
from teamkit.migrations.packages import FOLDER, Packages


class Checkout:
    """Migration files, what they hold, and the branch that they are on. Its parts raise Refusal where git refuses."""

    def __init__(self, root: Path, tree: Collection[str]) -> None:
        """Look at nothing yet."""
        self.root = root
        self.tree = tree

    @cached_property
    def packages(self) -> Packages:
        """What apps are called here, and where settings put their migrations."""
        end = f"/{FOLDER}/__init__.py"
        apps = {f"{path.removesuffix(end)}/apps.py" for path in self.tree if path.endswith(end)} & {*self.tree}
        settings = mentioning(self.root, SETTING, "*.py")
        here = ([path for path in sorted(paths) if (self.root / path).is_file()] for paths in (apps, settings))
        return packages(*({path: (self.root / path).read_bytes() for path in paths} for paths in here))

    @cached_property
    def shelf(self) -> Shelf:
        """What has been read."""
        return Shelf(self.root, self.packages)

    @cached_property
    def own(self) -> Listing:
        """The migration files as they are on the disk, committed or not."""
        return blobs(self.root, self.packages.files(self.tree))

    @cached_property
    def place(self) -> Standpoint | Unseen | None:
        """Where the checked out branch stands among others."""
        return standpoint(self.root)
