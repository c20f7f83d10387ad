"""Guards that every tracked file belongs to an area."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, a_team, an_area, given
from teamkit.findings import Finding, Place

ROOT = ""


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each file that nobody owns, and one for a whole folder of them."""
    if not (facts.team.users or facts.team.areas):
        yield CHECK.reports("team.yml names no area yet, so no file has an owner", facts.place("areas"))
        return
    for path, number in gathered(facts.unowned, facts.tree).items():
        if path == ROOT:
            yield CHECK.fails(f"no tracked file belongs to an area: {number} files", facts.place("areas"))
        elif path.endswith("/"):
            yield CHECK.fails(f"{path} belongs to no area: {number} files", Place(path))
        else:
            yield CHECK.fails(f"{path} belongs to no area", Place(path))


def gathered(unowned: Sequence[str], tree: Iterable[str]) -> dict[str, int]:
    """Files with the number one; instead of several the highest folder that holds nothing else, with their number."""
    tracked_in = Counter(folder for path in tree for folder in folders(path))
    unowned_in = Counter(folder for path in unowned for folder in folders(path))
    whole = {folder for folder, number in unowned_in.items() if 1 < number == tracked_in[folder]}
    tops = (next((folder for folder in folders(path) if folder in whole), path) for path in unowned)
    return {top: unowned_in.get(top, 1) for top in tops}


def folders(path: str) -> Iterator[str]:
    """The folders above a path, from the root down, each with a slash at its end."""
    yield ROOT
    for end, character in enumerate(path, 1):
        if character == "/":
            yield path[:end]


CHECK = Check(
    name="every-file-owned",
    title="Every tracked file belongs to an area, or is listed as free.",
    looks_at="Each tracked path against the `paths` of all areas and the `free` list of team.yml.",
    why="Nobody is asked to review a file without an owner, and nobody answers for it.",
    mend="add a pattern to `paths` of an area in team.yml, or to `free`, then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(), "api/views.py", "shop/views.py"),
        given(a_team(areas={}), "api/views.py"),
        given(a_team(free=("*.md",)), "README.rst"),
    ),
    green=(
        given(a_team(), "api/views.py"),
        given(a_team(free=("*.md",)), "api/views.py", "README.md"),
        given(a_team(areas={"all": an_area("*")}), ".gitignore", "a b.txt"),
        NOBODY,
    ),
)
