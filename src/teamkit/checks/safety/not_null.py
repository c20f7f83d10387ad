"""Columns that the released code does not fill."""

from teamkit.checks.safety.example import SHOP, Example
from teamkit.checks.safety.fields import FILLED_BY_DATABASE, WITHOUT_COLUMN, accepts_null, has_database_default
from teamkit.checks.safety.rule import Rule, Situation
from teamkit.migrations.expressions import Call
from teamkit.migrations.state import Constraint


def adds_column(at: Situation) -> str | None:
    """A new column without NULL that only the new code fills."""
    if at.model.is_new:
        return None
    match at.operation.name:
        case "AlterOrderWithRespectTo" if at.operation.arguments.get("order_with_respect_to"):
            return f"adds the column _order to {at.model.name} as NOT NULL without `db_default`"
        case "AddField" if at.field and at.field.name not in WITHOUT_COLUMN | FILLED_BY_DATABASE:
            is_filled = accepts_null(at.field) or has_database_default(at.field)
            return None if is_filled else f"adds {at.named} as NOT NULL without `db_default`"
    return None


def forbids_null(at: Situation) -> str | None:
    """A column that loses NULL while released code may still write it."""
    if not at.altered or at.model.is_new:
        return None
    former, field = at.altered
    if accepts_null(field) or not accepts_null(former):
        return None
    is_proven = any(_proves(each, at.operation.text("name")) for each in at.model.constraints.values())
    return None if is_proven else f"makes {at.named} NOT NULL"


def _proves(constraint: Constraint, name: str) -> bool:
    """Whether production has a valid constraint that keeps NULL out already."""
    keywords = constraint.written.keywords
    condition = keywords.get("condition") or keywords.get("check")
    if not isinstance(condition, Call) or constraint.is_new or not constraint.is_valid:
        return False
    return (*condition.positional, *condition.keywords.items()) == ((f"{name}__isnull", False),)


_NOT_NULL = 'migrations.AlterField("order", "note", models.CharField(max_length=100, default="")),'

ADDS_COLUMN = Rule(
    name="not-null-column",
    title="Add a column",
    why="Django drops a `default` of Python after the statement: until the last old process has ended, its inserts "
    "leave the column out and fail.",
    steps=(
        "give the field `null=True`, or a `db_default`, which stays in the database",
        "release; where it must not stay NULL, go on with the recipe `not-null`",
    ),
    judge=adds_column,
    red=(
        Example('migrations.AddField("order", "paid", models.BooleanField(default=False)),'),
        Example('migrations.AlterOrderWithRespectTo("order", "customer"),'),
    ),
    green=(
        Example('migrations.AddField("order", "paid", models.BooleanField(default=False, db_default=False)),'),
        Example('migrations.AddField("order", "paid", models.BooleanField(null=True)),'),
        Example('migrations.AddField("order", "coupons", models.ManyToManyField("shop.Coupon")),'),
        Example(
            'migrations.CreateModel("Bill", [("id", models.BigAutoField(primary_key=True))]),\n'
            'migrations.AddField("bill", "order", models.OneToOneField("shop.Order", models.PROTECT)),'
        ),
    ),
)
FORBIDS_NULL = Rule(
    name="not-null",
    title="Make a column NOT NULL",
    why="Released code that still writes NULL fails, and PostgreSQL reads the whole table under a lock that stops "
    "everybody.",
    steps=(
        "let the code write no NULL any more, and release",
        "fill the rows that have one, in a migration of their own, and add `AddConstraintNotValid` with "
        "`CheckConstraint(condition=Q(FIELD__isnull=False), …)` in the next and `ValidateConstraint` in the one after; "
        "release",
        "make the field NOT NULL, which PostgreSQL then does without reading, and remove the constraint",
    ),
    judge=forbids_null,
    red=(Example(_NOT_NULL),),
    green=(
        Example(
            f'{_NOT_NULL}\nmigrations.RemoveConstraint("order", "order_has_note"),',
            released=(
                SHOP,
                'AddConstraintNotValid(\n    "order",\n    models.CheckConstraint(condition=Q(note__isnull=False), '
                'name="order_has_note"),\n),',
                'ValidateConstraint("order", "order_has_note"),',
            ),
        ),
        Example('migrations.AlterField("order", "total", models.IntegerField(default=1)),'),
    ),
)
