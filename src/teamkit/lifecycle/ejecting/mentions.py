"""Where a project still speaks of its template."""

import re
from collections.abc import Iterable

from teamkit.findings import Place
from teamkit.history.searching import lines
from teamkit.lifecycle.ejecting.model import Mention
from teamkit.lifecycle.rooms import Room
from teamkit.lifecycle.updating.recorded import Recorded

_WORDS = (r"copier", r"teamkit", r"(^|[^[:alnum:]_.-])team\.(py|yml)", r"just update")
_AROUND = re.compile(r"^(?:git\+)?(?:[a-z]+://)?(?:[^@/]+@)?|(?:\.git)?/?$")


def mentions(room: Room, tree: str, found: Recorded, gone: Iterable[str]) -> tuple[Mention, ...]:
    """The lines of a tree that name the template, its tool, or a file that went with them."""
    names = (_AROUND.sub("", found.template), *(path for path in gone if "/" in path))
    words = (*_WORDS, *map(_literal, names))
    return tuple(Mention(Place(path, line), text) for path, line, text in lines(room.store, "|".join(words), tree))


def _literal(text: str) -> str:
    """A pattern that matches a text and nothing else, for POSIX as for Python."""
    return re.sub(r"([][\\.*+?{}()^$|])", r"\\\1", text)
