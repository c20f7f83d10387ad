"""What holds for every page: who may see it, what it may load, what is logged."""

import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from structlog.testing import capture_logs

from config.urls import handler500, urlpatterns

__all__ = ["handler500"]


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
