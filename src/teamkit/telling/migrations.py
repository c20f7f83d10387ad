"""What people read about migrations that were put in order."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from teamkit.lifecycle.rebasing import Rebase
from teamkit.migrations.rebasing import Plan
from teamkit.telling.words import indented


def rebase(found: Rebase) -> RenderableType:
    """The new names of migrations, what else names the old ones, and what a database needs that has run them."""
    if not found.plans:
        return Text("every app ends in one migration: nothing to do")
    lines = [
        f"{old} → {new.name}, on top of {plan.onto.name}" for plan in found.plans for old, new in plan.names.items()
    ]
    lines += [f"the old name stands in {path} too; look there" for path in found.mentions]
    lines.append("where your database has run yours already:")
    return Group(Text("\n".join(lines)), indented(2, *(line for plan in found.plans for line in caught_up(plan))))


def caught_up(plan: Plan) -> Iterator[str]:
    """The commands for a database that has run migrations under their old names."""
    *_, last = plan.names.values()
    app = last.app
    if any(old == new for old, new in plan.names.items()):
        yield f"python manage.py migrate {app} {plan.fork.name}    (on the commit before the merge)"
        return
    yield f"python manage.py migrate {app} {plan.onto.name}"
    yield f"python manage.py migrate {app} {last.name} --fake"
    yield f"python manage.py migrate {app} --prune"
