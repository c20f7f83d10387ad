"""The parts of the layer, what stands in the way of them, and what a first team.yml says."""

import pytest
from hypothesis import given, strategies
from rendering import PAIRWISE, files, rendered

from teamkit.findings import Refusal
from teamkit.history.commits import Version
from teamkit.lifecycle.adopting.apps import App, apps
from teamkit.lifecycle.adopting.founding import founded
from teamkit.lifecycle.adopting.modules import MODULES, chosen, module
from teamkit.lifecycle.adopting.origin import recorded
from teamkit.lifecycle.adopting.patterns import pattern
from teamkit.lifecycle.adopting.standing import Standing
from teamkit.lifecycle.adopting.taking import merge
from teamkit.lifecycle.rendering import Template
from teamkit.team.owning import fault, matches
from teamkit.team.reading import team_of

LAYERS = {(each["forge"], each["pipeline"]): each for each in PAIRWISE if each["profile"] == "layer"}
ADDRESS = "https://forge.example/template.git"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize("answers", LAYERS.values(), ids=map("-".join, LAYERS))
def test_every_file_of_the_layer_belongs_to_a_part(answers: dict[str, str]) -> None:
    paths = [path for path in files(rendered(**answers)) if not path.startswith(".copier-answers")]
    assert [path for path in paths if module(path) is None] == []
    assert {module(path) for path in paths} == {*MODULES}


def test_without_a_name_all_parts_are_meant() -> None:
    assert tuple(chosen((), is_adopted=False)) == tuple(MODULES)
    assert tuple(chosen(("pipeline",), is_adopted=True)) == ("pipeline",)
    with pytest.raises(Refusal, match=r'^"x" is neither a folder nor a part of the layer; known: roles, requests, '):
        chosen(("x",), is_adopted=True)


@pytest.mark.parametrize(
    ("entries", "path", "why", "comparable"),
    [
        ({"AGENTS.md": "100644"}, "AGENTS.md", "yours is there", True),
        ({"agents.md": "100644"}, "AGENTS.md", "yours is agents.md", True),
        ({"old/form.md": "100644"}, "form.md", "yours is old/form.md", True),
        ({"docs": "120000"}, "docs/how.md", "docs is a symbolic link, and nothing is written through one", False),
        (
            {"AGENTS.md": "120000"},
            "AGENTS.md",
            "AGENTS.md is a symbolic link, and nothing is written through one",
            False,
        ),
        ({"docs": "160000"}, "docs/team/how.md", "docs is a submodule", False),
        ({"docs": "100644"}, "docs/how.md", "docs is a file where a folder belongs", False),
        ({"team.yml/x": "100644"}, "team.yml", "a folder of yours has this name", False),
    ],
)
def test_what_stands_in_the_way_is_said(entries: dict[str, str], path: str, why: str, *, comparable: bool) -> None:
    known = {name: Version(mode, "blob") for name, mode in entries.items()}
    kept = Standing(known, {"form.md": ["old/form.md"]}).kept(path)
    assert kept
    assert (kept.path, kept.why, kept.comparable) == (path, why, comparable)


def test_where_nothing_stands_nothing_is_in_the_way() -> None:
    assert Standing({"docs/other.md": Version("100644", "blob")}, {}).kept("docs/how.md") is None


def test_apps_are_found_in_any_layout_and_one_inside_another_belongs_to_it() -> None:
    paths = (
        *("shop/orders/apps.py", "shop/orders/models.py", "src/desk/migrations/__init__.py", "api/models.py"),
        *("shop/orders/cards/models.py", "tests/fake/models.py", "node_modules/x/apps.py", "manage.py", "models.py"),
    )
    assert [app.folder for app in apps(paths)] == ["api", "shop/orders", "src/desk"]


TEAM = """\
forge: github
users: {}
areas:
  everything: {title: Everything else, paths: ["*"]}
  delivery: {title: Delivery, paths: [/.github/workflows/]}
  api: {title: API design, paths: ["**/views.py"]}
  team: {title: How the team works, paths: [/team.yml, /.github/rulesets/]}
"""


def test_areas_have_names_of_their_own_and_only_rules_that_decide() -> None:
    several = [App("api"), App("one/orders"), App("two/orders"), App("日本")]
    paths = ("team.yml", "x/Dockerfile", *(f"{app.folder}/models.py" for app in several), "api/views.py")
    team = team_of(founded(TEAM, several, paths))
    assert {name: area.paths for name, area in team.areas.items()} == {
        "delivery": ("**/Dockerfile*",),
        "api-app": ("/api/",),
        "one-orders": ("/one/orders/",),
        "orders": ("/two/orders/",),
        "app-1": ("/日本/",),
        "api": ("**/views.py",),
        "team": ("/team.yml",),
    }
    assert [team.areas[name].title for name in ("orders", "api-app")] == ["Orders (two/orders)", "Api"]


@given(strategies.text(strategies.characters(exclude_characters="/\0\n"), min_size=1))
def test_a_path_becomes_a_pattern_that_forges_accept_and_that_matches_it(name: str) -> None:
    assert fault(pattern(name)) is None
    assert matches(pattern(name), name)
    assert matches(pattern(f"{name}/"), f"{name}/x")


LINES = strategies.lists(strategies.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8).map(
    lambda lines: "".join(lines).encode()
)


@given(LINES, LINES)
def test_a_merge_has_every_line_of_yours_and_without_a_clash_every_line_of_theirs(yours: bytes, theirs: bytes) -> None:
    merged = merge(yours, theirs)
    for text in (yours, *([] if merged.clashes else [theirs])):
        rest = iter(merged.lines)
        assert all(line in rest for line in text.splitlines(keepends=True))


def test_a_merge_keeps_the_line_ends_of_yours_and_names_where_both_differ() -> None:
    assert merge(b"one\r\nmine\r\ntwo", b"one\ntwo\nthree\n").lines == (
        b"one\r\n",
        b"mine\r\n",
        b"two\r\n",
        b"three\r\n",
    )
    assert merge(b"a\nmine\nto\nb\n", b"a\ntheirs\nb\n").clashes == ((2, 3),)


@pytest.mark.parametrize(
    ("record", "template"),
    [
        ({"url": ADDRESS, "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, Template(ADDRESS, COMMIT)),
        (
            {"url": "ssh://git@forge.example/template", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            Template("git+ssh://git@forge.example/template", COMMIT),
        ),
        ({"url": "file:///srv/template", "dir_info": {"editable": True}}, Template("git+file:///srv/template")),
        ({"url": "https://forge.example/x.whl", "archive_info": {}}, None),
        ({}, None),
    ],
)
def test_the_tool_knows_its_template_from_how_it_was_installed(
    record: dict[str, object], template: Template | None
) -> None:
    assert recorded(record) == template
