"""How many checks of a topic failed before and fail now, as a line between two points."""

from dataclasses import dataclass

from teamkit.publish.auditing.model import Mark, Row


@dataclass(frozen=True)
class Dumbbell:
    """Where its points stand, in per cent of the width, and whether the way between them is a good one."""

    before: int
    now: int
    way: str


def dumbbell(row: Row, most: int) -> Dumbbell:
    """The picture of a topic, where `most` is the largest number of any."""
    before, now = row.before(Mark.FAIL), row.now(Mark.FAIL)
    way = "better" if now < before else "worse" if now > before else "same"
    return Dumbbell(100 * before // max(most, 1), 100 * now // max(most, 1), way)
