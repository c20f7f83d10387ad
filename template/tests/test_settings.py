"""Settings come from the environment, and say at once all that is wrong with it."""

import re
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = ROOT / "config" / "settings.py"
NAMES = set(re.findall(r'env\.\w+\(\s*"(\w+)"', SETTINGS.read_text("utf-8")))
PRODUCTION = {
    "SECRET_KEY": "0123456789" * 5,
    "ALLOWED_HOSTS": "www.example.org,example.org",
    "DATABASE_URL": "postgres://user:password@db.example.org/name",
    "EMAIL_URL": "smtp+tls://user:p%40ss@mail.example.org",
    "DEFAULT_FROM_EMAIL": "site@example.org",
}

type Load = Callable[..., dict[str, Any]]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Load]:
    """Run the settings in a folder without a .env, with these variables alone."""
    copy = tmp_path / "config" / "settings.py"
    copy.parent.mkdir()
    shutil.copy(SETTINGS, copy)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)

    def load(**variables: str) -> dict[str, Any]:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(copy))

    logs = structlog.get_config()
    yield load
    structlog.configure(**logs)


def test_the_example_explains_every_variable() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    assert set(re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE)) == NAMES


def test_without_an_environment_it_is_production_and_names_all_that_is_missing(
    load: Load,
) -> None:
    with pytest.raises(ImproperlyConfigured) as error:
        load()
    lines = str(error.value).strip().splitlines()
    assert [line.partition(":")[0] for line in lines] == list(PRODUCTION)
    assert all("not set. Set it to" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, "") for name in PRODUCTION),
        ("DEBUG", "perhaps"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "nowhere"),
        ("EMAIL_URL", "https://mail.example.org"),
        ("EMAIL_URL", "smtp://mail.example.org:99999"),
        ("DEFAULT_FROM_EMAIL", "nobody"),
        ("HSTS_SECONDS", "0"),
        ("TRUST_X_FORWARDED_PROTO", ""),
    ],
)
def test_a_bad_value_is_named_with_its_remedy(
    load: Load, name: str, value: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^\n{name}: .+ Set it to .+\.$"):
        load(**PRODUCTION | {name: value})


def test_production_is_strict(load: Load) -> None:
    settings = load(**PRODUCTION)
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["ALLOWED_HOSTS"] == ["www.example.org", "example.org"]
    assert settings["DATABASES"]["default"]["OPTIONS"]["pool"]
    options = settings["MAILERS"]["default"]["OPTIONS"]
    assert (options["use_tls"], options["password"]) == (True, "p@ss")
    assert "SECURE_PROXY_SSL_HEADER" not in settings


def test_a_proxy_is_believed_only_on_request(load: Load) -> None:
    settings = load(**PRODUCTION, TRUST_X_FORWARDED_PROTO="true")
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_development_needs_nothing_else(load: Load) -> None:
    settings = load(DEBUG="true")
    database = settings["DATABASES"]["default"]
    assert database["NAME"] == str(settings["BASE_DIR"] / "db.sqlite3")
    assert not settings["SECURE_SSL_REDIRECT"]
