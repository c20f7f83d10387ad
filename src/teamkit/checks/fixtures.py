"""Small teams and repositories on which each check proves itself, against the installed version."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from teamkit.checks.facts import Facts
from teamkit.checks.migrating.facts import Migrations, Setting, Work
from teamkit.history.branches import Branch, Flow
from teamkit.history.current import Current
from teamkit.team.model import Absence, Area, Group, Team, User

TODAY = date(2026, 1, 15)
GITFLOW = Flow("main", "develop")
ALONE = Branch("develop", None, "head of develop", "Ada", datetime(2026, 1, 10, tzinfo=UTC))


def days_ago(number: int) -> date:
    """A day before the fixtures' today; after it where the number is negative."""
    return TODAY - timedelta(days=number)


def a_user(name: str, **changes: Any) -> User:
    """A person whose handle is their id."""
    return User.model_validate({"name": name.title(), "handle": name} | changes)


def users(*names: str) -> dict[str, User]:
    """People by their ids."""
    return {name: a_user(name) for name in names}


def a_group(*members: str, handle: str | None = None) -> Group:
    """Several people."""
    return Group(members=members, handle=handle)


def an_area(*paths: str, **changes: Any) -> Area:
    """An area that Ada owns and Grace stands in for."""
    whole = {"title": "API", "paths": paths or ("/api/",), "accountable": "ada", "deputy": "grace"}
    return Area.model_validate(whole | changes)


def away(first: date, last: date) -> Absence:
    """Days on which somebody is away."""
    return Absence(first=first, last=last)


def a_team(**changes: Any) -> Team:
    """Two people and one area, of which every check approves."""
    return Team.model_validate({"users": users("ada", "grace"), "areas": {"api": an_area()}} | changes)


def given(team: Team | None = None, *tree: str, **changes: Any) -> Facts:
    """A team, and the repository that it works on: on one branch, without migrations."""
    alone = {"migrations": Migrations(setting=Setting(ALONE, Work(ALONE))), "current": Current(GITFLOW, ALONE.name)}
    return Facts(team=team or a_team(), tree=tree or ("api/views.py",), today=TODAY, **{**alone, **changes})


NOBODY = given(a_team(users={}, areas={}))
UNNAMED = given(a_team(users={}, areas={"api": an_area(accountable=None, deputy=None)}))
ONE = given(a_team(users=users("ada"), areas={"api": an_area(deputy=None)}))
