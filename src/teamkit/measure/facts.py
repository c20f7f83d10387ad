"""What figures are computed from, whoever told it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Deployment:
    """A successful deployment: the full commit, the environment, when it ended; in UTC.

    `name` is what people call it: a tag, else the short commit. `url` leads to it, and may be empty. Where it is not
    `is_dated`, its time is that of its commit, for want of another one.
    """

    commit: str
    environment: str
    at: datetime
    name: str
    url: str = ""
    is_dated: bool = True


@dataclass(frozen=True)
class Incident:
    """Users were affected from `started` until `ended`, which is None while it lasts; in UTC.

    `name` is what people call it, a number or a word. `is_dismissed` says that it was closed as none. `deployment` is
    the tag or commit that its form names, empty where that says that there was none, None where nobody was asked.
    """

    name: str
    title: str
    started: datetime
    ended: datetime | None
    is_dismissed: bool = False
    deployment: str | None = None
    url: str = ""
