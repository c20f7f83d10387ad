"""Who wrote which paths lately, as far as commits tell whom of the team they are by."""

from collections.abc import Iterator
from datetime import timedelta

from teamkit.history.writers import written
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.measure.knowledge import Touch
from teamkit.team.authors import author_of

_REMEMBERED = timedelta(weeks=52)
"""What was written before is forgotten by all measures of knowledge."""


def touches(facts: Facts) -> Iterator[Touch]:
    """What users of team.yml committed on the branch in the year before the present."""
    user_of = author_of(facts.scene.team)
    for each in written(facts.scene.root, facts.scene.head, facts.scene.now - _REMEMBERED):
        who = user_of(each.name, each.address)
        if who:
            yield from (Touch(who, path, each.at) for path in each.paths)
