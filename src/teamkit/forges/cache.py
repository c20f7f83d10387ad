"""Keeps what a forge answered, so that it need not send again what has not changed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from teamkit.forges.model import ForgeError
from teamkit.forges.shelf import Shelf


@dataclass(frozen=True)
class Kept:
    """An answer: its ETag, its text, and the query of the page that follows, empty where none does."""

    etag: str
    text: str
    following: str


_KEPT = TypeAdapter(Kept)


def folder(variables: Mapping[str, str]) -> Path:
    """Where answers are kept for this user. Raises ForgeError for a user who has no home."""
    said = Path(variables.get("XDG_CACHE_HOME", ""))
    try:
        return (said if said.is_absolute() else Path.home() / ".cache") / "teamkit"
    except RuntimeError:
        raise ForgeError("there is no home to keep answers in", "set XDG_CACHE_HOME to a folder") from None


class Cache:
    """Answers on the disk by their addresses, as a shelf keeps them; what cannot be read is as good as not kept."""

    def __init__(self, place: Path, secret: str) -> None:
        """Keep answers to the holder of a secret."""
        self._shelf = Shelf(place, secret)

    def load(self, url: str) -> Kept | None:
        """What was kept of an address."""
        text = self._shelf.load(url)
        with suppress(ValidationError):
            return None if text is None else _KEPT.validate_json(text)
        return None

    def save(self, url: str, kept: Kept) -> None:
        """Keep the answer of an address."""
        self._shelf.save(url, _KEPT.dump_json(kept))

    def drop(self, url: str) -> None:
        """Keep the answer of an address no longer."""
        self._shelf.drop(url)
