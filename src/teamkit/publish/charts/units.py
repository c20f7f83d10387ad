"""Numbers as people read them."""

from enum import StrEnum

MINUTE, HOUR, DAY, WEEK, YEAR = 60, 3600, 86_400, 604_800, 31_557_600
NONE = "–"
_GAP = "\N{NO-BREAK SPACE}"
_NAMES: tuple[tuple[float, float, str, str], ...] = (
    # from how many seconds on, how many there are in one, the sign, the word
    (2 * YEAR, YEAR, "y", "year"),
    (4 * WEEK, WEEK, "w", "week"),
    (DAY, DAY, "d", "day"),
    (HOUR, HOUR, "h", "hour"),
    (MINUTE, MINUTE, "min", "minute"),
    (0, 1, "s", "second"),
)


class Unit(StrEnum):
    """What numbers are."""

    SECONDS = "seconds"
    DAYS = "days"
    SHARE = "share"
    COUNT = "count"


def shown(value: float | None, unit: Unit) -> str:
    """A number with the sign of its unit, in two or three digits."""
    match unit:
        case _ if value is None:
            return NONE
        case Unit.SECONDS if value == 0:
            return "0"
        case Unit.SECONDS:
            number, sign, _ = _scaled(value)
            return f"{number}{_GAP}{sign}"
        case Unit.DAYS:
            return shown(value * DAY, Unit.SECONDS)
        case Unit.SHARE:
            return f"{_digits(100 * value)}{_GAP}%"
        case Unit.COUNT:
            return _digits(value)


def spoken(value: float | None, unit: Unit) -> str:
    """A number as it stands in a sentence, with the word of its unit."""
    if value is not None and unit in {Unit.SECONDS, Unit.DAYS}:
        number, _, word = _scaled(value * DAY if unit is Unit.DAYS else value)
        return f"{number}{_GAP}{word}{'' if number == '1' else 's'}"
    return shown(value, unit)


def counted(number: int, word: str) -> str:
    """A number with its word."""
    many = "es" if word.endswith("ch") else "s"
    return f"{_digits(number)} {word}{'' if number == 1 else many}"


def _scaled(seconds: float) -> tuple[str, str, str]:
    _, size, sign, word = next(each for each in _NAMES if seconds >= each[0])
    return _digits(seconds / size), sign, word


def _digits(number: float) -> str:
    """Whole from ten on, one digit behind the point below."""
    return f"{round(number, 0 if abs(number) >= 9.95 else 1):,.1f}".removesuffix(".0")
