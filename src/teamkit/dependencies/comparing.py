"""Tell how the packages that a project depends on differ between two states."""

import re
from dataclasses import dataclass
from enum import StrEnum

from packaging.version import InvalidVersion, Version

from teamkit.dependencies.model import Dependencies, Wish

_BOUND = re.compile(r"(?:>=|===?|~=|\^|~|>|^)\s*v?(\d[\w.]*)")


class Kind(StrEnum):
    """What happened to a package, the most surprising first."""

    SOURCE = "comes from elsewhere"
    BACK = "an older version"
    MAJOR = "a new major version"
    ADDED = "new"
    REMOVED = "gone"
    MINOR = "a newer version"


@dataclass(frozen=True)
class Move:
    """A package before and after: a version, else what is asked for, and None where it is absent.

    `is_asked` says that the project itself asks for it, or did, and `is_runtime` that the application needs it.
    """

    name: str
    kind: Kind
    before: str | None
    after: str | None
    is_asked: bool
    is_runtime: bool


def moves(before: Dependencies, after: Dependencies) -> tuple[Move, ...]:
    """Every package that differs, the most surprising first, and what the application needs before the rest."""
    names = {name for state in (before, after) for name in (*state.wishes, *state.locked)}
    found = [move for name in sorted(names) if (move := _move(name, before, after))]
    order = list(Kind)
    return tuple(sorted(found, key=lambda move: (order.index(move.kind), not move.is_runtime)))


def _move(name: str, before: Dependencies, after: Dependencies) -> Move | None:
    old, new = before.wishes.get(name), after.wishes.get(name)
    then, now = before.locked.get(name), after.locked.get(name)
    if (old, then) == (new, now):
        return None
    wish = new or old
    if not wish:
        return Move(name, _kind_locked(then, now), then, now, is_asked=False, is_runtime=False)
    kind = _kind_asked(old, new, then, now)
    return Move(name, kind, _shown(old, then), _shown(new, now), is_asked=True, is_runtime=wish.is_runtime)


def _kind_locked(then: str | None, now: str | None) -> Kind:
    if then and now:
        return _distance(then, now)
    return Kind.ADDED if now else Kind.REMOVED


def _kind_asked(old: Wish | None, new: Wish | None, then: str | None, now: str | None) -> Kind:
    if new and new.is_elsewhere and (not old or new.words != old.words):
        return Kind.SOURCE
    if not (old and new):
        return Kind.ADDED if new else Kind.REMOVED
    return _distance(then, now) if then and now else _distance(_bound(old), _bound(new))


def _distance(was: str, now: str) -> Kind:
    """How far two versions are apart; before 1.0 the second number counts as the first."""
    try:
        old, new = Version(was), Version(now)
    except InvalidVersion:
        return Kind.MINOR
    if new < old:
        return Kind.BACK
    is_major = new.major != old.major or (new.major == 0 and new.minor != old.minor)
    return Kind.MAJOR if is_major else Kind.MINOR


def _bound(wish: Wish) -> str:
    """The version that a wish begins with; empty where it names none."""
    match = _BOUND.search(wish.words)
    return match[1].rstrip(".") if match else ""


def _shown(wish: Wish | None, version: str | None) -> str | None:
    if wish is None:
        return None
    return wish.words if wish.is_elsewhere else version or wish.words or "any"
