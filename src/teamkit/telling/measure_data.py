"""What programs read about figures: JSON of several measures, CSV of the records of one."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.model import Taken
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.lifecycle.reporting.translating import table
from teamkit.measure.model import Line, Measured, Value
from teamkit.measure.samples import Count, Mean, Sample
from teamkit.publish.report import tabulating


def as_json(scene: Scene, taken: Iterable[Taken], notes: Iterable[str]) -> str:
    """The figures, what they were computed from, and what nobody knows."""
    period = {"since": scene.period.since, "until": scene.period.until, "weeks": len(scene.period.weeks)}
    measures = {each.measure.name: _measure(each) for each in taken}
    about = {"branch": scene.branch, "commit": scene.head, "period": period, "notes": list(notes)}
    whole = {**about, "measures": measures}
    return f"{json.dumps(whole, indent=2, ensure_ascii=False, default=datetime.isoformat)}\n"


def as_csv(result: Measured) -> str:
    """What a measure was computed from, a row for each."""
    found = table("", "", result.records)
    return tabulating.text(found) if found else ""


def _measure(taken: Taken) -> dict[str, Any]:
    sources = [source.url for source in taken.measure.sources]
    about = {"title": taken.measure.title, "definition": taken.measure.definition, "sources": sources}
    if isinstance(taken.result, Unseen):
        return {**about, "unknown": taken.result.why, "mend": taken.result.mend}
    lines = [_line(line) for line in taken.result.lines]
    return {**about, "lines": lines, "notes": list(taken.result.notes), "records": list(taken.result.records)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "label": line.label,
        "unit": line.unit,
        "now": _value(line.now),
        "before": line.before and _value(line.before),
    }


def _value(value: Value) -> dict[str, Any]:
    match value:
        case Sample(n, median, p85):
            return {"n": n, "median": median, "p85": p85}
        case Mean(n, mean):
            return {"n": n, "mean": mean}
        case Count(n):
            return {"n": n}
        case share:
            return {"n": share.n, "share": share.value}
