"""The tag of a version: where it should be, and where it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from teamkit.findings import Refusal
from teamkit.history.git import ask
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.steps import Git


@dataclass(frozen=True)
class Tag:
    """A tag, the commit that it belongs to, and whether it is here and on the remote."""

    name: str
    commit: str
    is_here: bool
    is_shared: bool


def tag(place: Here, name: str, commit: str) -> Tag:
    """How a tag stands. Raises Refusal where it names another commit, and nobody but this clone has it."""
    is_shared = bool(ask(place.root, "ls-remote", "--tags", place.shared, f"refs/tags/{name}"))
    form = "--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)"
    here = ask(place.root, "for-each-ref", form, f"refs/tags/{name}").strip()
    if here not in {"", commit} and not is_shared:
        what = f"{name} is at {here[:10]} in this clone alone, and belongs to {commit[:10]}"
        raise Refusal(f"{what}; take it away: git tag --delete {name}")
    return Tag(name, commit, bool(here), is_shared)


def shared(found: Tag, remote: str) -> Iterator[Git]:
    """What makes a tag and gives it to everybody, unless they have it."""
    if not (found.is_here or found.is_shared):
        yield Git("tag", "--annotate", "--message", found.name, found.name, found.commit)
    if not found.is_shared:
        yield Git("push", remote, f"refs/tags/{found.name}:refs/tags/{found.name}")
