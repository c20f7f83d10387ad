"""Keeps texts on the disk, for this user and for what opened them."""

import os
import secrets
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_UNUSED = 30 * 86_400


class Shelf:
    """Texts by their names and by a digest of the token that opened them.

    What cannot be read or written is as good as not kept; what was not used for a month is dropped.
    """

    def __init__(self, place: Path, secret: str) -> None:
        """Keep texts for the holder of a secret."""
        self._place = place
        self._digest = sha256(secret.encode()).hexdigest()
        self._sweep()

    def load(self, name: str) -> bytes | None:
        """What was kept under a name."""
        path = self._path(name)
        with suppress(OSError):
            text = path.read_bytes()
            with suppress(OSError):
                os.utime(path)
            return text
        return None

    def save(self, name: str, text: bytes) -> None:
        """Keep a text: whole, and for this user alone."""
        path = self._path(name)
        beside = path.with_suffix(f".{secrets.token_hex(4)}")
        with suppress(OSError):
            self._prepare()
            beside.touch(mode=0o600)
            beside.write_bytes(text)
            beside.replace(path)

    def drop(self, name: str) -> None:
        """Keep what has a name no longer."""
        with suppress(OSError):
            self._path(name).unlink()

    def _sweep(self) -> None:
        for path in self._place.glob("[0-9a-f]*"):
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - _UNUSED:
                    path.unlink()

    def _prepare(self) -> None:
        """Make the folder, which git ignores wherever it stands."""
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._place / ".gitignore").write_text("*\n")

    def _path(self, name: str) -> Path:
        return self._place / f"{sha256(f'{self._digest} {name}'.encode()).hexdigest()}.json"
