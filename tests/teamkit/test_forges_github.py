"""GitHub is read as it answers: in pages, with its nulls, and without guessing who may write."""

import json
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
from fake_forge.server import FakeForge, Fault
from fake_forge.state import START, File, Group, Level, Request, Review, Sight
from fake_forge.using import asking

from teamkit.forges.model import Act, Change, ChangedFile, ForgeError
from teamkit.forges.model import Request as Found
from teamkit.forges.model import Review as Reviewed


def requests(forge: FakeForge, folder: Path) -> tuple[Found, ...]:
    with asking(forge, "github", folder) as asked:
        return asked.open_requests()


def may_write(forge: FakeForge, folder: Path, *handles: str) -> dict[str, bool]:
    with asking(forge, "github", folder) as asked:
        return dict(asked.may_write(handles))


# ── Requests ────────────────────────────────────────────────────────────────────────────────────


def test_a_request_is_read_whole(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [
        Request(
            7,
            source="feature/orders",
            author="ada",
            is_draft=True,
            files=[File("a.py", "added"), File("b.py", "deleted"), File("c.py", "renamed"), File("d.py", "changed")],
            reviews=[Review("grace", "changes requested"), Review("alan"), Review("grace", "commented")],
            asked=["grace", "alan"],
        )
    ]
    (found,) = requests(forge, tmp_path)
    assert found == Found(
        number=7,
        title="Request 7",
        url="https://github.com/org/shop/pull/7",
        author="ada",
        source="feature/orders",
        source_repository="org/shop",
        target="develop",
        head="1" * 40,
        is_draft=True,
        is_bots=False,
        opened=START,
        ready=START,
        updated=START,
        files=(
            ChangedFile("a.py", Change.ADDED),
            ChangedFile("b.py", Change.DELETED),
            ChangedFile("c.py", Change.RENAMED),
            ChangedFile("d.py", Change.MODIFIED),
        ),
        asked=("grace", "alan"),
        reviews=(
            Reviewed("grace", Act.ASKED, START),
            Reviewed("alan", Act.APPROVED, START),
            Reviewed("grace", Act.COMMENTED, START),
        ),
    )
    assert found.opened.tzinfo is UTC


def test_only_open_requests_are_read_the_oldest_first(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, is_open=False), Request(2), Request(3)]
    assert [found.number for found in requests(forge, tmp_path)] == [2, 3]


@pytest.mark.parametrize(("number", "queries"), [(0, 1), (50, 1), (51, 2), (120, 3)])
def test_fifty_requests_cost_one_query(number: int, queries: int, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(each, files=[File("a.py")], reviews=[Review("alan")]) for each in range(number)]
    assert [found.number for found in requests(forge, tmp_path)] == list(range(number))
    assert forge.paths == ["/api/graphql"] * queries


def test_files_beyond_the_first_hundred_are_asked_for_and_none_is_missing(forge: FakeForge, tmp_path: Path) -> None:
    files = [File(f"{number}.py") for number in range(250)]
    forge.world.requests = [Request(1, files=files), Request(2, files=files[:100])]
    first, second = requests(forge, tmp_path)
    assert [file.path for file in first.files] == [file.path for file in files]
    assert len(second.files) == 100
    assert len(forge.calls) == 3


def test_what_is_gone_is_none(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, author=None, source_repository=None, reviews=[Review(None)], files=[])]
    (found,) = requests(forge, tmp_path)
    assert (found.author, found.source_repository, found.files) == (None, None, ())
    assert [review.author for review in found.reviews] == [None]


def test_a_review_that_is_not_sent_is_none_and_one_that_was_dismissed_is_a_comment(
    forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = [Request(1, reviews=[Review("alan", "pending"), Review("grace", "dismissed")])]
    (found,) = requests(forge, tmp_path)
    assert [(review.author, review.act) for review in found.reviews] == [("grace", Act.COMMENTED)]


def test_the_authors_own_words_are_no_review(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, author="ada", reviews=[Review("ada", "commented"), Review("alan")])]
    (found,) = requests(forge, tmp_path)
    assert [review.author for review in found.reviews] == ["alan"]


def test_one_request_is_read_without_the_others(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1), Request(2, is_open=False, files=[File("a.py")], reviews=[Review("alan")])]
    with asking(forge, "github", tmp_path) as asked:
        found = asked.request(2)
        assert (found.number, len(found.files), len(found.reviews)) == (2, 1, 1)
        assert len(forge.calls) == 1
        with pytest.raises(ForgeError, match="does not show the repository to GITHUB_TOKEN"):
            asked.request(9)


def test_the_last_time_that_it_was_marked_as_ready_counts_and_a_draft_is_as_old_as_it_is(
    forge: FakeForge, tmp_path: Path
) -> None:
    readied = [Review("ada", "readied", START + timedelta(days=day)) for day in (1, 3)]
    forge.world.requests = [Request(1, reviews=readied), Request(2, is_draft=True, reviews=readied), Request(3)]
    ready = [found.ready - START for found in requests(forge, tmp_path)]
    assert ready == [timedelta(days=3), timedelta(), timedelta()]


def test_users_and_teams_are_asked_and_bots_are_left_out(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.bots = {"copilot"}
    forge.world.requests = [Request(1, asked=["grace", "org/core", "copilot"]), Request(2)]
    assert [found.asked for found in requests(forge, tmp_path)] == [("grace", "org/core"), ()]


@pytest.mark.parametrize(("is_scoped", "queries"), [(False, 1), (True, 2)])
def test_teams_are_left_out_where_the_token_may_not_read_the_organisation(
    queries: int, *, is_scoped: bool, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.tokens = {token: Sight(teams=False, is_scoped=is_scoped) for token in forge.world.tokens}
    forge.world.requests = [Request(1, asked=["org/core", "grace"])]
    (found,) = requests(forge, tmp_path)
    assert found.asked == ("grace",)
    assert len(forge.calls) == queries


def test_bots_are_told_by_their_kind_and_by_their_names(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.bots = {"linter"}
    reviews = [Review("linter", "commented"), Review("grace", "commented")]
    forge.world.requests = [Request(1, author="linter"), Request(2, author="renovate"), Request(3, reviews=reviews)]
    found = requests(forge, tmp_path)
    assert [each.is_bots for each in found] == [True, True, False]
    assert [each.is_bots for each in found[2].reviews] == [True, False]


def test_a_review_of_another_commit_is_not_current(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [
        Request(1, reviews=[Review("grace", head="2" * 40), Review("alan"), Review("eve", head=None)])
    ]
    (found,) = requests(forge, tmp_path)
    assert [review.is_current for review in found.reviews] == [False, True, False]


def test_times_are_told_in_utc(forge: FakeForge, tmp_path: Path) -> None:
    local = START.astimezone(timezone(timedelta(hours=2)))
    forge.world.requests = [Request(1, opened=local)]
    (found,) = requests(forge, tmp_path)
    assert (found.opened, found.opened.tzinfo) == (START, UTC)


def test_a_repository_that_the_token_does_not_show_is_said(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.tokens = {token: Sight(repository=False) for token in forge.world.tokens}
    with pytest.raises(ForgeError, match="does not show the repository to GITHUB_TOKEN; set GITHUB_TOKEN to a token"):
        requests(forge, tmp_path)


def test_nothing_but_questions_is_sent(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, files=[File(f"{number}.py") for number in range(101)])]
    requests(forge, tmp_path)
    may_write(forge, tmp_path, "ada", "org/core")
    assert {call.method for call in forge.calls} == {"GET", "POST"}
    queries = [json.loads(call.body)["query"].split("(")[0].strip() for call in forge.calls if call.method == "POST"]
    assert set(queries) == {"query"}
    assert all(not call.body for call in forge.calls if call.method == "GET")


# ── Rights ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("level", "may"), [(Level.ADMIN, True), (Level.MAINTAIN, True), (Level.WRITE, True), (Level.READ, False)]
)
def test_a_member_may_write_from_write_on(level: Level, *, may: bool, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": level}
    assert may_write(forge, tmp_path, "ada") == {"ada": may}


def test_a_stranger_and_nobody_may_not_write(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.users = {"stranger"}
    assert may_write(forge, tmp_path, "stranger", "nobody") == {"stranger": False, "nobody": False}


def test_who_may_write_is_left_out_where_the_token_may_not_ask(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": Level.WRITE}
    forge.world.tokens = {token: Sight(collaborators=False) for token in forge.world.tokens}
    assert may_write(forge, tmp_path, "ada") == {}


@pytest.mark.parametrize(
    ("handle", "body"), [("ada", '{"permission": "novel"}'), ("org/core", "{}"), ("org/core", '{"permissions": null}')]
)
def test_an_answer_that_says_nothing_of_writing_is_left_out(
    handle: str, body: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.faults.append(Fault(body=body))
    assert may_write(forge, tmp_path, handle) == {}


def test_somebody_who_exists_and_is_not_found_by_a_token_of_little_right_is_left_out(
    forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.members = {"ada": Level.WRITE}
    forge.world.tokens = {token: Sight(collaborators=False) for token in forge.world.tokens}
    forge.faults.append(Fault(404))
    assert may_write(forge, tmp_path, "ada") == {}


def test_a_repository_that_is_hidden_says_nothing_against_anybody(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": Level.WRITE}
    forge.world.tokens = {token: Sight(repository=False) for token in forge.world.tokens}
    with pytest.raises(ForgeError, match="/api/v3/repos/org/shop is not there, or not for GITHUB_TOKEN to see"):
        may_write(forge, tmp_path, "ada")


@pytest.mark.parametrize(("level", "may"), [(Level.WRITE, True), (Level.READ, False), (None, False)])
def test_a_team_may_write_where_it_was_given_the_right(
    level: Level | None, *, may: bool, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.groups = {"org/core": Group(level=level)}
    assert may_write(forge, tmp_path, "org/core") == {"org/core": may}


def test_a_team_that_the_token_does_not_see_is_left_out(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.groups = {"org/core": Group(level=Level.WRITE, is_hidden=True)}
    assert may_write(forge, tmp_path, "org/core", "org/none") == {}


def test_a_team_is_left_out_where_the_repository_is_hidden(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.groups = {"org/core": Group(level=Level.WRITE)}
    forge.world.tokens = {token: Sight(repository=False) for token in forge.world.tokens}
    assert may_write(forge, tmp_path, "org/core") == {}


def test_a_second_run_about_rights_costs_nothing_but_304(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": Level.WRITE, "grace": Level.READ}
    forge.world.groups = {"org/core": Group(level=Level.WRITE)}
    first = may_write(forge, tmp_path, "ada", "grace", "org/core")
    assert forge.statuses == [200] * 3
    forge.calls.clear()
    assert may_write(forge, tmp_path, "ada", "grace", "org/core") == first
    assert forge.statuses == [304] * 3


def test_what_changed_is_seen_by_the_second_run(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": Level.WRITE}
    may_write(forge, tmp_path, "ada")
    forge.world.members = {"ada": Level.READ}
    assert may_write(forge, tmp_path, "ada") == {"ada": False}
