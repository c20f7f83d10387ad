"""Gathers the migrations of a commit from git's objects, so that no work tree is needed."""

from collections.abc import Mapping
from pathlib import Path

from teamkit.checks.migrating.facts import Migrations
from teamkit.lifecycle.migrating import FIRST
from teamkit.lifecycle.shelf import Shelf
from teamkit.migrations.naming import SETTING, packages
from teamkit.migrations.packages import FOLDER, of_django


def migrations(root: Path, commit: str, texts: Mapping[str, bytes]) -> Migrations:
    """The migrations of a commit, and nothing of what merging gives. Raises Refusal where git cannot be asked."""
    end = f"/{FOLDER}/__init__.py"
    apps = [path.removesuffix(end) + "/apps.py" for path in texts if path.endswith(end)]
    settings = (path for path, text in texts.items() if path.endswith(".py") and SETTING.encode() in text)
    named = packages(
        {path: texts[path] for path in apps if path in texts},
        {path: texts[path] for path in settings},
    )
    shelf = Shelf(root, named)
    return Migrations(of_django(shelf.read(shelf.listing(commit))), named, FIRST)
