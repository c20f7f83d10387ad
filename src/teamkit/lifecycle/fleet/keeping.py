"""Keeps what is dear to find out, so that a run that was broken off goes on where it stopped."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from teamkit import __version__
from teamkit.forges.cache import Cache, Kept


@dataclass(frozen=True)
class Sight:
    """On which day somebody looks, where clones and what was seen are kept, and whether what is kept counts."""

    day: date
    place: Path
    is_fresh: bool = False

    @property
    def mirrors(self) -> Path:
        """Where clones are kept."""
        return self.place / "mirrors"


def once[T](
    sight: Sight, key: str, shape: TypeAdapter[T], find_out: Callable[[], T], is_whole: Callable[[T], bool]
) -> T:
    """What was found out under a key on this day by this version of the tool, or is found out now.

    Only what is whole is kept: what nobody could look at may be there the next time.
    """
    cache = Cache(sight.place / "seen", "")
    whole = f"{__version__} {sight.day} {key}"
    kept = None if sight.is_fresh else cache.load(whole)
    with suppress(ValidationError):
        if kept:
            return shape.validate_json(kept.text)
    value = find_out()
    if is_whole(value):
        cache.save(whole, Kept("", shape.dump_json(value).decode(), ""))
    return value
