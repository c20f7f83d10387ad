"""What Django's fields make of their options."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from teamkit.migrations.expressions import Call, Symbol, Value

WITHOUT_COLUMN = frozenset({"ManyToManyField", "CompositePrimaryKey"})
FILLED_BY_DATABASE = frozenset({"AutoField", "BigAutoField", "SmallAutoField", "GeneratedField"})
_REFERENCES = frozenset({"ForeignKey", "OneToOneField"})
_LENGTHS: Mapping[str, float] = {
    "CharField": math.inf,
    "EmailField": 254,
    "SlugField": 50,
    "URLField": 200,
    "FileField": 100,
    "ImageField": 100,
    "FilePathField": 100,
}
_TYPES = {
    **dict.fromkeys(_LENGTHS, "varchar"),
    **dict.fromkeys(_REFERENCES, "reference"),
    "PositiveIntegerField": "IntegerField",
    "PositiveBigIntegerField": "BigIntegerField",
    "PositiveSmallIntegerField": "SmallIntegerField",
}
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("null", "unique", "db_index", "primary_key"), bool),
    **dict.fromkeys(("max_length", "max_digits", "decimal_places"), int),
    "db_column": str,
}


def is_computed(field: Call) -> bool:
    """Whether an option that matters here has a value that is not written down."""
    given = ((field.keywords.get(name), kind) for name, kind in _KINDS.items())
    return any(value is not None and not isinstance(value, kind) for value, kind in given)


@dataclass(frozen=True)
class Size:
    """How many letters or digits fit into a column, and how many of them follow the point."""

    digits: float
    places: float = 0

    def __str__(self) -> str:
        """The form that PostgreSQL prints."""
        return f"{self.digits:g}, {self.places:g}" if self.places else f"{self.digits:g}"


def size(field: Call) -> Size:
    """How much fits into a column; without end where nothing limits it."""
    digits = field.keywords.get("max_digits") or field.keywords.get("max_length")
    places = field.keywords.get("decimal_places")
    return Size(
        digits if isinstance(digits, int) else _LENGTHS.get(field.name, math.inf),
        places if isinstance(places, int) else 0,
    )


def column_type(field: Call) -> str:
    """The type of a column without its size, the same for fields that share one."""
    return _TYPES.get(field.name, field.name)


def accepts_null(field: Call) -> bool:
    """Whether a row may leave it empty."""
    return field.keywords.get("null") is True


def is_unique(field: Call) -> bool:
    """Whether no two rows may have the same value."""
    return field.name == "OneToOneField" or field.keywords.get("unique") is True


def is_indexed(field: Call) -> bool:
    """Whether Django makes an index for it that is not unique."""
    if is_unique(field) or field.name in WITHOUT_COLUMN or field.keywords.get("primary_key") is True:
        return False
    return field.keywords.get("db_index", field.name in {"ForeignKey", "SlugField"}) is True


def has_database_default(field: Call) -> bool:
    """Whether the database itself fills the column."""
    default: Value = field.keywords.get("db_default", Symbol("NOT_PROVIDED"))
    return not (isinstance(default, Symbol) and default.name.endswith("NOT_PROVIDED"))


def column(field: Call, name: str) -> str:
    """The column of a field."""
    given = field.keywords.get("db_column")
    return given if isinstance(given, str) else f"{name}_id" if field.name in _REFERENCES else name
