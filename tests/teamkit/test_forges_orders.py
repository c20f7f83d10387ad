"""An order to a forge is given once, is told with the forge's own words where it is refused, and is seen afterwards."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fake_forge.server import FakeForge, Fault, serving
from fake_forge.state import START, TOKEN, Request, Sight, World
from fake_forge.using import Clock, asking

from teamkit.forges.model import ExistsError, ForbiddenError, Forge, ForgeError, MissingError, Opened, Proposal

PROPOSAL = Proposal("feature/x", "develop", "Take orders", "Why: *because*\r\n")
URLS = {
    "github": ("https://github.com/org/shop/pull/", "https://github.com/org/shop/releases/tag/v1"),
    "gitlab": ("https://gitlab.com/org/shop/-/merge_requests/", "https://gitlab.com/org/shop/-/releases/v1"),
}
REMEDIES = {
    "github": "set GITHUB_TOKEN to a token that may write pull requests and contents",
    "gitlab": "set GITLAB_TOKEN to a token with the scope api, of somebody who may push",
}
Order = Callable[[Forge], object]
POSTS: tuple[Order, ...] = (lambda asked: asked.propose(PROPOSAL), lambda asked: asked.release("v1", "1" * 40, "New"))


def rewrite(asked: Forge) -> None:
    asked.rewrite(1, "New words")


@pytest.fixture(params=["github", "gitlab"])
def kind(request: pytest.FixtureRequest, forge: FakeForge) -> str:
    """Each make, with one open request whose branch is not the one that is proposed."""
    forge.world.branches.add("fix/y")
    forge.world.requests = [Request(1, source="fix/y", body="Old words")]
    return str(request.param)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def asked(kind: str, clock: Clock, forge: FakeForge, tmp_path: Path) -> Iterator[Forge]:
    with asking(forge, kind, tmp_path, patience=clock.patience(read=0.3)) as opened:
        yield opened


def refusal(forge: FakeForge, order: Order, asked: Forge, kind: type[ForgeError] = ForgeError) -> str:
    with pytest.raises(kind) as error:
        order(asked)
    said = str(error.value)
    assert "\n" not in said
    assert TOKEN not in said
    return re.sub(f"{forge.url}/api/v./.*/(pulls|merge_requests|releases)", "PLACE", said)


# ── What is ordered is done ─────────────────────────────────────────────────────────────────────


def test_a_request_that_is_proposed_is_open_as_it_was_written(kind: str, asked: Forge, forge: FakeForge) -> None:
    opened = asked.propose(PROPOSAL)
    assert opened == Opened(2, "develop", f"{URLS[kind][0]}2")
    assert forge.world.requests[1] == Request(2, "feature/x", "develop", title=PROPOSAL.title, body=PROPOSAL.body)
    assert asked.body(2) == PROPOSAL.body
    assert [(each.number, each.title, each.opened) for each in asked.open_requests()][1:] == [(2, "Take orders", START)]


def test_a_draft_is_open_and_no_review_is_asked_for(asked: Forge, forge: FakeForge) -> None:
    asked.propose(replace(PROPOSAL, is_draft=True))
    assert [(each.number, each.is_draft) for each in asked.open_requests()] == [(1, False), (2, True)]


def test_where_a_plan_has_no_drafts_the_request_is_open_as_any_other(kind: str, asked: Forge, forge: FakeForge) -> None:
    forge.world.has_drafts = False
    asked.propose(replace(PROPOSAL, is_draft=True))
    assert [each.is_draft for each in forge.world.requests[1:]] == [kind == "gitlab"]


def test_a_request_that_is_revised_has_another_title_and_text(kind: str, asked: Forge, forge: FakeForge) -> None:
    asked.revise(1, replace(PROPOSAL, is_draft=True))
    revised = forge.world.requests[0]
    assert (revised.title, revised.is_draft) == {
        "github": ("Take orders", False),
        "gitlab": ("Draft: Take orders", True),
    }[kind]
    assert asked.body(1) == PROPOSAL.body
    asked.revise(1, PROPOSAL)
    assert (revised.title, revised.is_draft) == ("Take orders", False)


def test_the_open_requests_of_a_branch_are_found_and_no_others(kind: str, asked: Forge, forge: FakeForge) -> None:
    forge.world.requests += [
        Request(2, source="release/1", target="main"),
        Request(3, source="release/1", target="develop"),
        Request(4, source="release/1", is_open=False),
        Request(5, source="release/1", source_repository="eve/shop"),
    ]
    url = URLS[kind][0]
    assert asked.opened("release/1") == (Opened(2, "main", f"{url}2"), Opened(3, "develop", f"{url}3"))
    assert asked.opened("release/2") == ()


def test_a_request_says_what_it_was_told_to_and_nothing_that_was_kept(asked: Forge, forge: FakeForge) -> None:
    assert asked.body(1) == "Old words"
    asked.rewrite(1, "New words")
    forge.calls.clear()
    assert asked.body(1) == "New words"
    assert "If-None-Match" not in forge.calls[0].headers
    assert asked.body(1) == "New words"
    assert forge.statuses == [200, 304]


def test_a_request_without_words_says_nothing(asked: Forge, forge: FakeForge) -> None:
    forge.world.requests[0].body = None
    assert asked.body(1) == ""


def test_a_release_is_published_under_its_tag_with_its_notes(kind: str, asked: Forge, forge: FakeForge) -> None:
    assert asked.release("v1", "1" * 40, "- **New**") == URLS[kind][1]
    assert forge.world.releases == {"v1": ("1" * 40, "- **New**")}


# ── Given again or not ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("order", POSTS)
@pytest.mark.parametrize("fault", [Fault(500), Fault(502), Fault(503, {"Retry-After": "1"}), Fault(504)])
def test_a_post_that_may_have_been_taken_is_not_sent_again(
    fault: Fault, order: Order, asked: Forge, clock: Clock, forge: FakeForge
) -> None:
    forge.faults.append(fault)
    assert refusal(forge, order, asked) == f"PLACE answered {fault.status}; run again later"
    assert (len(forge.calls), clock.slept) == (1, [])


@pytest.mark.parametrize("order", POSTS)
@pytest.mark.parametrize(
    ("fault", "said"),
    [(Fault(body="{", is_cut=True), "dropped the connection"), (Fault(is_slow=True), "did not answer in time")],
)
def test_a_post_without_an_answer_is_not_sent_again_and_asks_to_look(
    fault: Fault, said: str, order: Order, asked: Forge, forge: FakeForge
) -> None:
    forge.faults.append(fault)
    told = refusal(forge, order, asked)
    assert told == f"PLACE {said}; look whether it was done all the same, then run again"
    assert len(forge.calls) == 1


@pytest.mark.parametrize("order", [*POSTS, rewrite])
@pytest.mark.parametrize("status", [403, 429])
def test_an_order_that_came_too_soon_is_given_again_after_the_wait(
    status: int, order: Order, asked: Forge, clock: Clock, forge: FakeForge
) -> None:
    forge.faults.append(Fault(status, {"Retry-After": "7"}, '{"message": "You have exceeded a secondary rate limit"}'))
    order(asked)
    assert clock.slept == [7]
    assert len({call.body for call in forge.calls}) == 1


@pytest.mark.parametrize("fault", [Fault(502), Fault(503), Fault(body="{", is_cut=True), Fault(is_slow=True)])
def test_a_rewrite_is_given_again_since_twice_is_the_same_as_once(
    fault: Fault, asked: Forge, clock: Clock, forge: FakeForge
) -> None:
    forge.faults.extend([fault] * 2)
    asked.rewrite(1, "New words")
    assert clock.slept == [1, 2]
    assert forge.world.requests[0].body == "New words"


def test_an_order_to_a_forge_that_is_not_there_is_told(kind: str, tmp_path: Path) -> None:
    with serving(World()) as gone:
        pass
    with asking(gone, kind, tmp_path) as asked:
        assert refusal(gone, POSTS[0], asked) == "PLACE cannot be reached; look at the network, then run again"


# ── Refused ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("github", "Validation Failed: A pull request already exists for org:fix/y"),
        ("gitlab", "Another open merge request already exists for this source branch: !1"),
    ],
    indirect=["kind"],
)
def test_a_request_that_is_open_already_is_said_to_exist(words: str, asked: Forge, forge: FakeForge) -> None:
    told = refusal(forge, lambda asked: asked.propose(Proposal("fix/y", "develop", "Again", "")), asked, ExistsError)
    assert told == f"PLACE did not take the order ({words}); mend that, then run again"
    assert len(forge.world.requests) == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("github", "Validation Failed: resource Release, code already_exists, field tag_name"),
        ("gitlab", "Release already exists"),
    ],
    indirect=["kind"],
)
def test_a_tag_that_was_published_already_is_said_to_exist(words: str, asked: Forge, forge: FakeForge) -> None:
    forge.world.releases = {"v1": ("2" * 40, "Old")}
    assert f"({words})" in refusal(forge, POSTS[1], asked, ExistsError)
    assert forge.world.releases == {"v1": ("2" * 40, "Old")}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("github", "Validation Failed: resource PullRequest, field head, code invalid"),
        ("gitlab", "source_branch does not exist"),
    ],
    indirect=["kind"],
)
def test_a_branch_that_is_missing_is_told(words: str, asked: Forge, forge: FakeForge) -> None:
    forge.world.branches.remove("feature/x")
    told = refusal(forge, POSTS[0], asked)
    assert told == f"PLACE did not take the order ({words}); mend that, then run again"


@pytest.mark.parametrize("order", [*POSTS, rewrite])
def test_a_token_that_only_reads_names_what_a_writing_one_needs(
    order: Order, kind: str, asked: Forge, forge: FakeForge
) -> None:
    forge.world.tokens = {TOKEN: Sight(is_reading=True)}
    told = refusal(forge, order, asked, ForbiddenError)
    words = {
        "github": "Resource not accessible by integration",
        "gitlab": "insufficient_scope: The request requires higher privileges than provided by the access token",
    }
    variable = f"{kind.upper()}_TOKEN"
    assert (
        re.sub("PLACE/1", "PLACE", told) == f"PLACE is not for {variable} to change ({words[kind]}); {REMEDIES[kind]}"
    )
    assert (len(forge.world.requests), forge.world.releases, forge.world.requests[0].body) == (1, {}, "Old words")


def test_the_token_of_a_job_names_the_one_that_writes(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.tokens = {TOKEN: Sight(is_job=True)}
    with asking(forge, "gitlab", tmp_path, variable="CI_JOB_TOKEN") as asked:
        told = refusal(forge, POSTS[0], asked)
    assert told == f"PLACE does not accept CI_JOB_TOKEN (401 Unauthorized); {REMEDIES['gitlab']}"


def test_a_request_that_is_not_there_is_told(kind: str, asked: Forge, forge: FakeForge) -> None:
    told = refusal(forge, lambda asked: asked.rewrite(9, ""), asked, MissingError)
    assert told.startswith(f"PLACE/9 is not there, or not for {kind.upper()}_TOKEN to change (")
    assert told.endswith(REMEDIES[kind])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"message": "twice\\n the\\u0000 line"}', " (twice the line)"),
        (f'{{"message": "no {TOKEN} here"}}', " (no … here)"),
        (f'{{"message": {{"Bearer {TOKEN}": ["is bad"]}}}}', " (Bearer … is bad)"),
        ('{"message": "' + "x" * 400 + '"}', f" ({'x' * 300}…)"),
        ('{"error": "title is missing"}', " (title is missing)"),
        ('{"message": null, "errors": ["one", {"code": 7}, 8]}', " (one, code 7, 8)"),
        ('{"errors": {"message": {"a": "b"}}}', " (message a b)"),
        ("<html>", " (422)"),
        ("[]", " (422)"),
        ("{}", " (422)"),
        ("[" * 100_000, " (422)"),
    ],
)
def test_whatever_a_forge_says_of_a_refusal_is_one_short_line_without_the_token(
    body: str, words: str, asked: Forge, forge: FakeForge
) -> None:
    forge.faults.append(Fault(422, body=body))
    assert refusal(forge, POSTS[0], asked) == f"PLACE did not take the order{words}; mend that, then run again"


@pytest.mark.parametrize("order", [POSTS[0], rewrite])
@pytest.mark.parametrize("status", [302, 303])
def test_a_redirect_that_makes_a_question_of_an_order_is_told_and_not_taken_for_success(
    status: int, order: Order, asked: Forge, forge: FakeForge
) -> None:
    there = "/api/v3/repos/org/shop/pulls/1"
    forge.faults.extend([Fault(status, {"Location": there}), Fault(body='{"body": "", "description": ""}')])
    told = re.sub("PLACE/1", "PLACE", refusal(forge, order, asked))
    assert told == "PLACE leads elsewhere and takes no orders; mend it: git remote set-url origin URL"


def test_an_order_follows_a_redirect_that_keeps_it_one(asked: Forge, kind: str, forge: FakeForge) -> None:
    place = {"github": "/api/v3/repos/org/shop/pulls", "gitlab": "/api/v4/projects/org%2Fshop/merge_requests"}
    forge.faults.append(Fault(307, {"Location": place[kind]}))
    assert asked.propose(PROPOSAL).number == 2
    assert [call.method for call in forge.calls] == ["POST", "POST"]


def test_an_order_that_leads_to_another_host_takes_no_token_there(asked: Forge, forge: FakeForge) -> None:
    with serving(World()) as other:
        forge.faults.append(Fault(307, {"Location": f"{other.url}/api"}))
        assert "does not accept" in refusal(forge, POSTS[0], asked)
    assert [TOKEN in str(call.headers) for call in other.calls] == [False]


@pytest.mark.parametrize("body", ["", "<html>", "[]", "{}"])
def test_an_answer_to_an_order_that_nobody_can_read_is_told(body: str, asked: Forge, forge: FakeForge) -> None:
    forge.faults.append(Fault(body=body))
    assert "PLACE answered what nobody can read (" in refusal(forge, POSTS[0], asked)
