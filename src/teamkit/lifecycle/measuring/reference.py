"""The page about measures, written from their catalogue."""

from collections.abc import Iterator

from teamkit.lifecycle.measuring.catalogue import MEASURES
from teamkit.lifecycle.measuring.model import Measure


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(
        [
            "<!-- Written by `make docs` from the catalogue of measures; do not edit. -->",
            "# Measures",
            "",
            "What each measure is and who defined it so. Times are in UTC, weeks are those of ISO 8601, a figure is a",
            "median with the 85th percentile beside it, and below five values it says that they are too few. Programs",
            "are left out: those that are known as such, and those that [`measures.bots`](team.md#measures) names.",
            "",
            "[How work flows](../how-to/measure-how-work-flows.md) says how to take them.",
            *(line for measure in MEASURES for line in _section(measure)),
            "",
        ]
    )


def _section(measure: Measure) -> Iterator[str]:
    sources = ", ".join(f"[{source.name}]({source.url})" for source in measure.sources)
    yield from ("", f"## {measure.title}", "", f"`teamkit measure {measure.name}`", "", measure.definition, "", sources)
