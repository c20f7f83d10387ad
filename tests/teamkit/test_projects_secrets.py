"""What looks like a secret is found by its form, told apart from what stands in its place, and never kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.projects.secrets.finding import secrets

RANDOM = "k8Qz2mP0vR7tYw4xJ6nL9sD3fG5hB1cA8eU2"
KEY_LINES = "".join(f"{RANDOM}{RANDOM[::-1]}\n" for _ in range(4))
REAL = {
    "GitHub token": f"TOKEN = 'ghp_{RANDOM}'",
    "GitLab token": f"url = glpat-{RANDOM[:20]}",
    "AWS access key": "AKIA" + "Q3EGRZKX7WLP2MND",
    "Stripe key": f"sk_live_{RANDOM[:24]}",
    "npm token": f"//registry/:_authToken=npm_{RANDOM}",
    "Slack webhook": f"https://hooks.slack.com/services/T0{RANDOM[:8]}/B0{RANDOM[:8]}/{RANDOM[:24]}",
    "private key": f"-----BEGIN RSA PRIVATE KEY-----\n{KEY_LINES}-----END RSA PRIVATE KEY-----",
    "password in an address": f"postgres://shop:{RANDOM[:16]}@db.example-host.net/shop",
    "Azure storage key": f"AccountKey={(RANDOM * 3)[:86]}==",
}


def kinds(path: str, text: str) -> list[str]:
    return [found.kind for found in secrets(path, text.encode())]


@pytest.mark.parametrize("kind", REAL)
def test_a_secret_is_known_by_its_form(kind: str) -> None:
    (found,) = secrets("shop/api.py", f"\n{REAL[kind]}\n".encode())
    assert (found.kind, str(found.where), found.is_certain) == (kind, "shop/api.py:2", True)
    assert len(found.mark) == 8


@pytest.mark.parametrize("kind", REAL)
@pytest.mark.parametrize("path", ["shop/tests/test_api.py", "docs/api.md", ".env.example", "fixtures/x.json"])
def test_what_stands_in_tests_and_examples_is_not_certain(kind: str, path: str) -> None:
    (found,) = secrets(path, REAL[kind].encode())
    assert not found.is_certain


def test_what_stands_behind_the_word_example_is_not_certain() -> None:
    (found,) = secrets("shop/api.py", f"# Example:\n# {REAL['GitHub token']}".encode())
    assert not found.is_certain


@pytest.mark.parametrize(
    "line",
    [
        f"API_KEY={RANDOM[:20]}",
        f'  password: "{RANDOM[:20]}"',
        f'"client_secret": "{RANDOM[:20]}",',
        f"AUTH_KEY = '{RANDOM[:20]}'  # of the shop",
    ],
)
@pytest.mark.parametrize("path", ["config/settings.py", ".env.production", "docker-compose.yml", "app.ini"])
def test_a_key_counts_in_a_file_of_settings_alone(path: str, line: str) -> None:
    assert kinds(path, line) == ["password or key"]
    assert kinds("shop/views.py", line) == []


@pytest.mark.parametrize(
    "line",
    [
        "API_KEY=changeme-changeme-1234",
        "API_KEY=your-api-key-goes-here",
        "API_KEY=${API_KEY_OF_PRODUCTION}",
        'PASSWORD = os.environ["PASSWORD"]',
        'PASSWORD = get_secret("database/password")',
        "password: correct-horse-battery",
        "password: TrianglesAre5Squares",
        "PASSWORD_HASHER=django.contrib.auth.hashers.PBKDF2",
        "TOKEN_URL=https://example.com/o/token/2/",
        f"# API_KEY={RANDOM[:20]}",
        f"GOOGLE_API_KEY=AIza{RANDOM[:35]}",
        "API_KEY=aaaaaaaaaaaaaaaaaaaa11",
    ],
)
def test_what_stands_in_the_place_of_a_secret_is_none(line: str) -> None:
    assert kinds(".env.production", line) == []


def test_the_key_of_django_has_a_check_of_its_own() -> None:
    assert kinds("config/settings.py", f'SECRET_KEY = "{RANDOM}"') == []


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "postgres://postgres:postgres@localhost/shop",
        "https://user:${PASSWORD}@example.com",
        "-----BEGIN RSA PRIVATE KEY-----\n...\n",
    ],
)
def test_a_form_without_a_secret_is_none(text: str) -> None:
    assert kinds("shop/api.py", text) == []


def test_lock_files_and_binaries_are_left_out() -> None:
    assert kinds("uv.lock", REAL["GitHub token"]) == []
    assert list(secrets("x.bin", b"\0" + REAL["GitHub token"].encode())) == []


@given(st.text(st.sampled_from("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"), min_size=36, max_size=36))
def test_nothing_that_is_kept_holds_a_secret(token: str) -> None:
    for found in secrets("shop/api.py", f"x = 'ghp_{token}'".encode()):
        assert token not in repr(found)
