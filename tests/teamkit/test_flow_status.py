"""One screen says where everything stands, what blocks the next release, and who is to act."""

import json
import os
import re
import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fake_forge.server import FakeForge
from fake_forge.state import File, Request, Review
from fake_forge.using import environment
from flows import NOW, Repository, a_flow, an_empty
from rich.console import Console

from teamkit.checks.standing.rows import Place, Row
from teamkit.checks.standing.stages import Stage
from teamkit.checks.standing.status import Status, status
from teamkit.cli import main
from teamkit.lifecycle.flowing.standing import look
from teamkit.telling.spans import ago, short
from teamkit.telling.standing import MOST, screen
from teamkit.telling.standing_data import data

PAGE = Path(__file__).parents[2] / "docs/reference/flow-status.md"
UNSEEN = """
requests and reviews are not shown: no remote of this repository is on a forge;
add one: git remote add origin URL
"""


@pytest.fixture(autouse=True)
def _ada(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada asks, in a shell without a token."""
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ada")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ada@example.com")


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_flow(tmp_path_factory.mktemp("flow") / "shop").folder


@pytest.fixture
def shop(original: Path, tmp_path: Path) -> Repository:
    shutil.copytree(original, tmp_path / "shop")
    return Repository(tmp_path / "shop")


@pytest.fixture(params=["github"])
def asked(
    request: pytest.FixtureRequest, shop: Repository, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Repository:
    """The same with a request in every state."""
    for name, value in environment(forge, request.param, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    team = shop.folder / "team.yml"
    team.write_text(f"forge: {request.param}\n{team.read_text()}")
    shop.git("remote", "add", "origin", f"{forge.url}/org/shop.git")
    forge.world.users = {"ada", "grace", "alan", "eve", "dependabot[bot]"}
    forge.world.requests = [
        a_request(126, "dependabot/pip/django-6.2", "dependabot[bot]", 4),
        a_request(127, "release/1.5.0", "grace", 1, target="main", files=[File("shop.py")]),
        a_request(128, "feature/typo", "eve", 6, source_repository="eve/shop"),
        a_request(129, "feature/SHOP-13-stock", "alan", 4, reviews=[Review("grace", at=NOW - timedelta(days=1))]),
        a_request(130, "bugfix/broken-basket", "alan", 3, target="release/1.5.0", reviews=[asking("grace", 2)]),
        a_request(131, "feature/SHOP-12-prices-in-cents-everywhere-in-the-shop", "grace", 2, asked=["alan", "ada"]),
        a_request(132, "feature/SHOP-14-search", "ada", 1, is_draft=True),
    ]
    return shop


def a_request(number: int, source: str, author: str, days: float, **fields: Any) -> Request:
    return Request(number, source, author=author, opened=NOW - timedelta(days=days), **fields)


def asking(author: str, days: float) -> Review:
    return Review(author, "changes requested", NOW - timedelta(days=days))


def judged(shop: Repository) -> Status:
    return status(look(shop.folder, NOW))


def shown(shop: Repository, width: int = 80, **options: bool) -> str:
    """The screen as a terminal of a width shows it."""
    out = StringIO()
    text = screen(judged(shop), width, "teamkit", **options)
    Console(file=out, width=width, soft_wrap=True, highlight=False).print(text)
    return out.getvalue()


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "flow", "status", *words])


# ── The screen ──────────────────────────────────────────────────────────────────────────────────


def test_git_alone_tells_what_it_knows_and_what_it_does_not_see(shop: Repository) -> None:
    assert (
        shown(shop)
        == """\
Production  v1.4.2 on main, 12 days ago, nothing since
Next        3 requests on develop: 2 features, 1 fix, 1 breaking

Blocks the next release  2
! develop lacks "Stop the loop" (12 d), which main has
  Grace → teamkit flow back
! release/1.5.0 lacks "Stop the loop" (12 d), which main has
  Grace → teamkit flow back

On the way to production  1
  release/1.5.0                                           2 d  +1  −1  Grace

Yours  1
* feature/SHOP-14-search                                  5 h  +1      you

Under way  3
  feature/SHOP-12-prices-in-cents-everywhere-in-the-shop  2 h  +3      Grace
  bugfix/broken-basket                                    3 d  +1      Alan
  feature/SHOP-13-stock                                   5 d  +2  −1  Alan

  1 quiet for over 30 days, the longest for 7 weeks
  1 merged already → git branch --delete feature/SHOP-1-basket
  1 of bots
"""
        + UNSEEN
    )


@pytest.mark.parametrize("asked", ["github", "gitlab"], indirect=True)
def test_with_requests_it_says_whose_turn_it_is(asked: Repository) -> None:
    lines = re.sub(r"https://\S+", "URL", shown(asked))
    assert (
        lines
        == """\
Production  v1.4.2 on main, 12 days ago, nothing since
Next        3 requests on develop: 2 features, 1 fix, 1 breaking

Blocks the next release  3
! develop lacks "Stop the loop" (12 d), which main has
  Grace → teamkit flow back
! release/1.5.0 lacks "Stop the loop" (12 d), which main has
  Grace → teamkit flow back
! bugfix/broken-basket is still to come into release/1.5.0 by #130
  Alan → URL

On the way to production  1
  release/1.5.0                1 d  +1  −1  you        review #127 by Grace, 1 d

Yours  2
  feature/SHOP-12-prices-in-…  2 h  +3      you, Alan  review #131 by Grace, 2 d
* feature/SHOP-14-search       5 h  +1      you        finish draft #132

Under way  3
  bugfix/broken-basket         3 d  +1      Alan       change #130, 2 d
  feature/SHOP-13-stock        4 d  +2  −1  Alan       merge #129, 1 d
  @eve:feature/typo            6 d          @eve       get #128 reviewed, 6 d

  1 quiet for over 30 days, the longest for 7 weeks
  1 merged already → git branch --delete feature/SHOP-1-basket
  1 of bots
"""
    )


def test_in_a_narrow_terminal_a_branch_has_two_lines(asked: Repository) -> None:
    *_, before, tables, folds = re.sub(r"https://\S+", "URL", shown(asked, 50)).split("\n\n")
    assert (
        before
        == """\
Yours  2
  feature/SHOP-12-prices-in-cents-everywhere…  2 h
    you, Alan: review #131 by Grace, 2 d  +3
* feature/SHOP-14-search                       5 h
    you: finish draft #132  +1"""
    )
    assert tables.splitlines()[:3] == [
        "Under way  3",
        "  bugfix/broken-basket                         3 d",
        "    Alan: change #130, 2 d  +1",
    ]
    assert folds.startswith("  1 quiet for over 30 days, the longest for 7\n    weeks\n")


@pytest.mark.parametrize("width", [30, 50, 64, 80, 120])
def test_only_what_is_to_be_copied_is_longer_than_the_terminal(width: int, asked: Repository) -> None:
    for line in shown(asked, width).splitlines():
        assert len(line) <= width or "→" in line, line
        assert line == line.rstrip()


def test_colours_mean_something_and_nothing_is_said_by_colour_alone(asked: Repository) -> None:
    text = screen(judged(asked), 80, "teamkit")
    styles = {str(span.style): text.plain[span.start : span.end] for span in text.spans if span.end > span.start}
    assert styles["red"] == "change #130, 2 d"
    assert styles["green"] == "merge #129, 1 d"
    assert {word for style in styles for word in style.split()} <= {"bold", "dim", "red", "green", "none"}


def test_a_request_is_in_its_place_under_github_flow_and_nothing_has_to_come_back(shop: Repository) -> None:
    (shop.folder / ".copier-answers.yml").write_text("branching: github\nproduction_branch: main\n")
    shop.git("branch", "--quiet", "--delete", "--force", "develop", "release/1.5.0")
    shop.git("switch", "--quiet", "main")
    shop.change("docs: say more (#10)", "readme.md", days=1)
    lines = shown(shop).splitlines()
    assert lines[:2] == ["Production  v1.4.2 on main, 12 days ago", "Next        1 request since: 1 docs"]
    assert "blocks" not in shown(shop)
    assert [row.base for row in judged(shop).rows] == ["main"] * 7


# ── What blocks ─────────────────────────────────────────────────────────────────────────────────


def blocked(shop: Repository) -> list[tuple[str, list[str], str]]:
    return [(each.what, [actor.name for actor in each.acts], each.then) for each in judged(shop).blocks]


def test_what_came_back_by_hand_blocks_nothing(shop: Repository) -> None:
    for branch in ("develop", "release/1.5.0"):
        shop.git("switch", "--quiet", branch)
        shop.change("Stop the loop", "shop.py", "def home():\n    stop()\n")
    assert blocked(shop) == []
    assert "Git knows of nothing that blocks the next release." in shown(shop)


def test_nothing_is_clear_only_where_requests_were_seen(asked: Repository, forge: FakeForge) -> None:
    for branch in ("develop", "release/1.5.0"):
        asked.merge("main", branch)
    forge.world.requests = []
    assert "\nNothing blocks the next release.\n" in shown(asked)


def test_what_is_merged_to_production_and_has_no_tag_blocks_with_who_merged_it(shop: Repository) -> None:
    shop.merge("release/1.5.0", "main", "Grace", hours=3)
    told = "\"Merge branch 'release/1.5.0'\" came to main after v1.4.2 and has no tag"
    assert (told, ["Grace"], "teamkit flow tag") in blocked(shop)
    assert "v1.4.2 on main, 12 days ago, 1 request since" in shown(shop)
    shop.git("tag", "v1.5.0")
    assert "flow tag" not in shown(shop)
    assert "Production  v1.5.0 on main" in shown(shop)


def test_a_release_whose_request_is_to_be_changed_is_blocked(asked: Repository, forge: FakeForge) -> None:
    forge.world.requests = [a_request(9, "release/1.5.0", "grace", 1, target="main", reviews=[asking("ada", 1)])]
    (said,) = (each for each in blocked(asked) if "changes" in each[0])
    assert said[:2] == ("changes are asked of release/1.5.0 in #9", ["Grace"])


def test_many_lost_fixes_are_counted(shop: Repository) -> None:
    shop.git("switch", "--quiet", "main")
    for number in range(5):
        shop.change(f"Fix {number}", f"fix-{number}.py", days=1)
    assert ("develop may lack 3 more changes of main", [], "teamkit check nothing-lost") in blocked(shop)


def test_commands_are_written_as_the_repository_calls_the_tool(shop: Repository) -> None:
    (shop.folder / "team.py").write_text("")
    assert "Grace → uv run -q --script team.py flow back" in run(shop.folder).output


# ── Whose turn it is ────────────────────────────────────────────────────────────────────────────


def only(shop: Repository) -> Row:
    return next(row for row in judged(shop).rows if row.request)


@pytest.mark.parametrize(
    ("fields", "stage", "acts"),
    [
        ({"is_draft": True}, Stage.DRAFT, ["Alan"]),
        ({"asked": ["grace"]}, Stage.REVIEW, ["Grace"]),
        ({"files": [File("shop.py")]}, Stage.REVIEW, ["Ada", "Grace"]),
        ({"files": []}, Stage.UNASKED, ["Alan"]),
        ({"reviews": [Review("ada")]}, Stage.APPROVED, ["Alan"]),
        ({"reviews": [Review("ada"), asking("grace", 1)]}, Stage.CHANGES, ["Alan"]),
        ({"reviews": [asking("grace", 2), Review("grace", at=NOW)]}, Stage.APPROVED, ["Alan"]),
        ({"reviews": [Review("ada", "commented")], "asked": ["ada"]}, Stage.REVIEW, ["Ada"]),
        ({"author": None, "is_draft": True}, Stage.DRAFT, ["somebody whose account is gone"]),
    ],
)
def test_a_request_says_whose_turn_it_is(
    fields: dict[str, Any], stage: Stage, acts: list[str], asked: Repository, forge: FakeForge
) -> None:
    forge.world.requests = [Request(1, **({"source": "feature/SHOP-13-stock", "author": "alan"} | fields))]
    row = only(asked)
    assert (row.turn.stage, [actor.name for actor in row.turn.acts]) == (stage, acts)
    assert (row.name, row.ahead) == ("feature/SHOP-13-stock", 2)


def test_a_second_request_of_a_branch_has_its_own_row(asked: Repository, forge: FakeForge) -> None:
    asked.branch("hotfix/loop", "main", "Grace", days=1)
    forge.world.requests = [
        a_request(1, "hotfix/loop", "grace", 1, target="main"),
        a_request(2, "hotfix/loop", "grace", 1, target="release/1.5.0"),
        a_request(3, "develop", "grace", 1, target="main"),
        a_request(4, "feature/not-fetched", "grace", 1),
    ]
    names = {row.request.number: row.name for row in judged(asked).rows if row.request}
    assert names == {
        1: "hotfix/loop",
        2: "hotfix/loop → release/1.5.0",
        3: "develop → main",
        4: "feature/not-fetched",
    }
    assert ("hotfix/loop is still to come into release/1.5.0 by #2") in [each[0] for each in blocked(asked)]


def test_a_request_of_a_quiet_branch_keeps_it_under_way(asked: Repository, forge: FakeForge) -> None:
    forge.world.requests = [a_request(1, "feature/SHOP-3-forgotten", "alan", 2)]
    assert only(asked).place is Place.UNDER_WAY


def test_a_forge_that_does_not_answer_hides_nothing_that_git_knows(asked: Repository, forge: FakeForge) -> None:
    forge.world.tokens = {}
    told = " ".join(shown(asked).split())
    assert "On the way to production 1" in told
    assert "requests and reviews are not shown: " in told
    assert "does not accept GITHUB_TOKEN" in told


def test_a_branch_that_is_on_one_side_only_is_to_be_pushed(asked: Repository, forge: FakeForge) -> None:
    forge.world.requests = []
    head = asked.git("rev-parse", "develop")
    asked.git("update-ref", "refs/remotes/origin/develop", head)
    rows = {row.name: row for row in judged(asked).rows}
    assert not rows["feature/SHOP-14-search"].is_pushed
    assert "you    push it, open a request" in shown(asked)


# ── Every branch, once ──────────────────────────────────────────────────────────────────────────


def test_every_branch_is_shown_or_counted_once(shop: Repository) -> None:
    for name in ("develop", "main", "feature/SHOP-14-search", "feature/only-there"):
        shop.git("update-ref", f"refs/remotes/origin/{name}", "develop")
    listed = shop.git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes").splitlines()
    names = {re.sub("^refs/(heads|remotes/origin)/", "", name) for name in listed} - {"main", "develop"}
    found = judged(shop)
    assert sorted(row.name for row in found.rows) == sorted(names)
    told = shown(shop, 200, unfolded=True).splitlines()
    assert all(sum(line[2:].startswith(f"{name} ") for line in told) == 1 for name in names)


def test_more_than_a_screen_is_counted_and_shown_where_all_is_asked_for(shop: Repository) -> None:
    for number in range(MOST):
        head = shop.git("commit-tree", "develop^{tree}", "-p", "develop", "-m", "x", by="Alan")
        shop.git("branch", f"feature/more-{number}", head)
    assert "  3 more under way → teamkit flow status --all\n" in shown(shop)
    everything = shown(shop, unfolded=True)
    assert "more under way" not in everything
    assert "\n\nQuiet for over 30 days  1\n  feature/SHOP-3-forgotten " in everything


def test_merged_branches_are_named_for_git_and_those_that_may_be_there_to_stay_are_not(shop: Repository) -> None:
    for name in ("staging", "feature/a", "feature/b", "feature/c"):
        shop.git("branch", name, "main~1")
    assert "5 merged already; 4 of them can go → git branch --delete $(teamkit flow status --merged)" in shown(shop)
    names = run(shop.folder, "--merged").output.split()
    assert names == ["feature/SHOP-1-basket", "feature/a", "feature/b", "feature/c"]
    shop.git("branch", "--delete", *names)
    assert run(shop.folder, "--merged").output.strip() == ""
    assert "1 merged already\n" in shown(shop)


def test_the_checked_out_branch_is_shown_although_it_has_nothing_yet(asked: Repository, forge: FakeForge) -> None:
    forge.world.requests = []
    asked.git("switch", "--quiet", "--create", "feature/new", "develop")
    assert re.search(r"^\* feature/new .* begun, nothing in it yet$", shown(asked), re.MULTILINE)


# ── What cannot be seen ─────────────────────────────────────────────────────────────────────────


def test_an_empty_repository_has_nothing_to_tell(tmp_path: Path) -> None:
    told = run(an_empty(tmp_path / "shop").folder)
    assert (told.exit_code, told.output.splitlines()[0]) == (0, "there is no commit yet; commit something")


def test_a_shallow_clone_counts_nothing_and_says_so(shop: Repository, tmp_path: Path) -> None:
    shop.git("clone", "--quiet", "--depth=1", "--no-single-branch", shop.folder.as_uri(), str(tmp_path / "clone"))
    told = run(tmp_path / "clone").output
    assert "this clone is shallow, so nobody counted commits; git fetch --unshallow" in told
    assert "Next" not in told
    assert "lost" not in told
    assert not re.search(r"[+−]\d", told)
    assert "feature/SHOP-14-search" in told


def test_a_branch_whose_commits_nobody_counted_is_not_called_empty(
    asked: Repository, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = []
    asked.git("clone", "--quiet", "--depth=1", "--no-single-branch", asked.folder.as_uri(), str(tmp_path / "clone"))
    Repository(tmp_path / "clone").git("remote", "set-url", "origin", f"{forge.url}/org/shop.git")
    told = shown(Repository(tmp_path / "clone"))
    assert "open a request" in told
    assert "nothing in it" not in told


def test_a_bare_clone_and_a_detached_head_are_told_the_same(shop: Repository, tmp_path: Path) -> None:
    shop.git("clone", "--quiet", "--bare", shop.folder.as_uri(), str(tmp_path / "bare"))
    before = {row.name for row in judged(shop).rows}
    assert {row.name for row in status(look(tmp_path / "bare", NOW)).rows} == before
    shop.git("switch", "--quiet", "--detach")
    assert not any(row.is_here for row in judged(shop).rows)
    assert {row.name for row in judged(shop).rows} == before


@pytest.mark.parametrize(("gone", "begins"), [("develop", "Production"), ("main", "\nYours")])
def test_without_one_lasting_branch_the_rest_is_shown(gone: str, begins: str, shop: Repository) -> None:
    (shop.folder / ".copier-answers.yml").write_text("branching: gitflow\nproduction_branch: main\n")
    shop.git("branch", "--quiet", "--delete", "--force", gone)
    told = f"\n{shown(shop)}"
    assert begins in told
    assert f"the branch {gone} is not in this clone; git fetch origin {gone}, or begin it" in told
    assert "knows of nothing" not in told


def test_without_any_lasting_branch_the_branches_are_shown(shop: Repository) -> None:
    shop.git("branch", "--quiet", "--delete", "--force", "develop")
    shop.git("branch", "--move", "main", "trunk")
    told = " ".join(shown(shop).split())
    assert "there is neither develop nor main nor master; fetch the branches: git fetch --all" in told
    assert "feature/SHOP-14-search" in told


def test_tags_that_are_no_versions_are_none(shop: Repository) -> None:
    for tag in ("v1.4.1", "v1.4.2"):
        shop.git("tag", "--delete", tag)
    shop.git("tag", "v2.0.0rc1", "main")
    shop.git("tag", "v3.0.0", "develop")
    assert "Production  main, changed 12 days ago; no tag on it is a version\n" in shown(shop)


def test_a_broken_team_is_one_line(shop: Repository) -> None:
    (shop.folder / "team.yml").write_text("users: 1\n")
    result = run(shop.folder)
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)


# ── For programs ────────────────────────────────────────────────────────────────────────────────


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(key for each in value.values() for key in keys(each))}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


def test_every_key_for_programs_is_documented_and_every_word_too(asked: Repository) -> None:
    found = data(judged(asked), "teamkit")
    page = PAGE.read_text()
    assert [key for key in keys(found) - {"fix", "feature"} if f"`{key}`" not in page] == []
    assert [word for word in (*Stage, *Place) if f"`{word}`" not in page] == []


def test_programs_get_what_people_see(shop: Repository) -> None:
    found = json.loads(run(shop.folder, "--json").output)
    assert found["production"]["version"] == {"tag": "v1.4.2", "at": "2026-01-08T12:00:00+00:00"}
    assert found["next"]["coming"] == {"requests": 3, "commits": 0, "kinds": {"feature": 2, "fix": 1}, "breaking": 1}
    row = next(row for row in found["branches"] if row["is_here"])
    assert (row["name"], row["ahead"], row["author"]) == ("feature/SHOP-14-search", 1, {"name": "Ada", "is_you": True})
    assert found["blocks"][0]["then"] == "teamkit flow back"


@pytest.mark.parametrize(
    ("span", "column", "sentence"),
    [
        (timedelta(seconds=-5), "now", "just now"),
        (timedelta(minutes=1), "1 min", "1 minute ago"),
        (timedelta(hours=23, minutes=59), "23 h", "23 hours ago"),
        (timedelta(days=13), "13 d", "13 days ago"),
        (timedelta(days=14), "2 w", "2 weeks ago"),
        (timedelta(days=60), "2 mo", "2 months ago"),
        (timedelta(days=364), "12 mo", "12 months ago"),
        (timedelta(days=365), "1 y", "1 year ago"),
    ],
)
def test_spans_are_told_in_the_largest_unit_that_they_fill(span: timedelta, column: str, sentence: str) -> None:
    assert (short(span), ago(span)) == (column, sentence)
