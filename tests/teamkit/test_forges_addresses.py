"""The address of a remote leads to host and repository, however it is written."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.forges.addresses import Address, parse

names = st.text(string.ascii_letters + string.digits + "-_.", min_size=1, max_size=12).filter(
    lambda name: name.strip(".") == name and not name.endswith(".git")
)
hosts = st.from_regex(r"[a-z][a-z0-9-]{0,8}(\.[a-z]{2,5}){1,2}", fullmatch=True)
paths = st.lists(names, min_size=2, max_size=5).map("/".join)
FORMS = (
    "https://{host}/{path}",
    "https://{host}:8443/{path}.git",
    "https://oauth2:s3cret@{host}/{path}.git/",
    "http://{host}/{path}",
    "ssh://git@{host}/{path}.git",
    "ssh://git@{host}:2222/{path}",
    "git+ssh://git@{host}/{path}",
    "git://{host}/{path}.git",
    "git@{host}:{path}.git",
    "git@{host}:/{path}",
    "{host}:{path}",
)


@given(hosts, paths, st.sampled_from(FORMS))
def test_every_way_to_write_a_remote_is_read_back(host: str, path: str, form: str) -> None:
    assert parse(form.format(host=host, path=path)) == Address(host, path)


@given(st.text(max_size=40))
def test_any_text_is_an_address_of_a_repository_or_none(text: str) -> None:
    address = parse(text)
    assert address is None or (address.host and "/" in address.path and not address.path.startswith("/"))


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/git/shop.git",
        "../shop",
        "file:///srv/git/org/shop.git",
        "C:/work/org/shop",
        "C:\\work\\org\\shop",
        "shop.bundle",
        "./odd:name/shop",
        "https://github.com/shop",
        "git@github.com:shop.git",
        "https://[::1/org/shop",
        "ftp://example.com/org/shop",
        "https://example.com/org/\udcff",
        "https://example.com/org/sh\x01op",
    ],
)
def test_what_is_on_no_forge_is_none(remote: str) -> None:
    assert parse(remote) is None


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@GitHub.com:Org/Shop.git", Address("github.com", "Org/Shop")),
        ("ssh://git@ssh.github.com:443/org/shop.git", Address("github.com", "org/shop")),
        ("ssh://git@altssh.gitlab.com:443/org/shop.git", Address("gitlab.com", "org/shop")),
        ("git@[::1]:org/shop.git", Address("::1", "org/shop")),
        ("ssh://git@[::1]:22/org/shop.git", Address("::1", "org/shop")),
        ("https://gitlab-ci-token:glcbt-1@gitlab.com/org/sub/shop.git", Address("gitlab.com", "org/sub/shop")),
    ],
)
def test_odd_forms_are_read(remote: str, address: Address) -> None:
    assert parse(remote) == address
