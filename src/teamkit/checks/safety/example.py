"""Migrations of a small shop on which each rule proves itself."""

from dataclasses import dataclass
from textwrap import indent

from teamkit.migrations.changes import SchemaChange, Step
from teamkit.migrations.operations import script
from teamkit.migrations.released import code

HEAD = """\
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations, models
from django.db.models import Q


def fill(apps, schema_editor):
    \"\"\"Change rows.\"\"\"


class Migration(migrations.Migration):
"""
SHOP = """\
migrations.CreateModel("Customer", [("id", models.BigAutoField(primary_key=True))]),
migrations.CreateModel("Coupon", [("id", models.BigAutoField(primary_key=True))]),
migrations.CreateModel(
    "Order",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("customer", models.ForeignKey("shop.Customer", models.PROTECT)),
        ("total", models.IntegerField(default=0)),
        ("note", models.CharField(max_length=100, null=True)),
    ],
),
"""
MODELS = """\
from django.db import models


class Customer(models.Model):
    pass


class Coupon(models.Model):
    pass


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.PROTECT)
    total = models.IntegerField(default=0)
    note = models.CharField(max_length=100, null=True)
"""
PATH = "shop/migrations"


def name(number: int) -> str:
    """The name of a migration."""
    return f"{number:04}_step"


def migration(number: int, operations: str, *, atomic: bool = True) -> str:
    """A migration file."""
    before = f'("shop", "{name(number - 1)}")' if number > 1 else ""
    lines = [f"dependencies = [{before}]", "operations = [", indent(operations.strip(), "    "), "]"]
    return HEAD + indent("\n".join([*([] if atomic else ["atomic = False"]), *lines]), "    ") + "\n"


@dataclass(frozen=True)
class Example:
    """The operations of a new migration, after others that production has run, beside the models that it runs."""

    operations: str
    released: tuple[str, ...] = (SHOP,)
    models: str = MODELS
    atomic: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        """The migration files, the new one last."""
        *earlier, new = (*self.released, self.operations)
        files = [migration(number, operations) for number, operations in enumerate(earlier, 1)]
        return (*files, migration(len(files) + 1, new, atomic=self.atomic))

    @property
    def change(self) -> SchemaChange:
        """What the check looks at."""
        scripts = [script(f"{PATH}/{name(number)}.py", text.encode()) for number, text in enumerate(self.texts, 1)]
        earlier = [Step(each, is_released=True) for each in scripts[:-1]]
        return SchemaChange(
            "shop", (*earlier, Step(scripts[-1], is_new=True)), code({"shop/models.py": self.models.encode()})
        )
