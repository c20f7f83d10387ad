"""GitLab's owners file says what team.yml says, read as GitLab documents that it reads."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from teamkit.publish.gitlab_owners import entries, text
from teamkit.publish.handles import handles
from teamkit.team.model import Area, Team, User
from teamkit.team.owning import Ownership

USERS = {"ada": User(name="Ada", handle="ada"), "grace": User(name="Grace", handle="grace"), "alan": User(name="Alan")}
HEADING = re.compile(r"(?P<optional>\^)?\[(?P<name>[^\]]+)\](?:\[(?P<approvals>\d+)\])?(?P<owners>(?:\s+@\S+)*)\s*")
NAMES = st.sampled_from(["a", "b", "my notes", "models.py", ".env", "migrations"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PARTS = st.sampled_from(["a", "b", "my notes", "models.py", "*.py", "*", "**", "m*", "?", ".env"])
PATTERNS = st.tuples(
    st.sampled_from(["", "/"]), st.lists(PARTS, min_size=1, max_size=3).map("/".join), st.sampled_from(["", "/"])
).map("".join)


def owners_of(written: str, path: str) -> dict[str, str]:
    """The owners of a path in each section, by https://docs.gitlab.com/user/project/codeowners/reference/."""
    found: dict[str, str] = {}
    names: dict[str, str] = {}
    section, default = "", ""
    for line in written.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        heading = HEADING.fullmatch(line)
        if heading:
            section, default = names.setdefault(heading["name"].casefold(), heading["name"]), heading["owners"].strip()
            continue
        pattern, _, owners = re.sub(r"(?<!\\)\s+", "\n", line.strip(), count=1).partition("\n")
        if glob(pattern).fullmatch(f"/{path}"):
            found[section] = owners.strip() or default
    return found


def glob(pattern: str) -> re.Pattern[str]:
    """GitLab's normalisation of a path, and File.fnmatch with FNM_PATHNAME and FNM_DOTMATCH."""
    path = re.sub(r"\\\s+", " ", re.sub(r"^\\#", "#", pattern))
    path = path if path.startswith("/") else f"/**/{path}"
    path = f"{path}**/*" if path.endswith("/") else path
    parts = ["(?:[^/]+/)*" if part == "**/" else one_name(part) for part in re.findall(r"[^/]*/|[^/]+$", path)]
    return re.compile("".join(parts))


def one_name(part: str) -> str:
    return "".join({"*": "[^/]*", "?": "[^/]"}.get(sign, re.escape(sign)) for sign in part)


README_OWNERS = """
* @admin

[README Owners]
README.md @user1 @user2
internal/README.md @user4

[README other owners]
README.md @user3
"""
DEFAULT_OWNERS = """
# Required for all files
* @general-approvers

[Documentation] @docs-team
docs/
README.md
*.txt

[Database] @database-team
model/db/
config/db/database-setup.md @docs-team
"""
SAME_NAME = """
[Documentation]
ee/docs/    @docs
docs/       @docs

[Database]
README.md  @database
model/db/   @database

[DOCUMENTATION]
README.md  @docs
"""
LAST_WINS = "*.md @doc-team\nterms.md @legal-team\n"


@pytest.mark.parametrize(
    ("written", "path", "owners"),
    [
        (
            README_OWNERS,
            "README.md",
            {"": "@admin", "README Owners": "@user1 @user2", "README other owners": "@user3"},
        ),
        (
            README_OWNERS,
            "internal/README.md",
            {"": "@admin", "README Owners": "@user4", "README other owners": "@user3"},
        ),
        (
            DEFAULT_OWNERS,
            "model/db/CHANGELOG.txt",
            {"": "@general-approvers", "Documentation": "@docs-team", "Database": "@database-team"},
        ),
        (DEFAULT_OWNERS, "config/db/database-setup.md", {"": "@general-approvers", "Database": "@docs-team"}),
        (SAME_NAME, "README.md", {"Documentation": "@docs", "Database": "@database"}),
        (LAST_WINS, "terms.md", {"": "@legal-team"}),
        ("/README.md @a", "docs/README.md", {}),
        ("internal/README.md @a", "docs/api/internal/README.md", {"": "@a"}),
        ("/docs/ @a", "docs/api/x.md", {"": "@a"}),
        ("/docs/* @a", "docs/api/x.md", {}),
        ("/docs/*spec* @a", "docs/qa_specs.rb", {"": "@a"}),
        ("/docs/*/README.md @a", "docs/api/README.md", {"": "@a"}),
        ("/docs/**/index.md @a", "docs/index.md", {"": "@a"}),
        ("/docs/**/index.md @a", "docs/api/graphql/index.md", {"": "@a"}),
        ("path\\ with\\ spaces/*.md @owner", "path with spaces/a.md", {"": "@owner"}),
    ],
)
def test_the_reader_of_these_tests_agrees_with_gitlabs_published_examples(
    written: str, path: str, owners: dict[str, str]
) -> None:
    assert owners_of(written, path) == owners


@given(
    patterns=st.lists(st.lists(PATTERNS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4),
    tree=st.lists(PATHS, min_size=1, max_size=5),
)
@example(patterns=[("docs",)], tree=["docs/a", "a/docs"])
@example(patterns=[("/a/**",), ("a/**/",), ("**/**",), ("a/b",)], tree=["a/b/c", "a/b", "b/a/b", "a"])
def test_each_section_asks_for_the_files_that_team_yml_gives_to_its_area(
    patterns: list[tuple[str, ...]], tree: list[str]
) -> None:
    owners = ("ada", "grace", "alan")
    areas = {
        f"area-{number}": Area(title=f"Area {number}", paths=paths, accountable=owners[number % 3])
        for number, paths in enumerate(patterns)
    }
    team = Team(forge="gitlab", users=USERS, areas=areas)
    written = text(team, tree)
    for path in tree:
        expected = {
            areas[area].title: " ".join(handles(team, areas[area]))
            for area in Ownership(team).areas(path)
            if handles(team, areas[area])
        }
        assert owners_of(written, path) == expected


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("*", ["*"]),
        ("*.py", ["*.py"]),
        ("**/models.py", ["**/models.py"]),
        ("/apps/api/", ["/apps/api/"]),
        ("apps/api/", ["/apps/api/"]),
        ("/apps/**", ["/apps/"]),
        ("docs", ["docs", "docs/"]),
        ("/my docs/*", [r"/my\ docs/*"]),
    ],
)
def test_a_pattern_is_written_as_gitlab_means_it(pattern: str, written: list[str]) -> None:
    assert list(entries(pattern, {"docs", "apps"})) == written


def heading(**area: object) -> str:
    fields = {"title": "API design", "paths": ("/api/",), "accountable": "ada", "deputy": "grace", **area}
    team = Team(users=USERS, areas={"api": Area.model_validate(fields)})
    return next(line for line in text(team, ()).splitlines() if line.startswith(("[", "^[")))


def test_a_section_bears_its_approvals_when_it_needs_more_than_one() -> None:
    assert heading() == "[API design] @ada @grace"
    assert heading(approvals=2) == "[API design][2] @ada @grace"


def test_an_optional_area_or_one_without_approvals_is_an_optional_section() -> None:
    assert heading(optional=True, approvals=2) == "^[API design] @ada @grace"
    assert heading(approvals=0) == "^[API design] @ada @grace"


@given(title=st.text(min_size=1))
def test_any_title_makes_a_heading_that_gitlab_can_read(title: str) -> None:
    assert HEADING.fullmatch(heading(title=title))


def test_sections_that_gitlab_would_merge_are_told_apart_by_their_ids() -> None:
    areas = {
        "api": Area(title="API", paths=("/a/",), accountable="ada"),
        "old-api": Area(title="api", paths=("/b/",), accountable="grace"),
    }
    written = text(Team(users=USERS, areas=areas), ())
    assert "[API (api)] @ada" in written
    assert "[api (old-api)] @grace" in written


def test_a_section_that_nobody_could_approve_is_not_written() -> None:
    area = Area(title="API design", paths=("/api/",), accountable="alan")
    written = text(Team(users=USERS, areas={"api": area}), ())
    assert [line for line in written.splitlines() if line and not line.startswith("#")] == []
    assert "# There is no rule yet:" in written
    assert "# Missing: an owner with a handle; so there is no rule for its files." in written
