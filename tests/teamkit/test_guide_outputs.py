"""What the guide shows is what the commands print."""

import re
from datetime import date
from pathlib import Path

import pytest
from histories import commit, git
from rendering import REPOSITORY
from shops import a_shop, begin, clone, go, migrate, run, write

from teamkit.cli import checks as cli

GUIDE = REPOSITORY / "docs/how-to/lose-nothing.md"
SHOWN = re.findall(r"(?ms)^```console\n\$ teamkit ([^\n]+)\n(.*?)^```$", GUIDE.read_text())


@pytest.fixture(autouse=True)
def _same_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fix what a clock and a machine would change: dates, and with them hashes."""
    monkeypatch.setattr(cli, "TODAY", date(2026, 3, 12))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Grace")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "grace@example.com")
        monkeypatch.setenv(f"GIT_{role}_DATE", "2026-03-10T09:00:00+00:00")


def a_fix_on_production_alone(folder: Path) -> Path:
    shop = a_shop(folder)
    write(shop, "views.py", "def home():\n    return loop()\n")
    commit(shop, "Show the home page")
    git("branch", "develop", where=shop)
    write(shop, "views.py", "def home():\n    return None\n")
    commit(shop, "Stop the redirect loop")
    go(shop, "develop")
    return shop


def two_migrations_of_one_app(folder: Path) -> Path:
    """What Ada sees in her clone after Grace has pushed hers."""
    folder.mkdir()
    origin = a_shop(folder / "origin", branch="develop")
    for branch, name in (("feature/price", "0002_price"), ("feature/colour", "0002_colour")):
        begin(origin, branch, at="develop")
        migrate(origin, name, "0001_initial")
    go(origin, "develop")
    ada = clone(origin, folder / "ada")
    git("switch", "--quiet", "feature/colour", where=ada)
    return ada


def the_other_was_merged(folder: Path) -> Path:
    ada = two_migrations_of_one_app(folder)
    git("merge", "--quiet", "--no-ff", "feature/price", "--message", "Merge", where=folder / "origin")
    git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "develop", where=ada)
    return ada


STORIES = {
    "check nothing-lost": a_fix_on_production_alone,
    "check migration-radar": two_migrations_of_one_app,
    "migrations rebase shop --dry-run": the_other_was_merged,
}


def test_the_guide_shows_a_command_for_every_story() -> None:
    assert [command for command, _ in SHOWN] == list(STORIES)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=STORIES)
def test_what_the_guide_shows_is_what_the_command_prints(command: str, shown: str, tmp_path: Path) -> None:
    assert run(STORIES[command](tmp_path / "shop"), *command.split()).output.rstrip("\n") == shown.rstrip("\n")
