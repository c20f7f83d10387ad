"""Run as a script: for each line that names a folder with the app shop, print what becomes of its last migration.

PostgreSQL runs the migrations before it, then the old code reads and writes every model that it names, then PostgreSQL
runs the last one, then the old code works again. Another judge, django-migration-linter, reads the same migration.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import Error, NotSupportedError, connection
from django.db.migrations.executor import MigrationExecutor


def answer(folder: Path) -> dict[str, Any]:
    """What the linter says, and what failed: the migration or the old code; nothing where both work."""
    names = sorted(path.stem for path in (folder / "shop/migrations").glob("0*.py"))
    used = json.loads((folder / "used.json").read_text())
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    with installed(folder):
        said = linted(names[-1])
        executor = MigrationExecutor(connection)
        old = executor.migrate([("shop", names[-2])]).apps
        work(old, used)
        try:
            executor.loader.build_graph()
            executor.migrate([("shop", names[-1])])
        except (Error, NotSupportedError) as error:
            return {"linter": said, "failed": f"migration: {error}"}
        try:
            work(old, used)
        except Error as error:
            return {"linter": said, "failed": f"old code: {error}"}
        return {"linter": said, "failed": None}


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    apps.set_installed_apps(["shop"])
    try:
        yield
    finally:
        apps.unset_installed_apps()
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.partition(".")[0] == "shop"]:
            del sys.modules[module]


def work(old: Any, used: list[str]) -> None:
    """What released code does all day, with the models that it knows."""
    made: dict[str, Any] = {}
    for name in used:
        model = old.get_model("shop", name)
        fields = {field.name for field in model._meta.get_fields()}
        is_checked = bool(model._meta.constraints)
        given = {"customer": made.get("customer"), "note": "x" if is_checked else None}
        made[name] = model.objects.create(**{key: value for key, value in given.items() if key in fields})
        assert list(model.objects.all())


def linted(name: str) -> list[str]:
    """The codes of what the linter finds, errors first; warnings in small letters."""
    from django_migration_linter import MigrationLinter  # noqa: PLC0415
    from django_migration_linter.sql_analyser.analyser import analyse_sql_statements  # noqa: PLC0415

    linter = MigrationLinter(str(Path.cwd()), no_cache=True, no_output=True)
    migration = linter.migration_loader.disk_migrations["shop", name]
    try:
        errors, _, warnings = analyse_sql_statements(linter.sql_analyser_class, linter.get_sql("shop", name))
    except NotSupportedError:
        return ["REFUSED"]
    more_errors, _, more_warnings = linter.analyse_data_migration(migration)
    found = [issue.code for issue in errors + more_errors]
    return sorted({*found, *(issue.code.lower() for issue in warnings + more_warnings)})


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres"}
    address = {"HOST": os.environ["PGHOSTADDR"], "PORT": os.environ["PGPORT"]}
    settings.configure(INSTALLED_APPS=[], DATABASES={"default": {**database, **address}}, USE_TZ=True)
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(Path(line.rstrip("\n")))) + "\n")
        sys.stdout.flush()
