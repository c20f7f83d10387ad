"""A migration is announced by an empty commit, which changes nothing else and reaches everybody with a fetch."""

import json
from pathlib import Path

import pytest
from histories import commit, git
from shops import a_shop, begin, clone, go, migrate, run, told, write

WORDS = "adding a field to User"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = a_shop(tmp_path / "shop")
    begin(folder, "feature/user")
    return folder


def announce(folder: Path, app: str = "shop", words: str = WORDS, *options: str) -> str:
    """Announce, and give the error line where it is refused."""
    result = run(folder, "migrations", "announce", app, words, *options)
    assert result.exit_code in {0, 3}, result.output
    return result.stderr.strip()


def test_an_announcement_is_an_empty_commit_with_a_trailer(shop: Path) -> None:
    result = run(shop, "migrations", "announce", "shop", WORDS)
    assert result.output == "announced a migration of shop; push it, so that others see it: git push\n"
    assert git("log", "-1", "--format=%B", where=shop) == (
        f"chore(shop): announce a migration\n\nMigration-Intent: shop: {WORDS}"
    )
    assert git("diff", "--name-only", "HEAD^", "HEAD", where=shop) == ""


def test_what_is_staged_stays_staged_and_is_not_committed(shop: Path) -> None:
    write(shop, "shop/models.py", "x = 1\n")
    git("add", "shop/models.py", where=shop)
    assert announce(shop) == ""
    assert git("status", "--porcelain", where=shop) == "A  shop/models.py"
    assert git("diff", "--name-only", "HEAD^", "HEAD", where=shop) == ""


def test_a_dry_run_shows_the_message_and_commits_nothing(shop: Path) -> None:
    before = git("rev-parse", "HEAD", where=shop)
    result = run(shop, "migrations", "announce", "shop", "two  words\n", "--dry-run")
    assert result.output == "chore(shop): announce a migration\n\nMigration-Intent: shop: two words\n"
    assert git("rev-parse", "HEAD", where=shop) == before


def test_everybody_else_hears_of_it_until_it_is_merged(shop: Path, tmp_path: Path) -> None:
    announce(shop)
    assert told(shop)["migration-radar"] == [], "one's own is no news"
    other = clone(shop, tmp_path / "other")
    begin(other, "feature/other", "origin/main")
    said = f"Test announced a migration of shop, on origin/feature/user: {WORDS}"
    assert told(other)["migration-radar"] == [("pass", said)]
    migrate(other, "0002_other", "0001_initial")
    assert told(other)["migration-radar"] == [("pass", said.replace("shop,", "shop, which this branch migrates,"))]
    go(shop, "main")
    git("merge", "--quiet", "feature/user", where=shop)
    git("fetch", "--quiet", where=other)
    assert told(other)["migration-radar"] == []


def test_an_announcement_that_is_on_two_branches_is_told_once(shop: Path) -> None:
    announce(shop)
    begin(shop, "feature/on-top")
    commit(shop, "More")
    go(shop, "main")
    assert len(told(shop)["migration-radar"]) == 1


@pytest.mark.parametrize(
    ("app", "words", "said"),
    [
        ("shp", WORDS, 'error: "shp" is no app of this repository; did you mean shop?'),
        ("xyzzy", WORDS, 'error: "xyzzy" is no app of this repository; known: shop'),
        ("shop", " ", 'error: say what is to come: teamkit migrations announce APP "adding a field to User"'),
    ],
)
def test_an_unknown_app_and_no_words_are_refused(app: str, words: str, said: str, shop: Path) -> None:
    before = git("rev-parse", "HEAD", where=shop)
    assert announce(shop, app, words) == said
    assert git("rev-parse", "HEAD", where=shop) == before


def test_an_app_without_migrations_can_announce_its_first(shop: Path) -> None:
    write(shop, "mail/apps.py", "")
    assert announce(shop, "mail") == ""


@pytest.mark.parametrize("branch", ["main", "develop"])
def test_lasting_branches_take_no_announcements(branch: str, shop: Path) -> None:
    git("branch", "develop", where=shop)
    go(shop, branch)
    assert announce(shop) == (
        f'error: "{branch}" takes no announcements; begin a branch: git switch --create feature/short-words'
    )


def test_a_detached_head_is_refused(shop: Path) -> None:
    git("switch", "--quiet", "--detach", where=shop)
    assert announce(shop) == "error: no branch is checked out; begin one: git switch --create feature/short-words"


@pytest.mark.parametrize("work", ["merge", "rebase", "cherry-pick"])
def test_during_a_merge_a_rebase_or_a_pick_it_is_refused(work: str, shop: Path) -> None:
    for branch in ("feature/user", "main"):
        go(shop, branch)
        write(shop, "README.md", branch)
        commit(shop, branch)
    with pytest.raises(Exception, match=work):
        git(work, "feature/user", where=shop)
    assert announce(shop) == f"error: a {work} is under way; finish it, or give it up: git {work} --abort"


def test_what_a_hook_refuses_is_one_line(shop: Path) -> None:
    hook = shop / ".git/hooks/commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no announcements today >&2\nexit 1\n")
    hook.chmod(0o755)
    assert announce(shop) == "error: no announcements today"


def test_reports_name_the_way_to_each_other(shop: Path) -> None:
    announce(shop)
    go(shop, "main")
    ((finding,),) = (
        each["findings"]
        for each in json.loads(run(shop, "check", "migration-radar", "--local", "--format", "json").output)["checks"]
    )
    assert finding["mend"] == "talk to each other before you migrate shop"
