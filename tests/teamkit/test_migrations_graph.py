"""The graph of migrations is the one that Django's own loader makes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from migrations import key, migration, text

from teamkit.migrations.graph import Missing, graph, graphs
from teamkit.migrations.model import Migration
from teamkit.migrations.packages import PLAIN
from teamkit.migrations.reading import read

GRAPHS = int(os.environ.get("GRAPHS", "100"))
APPS = ("mail", "shop", "users")
Project = dict[str, dict[str, dict[str, list[tuple[str, str]]]]]
"""For each app its migrations, for each migration its fields."""


def names(keys: object) -> object:
    """Keys as people write them."""
    if isinstance(keys, dict):
        return {app: names(several) for app, several in keys.items()}
    return [str(each) for each in keys]  # type: ignore[attr-defined]


# ── By hand ─────────────────────────────────────────────────────────────────────────────────────


def test_one_after_the_other_is_one_leaf() -> None:
    found = graph([migration("shop.0001"), migration("shop.0002", "shop.0001")])
    assert names(found.leaves) == {"shop": ["shop.0002"]}
    assert (found.conflicts, found.missing, found.cycle) == ({}, (), ())


def test_two_after_the_same_are_a_conflict_and_a_merge_ends_it() -> None:
    two = [migration("shop.0001"), migration("shop.0002_a", "shop.0001"), migration("shop.0002_b", "shop.0001")]
    assert names(graph(two).conflicts) == {"shop": ["shop.0002_a", "shop.0002_b"]}
    assert not graph([*two, migration("shop.0003", "shop.0002_a", "shop.0002_b")]).conflicts


def test_what_other_apps_need_is_no_leaf_of_theirs() -> None:
    found = graph([migration("shop.0001"), migration("mail.0001", "shop.0001")])
    assert names(found.leaves) == {"mail": ["mail.0001"], "shop": ["shop.0001"]}


def test_a_missing_parent_is_named_with_who_asks_for_it() -> None:
    found = graph([migration("shop.0001"), migration("shop.0003", "shop.0002")])
    assert found.missing == (Missing(key("shop.0002"), key("shop.0003")),)


def test_apps_of_others_are_taken_to_be_there() -> None:
    assert not graph([migration("shop.0001", "auth.0001_initial", run_before=["admin.0001"])]).missing


def test_a_squashed_one_stands_for_those_that_it_replaces_even_half_removed() -> None:
    squashed = migration("shop.0001_squashed", replaces=["shop.0001", "shop.0002"])
    after = migration("shop.0003", "shop.0002")
    for kept in ([migration("shop.0001"), migration("shop.0002", "shop.0001")], [migration("shop.0001")], []):
        found = graph([squashed, after, *kept])
        assert names(found.leaves) == {"shop": ["shop.0003"]}
        assert (found.missing, found.cycle) == ((), ())


def test_circles_are_found_across_apps_and_by_run_before_and_by_squashing() -> None:
    across = [migration("shop.0001", "mail.0001"), migration("mail.0001", "shop.0001")]
    before = [migration("shop.0001"), migration("shop.0002", "shop.0001", run_before=["shop.0001"])]
    squashed = [migration("shop.0001", replaces=["shop.0002"]), migration("shop.0002", replaces=["shop.0001"])]
    for several in (across, before, squashed):
        cycle = graph(several).cycle
        assert cycle[0] == cycle[-1]


def test_first_and_latest_of_another_app_are_found() -> None:
    users = [migration("users.0001"), migration("users.0002", "users.0001")]
    found = graph([*users, migration("shop.0001", "users.__first__"), migration("mail.0001", "users.__latest__")])
    assert names(found.parents[key("shop.0001")]) == ["users.0001"]
    assert names(found.parents[key("mail.0001")]) == ["users.0002"]


def test_the_first_of_the_own_app_means_nothing() -> None:
    own = [migration("shop.0001"), migration("shop.0002", "shop.0001", run_before=["shop.__first__"])]
    assert graph(own).cycle == ()


def test_folders_that_share_a_label_are_judged_apart() -> None:
    one, other = migration("shop.0001"), Migration(key("shop.0001_other"), "tests/shop/migrations/0001_other.py", "")
    assert graph([one, other]).conflicts
    assert not any(each.conflicts for each in graphs([one, other, migration("mail.0001", "shop.0009")]))


# ── Beside Django ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def django(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Project], tuple[Any, list[Migration]]]]:
    """Write a project, and give what Django says of it beside what we read of it."""
    script = Path(__file__).parents[1] / "django_answers.py"
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin
        assert process.stdout

        def ask(project: Project) -> tuple[Any, list[Migration]]:
            folder = tmp_path_factory.mktemp("project")
            read_back = list(written(folder, project))
            process.stdin.write(f"{folder}\n")  # type: ignore[union-attr]
            return json.loads(process.stdout.readline()), read_back  # type: ignore[union-attr]

        yield ask
        process.stdin.close()


def written(folder: Path, project: Project) -> Iterator[Migration]:
    for app, several in project.items():
        place = folder / app / "migrations"
        place.mkdir(parents=True)
        (place / "__init__.py").touch()
        for name, fields in several.items():
            (place / f"{name}.py").write_text(text(**fields))
    tree = [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")]
    for path, app in PLAIN.files(tree).items():
        yield read(app, path, (folder / path).read_bytes())


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Apps whose migrations are chains with branches, merges, squashes, links between apps, and holes."""
    counts = {app: draw(st.integers(1, 6)) for app in APPS}
    listed = {app: [f"{number:04}" for number in range(1, count + 1)] for app, count in counts.items()}
    project: Project = {app: {name: fields(draw, app, name, listed) for name in own} for app, own in listed.items()}
    for app, own in listed.items():
        if draw(st.integers(0, 2)) == 0:
            squash(draw, app, own, project[app])
        if draw(st.integers(0, 3)) == 0:
            project[app].pop(draw(st.sampled_from(own)), None)
    return {app: several or {"0001": {"dependencies": []}} for app, several in project.items()}


def fields(draw: st.DrawFn, app: str, name: str, listed: dict[str, list[str]]) -> dict[str, list[tuple[str, str]]]:
    """Mostly the one before it, sometimes others."""
    before = [other for other in listed[app] if other < name]
    own = before[-1:] if draw(st.integers(0, 3)) else draw(some(before))
    elsewhere = [(other, each) for other in APPS if other < app for each in [*listed[other], "__first__", "__latest__"]]
    anywhere = [(other, each) for other in APPS for each in [*listed[other], "__first__", "__latest__", "0009_gone"]]
    odd = draw(some(anywhere)) if draw(st.integers(0, 11)) == 0 else []
    contrib = [("auth", "0001_initial")] if draw(st.integers(0, 5)) == 0 else []
    others = draw(some(elsewhere)) if draw(st.integers(0, 2)) == 0 else []
    early = draw(some(anywhere)) if draw(st.integers(0, 9)) == 0 else []
    return {"dependencies": [*((app, each) for each in own), *others, *odd, *contrib], "run_before": early}


def squash(draw: st.DrawFn, app: str, own: list[str], several: dict[str, dict[str, list[tuple[str, str]]]]) -> None:
    """Add a migration in the place of some in a row, and sometimes remove a part of these."""
    first = draw(st.integers(0, len(own) - 1))
    last = draw(st.integers(first, len(own) - 1))
    replaced = own[first : last + 1]
    before = [(app, own[first - 1])] if first else []
    several[f"{replaced[0]}_squashed"] = {"dependencies": before, "replaces": [(app, each) for each in replaced]}
    for name in draw(some(replaced)):
        several.pop(name)
    if draw(st.integers(0, 4)) == 0:
        name = draw(st.sampled_from([*own, f"{replaced[0]}_squashed"]))
        several["0010_again"] = {"dependencies": [], "replaces": [(app, f"{replaced[0]}_squashed"), (app, name)]}


def some[T](values: list[T]) -> st.SearchStrategy[list[T]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True) if values else st.just([])


@trying(max_examples=GRAPHS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(project=projects())
def test_django_says_the_same_of_random_projects(
    project: Project, django: Callable[[Project], tuple[Any, list[Migration]]]
) -> None:
    says, migrations = django(project)
    found = graph(migrations)
    event(says.get("error", "conflicts" if says.get("conflicts") else "sound"))
    match says.get("error"):
        case "missing":
            assert key(".".join(says["node"])) in {missing.key for missing in found.missing}
        case "cycle":
            assert found.cycle
        case _:
            assert (found.missing, found.cycle) == ((), ())
            assert sorted([leaf.app, leaf.name] for own in found.leaves.values() for leaf in own) == says["leaves"]
            assert {app: [leaf.name for leaf in own] for app, own in found.conflicts.items()} == says["conflicts"]
