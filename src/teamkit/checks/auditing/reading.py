"""An audit from the JSON that one was written as."""

from pydantic import TypeAdapter, ValidationError

from teamkit.checks.auditing.model import Audit
from teamkit.findings import Place, Refusal

_AUDIT = TypeAdapter(Audit)


def from_json(text: str | bytes, path: str) -> Audit:
    """The audit that a file of this path holds. Raises Refusal where it holds none."""
    try:
        return _AUDIT.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "it"
        what = f"is no audit ({key}: {first['msg'].lower()}); write one: `teamkit audit --format json`"
        raise Refusal(what, Place(path)) from None
