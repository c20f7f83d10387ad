"""Which files hold what belongs to nobody else: data, and the environment of one machine."""

import re

from teamkit.findings import Place
from teamkit.projects.model import Said
from teamkit.projects.places import is_apart
from teamkit.projects.secrets.finding import is_random

_SQLITE = re.compile(r"\.(?:sqlite3?|db3?)$", re.IGNORECASE)
_DUMP = re.compile(r"\.(?:dump|pgdump|pg_dump|sql|sql\.gz|dmp|bak)$", re.IGNORECASE)
_ENVIRONMENT = re.compile(
    r"(?:^|/)\.env(?:\.(?:prod|production|live|staging|local))?$|(?:^|/)(?:prod|production)\.env$"
)
_ENTRY = re.compile(
    rb"^\s*(?:export\s+)?\w*(?:KEY|SECRET|PASSWORD|TOKEN|DSN|_URL)\w*\s*=\s*[\"']?([^\s\"'#]{12,})", re.MULTILINE
)
_MAGIC = b"SQLite format 3\0"
_TABLES = re.compile(rb"CREATE TABLE [^(]{0,20}(?:django_migrations|auth_user|django_session)")
_DUMPS = (
    b"PGDMP",
    b"-- PostgreSQL database dump",
    b"--\n-- PostgreSQL database dump",
    b"-- MySQL dump",
    b"-- MariaDB dump",
)
_PEOPLE = rb"[^\s(]*(?:user|account|customer|person|people|member|order|session)[^\s(]*"
_DATA = re.compile(
    rb"^(?:COPY " + _PEOPLE + rb" \([^)]*\) FROM stdin;\r?\n(?!\\\.)|INSERT INTO " + _PEOPLE + rb"[\s(])", re.MULTILINE
)


def may_be_private(path: str) -> bool:
    """Whether the name of a file says that it may hold such things."""
    return any(form.search(path) for form in (_SQLITE, _DUMP, _ENVIRONMENT)) and not is_apart(path)


def private(path: str, text: bytes) -> Said | None:
    """What a file is, where it belongs to nobody else; its name and what it holds must both say so."""
    if not may_be_private(path):
        return None
    if text.startswith(_MAGIC) and _TABLES.search(text):
        return Said("a database of Django", Place(path))
    if text.startswith(_DUMPS) and (text.startswith(_DUMPS[0]) or _DATA.search(text)):
        return Said("a dump of a database, with what it held of people", Place(path))
    if _ENVIRONMENT.search(path) and any(is_random(each) for each in _ENTRY.findall(text)):
        return Said("the environment of a machine, with what looks like a secret", Place(path))
    return None
