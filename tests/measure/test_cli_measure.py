"""`teamkit measure` and `teamkit report`: what they say, write and refuse, and how they exit."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flows import NOW, Repository, an_empty
from histories import git

from teamkit.cli import main
from teamkit.lifecycle.measuring.catalogue import MEASURES


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No forge, a cache of one's own, and the present of these histories."""
    monkeypatch.setattr("teamkit.cli.measure.NOW", NOW)
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """Ten landings of ten lines a week, each of which replaces the last one's."""
    made = an_empty(tmp_path / "shop")
    for week in range(10, 0, -1):
        made.change(f"Change {week}", "shop.py", "".join(f"x = {week, line}\n" for line in range(10)), weeks=week)
    return made


def run(shop: Repository, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(shop.folder), *words])


def refused(done: Result) -> str:
    """The one line of a command that did nothing."""
    assert (done.exit_code, done.stdout) == (3, ""), done.output
    (line,) = done.stderr.splitlines()
    return line


def test_a_measure_is_a_small_table_with_what_a_reader_has_to_know(shop: Repository) -> None:
    done = run(shop, "measure", "churn")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith("main from ")
    assert lines[2] == "Code churn"
    assert lines[3].split() == ["n", "median", "85", "%", "before"]
    assert "  lines gone within 21 days" in done.stdout
    assert "weeks whose lines have not had 21 days, left out of the shares: " in done.stdout


def test_what_nobody_knows_is_said_once_with_the_step_and_exits_as_blind(shop: Repository) -> None:
    done = run(shop, "measure", "cycle-time")
    assert done.exit_code == 2
    assert done.stdout.count("unknown: no remote of this repository is on a forge; add one: git remote add") == 1
    together = run(shop, "measure", "all")
    assert together.exit_code == 0
    assert together.stdout.count("unknown: no remote of this repository is on a forge") == 1


@pytest.fixture
def branching(tmp_path: Path) -> Repository:
    """A branch that landed 40 days ago, and another one that is open."""
    made = an_empty(tmp_path / "shop")
    made.change("Start", "shop.py", days=60)
    made.branch("feature/cart", "main", days=50)
    made.merge("feature/cart", "main", days=40)
    made.branch("feature/stock", "main", days=30)
    return made


def test_without_a_forge_branches_of_people_are_open_work(branching: Repository) -> None:
    branching.branch("dependabot/pip/django", "main", days=20)
    told = json.loads(run(branching, "measure", "ageing", "--json").stdout)["measures"]["ageing"]
    assert [(each["title"], each["age"], each["lines"]) for each in told["records"]] == [
        ("feature/stock", 30 * 86400, 1)
    ]
    assert told["notes"] == [
        "no remote of this repository is on a forge; branches count instead, of which those that landed squashed look "
        "open",
        "merged in the last 52 weeks: 1; too few to call anything open at risk",
    ]


def test_a_branch_that_landed_since_is_open_work_of_a_day_before_that(branching: Repository) -> None:
    day = f"{NOW - timedelta(days=45):%Y-%m-%d}"
    told = json.loads(run(branching, "measure", "ageing", "--until", day, "--json").stdout)["measures"]["ageing"]
    assert [each["title"] for each in told["records"]] == ["Merge branch 'feature/cart'"]


def test_json_holds_every_measure_with_its_definition_and_what_it_comes_from(shop: Repository) -> None:
    told = json.loads(run(shop, "measure", "all", "--json").stdout)
    assert list(told["measures"]) == [measure.name for measure in MEASURES]
    assert told["commit"] == git("rev-parse", "main", where=shop.folder)
    churn = told["measures"]["churn"]
    assert churn["sources"]
    assert churn["records"][0].keys() >= {"week", "landed", "share", "is_mature"}
    landed = next(line for line in churn["lines"] if line["label"] == "lines landed")
    assert landed["now"] == {"n": 100}
    assert told["measures"]["recovery"].keys() >= {"unknown", "mend"}


def test_csv_is_the_table_that_one_measure_comes_from(shop: Repository) -> None:
    rows = list(csv.DictReader(io.StringIO(run(shop, "measure", "churn", "--csv").stdout)))
    assert sum(int(row["landed"]) for row in rows) == 100
    assert refused(run(shop, "measure", "all", "--csv")) == (
        "error: --csv is one table, and there are several; name one measure"
    )


def test_no_title_becomes_a_formula_on_the_way_into_a_spreadsheet(shop: Repository) -> None:
    shop.change("=1+1", "shop.py", "x = 1\n", days=1)
    rows = csv.DictReader(io.StringIO(run(shop, "measure", "throughput", "--csv").stdout))
    assert [row["title"] for row in rows][-1] == "'=1+1"


def test_a_bare_repository_is_measured_as_the_one_that_it_mirrors(shop: Repository, tmp_path: Path) -> None:
    git("clone", "--quiet", "--mirror", str(shop.folder), str(tmp_path / "mirror.git"), where=tmp_path)
    mirror = Repository(tmp_path / "mirror.git")
    git("remote", "remove", "origin", where=mirror.folder)
    assert json.loads(run(mirror, "measure", "all", "--json").stdout) == json.loads(
        run(shop, "measure", "all", "--json").stdout
    )
    assert run(mirror, "report", "--out", str(tmp_path / "page")).exit_code == 0


def test_every_measure_of_the_catalogue_has_a_command(shop: Repository) -> None:
    commands = main.commands["measure"].commands  # type: ignore[attr-defined]
    assert sorted(commands) == sorted(["all", *(measure.name for measure in MEASURES)])


def test_a_forecast_without_enough_history_is_refused_with_the_day_from_which_it_is_not(tmp_path: Path) -> None:
    young = an_empty(tmp_path / "young")
    young.change("Start", "shop.py", weeks=3)
    done = run(young, "measure", "forecast")
    assert done.exit_code == 2
    assert "unknown: a forecast needs 8 weeks of history" in done.stdout


def test_a_forecast_says_how_many_by_a_day_or_when_so_many(shop: Repository) -> None:
    assert "with 85 % at least" in run(shop, "measure", "forecast").stdout
    assert "5 done with 85 % by " in run(shop, "measure", "forecast", "--items", "5").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("measure", "churn", "--branch", "nowhere"), "there is no branch nowhere"),
        (("measure", "churn", "--all", "--since", "2026-01-01"), "--all begins where history does; leave --since out"),
        (("measure", "churn", "--since", "2190-01-01"), "mend --since or --until"),
        (("measure", "forecast", "--by", "2190-01-01", "--items", "5"), "leave one of both out"),
        (("measure", "forecast", "--by", "1990-01-01"), "is past"),
        (("measure", "forecast", "--by", "2190-01-01"), "is too far"),
        (("measure", "forecast", "--growing"), "--growing goes with --items; say how many"),
    ],
)
def test_what_makes_no_sense_is_one_line(shop: Repository, words: tuple[str, ...], said: str) -> None:
    assert said in refused(run(shop, *words))


@pytest.mark.parametrize("command", [("measure", "churn"), ("report", "--out", "report")])
def test_a_history_that_is_cut_off_measures_and_writes_nothing(
    shop: Repository, tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    git("clone", "--quiet", "--depth", "1", f"file://{shop.folder}", str(tmp_path / "cut"), where=tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "run: git fetch --unshallow" in refused(run(Repository(tmp_path / "cut"), *command))
    assert not (tmp_path / "report").exists()


def test_where_old_contents_are_missing_churn_alone_is_unknown(shop: Repository, tmp_path: Path) -> None:
    git("config", "uploadpack.allowFilter", "true", where=shop.folder)
    git("clone", "--quiet", "--filter=blob:none", f"file://{shop.folder}", "partial", where=tmp_path)
    partial = Repository(tmp_path / "partial")
    churn = run(partial, "measure", "churn")
    assert (churn.exit_code, churn.stdout.count("git fetch --refetch --no-filter")) == (2, 1)
    together = json.loads(run(partial, "measure", "all", "--json").stdout)["measures"]
    assert together["churn"]["unknown"].startswith("unable to read ")
    assert together["throughput"]["records"]
    assert run(partial, "report", "--out", str(tmp_path / "page")).exit_code == 0


def test_the_report_is_a_page_with_its_numbers_and_the_same_bytes_again(shop: Repository, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(shop, "report", "--out", str(out))
    assert done.exit_code == 0, done.output
    page = out / "index.html"
    assert f"wrote {page}, and " in done.stdout
    text = page.read_text()
    assert "Code churn" in text
    assert "<script" not in text
    first = {file.name: file.read_bytes() for file in out.iterdir()}
    assert {"index.html", "report.json", "rewritten.csv"} <= first.keys()
    assert run(shop, "report", "--out", str(out)).exit_code == 0
    assert {file.name: file.read_bytes() for file in out.iterdir()} == first


def test_a_report_is_nothing_that_somebody_commits_by_chance(shop: Repository) -> None:
    assert run(shop, "report", "--out", str(shop.folder / "report")).exit_code == 0
    assert (shop.folder / "report/index.html").exists()
    assert git("status", "--porcelain", where=shop.folder) == ""


def test_a_report_overwrites_nothing_but_a_report(shop: Repository, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/index.html").write_text("mine")
    assert "holds something else than a report" in refused(run(shop, "report", "--out", str(tmp_path / "mine")))
    assert (tmp_path / "mine/index.html").read_text() == "mine"


def test_names_stay_out_where_the_team_says_so(shop: Repository) -> None:
    (shop.folder / "team.yml").write_text("measures: {names: false}\n")
    assert "Ada" not in run(shop, "measure", "all", "--json").stdout
