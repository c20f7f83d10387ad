"""Time stamps of git as instants."""

from datetime import UTC, datetime

_LAST_SECOND = 253402300799


def moment(seconds: str) -> datetime:
    """The instant of a time stamp, in UTC; the first one where a commit carries rubbish."""
    second = int(seconds) if seconds.isdigit() else 0
    return datetime.fromtimestamp(min(second, _LAST_SECOND), tz=UTC)
