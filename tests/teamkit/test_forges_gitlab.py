"""GitLab is read as it answers: in pages, with its nulls, and without guessing who may write."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from fake_forge.server import FakeForge
from fake_forge.state import START, TOKEN, File, Group, Level, Request, Review, Sight
from fake_forge.using import asking

from teamkit.forges.model import Act, Change, ChangedFile, Forge, ForgeError
from teamkit.forges.model import Request as Found
from teamkit.forges.model import Review as Reviewed


def requests(forge: FakeForge, folder: Path) -> tuple[Found, ...]:
    with asking(forge, "gitlab", folder) as asked:
        return asked.open_requests()


def may_write(forge: FakeForge, folder: Path, *handles: str) -> dict[str, bool]:
    with asking(forge, "gitlab", folder) as asked:
        return dict(asked.may_write(handles))


# ── Requests ────────────────────────────────────────────────────────────────────────────────────


def test_a_request_is_read_whole(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [
        Request(
            7,
            source="feature/orders",
            is_draft=True,
            files=[File("a.py", "added"), File("b.py", "deleted"), File("c.py", "renamed"), File("d.py")],
            reviews=[Review("grace", "changes requested"), Review("alan"), Review("grace", "commented")],
            asked=["grace", "eve"],
        )
    ]
    (request,) = requests(forge, tmp_path)
    assert request == Found(
        number=7,
        title="Request 7",
        url="https://gitlab.com/org/shop/-/merge_requests/7",
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
        asked=("eve",),
        reviews=(
            Reviewed("grace", Act.ASKED, START),
            Reviewed("alan", Act.APPROVED, START),
            Reviewed("grace", Act.COMMENTED, START),
        ),
    )
    assert request.opened.tzinfo is UTC


@pytest.mark.parametrize("has_links", [True, False])
def test_every_page_is_read_by_either_header(*, has_links: bool, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.has_links, forge.world.page_size = has_links, 2
    forge.world.requests = [
        Request(number, files=[File(f"{each}.py") for each in range(5)], is_open=number != 2) for number in range(6)
    ]
    read = requests(forge, tmp_path)
    assert [request.number for request in read] == [0, 1, 3, 4, 5]
    assert {len(request.files) for request in read} == {5}


@pytest.mark.parametrize("repeats_links", [True, False])
def test_a_second_run_costs_nothing_but_304(*, repeats_links: bool, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.page_size, forge.world.repeats_links = 2, repeats_links
    forge.world.requests = [Request(number, files=[File("a.py")], reviews=[Review("alan")]) for number in range(3)]
    first = requests(forge, tmp_path)
    forge.calls.clear()
    assert requests(forge, tmp_path) == first
    assert forge.statuses == [304] * 8


def test_what_is_gone_is_none(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, author=None, source_repository=None, head=None, reviews=[Review(None)])]
    (request,) = requests(forge, tmp_path)
    assert (request.author, request.source_repository, request.head, request.files) == (None, None, "", ())
    assert [review.author for review in request.reviews] == [None]


def test_a_fork_is_named(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, source_repository="eve/shop")]
    (request,) = requests(forge, tmp_path)
    assert request.source_repository == "eve/shop"


def test_what_gitlab_notes_of_itself_and_the_authors_own_words_are_no_review(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, reviews=[Review("alan", "pushed"), Review("ada", "commented"), Review("alan")])]
    (request,) = requests(forge, tmp_path)
    assert [(review.author, review.act) for review in request.reviews] == [("alan", Act.APPROVED)]


def test_one_request_is_read_without_the_others(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1), Request(2, is_open=False, files=[File("a.py")], reviews=[Review("alan")])]
    with asking(forge, "gitlab", tmp_path) as asked:
        found = asked.request(2)
        assert (found.number, len(found.files), len(found.reviews)) == (2, 1, 1)
        assert len(forge.calls) == 3
        with pytest.raises(ForgeError, match="merge_requests/9 is not there"):
            asked.request(9)


def test_the_last_time_that_it_was_marked_as_ready_counts_and_a_draft_is_as_old_as_it_is(
    forge: FakeForge, tmp_path: Path
) -> None:
    readied = [Review("ada", "readied", START + timedelta(days=day)) for day in (1, 3)]
    forge.world.requests = [Request(1, reviews=readied), Request(2, is_draft=True, reviews=readied), Request(3)]
    ready = [request.ready - START for request in requests(forge, tmp_path)]
    assert ready == [timedelta(days=3), timedelta(), timedelta()]


@pytest.mark.parametrize("name", ["project_7_bot_1a2b", "group_7_bot", "service_account_9", "renovate-bot", "app[bot]"])
def test_bots_are_told_by_their_names(name: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, author=name), Request(2, reviews=[Review(name), Review("abbott")])]
    first, second = requests(forge, tmp_path)
    assert (first.is_bots, second.is_bots) == (True, False)
    assert [review.is_bots for review in second.reviews] == [True, False]


def test_a_review_before_the_last_push_is_not_current(forge: FakeForge, tmp_path: Path) -> None:
    acts = [("alan", "approved"), ("ada", "pushed"), ("grace", "approved")]
    reviews = [Review(name, act, START + timedelta(hours=hour)) for hour, (name, act) in enumerate(acts)]
    forge.world.requests = [Request(1, reviews=reviews)]
    (request,) = requests(forge, tmp_path)
    assert [(review.author, review.is_current) for review in request.reviews] == [("alan", False), ("grace", True)]


def test_people_are_asked_until_they_answer_and_again_when_a_draft_is_ready_once_more(
    forge: FakeForge, tmp_path: Path
) -> None:
    acts = [Review("grace", "commented"), Review("ada", "readied", START + timedelta(hours=1))]
    asked = ["grace", "alan", "project_7_bot"]
    forge.world.requests = [Request(1, reviews=acts[:1], asked=asked), Request(2, reviews=acts, asked=asked)]
    assert [request.asked for request in requests(forge, tmp_path)] == [("alan",), ("grace", "alan")]


def test_an_approval_that_was_taken_back_is_a_comment_until_it_is_given_again(forge: FakeForge, tmp_path: Path) -> None:
    acts = ("approved", "unapproved", "approved")
    reviews = [Review("alan", act, START + timedelta(hours=hour)) for hour, act in enumerate(acts)]
    forge.world.requests = [Request(1, reviews=reviews[:2]), Request(2, reviews=reviews)]
    found = [[review.act for review in request.reviews] for request in requests(forge, tmp_path)]
    assert found == [[Act.COMMENTED], [Act.COMMENTED, Act.APPROVED]]


def test_nothing_but_get_is_sent(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1)]
    requests(forge, tmp_path)
    may_write(forge, tmp_path, "ada", "org")
    assert {(call.method, call.body) for call in forge.calls} == {("GET", "")}


# ── Rights ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("level", "may"), [(Level.ADMIN, True), (Level.MAINTAIN, True), (Level.WRITE, True), (Level.READ, False)]
)
def test_a_member_may_write_from_developer_on(level: Level, *, may: bool, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": level}
    assert may_write(forge, tmp_path, "Ada") == {"Ada": may}


def test_a_blocked_member_may_not_write(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {"ada": Level.WRITE}
    forge.world.blocked = {"ada"}
    assert may_write(forge, tmp_path, "ada") == {"ada": False}


def test_a_stranger_may_not_write_and_of_an_unknown_name_nobody_knows(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.users = {"stranger"}
    assert may_write(forge, tmp_path, "stranger", "nobody") == {"stranger": False}


def test_a_member_of_an_invited_group_may_write_as_far_as_the_invitation_goes(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.groups = {
        "team/core": Group({"ada": Level.ADMIN, "grace": Level.READ}, Level.WRITE),
        "team/readers": Group({"alan": Level.ADMIN}, Level.READ),
    }
    assert may_write(forge, tmp_path, "ada", "grace", "alan") == {"ada": True, "grace": False, "alan": False}


def test_a_right_through_a_group_that_the_token_does_not_see_is_left_out(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.groups = {"secret": Group({"ada": Level.WRITE}, Level.WRITE, is_hidden=True)}
    assert may_write(forge, tmp_path, "ada", "secret") == {}


@pytest.mark.parametrize(
    ("group", "may"),
    [
        (Group({"ada": Level.WRITE}, Level.WRITE), True),
        (Group({"ada": Level.WRITE}, Level.READ), False),
        (Group({"ada": Level.READ}, Level.WRITE), False),
        (Group({}, Level.WRITE), False),
        (Group({"ada": Level.WRITE}, None), False),
    ],
)
def test_a_group_may_write_where_it_is_invited_as_developer_and_has_one(
    group: Group, *, may: bool, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.groups = {"team/core": group}
    assert may_write(forge, tmp_path, "team/core") == {"team/core": may}


def test_groups_that_hold_the_project_may_write(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.path = "org/web/shop"
    forge.world.groups = {"org": Group({"ada": Level.WRITE}), "org/web": Group({"grace": Level.ADMIN})}
    assert may_write(forge, tmp_path, "org", "org/web") == {"org": True, "org/web": True}


@pytest.mark.parametrize(("level", "may"), [(Level.WRITE, True), (Level.READ, False)])
def test_a_group_may_write_where_it_is_invited_to_one_that_holds_the_project(
    level: Level, *, may: bool, forge: FakeForge, tmp_path: Path
) -> None:
    guests = Group({"ada": Level.WRITE}, level, through="org")
    forge.world.groups = {"org": Group({"grace": Level.WRITE}), "guests": guests}
    assert may_write(forge, tmp_path, "guests") == {"guests": may}


def test_many_members_come_in_pages(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.members = {f"user{number}": Level.WRITE for number in range(250)}
    assert may_write(forge, tmp_path, "user249") == {"user249": True}
    assert len(forge.calls) == 3


def test_a_member_on_a_new_page_is_seen_although_the_pages_before_did_not_change(
    forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.members = {f"user{number}": Level.WRITE for number in range(100)}
    may_write(forge, tmp_path, "user0")
    forge.calls.clear()
    forge.world.members["ada"] = Level.WRITE
    assert may_write(forge, tmp_path, "ada") == {"ada": True}
    assert forge.statuses == [304, 200]


def test_nobody_to_look_up_costs_nothing(forge: FakeForge, tmp_path: Path) -> None:
    assert may_write(forge, tmp_path) == {}
    assert forge.calls == []


# ── The token of a job ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def job(forge: FakeForge, tmp_path: Path) -> Iterator[Forge]:
    forge.world.tokens = {TOKEN: Sight(is_job=True)}
    with asking(forge, "gitlab", tmp_path, variable="CI_JOB_TOKEN") as asked:
        yield asked


def test_a_jobs_token_sees_that_nothing_is_open(job: Forge, forge: FakeForge) -> None:
    assert job.open_requests() == ()
    assert forge.calls[0].headers["JOB-TOKEN"] == TOKEN
    assert "Authorization" not in forge.calls[0].headers


def test_a_jobs_token_that_does_not_open_the_files_names_the_one_that_does(job: Forge, forge: FakeForge) -> None:
    forge.world.requests = [Request(1)]
    with pytest.raises(ForgeError, match="/merge_requests/1/diffs does not accept CI_JOB_TOKEN; set GITLAB_TOKEN to"):
        job.open_requests()


def test_a_jobs_token_that_does_not_open_the_members_names_the_one_that_does(job: Forge) -> None:
    with pytest.raises(ForgeError, match="/members/all does not accept CI_JOB_TOKEN; set GITLAB_TOKEN to a token with"):
        job.may_write(["ada"])
