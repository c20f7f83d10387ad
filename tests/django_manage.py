"""Run as a script: management commands for the apps of a folder, with a database beside it."""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(folder))
    names = sorted(path.parent.name for path in folder.glob("*/migrations"))
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder.with_suffix(".sqlite3"))}
    settings.configure(INSTALLED_APPS=names, DATABASES={"default": database}, USE_TZ=True)
    django.setup()
    for command in sys.argv[2:]:
        call_command(*command.split())
