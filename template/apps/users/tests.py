"""People and their addresses."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis.strategies import emails

from apps.users.models import User


@settings(deadline=None, max_examples=25)
@given(emails())
def test_an_address_is_the_same_in_any_case(address: str) -> None:
    stored = User.normalize_username(address)
    assert User.normalize_username(f" {address.upper()} ") == stored


@pytest.mark.django_db
def test_people_sign_in_whatever_the_case_of_their_address() -> None:
    person = User.objects.create_user("Ann@Example.org", "a long pass phrase")
    assert person.email == "ann@example.org"
    signed_in = authenticate(username="ANN@example.org", password="a long pass phrase")
    assert signed_in == person


@pytest.mark.django_db
def test_one_address_belongs_to_one_person() -> None:
    User.objects.create_user("ann@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create_user("Ann@Example.org")


@pytest.mark.django_db
def test_nobody_signs_in_as_a_person_without_a_password() -> None:
    assert not User.objects.create_user("ann@example.org").has_usable_password()


@pytest.mark.django_db
def test_an_administrator_adds_and_finds_people(client: Client) -> None:
    client.force_login(User.objects.create_superuser("boss@example.org"))
    password = {"password1": "a long pass phrase", "password2": "a long pass phrase"}
    added = client.post(
        reverse("admin:users_user_add"),
        {"email": "Ann@Example.org", "usable_password": "true", **password},
    )
    assert "ann@example.org" in client.get(added.headers["Location"]).text
    found = client.get(reverse("admin:users_user_changelist"), {"q": "ann"})
    assert "ann@example.org" in found.text
