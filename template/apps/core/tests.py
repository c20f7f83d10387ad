"""What everyone may see: the home page, the health addresses and the error pages."""

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection
from django.test import Client


def test_home_shows_the_name_and_the_way_in(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Sign in" in response.text
    assert "createsuperuser" not in response.text


def test_home_tells_a_developer_what_to_do_next(
    client: Client, settings: LazySettings
) -> None:
    settings.DEBUG = True
    assert "createsuperuser" in client.get("/").text


def test_the_icon_is_where_browsers_look(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/favicon.svg"


def test_a_page_that_does_not_exist_leads_home(client: Client) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert 'href="/"' in response.text


def test_live_needs_no_database(client: Client) -> None:
    assert client.get("/health/live").text == "live\n"


@pytest.mark.django_db
def test_ready_asks_the_database(client: Client) -> None:
    assert client.get("/health/ready").text == "ready\n"


def test_ready_is_unavailable_without_a_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/ready")
    assert (response.status_code, response.text) == (503, "database unreachable\n")
