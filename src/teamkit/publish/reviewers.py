"""The reviewers of a change: who decides today in the areas that it touches, and who may review."""

from collections.abc import Iterable
from datetime import date

from teamkit.publish.markdown import code, listed, plain, quiet, table
from teamkit.publish.naming import names, title
from teamkit.team.model import Team
from teamkit.team.standing import Answer
from teamkit.team.who import ask

_SHOWN = 20


def text(team: Team, paths: Iterable[str], day: date) -> str:
    """A comment on a change, in Markdown. Those who are away that day are not listed."""
    asking = ask(team, paths, day)
    rows = (
        (
            quiet(plain(title(team, concern.area))),
            _decider(team, concern.answer),
            _names(team, *(contact.id for contact in concern.reviewers)),
            str(len(concern.paths)),
        )
        for concern in asking.concerns
    )
    blocks = []
    if asking.concerns:
        blocks.append(table(("area", "decides today", "may review", "files"), rows))
    if asking.unowned:
        more = len(asking.unowned) - _SHOWN
        items = [*map(code, asking.unowned[:_SHOWN]), *([f"and {more} more"] if more > 0 else ())]
        blocks.append(f"In no area:\n\n{listed(items)}")
    return "\n\n".join(blocks or ["Nothing changed."]) + "\n"


def _decider(team: Team, answer: Answer) -> str:
    if answer.decides is None:
        return "nobody"
    if answer.instead_of is None:
        return _names(team, answer.decides)
    until = f" until {answer.until}" if answer.until else ""
    return f"{_names(team, answer.decides)}, for {_names(team, answer.instead_of)}{until}"


def _names(team: Team, *identifiers: str) -> str:
    """Names that call nobody: a comment tells, and does not ring."""
    return quiet(names(team, identifiers))
