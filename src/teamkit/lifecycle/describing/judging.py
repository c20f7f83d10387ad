"""What the files that a change touches say of it."""

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath
from statistics import median

from teamkit.forges.addresses import Address
from teamkit.history.differences import Difference
from teamkit.history.sizes import Size
from teamkit.publish.describing.model import Large, Recording
from teamkit.team.model import Team
from teamkit.team.owning import Ownership

API = "api"
RECORDS = ("docs/decisions", "docs/adr", "docs/adrs", "doc/adr", "docs/architecture/decisions")
FEWEST = 20
_DOCUMENTS = {".md", ".rst", ".adoc"}
_WORDS = {"AUTHORS", "CHANGELOG", "CONTRIBUTORS", "COPYING", "LICENCE", "LICENSE", "NOTICE", "README"}
_CODE = {".py", ".toml", ".yaml", ".yml", ".json", ".txt", ".in"}
_INTERFACE = re.compile(
    r"(?:.*/)?(?:urls|serializers|serialisers|schemas?|openapi|swagger)(?:\.(?:py|ya?ml|json)|/.+\.py)|.*\.(?:graphql|proto)"
)
_TEST = re.compile(r"(?:.*/)?(?:tests?\.py|test_[^/]+\.py|[^/]+_tests?\.py|[^/]+\.(?:test|spec)\.[jt]sx?)")
_TESTS = re.compile(r"(?:.*/)?(?:tests?|migrations)/.*")
_GUIDES = ("README.md", "readme.md", "template.md", "TEMPLATE.md", "adr-template.md")


def is_documents(paths: Collection[str]) -> bool:
    """Whether a change touches documents alone."""
    return bool(paths) and all(map(_is_document, paths))


def recording(team: Team, files: Iterable[Difference], tree: Sequence[str], remote: Address | None) -> Recording | None:
    """The files of the public interface that change; None where there is none, or a record comes with them."""
    files = tuple(files)
    paths = _of_interface(team, [each.path for each in files])
    has_record = any(each.after and each.path.startswith(f"{folder}/") for each in files for folder in RECORDS)
    if has_record or not paths:
        return None
    guide = _guide(tree)
    return Recording(paths, f"{RECORDS[0]}/", guide, _address(team, remote, guide) if guide else None)


def gone_tests(files: Iterable[Difference]) -> tuple[str, ...]:
    """The files of tests that a change takes away and adds nowhere else."""
    files = tuple(files)
    added = {PurePosixPath(each.path).name for each in files if not each.before}
    lost = (each.path for each in files if not each.after and _TEST.fullmatch(each.path))
    return tuple(path for path in lost if PurePosixPath(path).name not in added)


def large(size: Size, others: Sequence[Size]) -> Large | None:
    """What to say of a change that is larger than nine of ten others, and than four usual ones; of few, nothing."""
    if len(others) < FEWEST:
        return None
    usual = round(median(each.lines for each in others))
    smaller = sum(each.lines < size.lines for each in others)
    if smaller * 10 < len(others) * 9 or size.lines < usual * 4:
        return None
    return Large(size.lines, size.files, usual, len(others))


def _is_document(path: str) -> bool:
    place = PurePosixPath(path)
    if place.suffix in _DOCUMENTS or place.stem.upper() in _WORDS:
        return place.suffix not in _CODE
    return place.parts[0] in {"docs", "doc"} and place.suffix not in _CODE


def _of_interface(team: Team, paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that the team's area of that name decides about; without one, those that are usually called so."""
    if API not in team.areas:
        return tuple(path for path in paths if _INTERFACE.fullmatch(path) and not _TESTS.fullmatch(path))
    ownership = Ownership(team)
    return tuple(path for path in paths if API in {rule.area for rule in ownership.deciding(ownership.matching(path))})


def _guide(tree: Sequence[str]) -> str | None:
    """The document that shows how decisions are written here: a guide or a form, else the first record."""
    for folder in RECORDS:
        inside = [path for path in tree if path.startswith(f"{folder}/") and path.endswith(".md")]
        named = (f"{folder}/{name}" for name in _GUIDES)
        found = next((path for path in named if path in inside), min(inside, default=None))
        if found:
            return found
    return None


def _address(team: Team, remote: Address | None, path: str) -> str | None:
    """Where people read a file: neither forge takes a path in a request for one of the repository."""
    between = "/-/blob/HEAD/" if team.forge == "gitlab" else "/blob/HEAD/"
    return f"https://{remote.host}/{remote.path}{between}{path}" if remote else None
