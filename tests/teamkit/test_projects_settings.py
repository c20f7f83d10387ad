"""What production settings say is read by syntax alone, and never claimed where only running them would tell."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.projects.layout import apps, find, sites
from teamkit.projects.model import Settings
from teamkit.projects.secrets.finding import secrets
from teamkit.projects.settings import read

HEAD = "import os\nINSTALLED_APPS = ['shop']\n"


def settings(text: str, **modules: str) -> Settings:
    files = {f"config/{name}.py": source.encode() for name, source in {"settings": HEAD + text, **modules}.items()}
    found = read("config.settings", partial(find, files, ""))
    assert found
    return found


def values(text: str, name: str = "DEBUG", **modules: str) -> list[tuple[object, bool]]:
    found = settings(text, **modules).values.get(name, ())
    return [(value.value if value.is_known else "?", value.asks) for value in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DEBUG = True", [(True, False)]),
        ("DEBUG: bool = False", [(False, False)]),
        ("DEBUG = TEMPLATE_DEBUG = True", [(True, False)]),
        ("DEBUG, TESTING = False, True", [(False, False)]),
        ("DEBUG = not True", [(False, False)]),
        ("DEBUG = os.environ.get('DEBUG')", [(None, True)]),
        ("DEBUG = os.environ.get('DEBUG', True)", [(True, True)]),
        ("DEBUG = os.environ.get('DEBUG', 'no').lower() == 'yes'", [(False, True)]),
        ("DEBUG = os.environ['DEBUG'] == '1'", [(False, True)]),
        ("DEBUG = 'DEBUG' in os.environ", [(False, True)]),
        ("DEBUG = env.bool('DJANGO_DEBUG', default=True)", [(True, True)]),
        ("DEBUG = config('DEBUG', default=False, cast=bool)", [(False, True)]),
        ("DEBUG = bool(int(os.getenv('DEBUG', '0')))", [(False, True)]),
        ("DEBUG = is_truthy(os.getenv('DEBUG', 'False'))", [(False, True)]),
        ("DEBUG = getattr(configuration, 'DEBUG', False)", [(False, True)]),
        ("DEBUG = True if os.getenv('DEBUG') else False", [(False, True)]),
        ("DEBUG = bool(os.getenv('DEBUG')) or False", [(False, True)]),
        ("DEBUG = decide()", [("?", False)]),
        ("LOCAL = False\nif LOCAL:\n    DEBUG = True\nelse:\n    DEBUG = False", [(False, False)]),
        ("DEBUG = False\nif os.getenv('DEBUG'):\n    DEBUG = True", [(False, False)]),
        ("if not os.getenv('LIVE'):\n    DEBUG = True", [(True, True)]),
        ("if decide():\n    DEBUG = True\nelse:\n    DEBUG = False", [(True, False), (False, False)]),
        ("DEBUG = True\nif decide():\n    DEBUG = False", [(False, False), (True, False)]),
        ("try:\n    DEBUG = False\nexcept OSError:\n    pass", [(False, False)]),
        ("with open('x'):\n    DEBUG = False", [(False, False)]),
        ("", []),
    ],
)
def test_a_setting_is_what_an_empty_environment_makes_of_it(text: str, expected: list[tuple[object, bool]]) -> None:
    assert values(text) == expected


def test_a_module_overrides_what_it_takes_over() -> None:
    base = "DEBUG = True\nSECRET_KEY = 'x'\n"
    text = "from .base import *\nDEBUG = False"
    assert values(text, base=base) == [(False, False)]
    assert values(text, "SECRET_KEY", base=base) == [("x", False)]
    assert values("from config.base import DEBUG as DEBUG", base=base) == [(True, False)]


def test_lists_are_added_to() -> None:
    assert values("INSTALLED_APPS += ['more'] + [*OTHERS, name()]", "INSTALLED_APPS") == [(["shop", "more"], False)]


@pytest.mark.parametrize(
    "text",
    [
        "from elsewhere.settings import *",
        "locals().update(more)",
        "include('components/*.py')",
        "from .settings import *",
        "from .broken import *",
    ],
)
def test_settings_that_something_else_may_change_are_open(text: str) -> None:
    assert settings(text, broken="DEBUG = (").is_open
    assert not settings("DEBUG = False").is_open


def test_classes_of_settings_are_open() -> None:
    files = {"config/settings.py": b"class Base:\n    DEBUG = False\n    INSTALLED_APPS = []\n"}
    found = read("config.settings", partial(find, files, ""))
    assert found
    assert found.is_open


def test_nobody_prints_the_value_of_a_setting() -> None:
    assert "very-secret" not in repr(settings("SECRET_KEY = 'very-secret'"))


@given(st.binary(max_size=200))
def test_no_text_breaks_a_reader(text: bytes) -> None:
    files = {"manage.py": b"django", "config/wsgi.py": b"'DJANGO_SETTINGS_MODULE', 'config.settings'"}
    (site,) = sites({**files, "config/settings.py": text})
    assert site.production
    assert list(secrets("settings.py", text)) is not None


# ── Which settings are those of production ──────────────────────────────────────────────────────

LIVE = HEAD.encode()


def module(**files: str) -> str | None:
    """The module that production uses among files by their paths, with `__` for a slash and `_DOT_` for a dot."""
    named = {name.replace("__", "/").replace("_DOT_", "."): text.encode() for name, text in files.items()}
    (site,) = sites({"manage.py": b"django", **named})
    return site.production.module if site.production else None


def saying(name: str) -> str:
    return f"os.environ.setdefault('DJANGO_SETTINGS_MODULE', '{name}')"


def test_a_server_says_which_settings_production_uses() -> None:
    assert module(config__wsgi_DOT_py=saying("config.settings"), config__settings_DOT_py=HEAD) == "config.settings"


def test_settings_that_are_named_so_are_those_of_production() -> None:
    files = {f"config__settings__{name}_DOT_py": HEAD for name in ("base", "local", "production")}
    assert module(config__wsgi_DOT_py=saying("config.settings.local"), **files) == "config.settings.production"


def test_an_image_says_it_where_a_server_does_not() -> None:
    files = {f"config__{name}_DOT_py": HEAD for name in ("settings", "settings_main")}
    assert module(Dockerfile="FROM x\nENV DJANGO_SETTINGS_MODULE=config.settings_main\n", **files) == (
        "config.settings_main"
    )
    assert module(Dockerfile="RUN DJANGO_SETTINGS_MODULE=config.settings_main ./manage.py x\n", **files) is None


def test_the_only_settings_are_those_of_production() -> None:
    assert module(manage_DOT_py=f"django {saying('settings')}", settings_DOT_py=HEAD) == "settings"


def test_settings_of_development_are_never_taken_for_those_of_production() -> None:
    files = {f"config__settings__{name}_DOT_py": HEAD for name in ("base", "dev")}
    assert module(config__wsgi_DOT_py=saying("config.settings.dev"), **files) is None


# ── Several projects, and apps ──────────────────────────────────────────────────────────────────


def test_several_projects_of_one_repository_are_told_apart() -> None:
    files = {
        "one/manage.py": b"import django",
        "one/settings.py": LIVE,
        "one/wsgi.py": saying("settings").encode(),
        "two/manage.py": b"import django",
        "two/src/two/settings.py": LIVE,
        "two/src/two/wsgi.py": saying("two.settings").encode(),
        "tests/manage.py": b"import django",
        "tools/manage.py": b"no framework",
    }
    found = sites(files)
    assert [(site.folder, site.production and site.production.path) for site in found] == [
        ("one", "one/settings.py"),
        ("two", "two/src/two/settings.py"),
    ]


def test_an_app_has_models_and_perhaps_migrations() -> None:
    model = b"class Price(models.Model):\n    x = 1\n"
    files = {
        "manage.py": b"django",
        "settings.py": b"INSTALLED_APPS = ['shop.apps.ShopConfig', 'mail', 'bare', 'elsewhere']",
        "wsgi.py": saying("settings").encode(),
        "shop/__init__.py": b"",
        "shop/apps.py": b"default_auto_field = 'x'",
        "shop/models.py": b"class Base(models.Model):\n    class Meta:\n        abstract = True\n\n\n" + model,
        "mail/__init__.py": b"",
        "mail/models/__init__.py": b"from .letter import *",
        "mail/models/letter.py": model,
        "mail/migrations/__init__.py": b"",
        "bare/__init__.py": b"",
        "bare/models.py": b"class Base(models.Model):\n    class Meta:\n        managed = False\n",
    }
    (site,) = sites(files)
    found = apps(files, site, files)
    assert [(app.module, str(app.models), app.has_migrations, app.has_auto_field) for app in found] == [
        ("shop", "shop/models.py:6", False, True),
        ("mail", "mail/models/letter.py:1", True, False),
    ]
