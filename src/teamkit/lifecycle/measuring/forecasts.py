"""Foretells from what was finished on each day, by the forge's requests or by what landed."""

from datetime import datetime, timedelta

from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.measure.forecasting.answers import HowMany, When, how_many, when
from teamkit.measure.forecasting.days import Days, daily

HORIZON = timedelta(days=27)
"""Four weeks with the day on which they begin."""


def forecast(facts: Facts) -> HowMany | When | Unseen:
    """How many are done by a day, four weeks ahead by default, or when so many are. Raises Refusal for a bad aim."""
    aim, done = facts.scene.aim, finished(facts)
    if aim.items is None:
        return how_many(done, aim.by or done.end + HORIZON)
    opened = _opened(facts, done) if aim.is_growing else None
    return opened if isinstance(opened, Unseen) else when(done, aim.items, opened)


def finished(facts: Facts) -> Days:
    """How many requests were merged, or changes landed, on each day since the first that is known."""
    done = [each.at for each in facts.throughput.finished]
    until = facts.scene.period.until
    return daily(done, min(done, default=until), until)


def _opened(facts: Facts, done: Days) -> Days | Unseen:
    """How many requests were opened on the same days."""
    if isinstance(facts.changes, Unseen):
        return facts.changes
    until = facts.scene.period.until
    begin = datetime.combine(done.first, datetime.min.time(), until.tzinfo)
    people = (each for each in facts.changes if not facts.programs.opened(each))
    return daily((each.opened for each in people if each.opened >= begin), begin, until)
