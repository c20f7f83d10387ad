"""Announced migrations: how a commit says that one is on its way."""

from dataclasses import dataclass
from datetime import datetime

TRAILER = "Migration-Intent"


@dataclass(frozen=True)
class Intent:
    """What somebody means to migrate, and when that was said."""

    app: str
    words: str
    author: str
    at: datetime


def message(app: str, words: str) -> str:
    """The message of a commit that announces a migration, in the form of conventional commits."""
    return f"chore({app}): announce a migration\n\n{TRAILER}: {app}: {words}\n"


def intent(said: str, author: str, at: datetime) -> Intent:
    """What the trailer of a commit says."""
    app, _, words = said.partition(":")
    return Intent(app.strip(), words.strip(), author, at)
