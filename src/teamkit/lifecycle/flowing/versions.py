"""How a repository numbers its versions."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from teamkit.findings import Place, Refusal
from teamkit.history.objects import contents
from teamkit.history.tagged import tags

FILE = "pyproject.toml"
_KEYS = {
    "uv": ("project", "version"),
    "pep621": ("project", "version"),
    "poetry": ("tool", "poetry", "version"),
    "commitizen": ("tool", "commitizen", "version"),
}
_PLACE = "$version"
_UNTOLD = "v$version"
_COUNT = re.compile("0|[1-9][0-9]*")
type Number = tuple[int, int, int]


@dataclass(frozen=True)
class Numbering:
    """The keys in pyproject.toml under which the version stands, none where it stands in no file; the form of tags."""

    keys: tuple[str, ...] = ()
    form: str = _UNTOLD

    def tag(self, version: str) -> str:
        """The tag of a version."""
        return self.form.replace(_PLACE, version)

    def tagged(self, tag: str) -> str | None:
        """The version that a tag names; None for another tag."""
        before, _, after = self.form.partition(_PLACE)
        version = tag.removeprefix(before).removesuffix(after)
        return version if number(version) and self.tag(version) == tag else None

    def version(self, text: bytes) -> str | None:
        """The version that a pyproject.toml says; None where it says none."""
        found = _under(_read(text), self.keys) if self.keys else None
        return found if isinstance(found, str) and number(found) else None


def number(version: str) -> Number | None:
    """A version as it is counted; None for what is none."""
    parts = version.split(".")
    if len(parts) != 3 or not all(_COUNT.fullmatch(part) for part in parts):
        return None
    major, minor, patch = map(int, parts)
    return major, minor, patch


def patched(version: str) -> str:
    """The version of a hotfix."""
    major, minor, patch = number(version) or (0, 0, 0)
    return f"{major}.{minor}.{patch + 1}"


def numbering(root: Path, commit: str) -> Numbering:
    """How versions are numbered at a commit. Raises Refusal for a provider of which nobody knows where it writes."""
    name = f"{commit}:{FILE}"
    told = _under(_read(contents(root, [name]).get(name, b"")), ("tool", "commitizen"))
    if not isinstance(told, Mapping):
        return Numbering()
    provider = told.get("version_provider", "commitizen")
    if provider not in _KEYS:
        what = f'version_provider "{provider}" is not known here; take one of: {", ".join(_KEYS)}'
        raise Refusal(what, Place(FILE))
    form = str(told.get("tag_format", _PLACE)).replace("${version}", _PLACE)
    return Numbering(_KEYS[provider], form if form.count(_PLACE) == 1 else _UNTOLD)


def versions(root: Path, scheme: Numbering, commits: Collection[str]) -> Mapping[str, str | None]:
    """The version that each commit says."""
    held = contents(root, [f"{commit}:{FILE}" for commit in commits])
    return {commit: scheme.version(held.get(f"{commit}:{FILE}", b"")) for commit in commits}


def newest_tagged(root: Path, scheme: Numbering, commit: str) -> str:
    """The newest version that has a tag before a commit; 0.0.0 for none."""
    found = (version for tagged in tags(root, commit) if (version := scheme.tagged(tagged.tag)))
    return max(found, key=lambda version: number(version) or (0, 0, 0), default="0.0.0")


def _read(text: bytes) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def _under(table: Any, keys: tuple[str, ...]) -> Any:
    return reduce(lambda found, key: found.get(key) if isinstance(found, Mapping) else None, keys, table)
