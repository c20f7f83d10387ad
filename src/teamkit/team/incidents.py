"""The file in which people keep incidents, where they have no issues for them."""

from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter, ValidationError, model_validator

from teamkit.findings import Place, Refusal
from teamkit.team.reading import Location, line, parse, refusal, text_of

_EXAMPLE = "- {started: 2026-01-31T14:05+01:00, title: Nobody could pay}"
_FITTING = {
    "timezone_aware": "says no zone; write it like 2026-01-31T14:05+01:00",
    "datetime_type": "is no time; write it like 2026-01-31T14:05+01:00",
    "datetime_parsing": "is no time; write it like 2026-01-31T14:05+01:00",
    "datetime_from_date_parsing": "is no time; write it like 2026-01-31T14:05+01:00",
    "model_type": f"is no incident; write one like {_EXAMPLE}",
    "tuple_type": f"is no list of incidents; write one like {_EXAMPLE}",
    "string_type": "is no text; put it into quotes",
}


class Written(BaseModel):
    """An incident: since when users were affected, until when, and the tag or commit that brought it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    started: AwareDatetime
    ended: AwareDatetime | None = None
    title: Annotated[str, Field(min_length=1)]
    deployment: str = ""
    url: HttpUrl | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ended and self.ended < self.started:
            raise ValueError("ended is before started; swap them")
        return self


_LIST = TypeAdapter(tuple[Written, ...])


def read_incidents(root: Path, file: str) -> tuple[Written, ...]:
    """The incidents of a file. Raises Refusal with file, line, key and remedy for the first thing that is wrong."""
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts:
        raise Refusal("is outside of the repository; put it inside, and name it from its root", Place(file))
    return incidents_of(text_of(root / path, f"begin it with {_EXAMPLE}"), file)


def incidents_of(text: str, file: str) -> tuple[Written, ...]:
    """The incidents that a text lists. Raises Refusal as `read_incidents` does."""
    data = parse(text, file) or []
    try:
        return _LIST.validate_python(tuple(data) if isinstance(data, list) else data)
    except ValidationError as error:
        location, what = min((_complaint(fault) for fault in error.errors()), key=lambda found: line(data, found[0]))
        raise refusal(data, location, what, file) from None


def _complaint(error: Any) -> tuple[Location, str]:
    location, kind = tuple(error["loc"]), error["type"]
    if kind == "extra_forbidden":
        return location, f"is not a key of an incident; take one of {', '.join(Written.model_fields)}"
    if kind == "missing":
        return location[:-1], f"lacks {location[-1]}; add it"
    return location, _FITTING.get(kind, error["msg"].removeprefix("Value error, "))
