"""Merged migrations stay as they are, those of a hotfix have an owner's word, and Django can load them all."""

from pathlib import Path

import pytest
from histories import commit, git
from migrations import text
from shops import a_shop, begin, clone, go, migrate, run, told, write

INITIAL = "shop/migrations/0001_initial.py"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = a_shop(tmp_path / "shop")
    migrate(folder, "0002_price", "0001_initial")
    return folder


def says(folder: Path, name: str) -> list[tuple[str, str]]:
    return told(folder, name)[name]


# ── migration-graph ─────────────────────────────────────────────────────────────────────────────


def test_a_missing_parent_and_a_circle_are_named_with_their_files(shop: Path) -> None:
    migrate(shop, "0004_late", "0003_gone")
    assert says(shop, "migration-graph") == [
        ("fail", "shop has 2 last migrations: 0002_price, 0004_late"),
        ("fail", "shop.0004_late needs shop.0003_gone, which is not there"),
    ]
    write(shop, "shop/migrations/0004_late.py", text(("shop", "0005")))
    migrate(shop, "0005", "0004_late")
    ((_, what),) = says(shop, "migration-graph")
    assert what.startswith("migrations wait for each other: shop.000")


def test_what_both_sides_changed_cannot_be_told(shop: Path) -> None:
    begin(shop, "feature/a")
    write(shop, INITIAL, text() + "# a\n")
    commit(shop, "A")
    go(shop, "main")
    write(shop, INITIAL, text() + "# main\n")
    commit(shop, "Main")
    go(shop, "feature/a")
    assert says(shop, "migration-graph") == [("unknown", "both this branch and main changed it")]
    assert "→ git merge main" in run(shop, "check", "migration-graph").output


def test_a_shallow_clone_is_judged_by_its_tree_and_no_further(shop: Path, tmp_path: Path) -> None:
    migrate(shop, "0002_stock", "0001_initial")
    shallow = clone(shop, tmp_path / "shallow", "--depth", "1")
    assert says(shallow, "migration-graph") == [
        ("fail", "shop has 2 last migrations: 0002_price, 0002_stock"),
        ("unknown", "nobody could look at what merging gives: this clone is shallow: its history is cut off"),
    ]


def test_names_that_only_running_the_project_tells_are_unknown(shop: Path) -> None:
    write(shop, "shop/apps.py", "class C(AppConfig):\n    name = 'shop'\n    label = LABEL\n")
    assert says(shop, "migration-graph") == [("unknown", "shop/apps.py: line 3: the app's label is computed: LABEL")]


# ── migration-edited ────────────────────────────────────────────────────────────────────────────


def test_a_changed_and_a_deleted_migration_are_red_with_the_command_that_brings_them_back(shop: Path) -> None:
    begin(shop, "feature/a")
    write(shop, INITIAL, text(("mail", "0001")))
    (shop / "shop/migrations/0002_price.py").unlink()
    assert says(shop, "migration-edited") == [
        ("fail", "shop.0001_initial is released, and this branch changes it"),
        ("fail", "shop.0002_price is released, and this branch deletes it"),
    ]
    output = run(shop, "check", "migration-edited").output
    git("restore", "--source", "main", INITIAL, "shop/migrations/0002_price.py", where=shop)
    assert f"→ take it back (git restore --source main {INITIAL}) and write a new migration" in output
    assert "→ bring it back: git restore --source main shop/migrations/0002_price.py" in output
    assert says(shop, "migration-edited") == []


def test_a_migration_that_is_merged_and_not_released_is_called_so(shop: Path) -> None:
    begin(shop, "develop")
    migrate(shop, "0003_x", "0002_price")
    begin(shop, "feature/a")
    write(shop, "shop/migrations/0003_x.py", text(("shop", "0001_initial")))
    assert says(shop, "migration-edited") == [
        ("fail", "shop.0003_x is merged into develop, and this branch changes it")
    ]


def test_form_and_comments_may_change_and_what_others_changed_is_not_ours(shop: Path) -> None:
    begin(shop, "feature/a")
    write(shop, INITIAL, "# A comment.\n" + text().replace("'", '"').replace("[]", "[\n    ]"))
    assert says(shop, "migration-edited") == []
    git("restore", INITIAL, where=shop)
    go(shop, "main")
    write(shop, INITIAL, text(("mail", "0001")))
    commit(shop, "Theirs")
    go(shop, "feature/a")
    assert says(shop, "migration-edited") == []
    commit(shop, "Ours")
    git("cherry-pick", "main", where=shop)
    assert says(shop, "migration-edited") == []
    git("merge", "--quiet", "main", where=shop)
    assert says(shop, "migration-edited") == []


def test_what_a_squash_replaces_may_go_once_the_squash_is_released(shop: Path) -> None:
    begin(shop, "develop")
    migrate(shop, "0003_x", "0002_price")
    replaced = [("shop", "0001_initial"), ("shop", "0002_price")]
    squashed = "shop/migrations/0001_squashed_0002.py"
    begin(shop, "feature/squash")
    write(shop, squashed, text(replaces=replaced))
    commit(shop, "Squash")
    assert says(shop, "migration-edited") == []
    begin(shop, "feature/clean")
    for _, name in replaced:
        (shop / f"shop/migrations/{name}.py").unlink()
    write(shop, squashed, text())
    write(shop, "shop/migrations/0003_x.py", text(("shop", "0001_squashed_0002")))
    commit(shop, "Clean")
    assert says(shop, "migration-edited")[0][1] == "shop.0001_initial is released, and this branch deletes it"
    git("branch", "--force", "develop", "feature/squash", where=shop)
    assert says(shop, "migration-edited")[0][1].endswith(
        "deletes it; shop.0001_squashed_0002 takes its place and is not released yet"
    )
    git("branch", "--force", "main", "feature/squash", where=shop)
    assert says(shop, "migration-edited") == []
    assert says(shop, "migration-graph") == []


def test_what_the_working_branch_deleted_is_not_held_against_those_who_begin_there(shop: Path) -> None:
    begin(shop, "develop")
    (shop / "shop/migrations/0002_price.py").unlink()
    commit(shop, "Delete, on develop")
    begin(shop, "feature/a")
    assert says(shop, "migration-edited") == []


def test_a_hotfix_is_held_to_what_production_has(shop: Path) -> None:
    git("branch", "develop", where=shop)
    migrate(shop, "0003_hot", "0002_price")
    begin(shop, "hotfix/again")
    write(shop, "shop/migrations/0003_hot.py", text(("shop", "0001_initial"), ("shop", "0002_price")))
    assert says(shop, "migration-edited") == [("fail", "shop.0003_hot is released, and this branch changes it")]
    assert "git restore --source main shop/migrations/0003_hot.py" in run(shop, "check", "migration-edited").output


def test_an_app_that_goes_whole_is_reported(shop: Path) -> None:
    git("switch", "--quiet", "--create", "feature/a", where=shop)
    git("rm", "--quiet", "-r", "shop", where=shop)
    assert says(shop, "migration-edited") == [("pass", "shop is gone with all its migrations")]


# ── migration-hotfix ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def hotfix(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hotfix by Alan, who owns other things."""
    git("branch", "develop", where=shop)
    begin(shop, "hotfix/price", "main")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Alan")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "alan@example.com")
    migrate(shop, "0003_hot", "0002_price")
    return shop


def test_a_migration_on_a_hotfix_needs_the_word_of_an_owner(hotfix: Path) -> None:
    assert says(hotfix, "migration-hotfix") == [("fail", "new on a hotfix, without a word of Ada or Grace")]
    output = run(hotfix, "check", "migration-hotfix").output
    assert 'note the word: git commit --allow-empty --only --trailer "Approved-by: ada"' in output


@pytest.mark.parametrize(
    "trailer",
    [
        "Approved-by: ada",
        "Approved-by: @grace",
        "Reviewed-by: Grace <g@example.com>",
        "reviewed-by: X <ada@example.com>",
    ],
)
def test_the_word_is_a_trailer_of_any_commit_of_the_branch(trailer: str, hotfix: Path) -> None:
    message = ("--message", "Approve the migration", "--trailer", trailer)
    git("commit", "--quiet", "--allow-empty", "--only", *message, where=hotfix)
    assert says(hotfix, "migration-hotfix") == []


@pytest.mark.parametrize("trailer", ["Approved-by: alan", "Signed-off-by: ada", "Approved-by: nobody"])
def test_the_word_of_somebody_else_does_not_count(trailer: str, hotfix: Path) -> None:
    message = ("--message", "Approve the migration", "--trailer", trailer)
    git("commit", "--quiet", "--allow-empty", "--only", *message, where=hotfix)
    assert [state for state, _ in says(hotfix, "migration-hotfix")] == ["fail"]


def test_an_owner_who_writes_the_migration_has_given_a_word_even_before_the_commit(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(shop, "hotfix/price")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ada")
    write(shop, "shop/migrations/0003_hot.py", text(("shop", "0002_price")))
    assert says(shop, "migration-hotfix") == []
    commit(shop, "Hot")
    assert says(shop, "migration-hotfix") == []


def test_without_a_team_nobody_can_tell_and_elsewhere_no_word_is_needed(hotfix: Path) -> None:
    git("branch", "--move", "feature/price", where=hotfix)
    assert says(hotfix, "migration-hotfix") == []
    git("branch", "--move", "hotfix/price", where=hotfix)
    (hotfix / "team.yml").unlink()
    assert says(hotfix, "migration-hotfix") == [("unknown", "new on a hotfix, and team.yml names nobody for it")]
