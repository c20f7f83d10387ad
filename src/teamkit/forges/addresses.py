"""What the address of a git remote says about the forge behind it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_SCHEMES = {"https", "http", "ssh", "git", "git+ssh", "ssh+git"}
_SCP = re.compile(r"(?:[^@/]+@)?(?P<host>\[[^\]]+\]|[^:/\\@\[\]]{2,}):(?P<path>.+)")
_PASSWORD = re.compile(r"(?<=://)[^/\s]+@")
_SAME = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}  # ssh through the port of https


@dataclass(frozen=True)
class Address:
    """A repository on a host: the host in lower case without a port, the path without `.git`."""

    host: str
    path: str


def parse(remote: str) -> Address | None:
    """The repository that a remote names; None for a folder, a bundle, or what names no owner."""
    host, path = _split(remote.strip()) if remote.isprintable() else ("", "")
    path = path.strip("/").removesuffix(".git").strip("/")
    host = host.strip("[]").lower()
    return Address(_SAME.get(host, host), path) if host and "/" in path else None


def without_password(text: str) -> str:
    """A text with the addresses in it as anybody may read them."""
    return _PASSWORD.sub("", text)


def parse_owner(page: str) -> Address | None:
    """The organisation, user or group that a web page is about; None for what is no page of one."""
    host, path = _split(page.strip()) if "://" in page and page.isprintable() else ("", "")
    return Address(host, path.strip("/")) if host and path.strip("/") else None


def _split(remote: str) -> tuple[str, str]:
    if "://" not in remote:
        match = _SCP.fullmatch(remote)
        return (match["host"], match["path"]) if match else ("", "")
    try:
        url = urlsplit(remote)
        host = url.hostname if url.scheme in _SCHEMES else None
    except ValueError:
        return "", ""
    return host or "", url.path
