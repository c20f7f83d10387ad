"""Find the files that Django would load as migrations, in a list of paths."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from teamkit.migrations.model import Migration

FOLDER = "migrations"
_NUMBERED = re.compile(r"\d{4}_")


@dataclass(frozen=True)
class Packages:
    """Which app each folder of migrations belongs to.

    `labels` are those that apps give themselves, by the app's folder, `modules` the folders that `MIGRATION_MODULES`
    names, as the ends of paths, with their apps. Other apps are called like their folder, and have their migrations in
    `migrations` below it. `unreadable` says in one line each what could not be learned.
    """

    labels: Mapping[str, str]
    modules: Mapping[str, str]
    unreadable: tuple[str, ...] = ()

    def app(self, path: str) -> str | None:
        """The app whose migration a file would be by its place and name; None where Django would not load it."""
        folder, _, name = path.rpartition("/")
        stem, suffix = name[:-3], name[-3:]
        if suffix != ".py" or not stem or "." in stem or stem[0] in "_~":
            return None
        named = next((app for module, app in self.modules.items() if f"/{folder}".endswith(module)), None)
        above, _, last = folder.rpartition("/")
        if named or last != FOLDER:
            return named
        return self.labels.get(above) or above.rpartition("/")[2] or None

    @property
    def pathspecs(self) -> tuple[str, ...]:
        """What git is asked for to find them, and little else."""
        return tuple(f":(glob)**{folder}/*.py" for folder in (f"/{FOLDER}", *self.modules))

    def files(self, tree: Collection[str]) -> Mapping[str, str]:
        """The apps of all migration files of a tree, by their paths: those in packages, as Django asks."""
        known = set(tree)
        apps = ((path, self.app(path)) for path in tree)
        return {path: app for path, app in apps if app and f"{path.rpartition('/')[0]}/__init__.py" in known}


PLAIN = Packages({}, {})


def of_django(migrations: Iterable[Migration], folders: Collection[str] = ()) -> tuple[Migration, ...]:
    """Those in folders that hold migrations of Django; other tools call their folders so too.

    Such a folder is one of those that are known, or holds a migration that can be read or has a number.
    """
    several = tuple(migrations)
    known = {each.folder for each in several if not each.unreadable or _NUMBERED.match(each.key.name)} | {*folders}
    return tuple(each for each in several if each.folder in known)
