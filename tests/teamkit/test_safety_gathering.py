"""Which migrations are new is read from git: those that a branch adds, or that production lacks."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from histories import commit, git

from teamkit.checks.safety.example import MODELS, SHOP, migration
from teamkit.cli import main

RISKY = 'migrations.AddField("order", "paid", models.BooleanField()),'
HARMLESS = 'migrations.AlterModelOptions("order", {"ordering": ["id"]}),'
DROP = 'migrations.RemoveField("order", "note"),'
TEAM = """\
users:
  ada: {name: Ada, handle: ada}
  grace: {name: Grace, handle: grace}
areas:
  schema: {title: Database schema, paths: ["**/migrations/"], accountable: grace}
waivers:
"""


def add(folder: Path, number: int, operations: str, app: str = "shop") -> None:
    """Write a migration and commit it."""
    path = folder / app / "migrations" / f"{number:04}_step.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(migration(number, operations))
    commit(folder, f"Add {path.name}")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """GitFlow with a released app."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    add(folder, 1, SHOP)
    (folder / "shop" / "models.py").write_text(MODELS)
    commit(folder, "Start")
    git("switch", "--quiet", "--create", "develop", where=folder)
    return folder


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "check", *(words or ("migration-safety",))])


def named(folder: Path) -> list[str]:
    """The migrations about which something is said."""
    return re.findall(r"/(\d+)_step.py:\d+: ", run(folder).output)


def test_a_branch_is_judged_by_what_it_adds_and_develop_by_what_production_lacks(repository: Path) -> None:
    add(repository, 2, RISKY)
    assert named(repository) == ["0002"]
    git("switch", "--quiet", "--create", "feature/x", where=repository)
    assert named(repository) == []
    add(repository, 3, RISKY.replace("paid", "sent"))
    assert named(repository) == ["0003"]
    git("switch", "--quiet", "main", where=repository)
    git("merge", "--quiet", "develop", where=repository)
    git("switch", "--quiet", "develop", where=repository)
    assert named(repository) == []


def test_a_migration_that_is_not_committed_yet_is_judged_too(repository: Path) -> None:
    git("switch", "--quiet", "--create", "feature/x", where=repository)
    (repository / "shop/migrations/0002_step.py").write_text(migration(2, RISKY))
    assert named(repository) == ["0002"]


def test_a_pipeline_without_a_branch_is_judged_like_the_commit_that_it_runs_on(repository: Path) -> None:
    add(repository, 2, RISKY)
    git("switch", "--quiet", "--detach", where=repository)
    assert named(repository) == ["0002"]
    add(repository, 3, HARMLESS)
    assert named(repository) == []


def test_a_hotfix_is_not_blamed_for_what_production_has(repository: Path) -> None:
    git("switch", "--quiet", "main", where=repository)
    add(repository, 2, RISKY)
    git("switch", "--quiet", "--create", "hotfix/x", where=repository)
    assert named(repository) == []


def test_a_column_may_go_once_production_runs_without_it(repository: Path) -> None:
    git("switch", "--quiet", "--create", "feature/x", where=repository)
    (repository / "shop/models.py").write_text(MODELS.replace("note =", "# note ="))
    add(repository, 2, DROP)
    assert named(repository) == ["0002"]
    git("switch", "--quiet", "main", where=repository)
    git("checkout", "--quiet", "feature/x", "--", "shop/models.py", where=repository)
    commit(repository, "Stop using the note")
    git("switch", "--quiet", "feature/x", where=repository)
    assert named(repository) == []


@pytest.mark.parametrize(("folder", "code"), [("other", 0), ("shop", 2)])
def test_models_that_hide_are_unknown_and_an_app_that_production_lacks_is_safe(
    folder: str, code: int, repository: Path
) -> None:
    git("switch", "--quiet", "main", where=repository)
    git("rm", "--quiet", "shop/models.py", where=repository)
    commit(repository, "Hide the models")
    git("switch", "--quiet", "develop", where=repository)
    git("switch", "--quiet", "--create", "feature/x", where=repository)
    add(repository, 2, DROP, folder)
    assert run(repository).exit_code == code


def test_a_squashed_migration_is_as_old_as_those_that_it_replaces(repository: Path) -> None:
    squashed = migration(1, SHOP).replace(
        "    dependencies", '    replaces = [("shop", "0001_step")]\n    dependencies'
    )
    (repository / "shop/migrations/0001_squashed.py").write_text(squashed)
    commit(repository, "Squash")
    assert run(repository).exit_code == 0
    text = migration(2, RISKY).replace("0001_step", "0001_squashed")
    (repository / "shop/migrations/0002_step.py").write_text(text)
    assert named(repository) == ["0002"]


def test_a_migration_whose_place_is_unknown_is_unknown(repository: Path) -> None:
    text = migration(2, RISKY).replace('[("shop", "0001_step")]', "LATEST")
    (repository / "shop/migrations/0002_step.py").write_text(text)
    result = run(repository)
    assert result.exit_code == 2
    assert "shop/migrations/0002_step.py cannot be judged: line 15: dependencies are computed: LATEST" in result.output


def test_migrations_that_follow_each_other_in_a_circle_are_still_judged(repository: Path) -> None:
    add(repository, 2, RISKY)
    path = repository / "shop/migrations/0001_step.py"
    path.write_text(path.read_text().replace("dependencies = []", 'dependencies = [("shop", "0002_step")]'))
    assert named(repository) == ["0002"]


def test_without_a_history_that_tells_what_is_new_it_is_unknown(repository: Path, tmp_path: Path) -> None:
    add(repository, 2, RISKY)
    git("switch", "--quiet", "--create", "feature/x", where=repository)
    add(repository, 3, RISKY)
    git("clone", "--quiet", "--depth=1", repository.as_uri(), str(tmp_path / "shallow"), where=tmp_path)
    result = run(tmp_path / "shallow")
    assert result.exit_code == 2
    assert "nobody could look which migrations are new: this clone is shallow" in result.output
    assert "→ git fetch --unshallow" in result.output


def test_before_the_first_commit_nothing_is_released_that_could_break(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    (tmp_path / "shop/migrations").mkdir(parents=True)
    (tmp_path / "shop/migrations/__init__.py").touch()
    (tmp_path / "shop/migrations/0001_step.py").write_text(migration(1, RISKY))
    assert run(tmp_path).exit_code == 0


def test_the_answers_of_the_template_name_production(repository: Path) -> None:
    git("branch", "--quiet", "live", "develop", where=repository)
    add(repository, 2, RISKY)
    git("branch", "--quiet", "--force", "main", "develop", where=repository)
    assert named(repository) == []
    for text in ("branching: gitflow\nproduction_branch: live\n", ": broken\n- x"):
        (repository / ".copier-answers.yml").write_text(text)
        assert named(repository) == (["0002"] if "live" in text else [])


# ── Waivers ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (", by: grace", []),
        (", by: ada", ["is the word of ada, who does not own that", "→ let grace agree, and write that id as `by`"]),
        ("", ["does not say who agreed", "→ let grace agree, and write that id as `by` of the waiver"]),
    ],
)
def test_a_waiver_is_the_word_of_an_owner_of_the_migration(by: str, said: list[str], repository: Path) -> None:
    add(repository, 2, RISKY)
    waiver = f"{{check: migration-safety, path: '*0002_step.py', reason: night, until: 2999-01-01{by}}}"
    (repository / "team.yml").write_text(f"{TEAM}  - {waiver}\n")
    result = run(repository, "migration-safety", "waivers")
    assert result.exit_code == bool(said)
    assert "waived until 2999-01-01: shop.0002_step adds Order.paid" in result.output
    assert [words for words in said if words not in result.output] == []


def test_the_word_of_nobody_is_refused(repository: Path) -> None:
    waiver = "{check: migration-safety, reason: night, until: 2999-01-01, by: eve}"
    (repository / "team.yml").write_text(f"{TEAM}  - {waiver}\n")
    assert '"eve" is nobody in this file' in run(repository).stderr
