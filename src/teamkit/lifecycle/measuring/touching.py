"""Who wrote which paths lately, as far as commits tell whom of the team they are by."""

from collections.abc import Iterable, Iterator, Sequence

from teamkit.history.writers import Written, written
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.measure.knowledge import FORGOTTEN, Touch
from teamkit.measure.renames import Names, Rename
from teamkit.team.authors import author_of
from teamkit.team.model import Team


def lately(facts: Facts) -> tuple[Written, ...]:
    """What was committed on the branch in the year before the end of the period, the newest first."""
    scene, until = facts.scene, facts.scene.period.until
    found = written(scene.root, scene.head, until - FORGOTTEN, has_renames=True)
    return tuple(each for each in found if each.at < until)


def names(commits: Sequence[Written]) -> Names:
    """What became of the names that paths had."""
    return Names(Rename(each.at, *pair) for each in reversed(commits) for pair in each.renames)


def touches(commits: Iterable[Written], known: Names, team: Team) -> Iterator[Touch]:
    """What users of team.yml committed, by the names that it has today."""
    user_of = author_of(team)
    for each in commits:
        who = user_of(each.name, each.address)
        if who:
            yield from (Touch(who, known.today(path, each.at), each.at) for path in each.paths)
