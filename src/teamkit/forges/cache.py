"""Keeps what a forge answered, so that it need not send again what has not changed."""

import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from teamkit.forges.model import ForgeError

_UNUSED = 30 * 86_400


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
    """Answers on the disk by address and by a digest of the token that opened them.

    What cannot be read or written is as good as not kept; what was not used for a month is dropped.
    """

    def __init__(self, place: Path, secret: str) -> None:
        """Keep answers to the holder of a secret."""
        self._place = place
        self._digest = sha256(secret.encode()).hexdigest()
        self._sweep()

    def load(self, url: str) -> Kept | None:
        """What was kept of an address."""
        path = self._path(url)
        try:
            kept = _KEPT.validate_json(path.read_bytes())
            path.touch()
        except (OSError, ValueError):
            return None
        return kept

    def save(self, url: str, kept: Kept) -> None:
        """Keep the answer of an address: whole, and for this user alone."""
        path = self._path(url)
        beside = path.with_suffix(f".{secrets.token_hex(4)}")
        with suppress(OSError):
            self._prepare()
            beside.touch(mode=0o600)
            beside.write_bytes(_KEPT.dump_json(kept))
            beside.replace(path)

    def drop(self, url: str) -> None:
        """Keep the answer of an address no longer."""
        with suppress(OSError):
            self._path(url).unlink()

    def _sweep(self) -> None:
        for path in self._place.glob("[0-9a-f]*"):
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - _UNUSED:
                    path.unlink()

    def _prepare(self) -> None:
        """Make the folder, which git ignores wherever it stands."""
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._place / ".gitignore").write_text("*\n")

    def _path(self, url: str) -> Path:
        return self._place / f"{sha256(f'{self._digest} {url}'.encode()).hexdigest()}.json"
