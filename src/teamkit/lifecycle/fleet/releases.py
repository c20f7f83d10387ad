"""Which releases a template has at its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion
from packaging.version import Version as Number

from teamkit.findings import Refusal, Unseen
from teamkit.forges.addresses import without_password
from teamkit.history.git import ask

_SHORT = (("gh:", "https://github.com/"), ("gl:", "https://gitlab.com/"), ("git+", ""))
_DESCRIBED = re.compile(r"(?P<tag>.+?)(?:-\d+-g[0-9a-f]+)?")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True)
class Release:
    """A tag that is a version, and the commit that bears it."""

    tag: str
    commit: str

    @property
    def number(self) -> Number:
        """What versions are compared by."""
        return Number(self.tag)


def releases(template: str) -> tuple[Release, ...]:
    """The releases at a template's address, the newest last; what is still being tried is none. Raises Refusal."""
    address = _address(template)
    try:
        listed = ask(Path.home(), "ls-remote", "--quiet", "--tags", "--", address)
    except Refusal as refusal:
        reason = without_password(str(refusal).partition("; ")[0])
        raise Refusal(
            f"the template {without_password(template)} cannot be reached ({reason}); mend the network"
        ) from None
    commits = {tag.removesuffix("^{}"): commit for commit, tag in (line.split("\t") for line in listed.splitlines())}
    found = (Release(tag.removeprefix("refs/tags/"), commit) for tag, commit in commits.items())
    return tuple(sorted(_numbered(found), key=lambda release: release.number))


def behind(recorded: str, known: tuple[Release, ...]) -> int | Unseen:
    """How many releases came after what a repository recorded, which git describes by a tag or by a commit."""
    if not known:
        return Unseen("its template has no release", "tag one there")
    number = _number(recorded, known)
    if number is None:
        return Unseen(f"its template was at {recorded}, which is no release", "update it: then it records one")
    return sum(release.number > number for release in known)


def _address(template: str) -> str:
    for short, long in _SHORT:
        template = f"{long}{template.removeprefix(short)}" if template.startswith(short) else template
    if not (":" in template or template.startswith("~") or Path(template).is_absolute()):
        shown = without_password(template)
        raise Refusal(f"the template {shown} is named from a folder that nobody knows; write its full address")
    return str(Path(template).expanduser()) if template.startswith("~") else template


def _numbered(found: Iterator[Release]) -> Iterator[Release]:
    for release in found:
        number = _parsed(release.tag)
        if number and not number.is_prerelease:
            yield release


def _number(recorded: str, known: tuple[Release, ...]) -> Number | None:
    described = _DESCRIBED.fullmatch(recorded)
    number = _parsed(described["tag"]) if described else None
    if number or not _COMMIT.fullmatch(recorded):
        return number
    return next((release.number for release in known if release.commit.startswith(recorded)), None)


def _parsed(tag: str) -> Number | None:
    try:
        return Number(tag)
    except InvalidVersion:
        return None
