"""The recipes of safe migrations, from what the rules say of themselves."""

from collections.abc import Iterable, Iterator
from textwrap import indent

from teamkit.checks.safety import RULES
from teamkit.checks.safety.example import Example
from teamkit.checks.safety.rule import Rule

OPENING = """\
<!-- Written by `make docs` from the rules themselves; do not edit. -->
# Migrate while the old code runs

During a deployment the code that is released meets the schema that is new.
[migration-safety](../reference/checks.md#migration-safety) reads the migrations that a branch adds, and names what
would break then on PostgreSQL. *Release* means that the new code runs everywhere in production: a release carries one
step of a recipe.

What must be done otherwise for once is waived in `team.yml`, with a reason and the word (`by`) of an owner of the
migrations.
"""


def page(rules: Iterable[Rule] = RULES) -> str:
    """The whole page, in Markdown."""
    return "\n".join((OPENING, *("\n".join(section(rule)) for rule in rules)))


def section(rule: Rule) -> Iterator[str]:
    """One rule: why, what is red, the steps, and where they lead."""
    yield f"## {rule.name}\n\n**{rule.title}.** {rule.why}\n"
    if rule.red:
        yield f"Red:\n\n{code(rule.red[0])}\n"
    yield from (f"{number}. {step[:1].upper()}{step[1:]}." for number, step in enumerate(rule.steps, 1))
    if rule.red:
        yield f"\nGreen, in the end:\n\n{code(rule.green[0])}"
    yield ""


def code(example: Example) -> str:
    """The operations of an example, as they stand in a migration."""
    written = f"operations = [\n{indent(example.operations.strip(), '    ')}\n]"
    return f"```python\n{'' if example.atomic else 'atomic = False\n'}{written}\n```"
