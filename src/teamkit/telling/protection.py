"""What people read about the rules of a forge."""

import json
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from teamkit.forges.protecting.comparing import Comparison
from teamkit.forges.protecting.model import Difference, Edit, Order
from teamkit.lifecycle.protecting import Done
from teamkit.telling.words import indented


def plan(found: Comparison) -> RenderableType:
    """Each rule that differs with what would change, and what else is to be known."""
    parts = [part for difference in found.differences for part in _difference(difference)]
    parts += [Text(f"impossible  {clash}", style="red") for clash in found.clashes]
    parts += [Text(f"unknown  {what}: {why.why}; {why.mend}", style="yellow") for what, why in found.unseen.items()]
    parts += [Text(f"note  {note}") for note in (*found.notes, *found.others)]
    if not found.differences:
        parts.append(Text("no change" if not found.unseen else "no change in what could be compared"))
    return Group(*parts)


def orders(several: Iterable[Order]) -> str:
    """The calls that would be sent, each with its body."""
    return "".join(f"{_line(order)}\n{_body(order)}" for order in several)


def done(each: Done) -> RenderableType:
    """An order that was sent, or that came to nothing."""
    if each.lacks:
        return Text(f"skipped  {_line(each.order)}: {each.lacks.why}; {each.lacks.mend}", style="yellow")
    return Text(f"applied  {_line(each.order)}")


def _difference(difference: Difference) -> Iterator[Text]:
    rule = difference.wanted
    mark, colour = ("change", "yellow") if difference.live else ("create", "green")
    yield Text.assemble((f"{mark}  ", colour), (rule.title, "bold"), f"  {rule.where}")
    if difference.edits:
        yield indented(8, *map(_edit, difference.edits))


def _edit(edit: Edit) -> str:
    return f"{edit.key}: {_value(edit.now)} → {_value(edit.wanted)}"


def _value(value: object) -> str:
    """A value in one line; what is false, nought or empty is the same to a forge as what is not there."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return "none" if value is None else json.dumps(value, ensure_ascii=False)


def _line(order: Order) -> str:
    name = f" {order.body['name']}" if "name" in order.body else ""
    return f"{order.method} {order.path}{name}"


def _body(order: Order) -> str:
    return f"{json.dumps(order.body, indent=2, ensure_ascii=False)}\n" if order.body else ""
