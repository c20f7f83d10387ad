"""Run as a script: for each line that names a folder of apps, print what Django's own loader says of its migrations."""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.db.migrations.exceptions import CircularDependencyError, NodeNotFoundError
from django.db.migrations.loader import MigrationLoader

CONTRIB = ["django.contrib.contenttypes", "django.contrib.auth"]


def answer(folder: Path) -> dict[str, Any]:
    """Leaves and conflicts, or the error."""
    names = sorted(path.name for path in folder.iterdir())
    sys.path.insert(0, str(folder))
    apps.set_installed_apps([*CONTRIB, *names])
    try:
        loader = MigrationLoader(None, ignore_no_migrations=True)
        leaves = [key for key in loader.graph.leaf_nodes() if key[0] in names]
        return {"leaves": leaves, "conflicts": loader.detect_conflicts()}
    except NodeNotFoundError as error:
        return {"error": "missing", "node": error.node}
    except (CircularDependencyError, CommandError):
        return {"error": "cycle"}
    finally:
        apps.unset_installed_apps()
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.partition(".")[0] in names]:
            del sys.modules[module]


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    settings.configure(INSTALLED_APPS=CONTRIB)
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(Path(line.rstrip("\n")))) + "\n")
        sys.stdout.flush()
