"""GitHub's owners file says what team.yml says."""

from codeowners import CodeOwners
from hypothesis import given
from hypothesis import strategies as st

from teamkit.publish.github_owners import text
from teamkit.publish.handles import handles
from teamkit.publish.header import is_generated
from teamkit.team.model import Area, Group, Team, User
from teamkit.team.owning import matches, rules

ADA, GRACE, ALAN = User(name="Ada", handle="ada"), User(name="Grace", handle="grace"), User(name="Alan")
USERS = {"ada": ADA, "grace": GRACE, "alan": ALAN}
NAMES = st.sampled_from(["a", "b", "my notes", "models.py", ".env", "migrations"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PARTS = st.sampled_from(["a", "b", "my notes", "models.py", "*.py", "*", "**", "m*", "?", ".env"])
PATTERNS = st.tuples(
    st.sampled_from(["", "/"]), st.lists(PARTS, min_size=1, max_size=3).map("/".join), st.sampled_from(["", "/"])
).map("".join)
AREAS = st.builds(
    Area,
    title=st.text(min_size=1, max_size=8),
    paths=st.lists(PATTERNS, min_size=1, max_size=3).map(tuple),
    accountable=st.sampled_from([None, *USERS]),
    deputy=st.sampled_from([None, *USERS]),
)


def rule_lines(written: str) -> list[str]:
    return [line for line in written.splitlines() if line and not line.startswith("#")]


def one_area(**area: object) -> Team:
    groups = {
        "backend": Group(members=("ada", "alan"), handle="shop/backend"),
        "frontend": Group(members=("grace", "backend")),
        "nobody": Group(members=("alan",)),
    }
    fields = {"title": "API design", "paths": ("/api/",), **area}
    return Team(users=USERS, groups=groups, areas={"api": Area.model_validate(fields)})


@given(areas=st.lists(AREAS, max_size=6), path=PATHS)
def test_an_independent_reader_finds_the_owners_of_the_last_matching_rule(areas: list[Area], path: str) -> None:
    team = Team(users=USERS, areas={f"area-{number}": area for number, area in enumerate(areas)})
    expected: tuple[str, ...] = ()
    for rule in rules(team):
        owners = handles(team, team.areas[rule.area])
        if owners and matches(rule.pattern, path):
            expected = owners
    reader = CodeOwners(text(team).replace(r"\ ", "_"))  # it takes a space in a path for slashes
    assert tuple(handle for _, handle in reader.of(path.replace(" ", "_"))) == expected


@given(areas=st.lists(AREAS, max_size=6))
def test_no_rule_is_without_owners_and_no_title_makes_a_rule(areas: list[Area]) -> None:
    team = Team(users=USERS, areas={f"area-{number}": area for number, area in enumerate(areas)})
    lines = rule_lines(text(team))
    assert all(" @" in line for line in lines)
    assert len(lines) == sum(len(area.paths) for area in areas if handles(team, area))


def test_a_rule_names_accountable_then_deputy_then_responsible_each_once() -> None:
    team = one_area(accountable="grace", deputy="ada", responsible=("grace", "backend"))
    assert rule_lines(text(team)) == ["/api/ @grace @ada @shop/backend"]


def test_a_group_without_a_handle_stands_for_its_members_handles() -> None:
    assert rule_lines(text(one_area(accountable="frontend"))) == ["/api/ @grace @shop/backend"]


def test_spaces_in_a_pattern_are_escaped() -> None:
    team = one_area(accountable="ada", paths=("/docs/my notes.md",))
    assert rule_lines(text(team)) == [r"/docs/my\ notes.md @ada"]


def test_an_area_whose_owners_have_no_handle_gets_a_comment_instead_of_a_rule() -> None:
    written = text(one_area(accountable="alan", responsible=("nobody",)))
    assert rule_lines(written) == []
    assert "# Missing: a handle for Alan, nobody; the forge cannot ask them to review." in written
    assert "# Missing: an owner with a handle; so there is no rule for its files." in written


def test_an_owner_without_a_handle_is_named_beside_those_who_have_one() -> None:
    written = text(one_area(accountable="ada", deputy="alan"))
    assert rule_lines(written) == ["/api/ @ada"]
    assert "# Missing: a handle for Alan;" in written
    assert "so there is no rule" not in written


def test_a_file_without_any_rule_says_so() -> None:
    assert "# There is no rule yet:" in text(Team())
    assert "# There is no rule yet:" in text(one_area())
    assert "# There is no rule yet:" not in text(one_area(accountable="ada"))


def test_an_area_of_one_person_says_that_a_second_is_missing() -> None:
    missing = "# Missing: a second person; nobody can approve a change of their own."
    assert missing in text(one_area(accountable="ada"))
    assert missing not in text(one_area(accountable="ada", deputy="grace"))
    assert missing not in text(one_area(accountable="frontend"))


def test_an_area_without_owners_says_so() -> None:
    assert "# Missing: an owner; so there is no rule for its files." in text(one_area())


def test_the_file_says_that_it_is_generated() -> None:
    assert is_generated(text(Team()))


def test_the_file_does_not_change_with_absences() -> None:
    team = one_area(accountable="ada", deputy="grace")
    away = ADA.model_validate({"name": "Ada", "handle": "ada", "away": [{"from": "2026-01-01", "to": "2026-12-31"}]})
    assert text(team.model_copy(update={"users": {**USERS, "ada": away}})) == text(team)
