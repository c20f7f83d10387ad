"""Whose word commits bear: those who wrote them, and those whom they name as reviewers."""

from dataclasses import dataclass
from pathlib import Path

from teamkit.history.git import ask

_TRAILERS = ("Reviewed-by", "Approved-by")


@dataclass(frozen=True)
class Signed:
    """A commit: the people behind it and those it names, each as it says, and the paths that it touches."""

    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    paths: tuple[str, ...]


def signed(root: Path, since: str, until: str) -> tuple[Signed, ...]:
    """The commits of `until` that `since` lacks. Raises Refusal where one of them is gone."""
    named = ",".join(f"key={trailer}" for trailer in _TRAILERS)
    form = f"%x01%aN <%aE>%x00%cN <%cE>%x02%(trailers:{named},valueonly,unfold,separator=%x00)%x02"
    logged = ask(root, "log", "--name-only", "-z", "--no-show-signature", f"--format={form}", f"{since}..{until}", "--")
    return tuple(_signed(*entry.split("\x02")) for entry in logged.split("\x01")[1:])


def me(root: Path) -> str:
    """The person who would write the next commit. Raises Refusal where git does not know."""
    return ask(root, "var", "GIT_AUTHOR_IDENT").rpartition(">")[0] + ">"


def _signed(authors: str, reviewers: str, paths: str) -> Signed:
    touched = (path.strip("\n") for path in paths.split("\0"))
    return Signed(tuple(authors.split("\0")), tuple(filter(None, reviewers.split("\0"))), tuple(filter(None, touched)))
