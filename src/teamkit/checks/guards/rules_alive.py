"""Guards that every rule of an area decides about a file."""

from collections.abc import Iterable, Iterator, Mapping

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, a_team, an_area, given
from teamkit.checks.wording import some
from teamkit.findings import Finding
from teamkit.team.owning import Rule


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each rule that matches nothing, or whose files later rules take."""
    files = matched_files(facts)
    deciding = {rule for rules in facts.owned.values() for rule in rules}
    for rule in facts.ownership.rules:
        where = facts.place("areas", rule.area, "paths", facts.team.areas[rule.area].paths.index(rule.pattern))
        said = f"the rule {rule.pattern} of {facts.team.areas[rule.area].title}"
        if rule not in files:
            yield CHECK.fails(f"{said} matches no tracked file", where)
        elif rule not in deciding:
            takers = some(taking(facts, rule, files[rule]))
            yield CHECK.fails(f"{said} decides about no file: later rules take all of them ({takers})", where)


def matched_files(facts: Facts) -> Mapping[Rule, list[str]]:
    """For each rule that matches anything its files."""
    files: dict[Rule, list[str]] = {}
    for path, rules in facts.matched.items():
        for rule in rules:
            files.setdefault(rule, []).append(path)
    return files


def taking(facts: Facts, hidden: Rule, files: Iterable[str]) -> list[str]:
    """The patterns that decide about the files of a hidden rule, each once."""
    deciding = (rule for path in files for rule in facts.owned[path])
    is_one_section = facts.team.forge == "gitlab"
    return list(dict.fromkeys(rule.pattern for rule in deciding if rule.area == hidden.area or not is_one_section))


CHECK = Check(
    name="rules-alive",
    title="Every rule of an area decides about at least one file.",
    looks_at="Each pattern in `paths` of each area, against the tracked paths and the rules after it.",
    why="A forge ignores a rule that matches nothing without a word; its files moved, and their owner with them.",
    mend="correct the pattern in team.yml, remove it, or move it below the rules that hide it; "
    "then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(areas={"api": an_area("/api/", "/old/")}), "api/views.py"),
        given(a_team(areas={"api": an_area("/api/"), "all": an_area("*")}), "api/views.py"),
        given(a_team(forge="gitlab", areas={"api": an_area("/api/views.py", "/api/")}), "api/views.py"),
    ),
    green=(
        given(a_team(areas={"all": an_area("*"), "api": an_area("/api/")}), "api/views.py", "manage.py"),
        given(a_team(forge="gitlab", areas={"api": an_area("/api/"), "all": an_area("*")}), "api/views.py"),
        NOBODY,
    ),
)
