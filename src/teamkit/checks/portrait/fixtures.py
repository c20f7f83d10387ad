"""Small portraits on which the checks of hygiene prove themselves."""

from dataclasses import replace
from typing import Any

from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.portrait.facts import Portrait
from teamkit.dependencies.model import Dependencies, Wish
from teamkit.findings import Place, Unseen
from teamkit.projects.model import App, Pipeline, Said, Settings, Site, Value
from teamkit.projects.secrets.finding import Secret

LINE = Place("config/settings.py", 12)
UNPAINTED = (given(), given(portrait=Unseen("this is an empty repository", "commit something")))


def a_value(value: object, **changes: Any) -> Value:
    """A setting of the fixtures."""
    return Value(LINE, value, **changes)


def a_site(*, is_open: bool = False, **values: Value | tuple[Value, ...]) -> Site:
    """A project whose production settings say these things."""
    several = {name: value if isinstance(value, tuple) else (value,) for name, value in values.items()}
    settings = Settings("config.settings", "config/settings.py", several, is_open)
    return Site("", "manage.py", settings, Said("config.settings", Place("config/wsgi.py", 5)))


SITE = a_site()
UNTOLD = Site("", "manage.py")
WELL = Portrait(
    sites=(SITE,),
    dependencies=Dependencies({"django": Wish(">=5.2,<5.3")}, {"django": "5.2.1"}),
    tool=Said("uv", Place("uv.lock")),
    lock=Said("uv", Place("uv.lock")),
    python=Said("3.12", Place("Dockerfile", 1)),
    pipelines=(Pipeline("GitHub Actions", ".github/workflows/ci.yml", runs_tests=True),),
    tests={"shop/tests.py": 12},
    owners=".github/CODEOWNERS",
    form=".github/pull_request_template.md",
    people=4,
)
"""A project of which every check approves."""


def painted(**changes: Any) -> Facts:
    """The facts of that project, with changes."""
    return given(portrait=replace(WELL, **changes))


def wishing(words: str, **changes: Any) -> Facts:
    """The facts of a project that asks for some Django and locks nothing."""
    wishes = {"django": Wish(words), "celery": Wish("")}
    return painted(dependencies=Dependencies(wishes), lock=None, **changes)


def an_app(**changes: Any) -> App:
    """An app with a model."""
    whole = {"folder": "shop", "module": "shop", "models": Place("shop/models.py", 4)}
    return App(**{**whole, "has_migrations": True, "has_auto_field": False, **changes})


def a_secret(kind: str = "GitHub token", *, is_certain: bool = True) -> Secret:
    """What looks like a secret."""
    return Secret(kind, Place("shop/api.py", 3), "1a2b3c4d", is_certain)
