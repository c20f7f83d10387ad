"""What paths are called today that had other names before."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from teamkit.forges.past.model import PastRequest


@dataclass(frozen=True)
class Rename:
    """A path got another name."""

    at: datetime
    old: str
    new: str


class Names:
    """The names of paths, as renames followed each other."""

    def __init__(self, renames: Iterable[Rename]) -> None:
        """Learn them; of those at one time the first comes first."""
        self._renames = sorted(renames, key=lambda each: each.at)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self._renames):
            self._places[each.old].append(place)

    def today(self, path: str, at: datetime) -> str:
        """What a path is called now that had its name at an instant; one that came later under that name is another."""
        if path not in self._places:
            return path
        place = bisect_left(self._renames, at, key=lambda each: each.at)
        while following := self._following(path, place):
            path, place = following
        return path

    def of_today(self, request: PastRequest) -> PastRequest:
        """A request with the names that its files have now: those of its opening, which its branch knew, led there."""
        names = tuple(dict.fromkeys(self.today(path, request.opened) for path in request.files))
        return request if names == request.files else replace(request, files=names)

    def _following(self, path: str, place: int) -> tuple[str, int] | None:
        """The name that a path got next, from one rename on, and the rename after that."""
        places = (each for each in self._places.get(path, ()) if each >= place)
        return next(((self._renames[each].new, each + 1) for each in places), None)
