"""Names who answers for a migration."""

from teamkit.checks.facts import Facts
from teamkit.team.owning import Rule
from teamkit.team.people import people
from teamkit.team.standing import Answer, who_decides
from teamkit.team.who import contact


def owners(facts: Facts, path: str) -> frozenset[str]:
    """The users who are accountable for a path, or stand in for those."""
    areas = [facts.team.areas[rule.area] for rule in deciding(facts, path)]
    named = (name for area in areas for name in (area.accountable, area.deputy) if name)
    return frozenset(people(facts.team, *named))


def whom(facts: Facts, path: str) -> str:
    """Words that say who decides about a path today, and how to reach them."""
    answers = (who_decides(facts.team, rule.area, facts.today) for rule in deciding(facts, path))
    said = [words for answer in answers if (words := _said(facts, answer))]
    return f"talk to {' and '.join(said)}" if said else "team.yml names nobody for it"


def deciding(facts: Facts, path: str) -> tuple[Rule, ...]:
    """The rules that decide about a path, which this tree need not have."""
    return facts.ownership.deciding(facts.ownership.matching(path))


def _said(facts: Facts, answer: Answer) -> str:
    reached = contact(facts.team, answer.decides)
    if not reached:
        return ""
    handle = f" (@{reached.handle})" if reached.handle else ""
    title = facts.team.areas[answer.area].title
    absent = contact(facts.team, answer.instead_of)
    role = f"deputy for {title} while {absent.name} is away" if absent else f"who decides about {title}"
    return f"{reached.name}{handle}, {role}"
