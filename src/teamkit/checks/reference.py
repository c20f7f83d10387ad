"""The reference of checks, from what the checks say of themselves."""

from collections.abc import Iterable

from teamkit.checks import CHECKS
from teamkit.checks.check import Check
from teamkit.checks.hygiene import HYGIENE

OPENING = """\
<!-- Written by `make docs` from the checks themselves; do not edit. -->
# Checks

`teamkit check` runs all that need not be named, `teamkit check NAME` one, and `teamkit selftest` shows that each still
tells good from bad. A finding is **pass** (a report), **fail** or **unknown**: what nobody could look at never passes.

| exit code | meaning |
| --- | --- |
| 0 | All pass. |
| 1 | Something fails, or a required check is unknown. |
| 2 | Nothing fails, and something is unknown, or news of what others did, which stops nothing where it was not named. |

A finding that the team accepts for a while goes into `team.yml`. `path` is a pattern as in `paths` of an area; without
it the whole check is waived. After `until` the finding counts again, and the entry itself is a finding. `by` is
whose word it is; for `migration-safety` that must be the accountable or the deputy of the area that owns the file.

    waivers:
      - check: rules-alive
        path: team.yml
        reason: The files come with the next release.
        until: 2026-12-31
        by: ada

A demand that needs more people than `team.yml` names is reported and does not fail.
"""


HYGIENE_OPENING = """\
# Hygiene

`teamkit audit` runs these on any Django repository, and nothing of it: what `team.yml` would say is not asked. Of the
checks above it runs `migration-graph` and `nothing-lost` too.
"""


def page(checks: Iterable[Check] = tuple(CHECKS.values())) -> str:
    """The whole page, in Markdown."""
    parts = (OPENING, chapter(checks), HYGIENE_OPENING, chapter(HYGIENE.values()))
    return "\n".join(parts).rstrip("\n") + "\n"


def chapter(checks: Iterable[Check]) -> str:
    """A table of checks, then each of them."""
    checks = tuple(checks)
    rows = (f"| [{check.name}](#{check.name}) | {check.title} | {kind(check)} |" for check in checks)
    table = "\n".join(("| check | what holds | when it answers |", "| --- | --- | --- |", *rows))
    return "\n".join((table, "", *(f"## {section(check)}" for check in checks)))


def section(check: Check) -> str:
    """One check, from its name on."""
    return (
        f"{check.name}\n\n**{check.title}**\n\n"
        f"- *Looks at*: {check.looks_at}\n- *Why*: {check.why}\n- *Mend*: {sentence(check.mend)}\n"
    )


def kind(check: Check) -> str:
    """Where a check can be decided, and whether it can fail."""
    where = "unknown where nobody could look" if check.unknown else "always"
    kinds = ((check.report_only, "a report"), (check.is_news, "news"), (check.only_named, "only where it is named"))
    return "; ".join((where, *(words for applies, words in kinds if applies)))


def sentence(words: str) -> str:
    """Words that begin and end as a sentence does."""
    return f"{words[:1].upper()}{words[1:]}."
