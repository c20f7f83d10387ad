"""Guards that every owner may write to the repository."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts, Key
from teamkit.checks.fixtures import NOBODY, a_group, a_team, a_user, an_area, given, users
from teamkit.findings import Finding
from teamkit.team.asked import asked
from teamkit.team.model import Team
from teamkit.team.people import owners

LOOK = "look at the members of the repository on the forge, which this version does not ask by itself"
READER = {"ada": True, "grace": False}
WRITERS = {"ada": True, "grace": True}


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each handle without write access, and for those that nobody could look up."""
    handles = named(facts.team)
    if handles and facts.access is None:
        yield CHECK.cannot_tell("nobody could look whether the owners may write to the repository", mend=LOOK)
        return
    for handle, keys in handles.items():
        may_write = (facts.access or {}).get(handle)
        if may_write is None:
            yield CHECK.cannot_tell(f"nobody could look whether @{handle} may write", facts.place(*keys), LOOK)
        elif not may_write:
            yield CHECK.fails(f"@{handle} owns an area and may not write to the repository", facts.place(*keys))


def named(team: Team) -> dict[str, tuple[Key, ...]]:
    """The handles that owner rules name, with the keys that lead to them."""
    everybody = (each for area in team.areas.values() for each in asked(team, owners(area)))
    return {each.handle: (*each.keys, "handle") for each in everybody if each.handle}


CHECK = Check(
    name="write-access",
    title="Every owner may write to the repository.",
    looks_at="The handles of all owners, as the forge knows them. This version does not ask the forge: it is unknown.",
    why="A forge ignores an owner without write access in silence, and the file looks guarded.",
    mend="give that handle write access on the forge, or name another owner in team.yml",
    run=judge,
    needs=("team", "access"),
    red=(
        given(access=READER),
        given(
            a_team(groups={"core": a_group("ada", handle="org/core")}, areas={"api": an_area(accountable="core")}),
            access=WRITERS | {"org/core": False},
        ),
    ),
    green=(
        given(access=WRITERS),
        given(a_team(users=users("grace") | {"ada": a_user("ada", handle=None)}), access={"grace": True}),
        given(a_team(areas={"api": an_area(deputy=None)}), access=READER),
        given(
            a_team(groups={"core": a_group("ada")}, areas={"api": an_area(accountable="core")}),
            access=WRITERS,
        ),
        NOBODY,
    ),
    unknown=(given(access=None), given(access={"ada": True})),
)
