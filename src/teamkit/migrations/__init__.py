"""Django's migrations, read as files: no database, no Django, nothing of the project imported."""
