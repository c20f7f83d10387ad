"""Teams for the tests of what is generated."""

from hypothesis import strategies as st

from teamkit.team.model import Area, Group, Level, Team, User

IDS = ("ada", "grace", "alan")
GROUPS = {
    "backend": Group(members=("ada", "alan"), handle="shop/backend", channel="#backend"),
    "frontend": Group(members=("grace",)),
}
USERS = {
    "ada": User(
        name="Ada",
        handle="ada",
        chat="ada.chat",
        timezone="Europe/London",
        skills={"ORM": Level.EXPERT, "admin": Level.LEARNER},
    ),
    "grace": User(
        name="Grace", timezone="America/New_York", skills={"ORM": Level.PRACTITIONER, "caching": Level.EXPERT}
    ),
    "alan": User(name="Alan", handle="alan", timezone="Asia/Kolkata"),
}
AREAS = {
    "api": Area(
        title="API design",
        paths=("/api/",),
        accountable="ada",
        deputy="grace",
        responsible=("backend",),
        consulted=("grace", "alan"),
        informed=("frontend",),
    ),
    "schema": Area(title="Database schema", paths=("**/migrations/",), accountable="backend", informed=("grace",)),
    "delivery": Area(title="Delivery", paths=("/deploy/",), consulted=("ada",)),
}
TEAM = Team(users=USERS, groups=GROUPS, areas=AREAS)

WORDS = st.text(min_size=1, max_size=12) | st.sampled_from(
    [
        "a|b",
        "<b>",
        "</svg>",
        "`",
        "``x`",
        "**x**",
        "# x",
        "1. x",
        "- x",
        "[x](y)",
        "\n# x",
        "\x00",
        "\ufffe",
        "]]>",
        "&amp;",
        "ᄀ" * 60,
    ]
)
NOBODY_OR = st.sampled_from([None, *IDS, *GROUPS])
SOME = st.lists(st.sampled_from([*IDS, *GROUPS]), max_size=3).map(tuple)


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """A team whose people and areas are called anything at all."""
    zones = st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"])
    users = {
        who: User(
            name=draw(WORDS),
            chat=draw(st.none() | WORDS),
            timezone=draw(zones),
            skills=draw(st.dictionaries(WORDS, st.sampled_from(Level), max_size=2)),
        )
        for who in IDS
    }
    areas = st.builds(
        Area,
        title=WORDS,
        paths=st.just(("/a b/",)),
        accountable=NOBODY_OR,
        deputy=NOBODY_OR,
        responsible=SOME,
        consulted=SOME,
        informed=SOME,
    )
    found = draw(st.lists(areas, max_size=3))
    named = {f"area-{number}": area for number, area in enumerate(found)}
    return Team(users=users, groups=GROUPS, areas=named, channels=draw(st.dictionaries(WORDS, WORDS, max_size=2)))
