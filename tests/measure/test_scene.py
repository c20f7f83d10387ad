"""What is measured follows from what somebody asked for, or one line says why nothing is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flows import Repository, an_empty
from histories import git

from teamkit.findings import Refusal
from teamkit.lifecycle.measuring.scene import Wish, scene
from teamkit.measure.periods import week

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
USUAL = Wish()


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    made = an_empty(tmp_path / "shop")
    made.change("Start", "shop.py", days=60)
    return made


def asked(shop: Repository, wish: Wish = USUAL) -> str:
    """Why a wish is refused."""
    with pytest.raises(Refusal) as refused:
        scene(shop.folder, wish, NOW)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_last_half_year_counts_unless_somebody_says_otherwise(shop: Repository) -> None:
    period = scene(shop.folder, Wish(), NOW).period
    assert period.since == datetime(2026, 6, 1, tzinfo=UTC)
    assert period.until == NOW
    assert len(period.weeks) == 26


def test_of_a_younger_branch_its_whole_time_counts_whatever_its_clock_says(shop: Repository) -> None:
    begun = datetime.fromtimestamp(int(git("log", "--format=%ct", where=shop.folder)), tz=UTC)
    soon = begun + timedelta(weeks=4)
    assert scene(shop.folder, USUAL, soon).period.since == week(begun)
    assert len(scene(shop.folder, USUAL, soon).period.weeks) == 5
    assert scene(shop.folder, USUAL, begun - timedelta(weeks=9)).period.since == week(begun) - timedelta(weeks=9)


def test_days_that_are_named_count_with_their_whole_week_and_themselves(shop: Repository) -> None:
    period = scene(shop.folder, Wish(since=date(2026, 10, 1), until=date(2026, 10, 31)), NOW).period
    assert (period.since, period.until) == (datetime(2026, 9, 28, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))


def test_no_period_reaches_beyond_the_present(shop: Repository) -> None:
    assert scene(shop.folder, Wish(until=date(2030, 1, 1)), NOW).period.until == NOW


def test_all_begins_with_the_week_of_the_first_commit(shop: Repository) -> None:
    first = datetime.fromtimestamp(int(git("log", "--reverse", "--format=%ct", where=shop.folder)), tz=UTC)
    period = scene(shop.folder, Wish(is_all=True), NOW.replace(year=2090)).period
    assert first in period
    assert period.since == period.weeks[0]
    assert (first - period.since).days < 7


def test_changes_are_measured_where_they_land(shop: Repository) -> None:
    assert scene(shop.folder, Wish(), NOW).branch == "main"
    shop.branch("develop", "main")
    assert scene(shop.folder, Wish(), NOW).branch == "develop"
    assert scene(shop.folder, Wish(branch="main"), NOW).head == git("rev-parse", "main", where=shop.folder)


def test_where_the_working_branch_is_not_there_yet_production_is_measured(shop: Repository) -> None:
    (shop.folder / ".copier-answers.yml").write_text("branching: gitflow\nproduction_branch: main\n")
    found = scene(shop.folder, Wish(), NOW)
    assert (found.branch, found.target) == ("main", "main")


def test_a_branch_that_is_nowhere_is_refused_with_its_name(shop: Repository) -> None:
    assert (
        asked(shop, Wish(branch="nowhere")) == "there is no branch nowhere; fetch it, or name another one with --branch"
    )


def test_time_that_ends_before_it_begins_is_refused(shop: Repository) -> None:
    assert "there is no time between 2026-11-23" in asked(shop, Wish(since=date(2026, 11, 25), until=date(2026, 11, 1)))
    assert "mend --since or --until" in asked(shop, Wish(since=date(2030, 1, 1)))


def test_an_empty_repository_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    git("init", "--quiet", where=folder)
    with pytest.raises(Refusal, match="nothing was ever committed here"):
        scene(folder, Wish(), NOW)


def test_a_history_that_is_cut_off_is_refused_with_the_command_that_completes_it(
    shop: Repository, tmp_path: Path
) -> None:
    shop.change("Go on", "shop.py", "x = 2\n")
    git("clone", "--quiet", "--depth", "1", f"file://{shop.folder}", str(tmp_path / "cut"), where=tmp_path)
    with pytest.raises(Refusal, match="run: git fetch --unshallow"):
        scene(tmp_path / "cut", Wish(), NOW)


def test_bad_settings_of_the_team_are_one_line_with_their_place(shop: Repository) -> None:
    (shop.folder / "team.yml").write_text("measures:\n  deployments: {source: guesses}\n")
    assert asked(shop).startswith("team.yml:2: measures.deployments.source")
