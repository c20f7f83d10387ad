"""Run as a script: for each line that names a folder of apps, print what Django makes of their migrations on SQLite."""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def answer(folder: Path) -> dict[str, Any]:
    """The conflicts that Django sees, and the migrations that it applies where there are none."""
    names = sorted(path.name for path in folder.iterdir())
    sys.path.insert(0, str(folder))
    apps.set_installed_apps(names)
    connection.close()
    connection.settings_dict["NAME"] = str(folder.parent / f"{folder.name}.sqlite3")
    try:
        executor = MigrationExecutor(connection)
        conflicts = executor.loader.detect_conflicts()
        if not conflicts:
            executor.migrate(executor.loader.graph.leaf_nodes())
        return {"conflicts": conflicts, "applied": sorted(executor.recorder.applied_migrations())}
    finally:
        apps.unset_installed_apps()
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.partition(".")[0] in names]:
            del sys.modules[module]


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    hasty = {"init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY"}
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": hasty}
    settings.configure(DATABASES={"default": database}, USE_TZ=True)
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(Path(line.rstrip("\n")))) + "\n")
        sys.stdout.flush()
