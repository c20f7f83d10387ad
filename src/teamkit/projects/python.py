"""Which Python a project runs on."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from teamkit.findings import Place
from teamkit.projects.model import Said
from teamkit.projects.places import is_apart, is_developing, shallowest

_DOCKERFILE = re.compile(r"(?:^|/)(?:Dockerfile|Containerfile)[^/]*$|\.Dockerfile$")
_ARGUMENT = re.compile(rb"^ARG\s+(\w+)=[\"']?([\w.-]+)", re.MULTILINE)
_FROM = re.compile(rb"^FROM\s+(?:--\S+\s+)*(\S+)", re.MULTILINE)
_VARIABLE = re.compile(rb"\$\{?(\w+)[^}\s]*\}?")
_IMAGE = re.compile(rb"python[:-]?(?P<version>\d\.\d+)")
_PLAIN: Mapping[str, re.Pattern[bytes]] = {
    "runtime.txt": re.compile(rb"^python-(\d\.\d+)", re.MULTILINE),
    ".python-version": re.compile(rb"^(?:cpython-|python-?)?(\d\.\d+)", re.MULTILINE),
    ".tool-versions": re.compile(rb"^python\s+(\d\.\d+)", re.MULTILINE),
    "Pipfile": re.compile(rb"^python_(?:full_)?version\s*=\s*[\"'](\d\.\d+)", re.MULTILINE),
}
_EXACT = re.compile(r"\d\.\d+")


def is_exact(said: Said) -> bool:
    """Whether a version is one, and not a range."""
    return _EXACT.fullmatch(said.value) is not None


def python(files: Mapping[str, bytes], folders: Collection[str]) -> Said | None:
    """The version that an image or a file pins in one of these folders, else the range that the project allows."""
    return next(iter((*_images(files, folders), *_pinned(files, folders), *_allowed(files, folders))), None)


def _images(files: Mapping[str, bytes], folders: Collection[str]) -> Iterator[Said]:
    """What Dockerfiles begin with, those beside the project first."""
    paths = [path for path in files if _DOCKERFILE.search(path) and not (is_apart(path) or is_developing(path))]
    for path in sorted(shallowest(paths), key=lambda path: path.rpartition("/")[0] not in folders):
        text = files[path]
        arguments = dict(_ARGUMENT.findall(text))
        for match in _FROM.finditer(text):
            found = _IMAGE.search(_filled_in(match[1], arguments))
            if found:
                yield Said(found["version"].decode(), Place(path, text.count(b"\n", 0, match.start()) + 1))


def _filled_in(image: bytes, arguments: Mapping[bytes, bytes]) -> bytes:
    """The name of an image with its variables."""
    return _VARIABLE.sub(lambda variable: arguments.get(variable[1], b""), image)


def _pinned(files: Mapping[str, bytes], folders: Collection[str]) -> Iterator[Said]:
    for name, pattern in _PLAIN.items():
        for folder in folders:
            path = f"{folder}/{name}".lstrip("/")
            match = pattern.search(files.get(path, b""))
            if match:
                yield Said(match[1].decode(), Place(path, files[path].count(b"\n", 0, match.start()) + 1))


def _allowed(files: Mapping[str, bytes], folders: Collection[str]) -> Iterator[Said]:
    for folder in folders:
        path = f"{folder}/pyproject.toml".lstrip("/")
        if path in files:
            data = table(files[path])
            poetry = _inner(data, "tool", "poetry", "dependencies").get("python")
            said = _inner(data, "project").get("requires-python") or poetry
            if isinstance(said, str):
                yield Said(said, Place(path))


def table(text: bytes) -> Mapping[str, Any]:
    """What TOML says; nothing where it cannot be read."""
    try:
        return tomllib.loads(text.decode())
    except (ValueError, RecursionError):
        return {}


def _inner(data: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    for key in keys:
        inner = data.get(key)
        data = inner if isinstance(inner, dict) else {}
    return data
