"""A change is told what it asks for, in the words that stand in its request."""

import os
from pathlib import Path

import pytest
from histories import commit, git
from shops import begin, go, run, write

from teamkit.publish.describing.page import DOCUMENTS, NO_MORE, NOTHING

TEAM = """\
users:
  ada: {name: Ada, handle: ada}
  grace: {name: Grace @hopper, handle: grace, away: [{from: 2020-01-01, to: 2999-01-01}]}
areas:
  everything: {title: Everything else, paths: ["*"], accountable: ada}
  schema: {title: Database schema, paths: ["**/migrations/"], accountable: grace, deputy: ada}
"""
FIRST = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel("Order", [("id", models.BigAutoField(primary_key=True))]),
    ]
"""
WHOM = """\
### Whom it concerns

| area | decides today | may review | files |
| --- | --- | --- | --- |
"""
ELSE = "| Everything else | Ada | Ada | {} |\n"


def migration(operation: str) -> str:
    head, _, _ = FIRST.partition("    initial")
    return f'{head}    dependencies = [("shop", "0001_initial")]\n    operations = [\n        {operation},\n    ]\n'


RISKY = migration('migrations.AddField("order", "paid", models.BooleanField())')
HARMLESS = migration('migrations.AlterModelOptions("order", {"ordering": ["id"]})')


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """GitFlow with a released app, on a feature without a commit; outside of any pipeline."""
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_", "CHANGE_")):
            monkeypatch.delenv(name)
    folder = tmp_path / "shop"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    write(folder, "team.yml", TEAM)
    write(folder, "shop/migrations/__init__.py", "")
    write(folder, "shop/migrations/0001_initial.py", FIRST)
    write(folder, "shop/models.py", "from django.db import models\n\n\nclass Order(models.Model):\n    pass\n")
    write(folder, "shop/urls.py", "urlpatterns = []\n")
    write(folder, "docs/decisions/0001-branching.md", "# 1. Branching\n")
    write(folder, "tests/test_shop.py", "def test_it(): pass\n")
    commit(folder, "Start")
    git("branch", "develop", where=folder)
    begin(folder, "feature/x", "develop")
    return folder


def change(folder: Path, **files: str) -> None:
    """Write files, whose names have `__` where their paths have a slash, and commit them."""
    for name, text in files.items():
        write(folder, name.replace("__", "/").replace("_py", ".py"), text)
    commit(folder, "Change")


def said(folder: Path) -> str:
    result = run(folder, "request", "describe")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.output


def refused(folder: Path, *options: str) -> tuple[int, str]:
    result = run(folder, "request", "describe", *options)
    assert result.stdout == ""
    return result.exit_code, result.stderr


def part(text: str, heading: str) -> str:
    """The part under a heading."""
    _, found, rest = text.partition(f"### {heading}\n\n")
    assert found, text
    return rest.partition("\n\n### ")[0]


# ── Migrations ──────────────────────────────────────────────────────────────────────────────────


def test_a_migration_is_told_with_its_risk_its_owner_and_who_else_migrates(shop: Path) -> None:
    go(shop, "develop")
    begin(shop, "feature/other")
    write(shop, "shop/migrations/0002_sent.py", HARMLESS)
    commit(shop, "Sent")
    go(shop, "feature/x")
    write(shop, "shop/migrations/0002_paid.py", RISKY)
    commit(shop, "Paid")
    assert said(shop) == (
        "## What this change asks for\n\n"
        "### Migrations\n\n"
        "**`shop.0002_paid`**, not announced. Ada, for Grace @\u2060hopper, decides today (Database schema).\n\n"
        "- **Line 7 adds Order.paid as NOT NULL without `db_default`**. Django drops a `default` of Python after the "
        "statement: until the last old process has ended, its inserts leave the column out and fail.\n"
        "- `feature/other` adds `shop/migrations/0002_sent.py`: agree who goes first.\n\n"
        "<details><summary>Safer ways</summary>\n\n"
        "- Give the field `null=True`, or a `db_default`, which stays in the database; then release; where it must not "
        "stay NULL, go on with the recipe `not-null`.\n\n"
        "</details>\n\n"
        "No SQL: no manage.py stands above it.\n\n"
        f"{WHOM}| Database schema | Ada, for Grace @\u2060hopper until 2999-01-01 | Ada | 1 |\n"
    )


def test_a_harmless_migration_says_so_and_how_it_was_announced(shop: Path) -> None:
    run(shop, "migrations", "announce", "shop", "an order, see #7 of @everybody")
    write(shop, "shop/migrations/0002_order.py", HARMLESS)
    commit(shop, "Order")
    assert part(said(shop), "Migrations") == (
        "**`shop.0002_order`**, announced as “an order, see #\u20607 of @\u2060everybody”. Ada, for Grace "
        "@\u2060hopper, decides today (Database schema). No lock or loss is expected.\n\n"
        "No SQL: no manage.py stands above it."
    )


def test_others_announcements_are_told(shop: Path) -> None:
    begin(shop, "feature/other", "develop")
    run(shop, "migrations", "announce", "shop", "a *price*")
    go(shop, "feature/x")
    write(shop, "shop/migrations/0002_order.py", HARMLESS)
    commit(shop, "Order")
    assert "\n- `feature/other` announces “a \\*price\\*”: talk to each other.\n" in said(shop)


def test_a_waived_risk_is_told_with_its_reason_and_a_doubt_as_one(shop: Path) -> None:
    waiver = 'waivers: [{check: migration-safety, path: "**/0002*", reason: no rows yet, until: 2999-01-01}]\n'
    write(shop, "team.yml", TEAM + waiver)
    write(shop, "shop/migrations/0002_paid.py", RISKY)
    sql = migration("migrations.RunSQL(WORDS)").replace("0001_initial", "0002_paid")
    write(shop, "shop/migrations/0003_sql.py", sql)
    commit(shop, "Paid")
    text = part(said(shop), "Migrations")
    assert "- waived: no rows yet: **Line 7 adds Order.paid as" in text
    assert "- nobody can tell: **Line 7 runs SQL that is computed**." in text


def test_a_migration_that_nobody_owns_or_can_read_is_told(shop: Path) -> None:
    write(shop, "team.yml", "users: {}\nareas: {}\n")
    write(shop, "shop/migrations/0002_paid.py", "<<<<<<< HEAD\n")
    commit(shop, "Paid")
    text = part(said(shop), "Migrations")
    assert text.startswith("**`shop.0002_paid`**, not announced. Nobody decides about it in `team.yml`.\n")
    assert "nobody can tell: **cannot be judged: " in text


def test_a_migration_that_is_only_changed_is_not_new(shop: Path) -> None:
    write(shop, "shop/migrations/0001_initial.py", FIRST + "# more\n")
    commit(shop, "More")
    assert "Migrations" not in said(shop)


# ── A public interface ──────────────────────────────────────────────────────────────────────────


def test_an_interface_that_changes_without_a_decision_is_reminded_of_one(shop: Path) -> None:
    change(shop, shop__urls_py="urlpatterns = [1]\n", shop__tests__urls_py="1\n")
    assert said(shop) == (
        "## What this change asks for\n\n"
        "### Public interface\n\n"
        "`shop/urls.py` changed, and no decision was recorded. Where others rely on it, write down what was decided, "
        "and why: `docs/decisions/0001-branching.md` shows how.\n\n" + WHOM + ELSE.format(2)
    )


@pytest.mark.parametrize(
    ("remote", "forge", "address"),
    [
        ("git@github.com:org/shop.git", "github", "https://github.com/org/shop/blob/HEAD"),
        ("https://job:secret@gitlab.com/org/shop.git", "gitlab", "https://gitlab.com/org/shop/-/blob/HEAD"),
    ],
)
def test_how_decisions_are_written_is_a_link_where_the_forge_is_known(
    remote: str, forge: str, address: str, shop: Path
) -> None:
    git("remote", "add", "origin", remote, where=shop)
    write(shop, "team.yml", f"forge: {forge}\n{TEAM}")
    change(shop, shop__urls_py="1\n")
    text = said(shop)
    assert f"[docs/decisions/0001-branching.md](<{address}/docs/decisions/0001-branching.md>) shows how." in text
    assert "secret" not in text


def test_an_interface_with_a_decision_is_not_reminded(shop: Path) -> None:
    write(shop, "docs/decisions/0002-urls.md", "# 2. URLs\n")
    change(shop, shop__urls_py="1\n")
    assert "Public interface" not in said(shop)


def test_where_there_is_no_decision_yet_the_place_is_named(shop: Path) -> None:
    git("rm", "-r", "--quiet", "docs", where=shop)
    change(shop, shop__urls_py="1\n")
    assert "and why: begin `docs/decisions/`." in said(shop)


def test_the_area_of_the_team_says_what_the_interface_is(shop: Path) -> None:
    write(shop, "team.yml", TEAM + '  api: {title: API, paths: ["/api/"], accountable: ada}\n')
    change(shop, shop__urls_py="1\n", api__x_py="1\n")
    assert part(said(shop), "Public interface").startswith("`api/x.py` changed, ")


# ── Dependencies ────────────────────────────────────────────────────────────────────────────────


PROJECT = '[project]\ndependencies = ["django>={}", {}]\n[dependency-groups]\ndev = [{}]\n'
LOCK = '[[package]]\nname = "{}"\nversion = "{}"\n'


def test_dependencies_are_told_with_why_to_look(shop: Path) -> None:
    go(shop, "develop")
    write(shop, "pyproject.toml", PROJECT.format("5.2", '"old", "same", "small>=1.1"', ""))
    write(shop, "uv.lock", "".join(map(LOCK.format, ("django", "along", "gone"), ("5.2.1", "1.0", "1"))))
    commit(shop, "Ask for more")
    begin(shop, "feature/y")
    asked = '"new", "same", "small>=1.2", "odd @ git+https://x/y"'
    write(shop, "pyproject.toml", PROJECT.format("6.1", asked, '"pytest"'))
    write(shop, "uv.lock", "".join(map(LOCK.format, ("django", "along", "more"), ("6.1.3", "2.0", "1"))))
    commit(shop, "Move")
    assert said(shop) == (
        "## What this change asks for\n\n"
        "### Dependencies\n\n"
        "| package | before | after | why to look |\n"
        "| --- | --- | --- | --- |\n"
        "| `odd` | – | `git+https://x/y` | comes from an address: who keeps it, and who may change it? |\n"
        "| `django` | `5.2.1` | `6.1.3` | a new major version: read what it breaks |\n"
        "| `new` | – | `any` | new, and runs with the application's rights: licence, upkeep, who writes it? |\n"
        "| `pytest` | – | `any` | new, for development: runs on everybody's machine |\n"
        "| `old` | `any` | – | gone: does anything still import it? |\n\n"
        "Comes along: `more`.  \n"
        "Goes along: `gone`.  \n"
        "Moves along over a major version, or back: `along`.  \n"
        "Newer within its major version: `small`.\n\n" + WHOM + ELSE.format(2)
    )


def test_a_lock_that_moves_alone_is_told_as_such(shop: Path) -> None:
    names = [f"small{number}" for number in range(7)]
    go(shop, "develop")
    write(shop, "uv.lock", LOCK.format("big", "1.0") + "".join(LOCK.format(name, "1.0") for name in names))
    commit(shop, "Lock")
    begin(shop, "feature/y")
    write(shop, "uv.lock", LOCK.format("big", "2.0") + "".join(LOCK.format(name, "1.1") for name in names))
    commit(shop, "Upgrade")
    assert part(said(shop), "Dependencies") == (
        "Only the lock file changes; what the project asks for stays.\n\n"
        "| package | before | after | why to look |\n"
        "| --- | --- | --- | --- |\n"
        "| `big` | `1.0` | `2.0` | a new major version: read what it breaks |\n\n"
        "Newer within its major version: `small0`, `small1`, `small2`, `small3`, `small4` and 2 more."
    )


def test_many_packages_are_cut_and_a_file_that_nobody_can_read_is_named(shop: Path) -> None:
    write(shop, "requirements.txt", "\n".join(f"new{number:02}" for number in range(17)))
    write(shop, "pyproject.toml", "<<<<<<<")
    commit(shop, "Ask for much")
    text = part(said(shop), "Dependencies")
    assert text.count("| new, and runs with") == 15
    assert text.endswith("And 2 more of these.\n\nNobody can read `pyproject.toml`, so nobody compared it.")


def test_a_project_file_that_changes_in_other_ways_says_nothing(shop: Path) -> None:
    write(shop, "pyproject.toml", "[tool.ruff]\n")
    commit(shop, "Configure")
    assert "Dependencies" not in said(shop)


# ── Documents, tests, size ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["README.md", "docs/x.svg", "LICENSE", "docs/decisions/0002-x.md", "shop/notes.rst"])
def test_documents_alone_are_one_line(path: str, shop: Path) -> None:
    write(shop, path, "words\n")
    commit(shop, "Write")
    assert said(shop) == f"{DOCUMENTS}\n"


@pytest.mark.parametrize("path", ["docs/conf.py", "docs/requirements.txt", "README.py", "shop/x.txt", "mkdocs.yml"])
def test_what_runs_is_no_document(path: str, shop: Path) -> None:
    write(shop, "README.md", "words\n")
    write(shop, path, "words\n")
    commit(shop, "Write")
    assert said(shop).startswith("## What this change asks for\n")


def test_a_test_that_goes_is_told_and_one_that_moves_is_not(shop: Path) -> None:
    (shop / "shop/tests").mkdir()
    git("mv", "tests/test_shop.py", "shop/tests/test_shop.py", where=shop)
    commit(shop, "Move")
    assert "### Tests" not in said(shop)
    git("rm", "--quiet", "shop/tests/test_shop.py", where=shop)
    commit(shop, "Remove")
    assert part(said(shop), "Tests") == "`tests/test_shop.py` went away: say what shows now that it works."


def busy(folder: Path, number: int) -> None:
    """Give develop requests of ten to a hundred lines."""
    go(folder, "develop")
    for each in range(number):
        write(folder, f"shop/part{each}.py", "1\n" * (10 + 90 * (each == 3)))
        commit(folder, f"Change (#{each})")


@pytest.mark.parametrize(("lines", "is_told"), [(200, True), (39, False)])
def test_a_change_much_larger_than_the_usual_one_is_told_once(lines: int, *, is_told: bool, shop: Path) -> None:
    busy(shop, 20)
    begin(shop, "feature/y")
    write(shop, "uv.lock", "\n" * 900)
    change(shop, shop__more_py="1\n" * lines)
    large = (
        f"**Large:** {lines} lines in 1 file; half of the last 20 merged changes have 10 or fewer. "
        "Can a part of it go first?\n\n"
    )
    expected = "## What this change asks for\n\n" + (large if is_told else "") + WHOM + ELSE.format(2)
    assert said(shop) == expected


def test_a_team_with_a_short_history_is_told_no_size(shop: Path) -> None:
    busy(shop, 19)
    begin(shop, "feature/y")
    change(shop, shop__more_py="1\n" * 5000)
    assert said(shop) == "## What this change asks for\n\n" + WHOM + ELSE.format(1)


# ── Where a change begins ───────────────────────────────────────────────────────────────────────


def test_a_branch_without_a_change_says_so(shop: Path) -> None:
    assert said(shop) == f"{NOTHING}\n"


def test_what_is_not_committed_is_not_told(shop: Path) -> None:
    write(shop, "shop/more.py", "1\n")
    assert said(shop) == f"{NOTHING}\n"


@pytest.mark.parametrize("base", ["main", "develop", "release/1.0.0"])
def test_a_change_is_told_since_it_left_the_nearest_branch(base: str, shop: Path) -> None:
    git("branch", "release/1.0.0", where=shop)
    for branch in ("develop", "release/1.0.0", "main"):
        go(shop, branch)
        write(shop, f"only-{branch.partition('/')[0]}.py", "1\n")
        commit(shop, "Go on")
    begin(shop, "bugfix/y", base)
    change(shop, shop__more_py="1\n")
    assert said(shop).endswith(ELSE.format(1))


def test_a_pipeline_is_about_the_request_under_test(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(shop, shop__more_py="1\n")
    go(shop, "main")
    write(shop, "main.py", "1\n")
    commit(shop, "Go on")
    git("switch", "--quiet", "--detach", where=shop)
    git("merge", "--quiet", "--no-ff", "feature/x", where=shop)
    for name, value in {"CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature/x"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
    assert said(shop).endswith(ELSE.format(1))
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "gone")
    assert refused(shop) == (2, "error: this commit has nothing in common with gone here; git fetch origin gone\n")


@pytest.mark.parametrize("branch", ["develop", "main"])
def test_a_branch_that_lasts_is_refused(branch: str, shop: Path) -> None:
    go(shop, branch)
    what = f"error: {branch} is no request; change to its branch: git switch feature/short-words\n"
    assert refused(shop) == (3, what)


def test_a_shallow_clone_cannot_tell(shop: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--depth", "1", shop.as_uri(), str(tmp_path / "clone"), where=shop)
    what = "error: this clone is shallow: its history is cut off; git fetch --unshallow\n"
    assert refused(tmp_path / "clone") == (2, what)


def test_a_repository_without_lasting_branches_cannot_tell(tmp_path: Path) -> None:
    git("init", "--quiet", "--initial-branch", "trunk", where=tmp_path)
    commit(tmp_path, "Start")
    assert refused(tmp_path) == (2, "error: there is neither develop nor main nor master; git fetch origin\n")


def test_without_a_team_nobody_is_named(shop: Path) -> None:
    git("rm", "--quiet", "team.yml", where=shop)
    change(shop, shop__more_py="1\n")
    assert said(shop) == f"{NO_MORE}\n"


def test_files_in_no_area_are_named_and_many_are_counted(shop: Path) -> None:
    write(shop, "team.yml", TEAM.replace('["*"]', '["/only/"]'))
    change(shop, **{f"shop__more{number:02}_py": "1\n" for number in range(25)})
    text = said(shop)
    assert "### Whom it concerns\n\nIn no area:\n\n- `shop/more00.py`\n" in text
    assert text.endswith("\n- and 6 more\n")


def test_where_nobody_sees_the_other_branches_it_says_why(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(shop, ".copier-answers.yml", "branching: gitflow\nproduction_branch: main\n")
    write(shop, "shop/migrations/0002_paid.py", RISKY)
    commit(shop, "Paid")
    git("branch", "--quiet", "-D", "main", where=shop)
    for name, value in {"CHANGE_ID": "7", "CHANGE_BRANCH": "feature/x", "CHANGE_TARGET": "develop"}.items():
        monkeypatch.setenv(name, value)
    why = "the branch main is not here; git fetch origin main; where there is none, begin it"
    text = part(said(shop), "Migrations")
    assert text.endswith(f"\n\nNobody could look at history and other branches: {why}.")
    assert "No lock or loss is expected" not in text


def test_of_many_migrations_the_first_are_told(shop: Path) -> None:
    for number in range(2, 25):
        before = f"{number - 1:04}_step" if number > 2 else "0001_initial"
        write(shop, f"shop/migrations/{number:04}_step.py", HARMLESS.replace("0001_initial", before))
    commit(shop, "Much")
    text = part(said(shop), "Migrations")
    assert text.count("not announced") == 20
    assert text.endswith("\n\nAnd 3 more.")
