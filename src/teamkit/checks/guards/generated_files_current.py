"""Guards that generated files say what team.yml says."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, given
from teamkit.findings import Finding, Place


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each generated file that differs."""
    for path in facts.stale:
        yield CHECK.fails(f"{path} differs from what team.yml gives", Place(path))


CHECK = Check(
    name="generated-files-current",
    title="Generated files say what team.yml says.",
    looks_at="The files and marked regions that `teamkit team sync` writes, compared with what it would write now.",
    why="The forge asks the people of the owners file, and colleagues believe the pages, whatever team.yml says.",
    mend="run `teamkit team sync`; change team.yml, and never the generated text",
    run=judge,
    needs=("team", "stale"),
    red=(given(stale=(".github/CODEOWNERS",)),),
    green=(given(), NOBODY),
)
