"""The documents of a team as files that nothing generates any more."""

import re
from collections.abc import Collection, Iterable, Mapping

from teamkit.publish import schema
from teamkit.publish.documents import Document
from teamkit.publish.header import is_generated, without_header
from teamkit.publish.regions import fill, has, unmarked
from teamkit.team.model import Team

_SOURCE = re.compile(
    r" The marked parts below follow from `team\.yml`;\s+everything outside the marks is yours\."
    r"|(?:: write [^\n]*?)? in (`?)team\.yml\1"
)
_FIRST_TASK = """\
## Your first task

Put yourself where the team is named: in the pages beside this one, and in the owners file. It is small and true, and it
takes you along the whole way once: branch, checks, review, merge."""


def texts(documents: Iterable[Document], present: Mapping[str, str]) -> dict[str, str | None]:
    """What each file says from now on, None where it goes; `present` is what is there, and what people wrote stays."""
    written: dict[str, str | None] = {}
    for document in documents:
        path = document.path
        before = written.get(path, present.get(path))
        if document.region is not None or before is None or is_generated(before):
            written[path] = _with(before, document)
    return {path: None if text is None else _plain(text) for path, text in written.items()}


def without(team: Team, gone: Collection[str]) -> Team:
    """A team in which nobody owns these files; an area of nothing else is none."""
    left = {
        name: tuple(path for path in area.paths if path.lstrip("/") not in gone) for name, area in team.areas.items()
    }
    areas = {name: area.model_copy(update={"paths": left[name]}) for name, area in team.areas.items() if left[name]}
    return team.model_copy(update={"areas": areas})


def _with(before: str | None, document: Document) -> str | None:
    if document.text is None or document.path == schema.PATH:
        return None
    if document.region is None:
        return document.text.replace("\n", "\r\n") if before and "\r\n" in before else document.text
    text = _FIRST_TASK if document.region == "first-task" else document.text
    if before is None or has(before, document.region, document.path):
        return fill(document.birth if before is None else before, document.region, text, document.path)
    return before


def _plain(text: str) -> str:
    """A text without header and marks, and without the advice to write something into what is gone."""
    return _SOURCE.sub("", unmarked(without_header(text) if is_generated(text) else text))
