"""Two branches that migrate one app are told of each other before either merges."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from histories import commit, git
from migrations import HEAD, text
from shops import a_shop, begin, clone, go, migrate, run, told, write

from teamkit.checks.migrating.facts import Migrations, Setting
from teamkit.findings import Unseen
from teamkit.history.tree import tracked
from teamkit.lifecycle import checkout
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.migrating import migrations
from teamkit.lifecycle.standpoint import Standpoint, standpoint

TODAY = datetime.now(tz=UTC).date()
CLASH = "both migrate shop"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return a_shop(tmp_path / "shop")


def radar(folder: Path) -> list[str]:
    return [what for _, what in told(folder)["migration-radar"]]


def looked(folder: Path, today: date = TODAY) -> Migrations:
    return migrations(Checkout(folder, tracked(folder)), today)


def setting(folder: Path, today: date = TODAY) -> Setting:
    found = looked(folder, today).setting
    assert isinstance(found, Setting)
    return found


# ── Two clones ──────────────────────────────────────────────────────────────────────────────────


def test_of_two_clones_the_second_is_told_before_pushing_and_the_first_by_its_next_run(
    shop: Path, tmp_path: Path
) -> None:
    first, second = clone(shop, tmp_path / "first"), clone(shop, tmp_path / "second")
    begin(first, "feature/price")
    migrate(first, "0002_price", "0001_initial")
    git("push", "--quiet", "origin", "feature/price", where=first)
    begin(second, "feature/stock")
    migrate(second, "0002_stock", "0001_initial")
    assert radar(second) == [], "nobody has fetched yet"

    git("fetch", "--quiet", where=second)
    assert radar(second) == [
        "shop/migrations/0002_stock.py on this branch and shop/migrations/0002_price.py on origin/feature/price "
        f"(Test, {TODAY}) both migrate shop; talk to Ada (@ada), who decides about Database schema"
    ]
    git("push", "--quiet", "origin", "feature/stock", where=second)
    git("fetch", "--quiet", where=first)
    assert "shop/migrations/0002_stock.py on origin/feature/stock" in radar(first)[0]

    git("merge", "--quiet", "feature/price", where=shop)
    git("fetch", "--quiet", where=second)
    assert told(second, "migration-radar", "migration-graph") == {
        "migration-radar": [],
        "migration-graph": [("fail", "merged into origin/main: shop has 2 last migrations: 0002_price, 0002_stock")],
    }


def test_the_finding_names_the_command_that_mends_it(shop: Path) -> None:
    both(shop)
    result = run(shop, "check", "migration-radar")
    assert result.exit_code == 1
    assert "→ agree who goes first; whoever merges second runs `teamkit migrations rebase shop`" in result.output


def both(folder: Path, one: str = "feature/a", other: str = "feature/b") -> None:
    """Two branches from here, each with a migration; the second one is checked out."""
    start = git("rev-parse", "HEAD", where=folder)
    for number, branch in enumerate((one, other)):
        begin(folder, branch, start)
        migrate(folder, f"0002_{'ab'[number]}", "0001_initial")


def test_the_deputy_is_named_while_the_owner_is_away_and_nobody_without_a_team(shop: Path) -> None:
    both(shop)
    run(shop, "team", "away", "ada", "2000-01-01", "2999-12-31")
    assert "talk to Grace (@grace), deputy for Database schema while Ada is away" in radar(shop)[0]
    (shop / "team.yml").unlink()
    assert radar(shop)[0].endswith("team.yml names nobody for it")


# ── What is no clash ────────────────────────────────────────────────────────────────────────────


def test_a_branch_on_top_of_another_and_a_merged_one_are_quiet(shop: Path) -> None:
    begin(shop, "feature/a")
    migrate(shop, "0002_a", "0001_initial")
    begin(shop, "feature/b")
    migrate(shop, "0003_b", "0002_a")
    assert radar(shop) == []
    go(shop, "main")
    git("merge", "--quiet", "feature/a", where=shop)
    begin(shop, "feature/c")
    migrate(shop, "0003_c", "0002_a")
    assert len(radar(shop)) == 1, "of b alone"


def test_a_branch_that_was_squashed_into_the_working_branch_is_quiet(shop: Path) -> None:
    begin(shop, "feature/a")
    migrate(shop, "0002_a", "0001_initial")
    go(shop, "main")
    git("merge", "--quiet", "--squash", "feature/a", where=shop)
    commit(shop, "A (#1)")
    migrate(shop, "0003_more", "0002_a")
    begin(shop, "feature/b")
    migrate(shop, "0004_b", "0003_more")
    assert radar(shop) == []


def test_a_remote_branch_equal_to_the_local_one_and_the_own_upstream_are_no_others(shop: Path, tmp_path: Path) -> None:
    mine = clone(shop, tmp_path / "mine")
    both(mine)
    git("push", "--quiet", "--set-upstream", "origin", "feature/a", "feature/b", where=mine)
    assert len(radar(mine)) == 1
    (mine / "shop/migrations/0002_b.py").write_text(text(("shop", "0001_initial")) + "# changed\n")
    git("commit", "--quiet", "--all", "--amend", "--no-edit", where=mine)
    assert len(radar(mine)) == 1, "the pushed version of this branch is no other branch"
    git("branch", "--quiet", "--move", "feature/renamed", where=mine)
    assert len(radar(mine)) == 1, "it is still the upstream"


def test_other_apps_and_branches_that_nobody_has_touched_for_long_are_quiet(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(shop, "feature/mail")
    write(shop, "mail/migrations/__init__.py", "")
    migrate(shop, "0001_initial", app="mail")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2020-01-01T12:00:00Z")
    for branch in ("feature/old", "release/1.0.0"):
        begin(shop, branch, "main")
        migrate(shop, f"0002_{branch[:3]}", "0001_initial")
    monkeypatch.delenv("GIT_COMMITTER_DATE")
    begin(shop, "feature/mine", "main")
    migrate(shop, "0002_mine", "0001_initial")
    (only,) = radar(shop)
    assert "on release/1.0.0 (Test, 2020-01-01)" in only, "releases always count"


def test_a_migration_that_is_not_committed_yet_counts(shop: Path) -> None:
    begin(shop, "feature/a")
    migrate(shop, "0002_a", "0001_initial")
    begin(shop, "feature/b", "main")
    write(shop, "shop/migrations/0002_b.py", text(("shop", "0001_initial")))
    assert CLASH in radar(shop)[0]


# ── The working branch ──────────────────────────────────────────────────────────────────────────


def test_the_working_branch_lists_every_pair_once_also_where_a_pipeline_detaches_its_head(shop: Path) -> None:
    both(shop)
    begin(shop, "feature/c", "main")
    migrate(shop, "0002_c", "0001_initial")
    go(shop, "main")
    assert len(radar(shop)) == 3
    assert "shop/migrations/0002_a.py on feature/a" in "".join(radar(shop))
    git("switch", "--quiet", "--detach", where=shop)
    assert len(radar(shop)) == 3


def test_a_pipeline_that_merged_a_request_knows_its_branch(shop: Path) -> None:
    both(shop)
    git("switch", "--quiet", "--detach", "main", where=shop)
    git("merge", "--quiet", "--no-ff", "feature/b", where=shop)
    git("update-ref", "refs/remotes/pull/7/merge", "HEAD", where=shop)
    assert setting(shop).own.branch.name == "feature/b"
    (only,) = radar(shop)
    assert "shop/migrations/0002_b.py on this branch and shop/migrations/0002_a.py on feature/a" in only


def test_under_gitflow_the_working_branch_is_develop_and_a_hotfix_is_another_branch(shop: Path) -> None:
    git("branch", "develop", where=shop)
    begin(shop, "hotfix/price", "main")
    migrate(shop, "0002_hot", "0001_initial")
    begin(shop, "feature/b", "develop")
    migrate(shop, "0002_b", "0001_initial")
    assert setting(shop).working.name == "develop"
    assert "on hotfix/price" in radar(shop)[0]


# ── Where nobody can look ───────────────────────────────────────────────────────────────────────


def test_a_shallow_clone_one_without_the_branch_and_a_branch_apart_cannot_tell(shop: Path, tmp_path: Path) -> None:
    commit(shop, "More")
    shallow = clone(shop, tmp_path / "shallow", "--depth", "1")
    assert told(shallow)["migration-radar"] == [
        ("unknown", "nobody could look at other branches: this clone is shallow: its history is cut off")
    ]
    single = clone(shop, tmp_path / "single")
    write(single, ".copier-answers.yml", "branching: gitflow\nproduction_branch: main\n")
    assert looked(single).setting == Unseen(
        "the branch develop is not here", "git fetch origin develop; where there is none, begin it"
    )
    git("checkout", "--quiet", "--orphan", "alone", where=shop)
    assert looked(shop).setting == Unseen("this branch has no commit yet", "commit something")
    commit(shop, "Alone")
    assert looked(shop).setting == Unseen("this branch has no commit in common with main", "begin it on main")


def test_before_the_first_commit_of_a_repository_there_is_nobody_else(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    write(tmp_path, "shop/migrations/__init__.py", "")
    write(tmp_path, "shop/migrations/0001_initial.py", text())
    names = ("migration-radar", "migration-graph", "migration-edited", "migration-hotfix")
    assert told(tmp_path, *names) == {name: [] for name in names}


def test_without_a_forge_to_ask_the_branches_tell(shop: Path) -> None:
    assert run(shop, "check", "migration-radar", "migration-hotfix").exit_code == 0
    both(shop)
    assert "both migrate shop" in run(shop, "check", "migration-radar").output


def test_a_branch_that_vanishes_meanwhile_is_named(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both(shop)
    place = standpoint(shop)
    assert isinstance(place, Standpoint)
    gone = replace(place.others[0], name="feature/gone", head="1" * 40)
    monkeypatch.setattr(checkout, "standpoint", lambda _: replace(place, others=(*place.others, gone)))
    found = told(shop)["migration-radar"]
    assert [state for state, _ in found] == ["unknown", "fail"]
    assert found[0][1] == "feature/gone was there and is gone"


def test_an_object_that_git_has_lost_is_one_line(shop: Path) -> None:
    both(shop)
    blob = git("rev-parse", "feature/a:shop/migrations/0002_a.py", where=shop)
    (shop / "shop/migrations/0002_b.py").write_text(text(("shop", "0001_initial")) + "# not as in a\n")
    git("commit", "--quiet", "--all", "--amend", "--no-edit", where=shop)
    (shop / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert run(shop, "check", "migration-radar").stderr == (
        "error: shop/migrations/0002_a.py: is not in this clone; find out why: git fsck\n"
    )


def test_answers_that_are_no_yaml_are_one_line(shop: Path) -> None:
    write(shop, ".copier-answers.yml", "a: [")
    result = run(shop, "check", "migration-radar")
    assert result.stderr == (
        "error: .copier-answers.yml: cannot be read; take it back from history: git checkout -- .copier-answers.yml\n"
    )


# ── Odd files ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (HEAD + "    dependencies = [(app, '0001') for app in APPS]\n", "line 5: dependencies are computed"),
        ("from .base import *\n", "line 1: a star import, and no class Migration"),
        (text(("shop", "0001_initial")) + "<<<<<<< HEAD\n", "line 7: holds conflict marks"),
        ("class Migration(:\n", "line 1: does not parse"),
    ],
)
def test_a_migration_that_cannot_be_read_is_unknown_on_both_sides(code: str, why: str, shop: Path) -> None:
    begin(shop, "feature/a")
    write(shop, "shop/migrations/0002_a.py", code)
    commit(shop, "A")
    ((state, what),) = told(shop, "migration-graph")["migration-graph"]
    assert (state, why in what) == ("unknown", True)
    begin(shop, "feature/b", "main")
    migrate(shop, "0002_b", "0001_initial")
    ((state, what),) = told(shop)["migration-radar"]
    assert state == "unknown"
    assert f"shop/migrations/0002_a.py hides whether one builds on the other ({why}" in what


def test_apps_with_labels_and_migrations_in_other_places_are_found(shop: Path) -> None:
    write(shop, "src/apps/store/apps.py", "class C(AppConfig):\n    name = 'apps.store'\n    label = 'shopping'\n")
    write(shop, "src/apps/store/migrations/__init__.py", "")
    write(shop, "src/apps/store/migrations/0001.py", text())
    write(shop, "config/settings.py", "if X:\n    MIGRATION_MODULES = {'axes': 'vendor.axes_migrations'}\n")
    write(shop, "vendor/axes_migrations/__init__.py", "")
    write(shop, "vendor/axes_migrations/0001.py", text())
    commit(shop, "Two more")
    assert {str(migration.key) for migration in looked(shop).tree} == {
        "shop.0001_initial",
        "shopping.0001",
        "axes.0001",
    }
    for branch in ("feature/a", "feature/b"):
        begin(shop, branch, "main")
        write(shop, f"vendor/axes_migrations/0002_{branch[-1]}.py", text(("axes", "0001")))
        commit(shop, branch)
    assert "both migrate axes" in radar(shop)[0]


def test_a_squash_whose_old_migrations_are_half_removed_has_one_last_migration(shop: Path) -> None:
    migrate(shop, "0002_x", "0001_initial")
    old = [("shop", "0001_initial"), ("shop", "0002_x")]
    write(shop, "shop/migrations/0001_squashed.py", text(replaces=old))
    (shop / "shop/migrations/0001_initial.py").unlink()
    migrate(shop, "0003_y", "0002_x")
    assert told(shop, "migration-graph")["migration-graph"] == []
