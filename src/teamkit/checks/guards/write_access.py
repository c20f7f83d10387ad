"""Guards that every owner may write to the repository."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts, Key
from teamkit.checks.fixtures import NOBODY, a_group, a_team, a_user, an_area, given, users
from teamkit.findings import Finding, Unseen
from teamkit.team.asked import asked
from teamkit.team.model import Team
from teamkit.team.people import owners

LOOK = "look at the members of the repository on the forge, or give the token the right to read them"
UNASKED = Unseen("nobody asked the forge", LOOK)
READER = {"ada": True, "grace": False}
WRITERS = {"ada": True, "grace": True}


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each handle without write access, and for those that nobody could look up."""
    handles = named(facts.team)
    access = UNASKED if facts.access is None else facts.access
    if isinstance(access, Unseen):
        if handles:
            what = f"nobody could look whether the owners may write to the repository: {access.why}"
            yield CHECK.cannot_tell(what, mend=access.mend)
        return
    for handle, keys in handles.items():
        may_write = access.get(handle)
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
    looks_at="The rights of all owners on the forge, which is asked with `GITHUB_TOKEN` or `GITLAB_TOKEN`.",
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
    unknown=(given(), given(access=Unseen("GITHUB_TOKEN is not set", "set GITHUB_TOKEN")), given(access={"ada": True})),
)
