"""What the files of a project say of the packages that it depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wish:
    """What a project asks of a package: `words` are a specifier or an address, empty for any version.

    `is_runtime` says that the application itself needs it, `is_elsewhere` that it comes from an address.
    """

    words: str
    is_runtime: bool = True
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Dependencies:
    """The packages that files ask for, and the version of each that lock files hold, by their normalised names.

    `unbuilt` are the packages that a lock file has no wheel of, `unreadable` the files that nobody could read.
    """

    wishes: Mapping[str, Wish] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)
    unbuilt: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
