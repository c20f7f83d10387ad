"""What stands in the way of a file that is to be added to a tree."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from teamkit.history.commits import Version

LINK, _MODULE = "120000", "160000"


@dataclass(frozen=True)
class Kept:
    """A file of the template that is left out, the one of yours that stands there, and why in words.

    It is `comparable` where yours is an ordinary file.
    """

    path: str
    yours: str
    why: str
    comparable: bool = True


class Standing:
    """What a tree has already, under which name."""

    def __init__(self, tree: Mapping[str, Version], elsewhere: Mapping[str, Collection[str]]) -> None:
        """Know every name, in lower case too, since some disks cannot tell the two apart."""
        self._tree = tree
        self._elsewhere = elsewhere
        self._folded = {path.casefold(): path for path in tree}
        self._folders = {
            folder.as_posix().casefold(): folder.as_posix() for path in tree for folder in PurePosixPath(path).parents
        }

    def kept(self, path: str) -> Kept | None:
        """What stands in the way of a path of the template; None for nothing."""
        for place in (path, *self._elsewhere.get(path, ())):
            there = self._folded.get(place.casefold())
            if there is not None:
                return self._there(path, there)
        if path.casefold() in self._folders:
            return Kept(path, self._folders[path.casefold()], "a folder of yours has this name", comparable=False)
        return self._above(path)

    def _there(self, path: str, there: str) -> Kept:
        if self._tree[there].mode in {LINK, _MODULE}:
            return Kept(path, there, f"{there} is {self._kind(there)}", comparable=False)
        return Kept(path, there, "yours is there" if there == path else f"yours is {there}")

    def _above(self, path: str) -> Kept | None:
        """A file, a link or a submodule where a folder would have to be."""
        for folder in PurePosixPath(path).parents:
            there = self._folded.get(folder.as_posix().casefold())
            if there is not None:
                return Kept(path, there, f"{there} is {self._kind(there)}", comparable=False)
        return None

    def _kind(self, path: str) -> str:
        kinds = {LINK: "a symbolic link, and nothing is written through one", _MODULE: "a submodule"}
        return kinds.get(self._tree[path].mode, "a file where a folder belongs")
