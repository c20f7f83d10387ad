"""The migrations of a repository, of the work tree and of any ref: each file is read once."""

from collections.abc import Mapping
from pathlib import Path

from teamkit.findings import Place, Refusal
from teamkit.history.objects import contents, files
from teamkit.migrations.model import Migration
from teamkit.migrations.packages import Packages
from teamkit.migrations.reading import read

type Listing = Mapping[str, str]
"""The blobs of migration files, by their paths."""


class Shelf:
    """What has been read, by blobs."""

    def __init__(self, root: Path, packages: Packages) -> None:
        """Begin empty."""
        self.packages = packages
        self._root = root
        self._texts: dict[str, bytes] = {}
        self._migrations: dict[tuple[str, str], Migration] = {}

    def listing(self, ref: str) -> Listing:
        """The migration files of a ref. Raises Refusal where it is gone."""
        found = files(self._root, ref)
        return {path: found[path] for path in self.packages.files(found)}

    def text(self, blob: str) -> bytes:
        """What a file holds of which `read` was asked before."""
        return self._texts[blob]

    def read(self, listing: Listing) -> tuple[Migration, ...]:
        """The migrations of some files, in the order of their paths."""
        self._fetch(listing)
        for path, blob in listing.items():
            if (path, blob) not in self._migrations:
                app = self.packages.app(path) or ""
                self._migrations[path, blob] = read(app, path, self._texts[blob], blob)
        return tuple(self._migrations[path, listing[path]] for path in sorted(listing))

    def _fetch(self, listing: Listing) -> None:
        """Get the texts that are not here yet; those that no commit holds are on the disk."""
        lacking = {blob: path for path, blob in listing.items() if blob not in self._texts}
        self._texts |= contents(self._root, lacking)
        for blob in lacking.keys() - self._texts.keys():
            self._texts[blob] = self._on_disk(lacking[blob])

    def _on_disk(self, path: str) -> bytes:
        try:
            return (self._root / path).read_bytes()
        except OSError:
            raise Refusal("is not in this clone; find out why: git fsck", Place(path)) from None
