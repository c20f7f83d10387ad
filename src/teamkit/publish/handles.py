"""Whom an owner rule names: the handles behind an area's owners."""

from teamkit.publish.naming import name
from teamkit.team.asked import asked
from teamkit.team.model import Area, Team
from teamkit.team.people import owners, reviewers


def handles(team: Team, area: Area) -> tuple[str, ...]:
    """The handles of accountable, deputy and responsible, each once and with @; a group's own, else its members'."""
    return _handles(team, *owners(area))


def missing(team: Team, area: Area) -> tuple[str, ...]:
    """What an area's rule lacks, a sentence each."""
    unknown = ", ".join(name(team, owner) for owner in owners(area) if not _handles(team, owner))
    lacks = (
        (not owners(area), "an owner; so there is no rule for its files."),
        (bool(unknown), f"a handle for {unknown}; the forge cannot ask them to review."),
        (bool(owners(area)) and not handles(team, area), "an owner with a handle; so there is no rule for its files."),
        (len(reviewers(team, area)) == 1, "a second person; nobody can approve a change of their own."),
    )
    return tuple(sentence for is_lacking, sentence in lacks if is_lacking)


def escaped(pattern: str) -> str:
    """A pattern as an owners file writes it, where a bare space would end it."""
    return pattern.replace(" ", r"\ ")


def _handles(team: Team, *owners: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"@{each.handle}" for each in asked(team, owners) if each.handle))
