"""Settings come from the environment, tell every mistake, and hold for each page."""

import re
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from structlog.testing import capture_logs

from config.urls import handler500, urlpatterns

__all__ = ["handler500"]

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


# Every page: who may see it, what it may load, what is logged.


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("for people who signed in")


@login_not_required
def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [*urlpatterns, path("page", page), path("broken", broken)]
pytestmark = pytest.mark.urls(__name__)


def test_a_page_asks_for_a_sign_in_unless_it_says_otherwise(client: Client) -> None:
    response = client.get("/page")
    assert response.headers["Location"] == "/manage/login/?next=/page"


@pytest.mark.parametrize("address", ["/", "/manage/login/", "/nowhere"])
def test_a_page_loads_nothing_from_elsewhere(client: Client, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_fault_is_answered_with_a_page_whose_style_may_load(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/broken")
    assert response.status_code == 500
    nonces = re.findall(r'<style nonce="(.+)">', response.text)
    assert f"'nonce-{nonces[0]}'" in response.headers["Content-Security-Policy"]


def test_a_request_writes_one_line_without_its_sender(client: Client) -> None:
    with capture_logs() as lines:
        client.get("/", headers={"User-Agent": "secret"})
    assert [line["event"] for line in lines] == ["request_finished"]
    assert lines[0]["request"] == "GET /"
    assert "ip" not in lines[0]
    assert "secret" not in str(lines)
