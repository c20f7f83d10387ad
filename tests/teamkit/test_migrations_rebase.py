"""One's own migrations come on top of what was merged meanwhile, exactly; or nothing changes, and it is said why."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from histories import commit, git
from migrations import key, migration, text
from shops import a_shop, begin, go, run, write

from teamkit.findings import Refusal
from teamkit.migrations.model import Migration
from teamkit.migrations.operations import script
from teamkit.migrations.reading import read
from teamkit.migrations.rebasing import Project, plan
from teamkit.migrations.touching import clash

OURS = """\
# Ours: keep this comment.
from django.db import migrations,   models


class Migration(migrations.Migration):
    dependencies = [
        ('shop', '0001_initial'),  # the first one
        ("mail", "0001_initial"),
    ]
    operations = [migrations.AddField("order", "ours", models.TextField(null=True))]
"""
NEXT = OURS.replace("'0001_initial'", "'0002_ours'").replace('"ours"', '"next"').replace("\n", "\r\n")
THEIRS = OURS.replace("# Ours: keep this comment.\n", "").replace('"ours"', '"theirs"')
FIRST = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", [("id", models.BigAutoField(primary_key=True))])]
"""
MAIL = """\
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]
    run_before = [("shop", r"0003_next")]
    operations = []
"""


def put(folder: Path, path: str, content: str) -> None:
    write(folder, path, content)
    commit(folder, f"Write {path}")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A branch with two migrations, into which one of the same app was merged."""
    folder = a_shop(tmp_path / "shop", "develop")
    write(folder, "mail/migrations/__init__.py", "")
    write(folder, "mail/migrations/0001_initial.py", FIRST)
    put(folder, "shop/migrations/0001_initial.py", FIRST)
    git("branch", "main", where=folder)
    begin(folder, "feature/ours")
    put(folder, "shop/migrations/0002_ours.py", OURS)
    (folder / "shop/migrations/0003_next.py").write_bytes(NEXT.encode())
    put(folder, "mail/migrations/0002_before.py", MAIL)
    go(folder, "develop")
    put(folder, "shop/migrations/0002_theirs.py", THEIRS)
    go(folder, "feature/ours")
    return folder


@pytest.fixture
def merged(shop: Path) -> Path:
    git("merge", "--quiet", "--no-edit", "develop", where=shop)
    return shop


def status(folder: Path) -> list[str]:
    return git("status", "--porcelain", "--untracked-files=all", where=folder).splitlines()


def test_names_numbers_and_links_follow_and_every_other_sign_stays(merged: Path) -> None:
    result = run(merged, "migrations", "rebase", "shop")
    assert result.exit_code == 0, result.output
    place = merged / "shop/migrations"
    assert sorted(path.name for path in place.glob("0*")) == [
        "0001_initial.py",
        "0002_theirs.py",
        "0003_ours.py",
        "0004_next.py",
    ]
    assert (place / "0003_ours.py").read_text() == OURS.replace("'0001_initial'", "'0002_theirs'")
    assert (place / "0004_next.py").read_bytes() == NEXT.replace("'0002_ours'", "'0003_ours'").encode()
    assert (merged / "mail/migrations/0002_before.py").read_text() == MAIL.replace('r"0003_next"', '"0004_next"')


def test_it_says_what_it_did_and_what_a_database_needs(merged: Path) -> None:
    put(merged, "tests/test_ours.py", "NAME = '0002_ours'\n")
    assert run(merged, "migrations", "rebase").output == (
        "shop.0002_ours → 0003_ours, on top of 0002_theirs\n"
        "shop.0003_next → 0004_next, on top of 0002_theirs\n"
        "the old name stands in tests/test_ours.py too; look there\n"
        "where your database has run yours already:\n"
        "  python manage.py migrate shop 0002_theirs\n"
        "  python manage.py migrate shop 0004_next --fake\n"
        "  python manage.py migrate shop --prune\n"
    )


def test_a_dry_run_shows_the_difference_and_changes_nothing(merged: Path) -> None:
    output = run(merged, "migrations", "rebase", "--dry-run").output
    assert "+++ b/shop/migrations/0003_ours.py" in output
    assert "+++ /dev/null" in output
    assert "+        ('shop', '0002_theirs'),  # the first one" in output
    assert status(merged) == []


def test_a_second_run_has_nothing_to_do(merged: Path) -> None:
    run(merged, "migrations", "rebase")
    commit(merged, "Rebase migrations")
    assert run(merged, "migrations", "rebase").output == "every app ends in one migration: nothing to do\n"


def test_during_a_merge_that_is_not_committed_ours_are_still_ours(shop: Path) -> None:
    git("merge", "--quiet", "--no-commit", "develop", where=shop)
    assert run(shop, "migrations", "rebase").exit_code == 0
    assert (shop / "shop/migrations/0003_ours.py").exists()


def test_after_a_rebase_of_the_branch_it_is_the_same(shop: Path) -> None:
    git("rebase", "--quiet", "develop", where=shop)
    assert run(shop, "migrations", "rebase").exit_code == 0
    assert (shop / "shop/migrations/0003_ours.py").exists()


# ── Refusals ────────────────────────────────────────────────────────────────────────────────────


def refused(folder: Path, *words: str) -> str:
    """What is said when nothing is done, in one line."""
    before = status(folder)
    result = run(folder, "migrations", "rebase", *words)
    assert result.exit_code == 3, result.output
    assert status(folder) == before
    (line,) = result.stderr.splitlines()
    return line.removeprefix("error: ")


def test_before_the_merge_it_says_what_to_merge(shop: Path) -> None:
    assert refused(shop, "shop") == "develop has 0002_theirs.py of shop, which is not here yet: git merge develop"


def test_the_working_branch_itself_is_left_alone(merged: Path) -> None:
    go(merged, "develop")
    assert refused(merged) == "this is develop, whose migrations others have already; begin a branch"


def test_an_unknown_app_is_named_with_the_nearest(merged: Path) -> None:
    assert refused(merged, "shp") == '"shp" is no app with migrations here; did you mean shop?'
    assert refused(merged, "xyzzy") == '"xyzzy" is no app with migrations here; known: mail, shop'


def test_what_is_not_committed_is_not_touched(merged: Path) -> None:
    write(merged, "shop/migrations/0003_next.py", NEXT + "# more\n")
    assert refused(merged).startswith("shop/migrations/0003_next.py is not committed; commit it")


def test_what_another_branch_has_too_keeps_its_name(merged: Path) -> None:
    begin(merged, "feature/stacked")
    commit(merged, "Go on")
    go(merged, "feature/ours")
    assert refused(merged).startswith("feature/stacked (Test) has shop/migrations/0002_ours.py too, and would keep it")


def test_what_was_released_keeps_its_name(merged: Path) -> None:
    git("branch", "--quiet", "--force", "main", "feature/ours", where=merged)
    assert refused(merged, "shop").startswith(
        "shop ends in shop.0002_theirs, shop.0003_next, and none of them is yours"
    )


def test_before_the_first_commit_there_is_nothing_to_put_on_top(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    assert refused(tmp_path) == "there is no commit yet, and nothing to put on top"


def test_a_history_that_is_cut_off_tells_nothing(merged: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--depth=1", merged.as_uri(), str(tmp_path / "shallow"), where=tmp_path)
    said = refused(tmp_path / "shallow")
    assert said.startswith("nobody can tell which migrations are yours: this clone is shallow")
    assert said.endswith("git fetch --unshallow")


def test_one_file_that_cannot_be_changed_leaves_all_as_they_were(merged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.unlink

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "0003_next.py":
            raise PermissionError(1, "Operation not permitted", str(path))
        original(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    said = refused(merged)
    assert said.endswith("0003_next.py cannot be changed (Operation not permitted); all files are as they were")


APART = [migration("shop.0001"), migration("shop.0002_theirs", "shop.0001")]


@pytest.mark.parametrize(
    ("several", "own", "said"),
    [
        (
            [migration("shop.0002_ours", "shop.0001", replaces=["shop.0009"])],
            ["shop.0002_ours"],
            "takes the place of others",
        ),
        ([migration("shop.0002_ours")], ["shop.0002_ours"], "shop.0002_ours comes after none of its app"),
        (
            [migration("shop.0002_more", "shop.0001"), migration("shop.0003_ours", "shop.0002_more")],
            ["shop.0003_ours"],
            "shop would still end in shop.0002_more, shop.0003_ours; put yours on top by hand",
        ),
        (
            [replace(migration("shop.0002_ours", "shop.0001"), path="tests/shop/migrations/0002_ours.py")],
            ["shop.0002_ours"],
            "shop is the label of shop/migrations and of tests/shop/migrations",
        ),
        (
            [migration("shop.0002_ours", "shop.0001"), migration("shop.0003", "shop.0001", "shop.0002_ours")],
            ["shop.0002_ours", "shop.0003"],
            "shop.0003 comes after several of its app",
        ),
        (
            [migration("shop.0002_ours", "shop.0001"), migration("shop.0002_too", "shop.0001")],
            ["shop.0002_ours", "shop.0002_too"],
            "your migrations of shop are no single line (shop.0002_ours, shop.0002_too)",
        ),
        (
            [migration("shop.0002_ours", "shop.0001"), migration("shop.0002_third", "shop.0001")],
            ["shop.0002_ours"],
            "and which of them is to come first is not sure",
        ),
        (
            [migration("shop.0002_ours", "shop.0001"), migration("mail.0001", "shop.0002_ours")],
            ["shop.0002_ours"],
            "mail.0001 names shop.0002_ours and is not yours",
        ),
        (
            [migration("shop.0002_ours", "shop.0001", "shop.0009")],
            ["shop.0002_ours"],
            "needs shop.0009, which is not there",
        ),
        (
            [migration("shop.0002_ours", "shop.0001", run_before=["shop.0001"])],
            ["shop.0002_ours"],
            "migrations would wait for each other",
        ),
        (
            [replace(migration("shop.0002_ours"), unreadable="line 1: does not parse")],
            ["shop.0002_ours"],
            "shop/migrations/0002_ours.py cannot be read: line 1: does not parse; mend it first",
        ),
        (
            [migration("shop.0002_ours", "shop.0001", run_before=["shop.0002_theirs"])],
            ["shop.0002_ours"],
            "is not sure",
        ),
    ],
)
def test_where_nobody_can_be_sure_it_is_said_why(several: list[Migration], own: list[str], said: str) -> None:
    migrations = tuple(sorted((*APART, *several), key=lambda each: each.path))
    texts = {each.path: text(*((key.app, key.name) for key in each.dependencies)).encode() for each in migrations}
    with pytest.raises(Refusal) as refusal:
        plan("shop", Project(migrations, texts, frozenset(map(key, own))))
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ('migrations.AddField("Order", "Sum", F())', 'migrations.RemoveField("order", "sum")', "order.sum"),
        ('migrations.RenameField("order", "a", "b")', 'migrations.AlterField("order", "a", F())', "order.a"),
        ('migrations.AddField("order", "a", F())', 'migrations.DeleteModel("Order")', "order.a"),
        ('migrations.DeleteModel("Order")', 'migrations.AddField("order", "a", F())', "order"),
        ('migrations.CreateModel("Bill", [])', 'migrations.RenameModel("Order", "Bill")', "bill"),
        (
            'migrations.AlterModelTable("Order", "o")',
            'migrations.AlterModelTable("Order", "p")',
            "order.AlterModelTable",
        ),
        ('migrations.AddIndex("order", I(name="i"))', 'migrations.AddIndex("order", I(name="i"))', "order.i"),
        ('migrations.AddField("order", "a", F())', 'migrations.AddField("order", "b", F())', None),
        ('migrations.AddField("order", "a", F())', 'migrations.AddField("bill", "a", F())', None),
        ("migrations.RunPython(a)", "migrations.RunPython(a)", None),
    ],
)
def test_two_sides_clash_where_they_change_the_same_thing(ours: str, theirs: str, both: str | None) -> None:
    one, other = (script("x", text().replace("[]\n", f"[{each}]\n").encode()) for each in (ours, theirs))
    assert clash([one], [other]) == both


def test_what_both_change_or_hide_is_decided_by_hand(merged: Path) -> None:
    put(merged, "shop/migrations/0003_next.py", NEXT.replace('"next"', '"theirs"'))
    assert refused(merged) == "yours and shop.0002_theirs both change order.theirs; decide by hand which holds"
    put(merged, "shop/migrations/0003_next.py", NEXT.replace("operations = [", "operations = [] + ["))
    assert refused(merged).startswith(
        "shop/migrations/0003_next.py may change what another changes: line 10: operations"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"# the first one", b"# \xe9", "shop/migrations/0002_ours.py: is not UTF-8; convert it first"),
        (
            b"('shop', '0001",
            b"('\xe9', '1'), ('shop', '0001",
            "shop/migrations/0002_ours.py names others in a way that cannot be changed; put it on top by hand",
        ),
    ],
)
def test_a_file_in_another_encoding_is_left_alone(old: bytes, new: bytes, said: str, merged: Path) -> None:
    path = merged / "shop/migrations/0002_ours.py"
    path.write_bytes(b"# coding: latin-1\n" + path.read_bytes().replace(old, new))
    commit(merged, "Change the encoding")
    assert refused(merged) == said


# ── Names ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        ("0002_ours", "0002_theirs", "0003_ours"),
        ("0007_ours", "0002_theirs", "0007_ours"),
        ("0002", "0005", "0006"),
        ("ours", "0002_theirs", "ours"),
        ("20260101_ours", "20260301_theirs", "20260302_ours"),
        ("0002_ours", "theirs", "0002_ours"),
    ],
)
def test_a_name_gets_the_next_number_and_keeps_its_words(ours: str, theirs: str, name: str) -> None:
    both = [migration(f"shop.{each}", "shop.0001") for each in (ours, theirs)]
    several = (migration("shop.0001"), *both)
    texts = {each.path: text(*((key.app, key.name) for key in each.dependencies)).encode() for each in several}
    several = tuple(read("shop", path, found) for path, found in texts.items())
    made = plan("shop", Project(several, texts, frozenset([both[0].key])))
    assert made.names == {both[0].key: key(f"shop.{name}")}


# ── The developer's database ────────────────────────────────────────────────────────────────────


def manage(folder: Path, *commands: str) -> str:
    """What management commands print, on the database that stands beside the project."""
    script = [sys.executable, str(Path(__file__).parents[1] / "django_manage.py"), str(folder), *commands]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_database_that_has_run_ours_catches_up_with_the_commands_that_are_told(shop: Path) -> None:
    manage(shop, "migrate")
    git("merge", "--quiet", "--no-edit", "develop", where=shop)
    told = run(shop, "migrations", "rebase").output
    commands = re.findall(r"^  python manage\.py (.+)$", told, re.MULTILINE)
    assert len(commands) == 3
    assert manage(shop, *commands, "migrate --check", "showmigrations shop").endswith(
        "shop\n [X] 0001_initial\n [X] 0002_theirs\n [X] 0003_ours\n [X] 0004_next\n"
    )
