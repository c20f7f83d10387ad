"""Until when the versions of Django and Python get security fixes.

Django's are from https://www.djangoproject.com/download/#supported-versions, Python's from
https://devguide.python.org/versions/, both as of 2026-11-24. Where a source names a month, its last day stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from packaging.version import Version

from teamkit.dependencies.spans import allows_line, span

DJANGO: Mapping[str, date] = {
    "1.8": date(2018, 4, 1),
    "1.9": date(2017, 4, 4),
    "1.10": date(2017, 12, 2),
    "1.11": date(2020, 4, 1),
    "2.0": date(2019, 4, 1),
    "2.1": date(2019, 12, 2),
    "2.2": date(2022, 4, 1),
    "3.0": date(2021, 4, 6),
    "3.1": date(2021, 12, 7),
    "3.2": date(2024, 4, 1),
    "4.0": date(2023, 4, 1),
    "4.1": date(2023, 12, 1),
    "4.2": date(2026, 4, 7),
    "5.0": date(2025, 4, 2),
    "5.1": date(2025, 12, 3),
    "5.2": date(2028, 4, 30),
    "6.0": date(2027, 4, 30),
    "6.1": date(2027, 12, 31),
}
PYTHON: Mapping[str, date] = {
    "2.7": date(2020, 1, 1),
    "3.5": date(2020, 9, 30),
    "3.6": date(2021, 12, 23),
    "3.7": date(2023, 6, 27),
    "3.8": date(2024, 10, 7),
    "3.9": date(2025, 10, 31),
    "3.10": date(2026, 10, 31),
    "3.11": date(2027, 10, 31),
    "3.12": date(2028, 10, 31),
    "3.13": date(2029, 10, 31),
    "3.14": date(2030, 10, 31),
    "3.15": date(2031, 10, 31),
}


class Support(StrEnum):
    """What a version gets."""

    FIXES = "security fixes"
    NOTHING = "no security fixes any more"
    EITHER = "security fixes or none: several versions are allowed"
    UNKNOWN = "nobody knows what"


@dataclass(frozen=True)
class Standing:
    """What the versions that are allowed get, and until when the newest of them gets it."""

    support: Support
    line: str = ""
    until: date = date.max


def standing(words: str, ends: Mapping[str, date], today: date) -> Standing:
    """How a version, or what a wish allows, stands on a day."""
    lines = lines_of(words, ends)
    if not lines:
        return Standing(Support.UNKNOWN)
    over = [ends[line] < today for line in lines]
    support = Support.NOTHING if all(over) else Support.EITHER if any(over) else Support.FIXES
    return Standing(support, lines[-1], ends[lines[-1]])


def lines_of(words: str, known: Mapping[str, date]) -> list[str]:
    """The lines, such as 4.2, that a version is of or a wish allows, the oldest first; none where nobody can tell."""
    allowed = span(words) if words else None
    lines = [line for line in known if allowed is not None and allows_line(allowed, line)]
    return sorted(lines, key=Version)
