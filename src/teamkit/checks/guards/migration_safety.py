"""Guards that new migrations leave the released code working."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.safety import RULES
from teamkit.checks.safety.example import Example
from teamkit.checks.safety.rule import Doubt, Rule, Situation
from teamkit.findings import Finding, Place, Unseen
from teamkit.migrations.changes import SchemaChange
from teamkit.migrations.operations import Reach, Script
from teamkit.migrations.state import State


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each operation of a new migration that a rule forbids, or that nobody can judge."""
    if isinstance(facts.schema, Unseen):
        yield CHECK.cannot_tell(
            f"nobody could look which migrations are new: {facts.schema.why}", mend=facts.schema.mend
        )
        return
    for change in facts.schema:
        for script, situations in added(change):
            if script.unreadable:
                yield CHECK.cannot_tell(f"{script.path} cannot be judged: {script.unreadable}", Place(script.path))
            yield from (finding(rule, at, said) for at in situations for rule in RULES if (said := rule.judge(at)))


def added(change: SchemaChange) -> Iterator[tuple[Script, list[Situation]]]:
    """Each new migration with the situations of its operations; after one that cannot be read nothing is known."""
    state = State(change.app)
    for step in change.steps:
        situations = []
        for operation in step.script.operations:
            situations.append(Situation(operation, step.script, state, change.released))
            state = state.after(operation, is_new=not step.is_released)
        if step.is_new:
            yield step.script, [at for at in situations if at.operation.reach is not Reach.STATE]
        if step.script.unreadable:
            state = State(change.app)


def finding(rule: Rule, at: Situation, said: str) -> Finding:
    """What a rule says of an operation, with its own reason and recipe."""
    say = CHECK.cannot_tell if isinstance(said, Doubt) else CHECK.fails
    name = f"{at.before.app}.{PurePosixPath(at.script.path).stem}"
    return replace(say(f"{name} {said}", Place(at.script.path, at.operation.line), rule.recipe), why=rule.why)


_UNREADABLE = (Example("*OPERATIONS"), Example("<<<<<<< HEAD"))


def _given(*examples: Example) -> tuple[Facts, ...]:
    return tuple(given(schema=(example.change,)) for example in examples)


CHECK = Check(
    name="migration-safety",
    title="New migrations leave the released code working.",
    looks_at="Each operation of the migrations that this branch adds (on the working branch: that production lacks), "
    "with the migrations before them and the models of production. The rules are PostgreSQL's.",
    why="Released code runs on while a migration does, and a lock that waits stops every request.",
    mend="follow the recipe of the rule in docs/how-to/migrate-safely.md, or let the schema owner waive the finding",
    run=judge,
    needs=("schema",),
    owner_waives=True,
    red=tuple(facts for rule in RULES for facts in _given(*rule.red)),
    green=(given(), *(facts for rule in RULES for facts in _given(*rule.green))),
    unknown=(
        given(schema=Unseen("this clone is shallow", "git fetch --unshallow")),
        *(facts for rule in RULES for facts in _given(*rule.unknown)),
        *_given(*_UNREADABLE),
    ),
)
