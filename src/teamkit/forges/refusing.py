"""What the refusal of a forge means, in its own words and with a remedy."""

import re
from contextlib import suppress

from pydantic import BaseModel, ValidationError

from teamkit.forges.kinds import Token
from teamkit.forges.model import BusyError, ExistsError, ForbiddenError, ForgeError, MissingError, PlanError
from teamkit.forges.waiting import is_passing

_SHUT = {
    401: (ForgeError, "does not accept {}"),
    403: (ForbiddenError, "is not for {} to {}"),
    404: (MissingError, "is not there, or not for {} to {}"),
}
_EXISTS = re.compile("already[ _]exists")
_UPGRADE = "Upgrade to GitHub"
_NO_DRAFTS = "Draft pull requests are not supported"
_LONGEST = 300


class _Fault(BaseModel):
    """What forges say of what they refuse: GitHub in the first two fields, GitLab in the first or the last two."""

    message: object = None
    errors: object = None
    error: object = None
    error_description: object = None


def refusal(place: str, status: int, text: str, token: Token, *, is_order: bool) -> ForgeError:
    """The error that an answer stands for, which came instead of the one that was hoped for."""
    words = _words(text, token.secret)
    told = f" ({words})" if words else ""
    if (status == 403 and _UPGRADE in words) or _NO_DRAFTS in words:
        return PlanError(f"{place} is not available on this plan", "choose a plan that has it, or go public")
    if status in _SHUT:
        kind, what = _SHUT[status]
        if is_order:
            return kind(f"{place} {what.format(token.variable, 'change')}{told}", token.mend_orders)
        return kind(f"{place} {what.format(token.variable, 'see')}", token.mend)
    if not is_order or status >= 500:
        kind = BusyError if is_passing(status) else ForgeError
        return kind(f"{place} answered {status}{told}", "run again later")
    kind = ExistsError if _EXISTS.search(words) else ForgeError
    return kind(f"{place} did not take the order{told or f' ({status})'}", "mend that, then run again")


def _words(text: str, secret: str) -> str:
    """What a forge says for itself, in one line and without the token."""
    with suppress(ValidationError):
        fault = _Fault.model_validate_json(text)
        parts = (fault.message, fault.errors, fault.error, fault.error_description)
        line = " ".join(": ".join(_flat(part) for part in parts if part).replace(secret, "…").split())
        shown = "".join(character for character in line if character.isprintable()).rstrip(".")
        return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    return ""


def _flat(value: object) -> str:
    """A message of whatever shape: of an entry with words its words, else each field with its value."""
    match value:
        case {"message": str(words)}:
            return words
        case dict():
            return ", ".join(f"{name} {_flat(inner)}" for name, inner in value.items())
        case list():
            return ", ".join(map(_flat, value))
        case _:
            return str(value)
