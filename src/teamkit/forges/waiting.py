"""How long to wait before a forge is asked again."""

import random
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

_PASSING = {502, 503, 504}
_LONGEST = 7 * 86_400.0
_UNSAID = 60.0  # what GitHub asks for where a secondary limit names no time
# GraphQL tells of both limits with status 200 too, of the primary one by either word, also while some of it is left.
_SAID = re.compile(r'"errors": ?\[\{[^]]*?(?:(?P<primary>"type": ?"RATE_LIMIT(?:ED)?")|secondary rate limit)')


@dataclass(frozen=True)
class Patience:
    """How often one question is put, and how many seconds are spent on connecting, reading, and waiting in all."""

    tries: int = 4
    connect: float = 5
    read: float = 30
    wait: float = 60
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def back_off(self, tried: int) -> float:
        """A pause that doubles with each try, of which chance takes up to a half so that many do not return at once."""
        return 2.0 ** (tried - 1) * (0.5 + self.chance() / 2)


def is_passing(status: int) -> bool:
    """Whether an answer tells of a fault that may be over in a moment."""
    return status in _PASSING


def limit(status: int, headers: Mapping[str, str], text: str, now: float) -> float | None:
    """The seconds after which a forge that had too many questions takes more; None where that is not what it says."""
    said = _SAID.search(text) if status == 200 else None
    is_spent = "0" in (headers.get("x-ratelimit-remaining"), headers.get("ratelimit-remaining"))
    is_secondary = "retry-after" in headers or "secondary rate limit" in text
    if not (status == 429 or said or (status == 403 and (is_spent or is_secondary))):
        return None
    after = retry_after(headers, now)
    if after is None and (is_spent or (said and said["primary"])):
        after = _until_reset(headers, now)
    return _UNSAID if after is None else min(max(after, 1.0), _LONGEST)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a date; None where nobody can read it."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal() and said.isascii():
        return float(said)
    with suppress(ValueError, OverflowError):
        at = parsedate_to_datetime(said)
        return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now)
    return None


def _until_reset(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds until the count of questions begins anew, by GitHub's header or GitLab's."""
    said = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or ""
    return max(0.0, float(said) - now) if said.isdecimal() and said.isascii() else None
