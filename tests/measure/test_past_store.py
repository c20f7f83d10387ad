"""What a forge said is remembered: only what changed is asked for, and a silent forge is no end."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest
from fake_forge.server import FakeForge, Fault, serving
from fake_forge.state import START, TOKEN, Deployment, File, Issue, Request, Sight, World
from fake_forge.using import Clock, environment, remembering
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.findings import Unseen
from teamkit.forges.finding import find_past
from teamkit.forges.kinds import GITHUB, GITLAB
from teamkit.forges.past import github, gitlab
from teamkit.forges.past.model import PastRequest, Read, Reader
from teamkit.forges.past.store import Store, silent
from teamkit.forges.shelf import Shelf

KINDS = ["github", "gitlab"]
by_kind = pytest.mark.parametrize("kind", KINDS)
type Requests = Read[tuple[PastRequest, ...]]
type Story = tuple[list[tuple[int, str, datetime]], int, datetime]


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def requests(forge: FakeForge, kind: str, folder: Path, since: datetime = START) -> Requests:
    with remembering(forge, kind, folder) as past:
        return past.requests(since)


def numbers(read: Requests) -> list[int]:
    return [request.number for request in read.value]


def entry(folder: Path) -> Path:
    """The file that requests are kept in: of all the one without answers of REST."""
    (found,) = (path for path in (folder / "teamkit").glob("*.json") if not path.read_text().startswith("{"))
    return found


# ── A second run ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("kind", "first", "second"), [("github", 11, 1), ("gitlab", 16, 3)])
def test_five_hundred_requests_cost_few_calls_and_a_second_run_almost_none(
    kind: str, first: int, second: int, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = [Request(each, opened=at(each)) for each in range(500)]
    for request in forge.world.requests[:480]:
        request.happened("merged", at(500), landed="f" * 40)
    whole = requests(forge, kind, tmp_path)
    assert (len(whole.value), len(forge.calls)) == (500, first)
    forge.calls.clear()
    forge.world.requests[-1].happened("said", at(501), "grace")
    requests(forge, kind, tmp_path)
    forge.calls.clear()
    again = requests(forge, kind, tmp_path)
    assert (len(again.value), len(forge.calls)) == (500, second)


@by_kind
def test_only_what_changed_is_read_anew(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(each, opened=at(each)) for each in range(3)]
    requests(forge, kind, tmp_path)
    for request in forge.world.requests:
        request.title = "Another one"
    forge.world.requests[0].happened("approved", at(5), "alan")
    forge.world.requests.append(Request(3, opened=at(6)))
    titles = [request.title for request in requests(forge, kind, tmp_path).value]
    assert titles == ["Another one", "Request 1", "Another one", "Request 3"]


@by_kind
def test_what_changes_in_the_second_of_the_newest_change_is_not_missed(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = [Request(1), Request(2)]
    requests(forge, kind, tmp_path)
    forge.world.requests[0].happened("merged", START, landed="f" * 40)
    assert [request.is_open for request in requests(forge, kind, tmp_path).value] == [False, True]


@by_kind
def test_a_change_from_the_future_hides_no_other(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1), Request(2, changed=at(99_999))]
    requests(forge, kind, tmp_path)
    forge.world.requests[0].happened("merged", at(12_000), landed="f" * 40)
    assert [request.is_open for request in requests(forge, kind, tmp_path).value] == [False, True]


@by_kind
def test_an_older_beginning_is_read_anew_and_a_later_one_is_cut_out(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = [Request(each, opened=at(each)) for each in range(4)]
    for request in forge.world.requests:
        request.happened("closed", request.opened)
    assert numbers(requests(forge, kind, tmp_path, at(2))) == [2, 3]
    assert numbers(requests(forge, kind, tmp_path, at(1))) == [1, 2, 3]
    assert numbers(requests(forge, kind, tmp_path, at(3))) == [3]
    assert numbers(requests(forge, kind, tmp_path, at(1))) == [1, 2, 3]


def test_a_merge_request_that_was_deleted_is_open_no_more(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1), Request(2)]
    requests(forge, "gitlab", tmp_path)
    del forge.world.requests[0]
    assert numbers(requests(forge, "gitlab", tmp_path)) == [2]


def test_an_open_merge_request_is_not_lost_where_another_closes_between_two_pages(
    forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.page_size = 2
    forge.world.requests = [Request(each, opened=at(each)) for each in range(5)]
    requests(forge, "gitlab", tmp_path)
    forge.calls.clear()
    after_the_first_page = 3
    forge.meanwhile = lambda: (
        forge.world.requests[0].happened("closed", at(9)) if len(forge.calls) == after_the_first_page else None
    )
    requests(forge, "gitlab", tmp_path)
    assert [request.is_open for request in requests(forge, "gitlab", tmp_path).value] == [False, True, True, True, True]


@by_kind
@pytest.mark.parametrize("wrong_by", [0, 9_000])
def test_deployments_that_succeed_later_are_seen_and_those_the_forge_forgets_are_kept_by_whatever_clock(
    kind: str, wrong_by: int, forge: FakeForge, tmp_path: Path
) -> None:
    clock = Clock(at(300 + wrong_by).timestamp())

    def commits() -> list[str]:
        with remembering(forge, kind, tmp_path, patience=clock.patience()) as past:
            return [done.commit[0] for done in past.deployments(("production",), START).value]

    waiting = Deployment("b" * 40, created=at(2), states=[("waiting", at(2))])
    forge.world.deployments = [Deployment("a" * 40, created=at(1), states=[("success", at(1))]), waiting]
    assert commits() == ["a"]
    waiting.states.append(("success", at(310)))
    del forge.world.deployments[0]
    assert commits() == ["a", "b"]


@by_kind
def test_a_memory_of_incidents_says_truly_how_far_back_it_goes(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.issues = [Issue(each, opened=at(each), closed=at(each)) for each in range(3)]

    def found(since: datetime) -> list[int]:
        with remembering(forge, kind, tmp_path) as past:
            read = past.incidents(("incident",), since)
        assert read.notes == ()
        return [incident.number for incident in read.value]

    assert [found(START), found(at(2))] == [[0, 1, 2], [2]]
    forge.lasts = 0
    assert [found(START), found(at(2))] == [[0, 1, 2], [2]]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """What happens to requests, how much of it before somebody looks first, and an instant of the time until then."""
    acts = st.sampled_from(["said", "approved", "pushed", "readied", "drafted", "closed", "reopened", "merged"])
    steps = draw(st.lists(st.tuples(st.integers(0, 3), acts, st.integers(0, 2)), min_size=1, max_size=12))
    hours = list(accumulate(later for _, _, later in steps))
    first = draw(st.integers(1, len(steps)))
    since = draw(st.integers(-1, hours[first - 1]))
    return [(number, act, at(hour)) for (number, act, _), hour in zip(steps, hours, strict=True)], first, at(since)


def happen(world: World, number: int, act: str, when: datetime) -> None:
    request = next((each for each in world.requests if each.number == number), None)
    if request is None:
        world.requests.append(Request(number, opened=when, files=[File("a.py", added=number)]))
    elif request.merged is None:
        request.happened(act, when, "grace", "f" * 40)


@by_kind
def test_a_past_that_is_read_in_two_steps_is_the_past_that_is_read_at_once(
    kind: str, forge: FakeForge, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with reading(forge, kind, tmp_path_factory.mktemp("answers")) as reader:

        @settings(max_examples=25, deadline=None)
        @given(stories())
        def in_steps(story: Story) -> None:
            told, first, since = story
            forge.world.requests, steps = [], store(reader, tmp_path_factory.mktemp("kept"))
            for step in told[:first]:
                happen(forge.world, *step)
            steps.requests(since)
            for step in told[first:]:
                happen(forge.world, *step)
            assert steps.requests(since) == store(reader, tmp_path_factory.mktemp("kept")).requests(since)

        in_steps()


def test_both_forges_tell_the_same_of_any_past(forge: FakeForge, tmp_path: Path) -> None:
    with reading(forge, "github", tmp_path) as one, reading(forge, "gitlab", tmp_path) as other:

        @settings(max_examples=25, deadline=None)
        @given(stories())
        def same(story: Story) -> None:
            told, _, since = story
            forge.world.requests = []
            for step in told:
                happen(forge.world, *step)
            found = [[plain(request) for request in reader.changed(since, silent)] for reader in (one, other)]
            assert sorted(found[0], key=number) == sorted(found[1], key=number)

        same()


@contextmanager
def reading(forge: FakeForge, kind: str, folder: Path) -> Iterator[Reader]:
    """One reader for many pasts: to open another takes longer than to read."""
    variables = environment(forge, kind, folder)
    token = (GITHUB if kind == "github" else GITLAB).token(variables)
    assert token
    opened = github.reader if kind == "github" else gitlab.reader
    with closing(opened("org/shop", token, variables, Clock().patience())) as reader:
        yield reader


def store(reader: Reader, folder: Path) -> Store:
    return Store(reader, Shelf(folder, TOKEN), "org/shop", lambda: Clock().now)


def plain(request: PastRequest) -> PastRequest:
    """A request without what only one forge knows: its own address, and which acts a push came after."""
    acts = sorted((replace(act, is_current=True) for act in request.acts), key=lambda act: (act.at, act.act))
    return replace(request, url="", acts=tuple(acts))


def number(request: PastRequest) -> int:
    return request.number


# ── What is kept ────────────────────────────────────────────────────────────────────────────────


def test_what_is_kept_is_for_this_user_and_this_token_alone(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1)]
    requests(forge, "github", tmp_path)
    assert stat.S_IMODE(entry(tmp_path).stat().st_mode) == 0o600
    forge.world.tokens["another"] = Sight(repository=False)
    with remembering(forge, "github", tmp_path, token="another") as past:  # noqa: S106
        assert past.requests(START).value == ()


def _cut(text: bytes) -> bytes:
    return text[:-40]


def _changed(text: bytes) -> bytes:
    return text.replace(b"Request 1", b"Request 7")


def _emptied(_: bytes) -> bytes:
    return b""


def _without_head(text: bytes) -> bytes:
    return text.partition(b"\n")[2]


def _of_another_version(text: bytes) -> bytes:
    return b"0.0.1 " + text.partition(b" ")[2]


@by_kind
@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (_cut, "was damaged"),
        (_changed, "was damaged"),
        (_emptied, "came from another version of teamkit"),
        (_without_head, "came from another version of teamkit"),
        (_of_another_version, "came from another version of teamkit"),
    ],
)
def test_what_cannot_be_read_any_more_is_asked_for_anew_and_said_to_be(
    kind: str, damage: Callable[[bytes], bytes], why: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = [Request(1), Request(2)]
    whole = requests(forge, kind, tmp_path)
    path = entry(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    again = requests(forge, kind, tmp_path)
    assert again == replace(whole, notes=(f"what was kept of requests {why}: all of it was asked for anew",))
    assert requests(forge, kind, tmp_path) == whole


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_saving(forge: FakeForge, tmp_path: Path) -> None:
    (tmp_path / "teamkit").write_text("a file where the folder belongs")
    forge.world.requests = [Request(1)]
    assert numbers(requests(forge, "github", tmp_path)) == [1]


def test_what_is_kept_is_read_where_nobody_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    Shelf(tmp_path, TOKEN).save("name", b"text")
    for name in ("utime", "open"):
        monkeypatch.setattr(os, name, refuse)
    assert Shelf(tmp_path, TOKEN).load("name") == b"text"


# ── A silent forge ──────────────────────────────────────────────────────────────────────────────


@by_kind
def test_what_a_forge_said_last_is_told_while_it_is_down(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    clock = Clock()
    with serving(World(requests=[Request(1)], deployments=[Deployment("a" * 40, states=[("success", at(1))])])) as gone:
        gone.world.issues = [Issue(1)]
        with remembering(gone, kind, tmp_path, patience=clock.patience()) as past:
            first = past.requests(START), past.deployments(("production",), START), past.incidents(("incident",), START)
    asked = datetime.fromtimestamp(clock.now, tz=UTC)
    clock.now += 3600
    with remembering(gone, kind, tmp_path, patience=clock.patience()) as past:
        again = past.requests(START), past.deployments(("production",), START), past.incidents(("incident",), START)
    assert [len(read.value) for read in first] == [1, 1, 1]
    for before, now in zip(first, again, strict=True):
        assert (before.unseen, before.asked_at) == (None, asked)
        assert (now.value, now.asked_at) == (before.value, asked)
        assert now.unseen is not None
        assert "cannot be reached" in now.unseen.why


@by_kind
def test_a_forge_that_is_down_and_never_spoke_says_nothing(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(World()) as gone:
        pass
    read = requests(gone, kind, tmp_path)
    assert (read.value, read.asked_at, read.notes) == ((), None, ())
    assert read.unseen is not None


@by_kind
def test_while_a_forge_is_down_it_is_said_how_far_back_its_memory_goes(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = [Request(1)]
    requests(forge, kind, tmp_path)
    forge.faults.append(Fault(500))
    read = requests(forge, kind, tmp_path, at(-100))
    assert (numbers(read), read.notes) == ([1], ("what is kept of requests begins at 2026-01-05",))


@by_kind
def test_a_forge_that_falls_silent_in_the_middle_loses_nothing_that_is_known(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.page_size = 2
    forge.world.requests = [Request(1)]
    requests(forge, kind, tmp_path)
    forge.world.requests += [Request(each, opened=at(1)) for each in range(2, 70)]
    forge.lasts = len(forge.calls) + 1
    assert numbers(requests(forge, kind, tmp_path)) == [1]
    forge.lasts = None
    assert len(requests(forge, kind, tmp_path).value) == 69


@by_kind
def test_passing_faults_change_nothing_but_the_time_it_takes(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(each) for each in range(60)]
    whole = requests(forge, kind, tmp_path / "whole")
    secondary = '{"message": "You have exceeded a secondary rate limit."}'
    faults = [Fault(502), Fault(429, {"Retry-After": "7"}), Fault(body="{", is_cut=True)]
    forge.faults.extend(one for fault in faults for one in (fault, None))
    clock = Clock()
    with remembering(forge, kind, tmp_path / "faulty", patience=clock.patience()) as past:
        assert past.requests(START).value == whole.value
        assert clock.slept == [1, 7, 1]
        forge.faults.append(Fault(403, body=secondary))
        assert past.requests(START).unseen is not None
    assert clock.slept == [1, 7, 1]


@by_kind
@pytest.mark.parametrize(
    "faults", [[Fault(502)] * 4, [Fault(body='{"errors": [{"type": "RESOURCE_LIMITS_EXCEEDED"}]}')]]
)
def test_a_forge_that_fails_at_many_requests_is_asked_for_few(
    kind: str, faults: list[Fault], forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.requests = [Request(each) for each in range(110)]
    forge.faults.extend([*([None] * 2 if kind == "gitlab" else []), *faults])
    assert numbers(requests(forge, kind, tmp_path)) == list(range(110))
    assert len(forge.calls) - len(faults) == {"github": 12, "gitlab": 15}[kind]


@by_kind
def test_a_forge_that_fails_at_few_requests_too_is_silent(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(each) for each in range(60)]
    forge.faults.extend([*([None] if kind == "gitlab" else []), *[Fault(502)] * 99])
    assert requests(forge, kind, tmp_path).unseen is not None
    assert len(forge.calls) == 8 + (kind == "gitlab")


# ── Finding it ──────────────────────────────────────────────────────────────────────────────────


@by_kind
def test_without_a_token_nobody_asks(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    variables = {name: value for name, value in environment(forge, kind, tmp_path).items() if "TOKEN" not in name}
    found = find_past([f"{forge.url}/org/shop.git"], variables, kind, Clock().patience())
    assert isinstance(found, Unseen)
    assert f"{kind.upper()}_TOKEN is not set" in found.why
    assert forge.calls == []


def test_gitlabs_graphql_is_where_the_environment_says(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1)]
    variables = environment(forge, "gitlab", tmp_path) | {"CI_API_GRAPHQL_URL": f"{forge.url}/elsewhere"}
    found = find_past([f"{forge.url}/org/shop.git"], variables, "gitlab", Clock().patience())
    assert not isinstance(found, Unseen)
    found.requests(START)
    found.close()
    assert "/elsewhere" in forge.paths
