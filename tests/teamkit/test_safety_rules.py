"""Each rule of safe migrations finds what it forbids, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given as trying
from hypothesis import settings
from hypothesis import strategies as st

from teamkit.checks import CHECKS
from teamkit.checks.fixtures import given
from teamkit.checks.safety import RULES
from teamkit.checks.safety.example import SHOP, Example
from teamkit.checks.safety.recipes import page
from teamkit.checks.safety.rule import Rule
from teamkit.findings import Finding, State
from teamkit.migrations.changes import SchemaChange
from teamkit.migrations.literal import PYTHON
from teamkit.migrations.operations import Reach, Script, script
from teamkit.migrations.released import code


def judged(change: SchemaChange) -> list[Finding]:
    return list(CHECKS["migration-safety"].run(given(schema=(change,))))


def found(example: Example) -> list[Finding]:
    return judged(example.change)


def said(operations: str, **more: object) -> list[str]:
    """What is found, without the name of the migration."""
    example = Example(operations, **more)  # type: ignore[arg-type]
    return [finding.what.partition(" ")[2] for finding in found(example)]


# ── Examples ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_red_example_is_red_by_its_own_rule_alone(rule: Rule) -> None:
    for example in rule.red:
        (finding,) = found(example)
        assert (finding.state, finding.why, finding.mend) == (State.FAIL, rule.why, rule.recipe)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_finds_anything_where_a_recipe_leads(rule: Rule) -> None:
    assert rule.green
    assert [finding for example in rule.green for finding in found(example)] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.unknown], ids=lambda rule: rule.name)
def test_what_nobody_can_tell_is_unknown_by_its_own_rule_alone(rule: Rule) -> None:
    for example in rule.unknown:
        (finding,) = found(example)
        assert (finding.state, finding.why) == (State.UNKNOWN, rule.why)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_section_with_its_steps(rule: Rule) -> None:
    section = page().partition(f"\n## {rule.name}\n")[2].partition("\n## ")[0]
    assert rule.why in section
    assert all(step[1:] in section for step in rule.steps)
    assert rule.why.endswith(".")
    assert not any(step.endswith(".") for step in rule.steps)


def test_a_finding_names_migration_file_line_reason_and_steps() -> None:
    (finding,) = found(Example('migrations.RemoveField("order", "note"),'))
    assert finding.what == "shop.0002_step drops Order.note, which released code still uses"
    assert str(finding.where) == "shop/migrations/0002_step.py:17"
    assert finding.mend.count("\n") == 2


# ── Columns ─────────────────────────────────────────────────────────────────────────────────────

CHAR = "models.CharField(max_length=100, null=True"
SHRINKS = "changes the size of Order.note from 100 to 50"


@pytest.mark.parametrize(
    ("operations", "what"),
    [
        (
            'migrations.AddField("order", "n", models.IntegerField()),',
            ["adds Order.n as NOT NULL without `db_default`"],
        ),
        ('migrations.AddField("order", "n", OurField()),', ["adds Order.n as NOT NULL without `db_default`"]),
        ('migrations.AddField(model_name="order", name="n", field=models.IntegerField(null=True)),', []),
        ('migrations.AddField("order", "n", models.IntegerField(db_default=Now())),', []),
        ('migrations.AddField("order", "n", models.BigAutoField(primary_key=True)),', []),
        (
            'migrations.AddField("order", "n", models.IntegerField(db_default=models.NOT_PROVIDED)),',
            ["adds Order.n as NOT NULL without `db_default`"],
        ),
        (
            'migrations.SeparateDatabaseAndState(\n[migrations.AddField("order", "n", models.IntegerField())]),',
            ["adds Order.n as NOT NULL without `db_default`"],
        ),
        (f'migrations.AlterField("order", "note", {CHAR}, default="x")),', []),
        ('migrations.AlterField("order", "note", models.TextField()),', ["makes Order.note NOT NULL"]),
        (
            f'migrations.AlterField("order", "note", {CHAR})),\n'
            'migrations.AlterField("order", "note", models.URLField()),',
            ["makes Order.note NOT NULL"],
        ),
        ('migrations.AlterField("order", "note", models.URLField(null=True)),', []),
        ('migrations.AlterField("order", "note", models.SlugField(null=True, db_index=False)),', [SHRINKS]),
        ('migrations.AlterField("order", "total", models.PositiveIntegerField(default=0)),', []),
        (
            'migrations.AlterField("order", "customer", models.OneToOneField("shop.Customer")),',
            ["makes Order.customer unique"],
        ),
    ],
)
def test_columns(operations: str, what: list[str]) -> None:
    assert said(operations) == what


def test_a_table_that_production_lacks_is_as_new_as_its_columns() -> None:
    bill = 'migrations.CreateModel("Bill", [("id", models.BigAutoField(primary_key=True))]),'
    column = 'migrations.AddField("bill", "n", models.IntegerField(unique=True)),'
    change = Example(column, released=(SHOP, bill)).change
    assert len(judged(change)) == 2
    first, middle, last = change.steps
    unreleased = replace(change, steps=(first, replace(middle, is_released=False), last))
    assert judged(unreleased) == []


# ── Other operations ────────────────────────────────────────────────────────────────────────────

OLD_NAME = "released code still uses the old name"
TOGETHER = "makes note + total of Order unique together"
IN_SQL = "changes tables in SQL: ALTER TABLE shop_order …"
CHECK = 'models.CheckConstraint(condition=Q(note__isnull=False), name="has_note")'


@pytest.mark.parametrize(
    ("operations", "what"),
    [
        ('migrations.AlterModelTable("order", None),', []),
        ('migrations.AlterModelTable("Order", "orders"),', [f"renames Order to the table orders, and {OLD_NAME}"]),
        ('migrations.AlterUniqueTogether("order", set()),', []),
        ('migrations.AlterUniqueTogether("order", ("note", "total")),', [TOGETHER]),
        ('migrations.AlterUniqueTogether("order", [["note", "total"]]),', [TOGETHER]),
        ('migrations.RenameField("order", "sum", "total"),', []),
        ('migrations.RenameIndex("order", new_name="a", old_fields=("total",)),', []),
        ('migrations.AlterModelOptions("order", {"ordering": ["note"]}),\nmigrations.RunPython(fill, fill),', []),
        ('migrations.RunSQL([("UPDATE shop_order SET total = %s", [1])], ""),', []),
        (
            'migrations.DeleteModel("Voucher"),\nmigrations.RunSQL("-- all\\nDELETE FROM shop_order", ""),',
            ["changes data in RunSQL, beside DeleteModel in line 17"],
        ),
        ('migrations.RunSQL(["SELECT 1; /* x */ ALTER TABLE shop_order ADD n int"], ""),', [IN_SQL]),
        (
            'migrations.RunSQL("create index concurrently i ON shop_order (total)", ""),',
            ["builds or drops an index concurrently without `atomic = False`, which PostgreSQL refuses"],
        ),
        ('migrations.RunSQL("ALTER TABLE shop_order ALTER total SET DEFAULT 0", ""),', []),
        ('migrations.RunSQL("ALTER TABLE shop_order ALTER total SET DEFAULT 0, DROP note", ""),', [IN_SQL]),
        ('migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Order")]),', []),
        (
            'migrations.RunSQL("DROP TABLE shop_coupon", "", [migrations.DeleteModel("Coupon")]),',
            ["changes tables in SQL: DROP TABLE shop_coupon …"],
        ),
    ],
)
def test_operations(operations: str, what: list[str]) -> None:
    assert said(operations) == what


@pytest.mark.parametrize(
    "released",
    [
        (f'AddConstraintNotValid("order", {CHECK}),',),
        (f'migrations.AddConstraint("order", {CHECK}),', 'migrations.RemoveConstraint("order", "has_note"),'),
        (f'migrations.AddConstraint("order", {CHECK.replace("note__", "sum__")}),',),
        (f'migrations.AddConstraint("order", {CHECK.replace("False", "True")}),',),
    ],
)
def test_only_a_valid_constraint_proves_that_no_null_is_left(released: tuple[str, ...]) -> None:
    operations = 'migrations.AlterField("order", "note", models.CharField(max_length=100)),'
    assert said(operations, released=(SHOP, f'migrations.AddConstraint("order", {CHECK}),')) == []
    assert said(operations, released=(SHOP, *released)) == ["makes Order.note NOT NULL"]


def test_a_constraint_of_the_same_branch_proves_nothing() -> None:
    operations = (
        f'migrations.AddConstraint("order", {CHECK}),\nmigrations.AlterField("order", "note", models.TextField()),'
    )
    assert "makes Order.note NOT NULL" in said(operations)


# ── What cannot be read ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("operations", "why"),
    [
        ("*OPERATIONS,", "line 17: an operation is computed: *OPERATIONS"),
        ("add(name) for name in NAMES", "line 16: operations are computed: [add(name)"),
        ("add('order')('x'),", "line 17: an operation is computed: add('order')('x')"),
        ("migrations.AddField(*ARGUMENTS),", "line 17: an operation is computed: migrations.AddField(*ARGUMENTS)"),
        ('migrations.RemoveField("order", NAME),', "line 17: the name of RemoveField is computed"),
        ('migrations.AddField("order", "n", make()()),', "line 17: the field of AddField is computed"),
        ("migrations.SeparateDatabaseAndState(state_operations=LATER),", "line 17: an operation is computed"),
        ("<<<<<<< ours", f"line 17: does not parse with {PYTHON} (invalid syntax)"),
    ],
)
def test_a_migration_that_computes_what_it_does_is_unknown_and_no_pass(operations: str, why: str) -> None:
    (finding,) = found(Example(operations))
    assert finding.state is State.UNKNOWN
    assert finding.what.startswith("shop/migrations/0002_step.py cannot be judged: ")
    assert why in finding.what


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("class Migration(M):\n    operations = BASE + []\n    atomic = True\n", "operations are computed: BASE + []"),
        ("class Migration(Ours):\n    operations = []\n", "operations or atomic may be inherited from Ours"),
        (
            "class Migration(Migration):\n    operations = []\n    operations += X\n",
            "what the migration does is computed",
        ),
        ("class Migration(Migration):\n    a = []\n    a.append(X)\n    operations = a\n", "does is computed"),
        ("class Migration(Migration):\n    a = []\n    a += X\n    operations = a\n", "does is computed"),
        ("class Migration(Migration):\n    atomic = SAFE\n", "atomic is computed: SAFE"),
        (
            "class Migration(Migration):\n    operations = []\nMigration.operations.append(1)\n",
            "is changed after its class",
        ),
        ("X = 1\n", "has no class Migration"),
    ],
)
def test_a_class_that_computes_its_operations_cannot_be_read(text: str, why: str) -> None:
    assert why in (script("shop/migrations/0002_x.py", text.encode()).unreadable or "")


def test_lists_that_the_class_names_before_are_read_in_their_place() -> None:
    text = (
        "class Migration(migrations.Migration):\n    state = [migrations.DeleteModel('Order')]\n"
        "    operations = [migrations.SeparateDatabaseAndState(state_operations=state)]\n"
    )
    (found,) = script("shop/migrations/0002_x.py", text.encode()).operations
    assert (found.name, found.line, found.reach) == ("DeleteModel", 2, Reach.STATE)


def test_a_base_of_ones_own_is_fine_where_everything_is_written_out() -> None:
    text = "class Migration(Checked):\n    atomic = False\n    operations = [migrations.RunPython(a, b)]\n"
    found = script("shop/migrations/0002_x.py", text.encode())
    assert (found.unreadable, found.is_atomic, [each.name for each in found.operations]) == (None, False, ["RunPython"])


def test_after_a_migration_that_cannot_be_read_the_former_state_is_unknown() -> None:
    example = Example(f'migrations.AlterField("order", "note", {CHAR})),', released=(SHOP, "*OPERATIONS,"))
    (finding,) = found(example)
    assert finding.state is State.UNKNOWN
    assert finding.what.endswith("alters order.note, and no migration before it tells what it was")


@settings(deadline=None)
@trying(st.binary() | st.text().map(lambda code: Example(code).texts[-1].encode(errors="replace")))
def test_whatever_stands_in_a_file_nothing_is_raised(text: bytes) -> None:
    assert isinstance(script("shop/migrations/0001.py", text), Script)


# ── What released code names ────────────────────────────────────────────────────────────────────

DROP = 'migrations.RemoveField("order", "note"),'
DOUBT = ["drops Order.note, and the files do not tell whether released code still uses it"]
USED = ["drops Order.note, which released code still uses"]


@pytest.mark.parametrize(
    ("models", "what"),
    [
        ("class Order(models.Model):\n    note: str = models.TextField()\n", USED),
        ("class Base(models.Model):\n    note = 1\nclass Order(Base):\n    pass\n", USED),
        ("if X:\n    class Order(models.Model):\n        note = 1\n", USED),
        ("class Order(models.Model):\n    total = 1\n", []),
        ("class A(B):\n    pass\nclass B(A):\n    pass\nclass Order(A):\n    pass\n", []),
        ("X = 1\n", []),
        ("from elsewhere import Base\nclass Order(Base):\n    pass\n", DOUBT),
        ("class Order(make()):\n    pass\n", DOUBT),
        ("from elsewhere import Order\n", DOUBT),
        ("from elsewhere import *\n", DOUBT),
        ("class Order(:\n", DOUBT),
    ],
)
def test_a_column_may_go_when_released_models_have_stopped_naming_it(models: str, what: list[str]) -> None:
    assert said(DROP, models=models) == what


def test_a_star_import_from_a_file_that_was_read_hides_nothing() -> None:
    package = {
        "shop/models/__init__.py": b"from .order import *\n",
        "shop/models/order.py": b"class Order(Model): pass\n",
    }
    assert code(package).names_field("order", "note") is False
    assert code(dict(list(package.items())[:1])).names_field("order", "note") is None
