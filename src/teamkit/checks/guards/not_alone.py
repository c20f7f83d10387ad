"""Guards that the code does not hang on one person."""

from collections import Counter
from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, ONE, a_group, a_team, an_area, given
from teamkit.findings import Finding
from teamkit.team.people import reviewers


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for whoever stands alone behind more than half of the files."""
    alone = files_of_one(facts)
    owned = sum(1 for rules in facts.owned.values() if rules) + len(facts.unowned)
    for person, number in alone.items():
        if number * 2 > owned:
            say = CHECK.reports if facts.is_too_few else CHECK.fails
            yield say(f"{person} alone owns more than half of the files: {number} of {owned}", facts.place("areas"))


def files_of_one(facts: Facts) -> Counter[str]:
    """How many files each person owns without anybody else."""
    behind = {name: frozenset(reviewers(facts.team, area)) for name, area in facts.team.areas.items()}
    owners = (frozenset[str]().union(*(behind[rule.area] for rule in rules)) for rules in facts.owned.values())
    return Counter(person for several in owners if len(several) == 1 for person in several)


CHECK = Check(
    name="not-alone",
    title="Nobody alone owns more than half of the files.",
    looks_at="The people behind the rule that decides about each tracked file; files listed as free do not count.",
    why="What one person knows leaves with that person.",
    mend="name a `deputy` or somebody `responsible` in the largest of these areas in team.yml, "
    "then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(areas={"api": an_area(deputy=None)})),
        given(
            a_team(areas={"all": an_area("*", deputy=None), "api": an_area("/api/")}),
            *("api/views.py", "manage.py", "setup.py"),
        ),
        given(a_team(groups={"solo": a_group("ada")}, areas={"api": an_area(deputy="solo")})),
        given(a_team(areas={"api": an_area(deputy=None)}, free=("*.md",)), "api/views.py", "README.md", "NEWS.md"),
    ),
    green=(
        given(),
        given(a_team(areas={"all": an_area("*", deputy=None), "api": an_area("/api/")}), "api/views.py", "manage.py"),
        ONE,
        NOBODY,
    ),
)
