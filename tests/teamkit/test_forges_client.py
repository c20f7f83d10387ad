"""A forge is asked patiently, once for what has not changed, and never louder than it allows."""

import os
import re
import stat
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_forge.server import FakeForge, Fault, serving
from fake_forge.state import TOKEN, Level, Request, World
from fake_forge.using import Clock, asking

from teamkit.forges.model import ForgeError
from teamkit.forges.waiting import Patience

DATE = "%a, %d %b %Y %H:%M:%S GMT"


def ask(forge: FakeForge, folder: Path, patience: Patience | None = None) -> dict[str, bool]:
    """One question, of which the truth is known."""
    forge.world.members = {"ada": Level.WRITE}
    with asking(forge, "github", folder, patience=patience) as asked:
        return dict(asked.may_write(["ada"]))


def refusal(forge: FakeForge, folder: Path, patience: Patience | None = None) -> str:
    with pytest.raises(ForgeError) as error:
        ask(forge, folder, patience)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("http://127.0.0.1:")
    return str(error.value).replace(forge.url, "FORGE")


# ── Passing faults ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_passing_fault_is_asked_again_after_growing_pauses(status: int, forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.extend([Fault(status)] * 3)
    clock = Clock()
    assert ask(forge, tmp_path, clock.patience()) == {"ada": True}
    assert clock.slept == [1, 2, 4]
    assert forge.statuses == [status] * 3 + [200]


def test_a_fault_that_does_not_pass_is_told_after_four_tries(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.extend([Fault(503)] * 9)
    said = refusal(forge, tmp_path)
    assert said == "FORGE/api/v3/repos/org/shop/collaborators/ada/permission answered 503; run again later"
    assert len(forge.calls) == 4


@pytest.mark.parametrize("status", [400, 410, 422, 500])
def test_any_other_fault_is_told_at_once(status: int, forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(status))
    assert f"answered {status}; run again later" in refusal(forge, tmp_path)
    assert len(forge.calls) == 1


def test_a_fault_that_takes_longer_than_anybody_waits_is_told_at_once(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(503, {"Retry-After": "61"}))
    clock = Clock()
    assert "answered 503; run again later" in refusal(forge, tmp_path, clock.patience())
    assert clock.slept == []


def test_a_connection_dropped_in_mid_body_is_asked_again(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(body='{"permission": ', is_cut=True))
    clock = Clock()
    assert ask(forge, tmp_path, clock.patience()) == {"ada": True}
    assert clock.slept == [1]


def test_connections_that_are_always_dropped_are_told(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.extend([Fault(body="{", is_cut=True)] * 4)
    assert "dropped the connection; look at the network, then run again" in refusal(forge, tmp_path)


def test_a_slow_answer_is_given_up_and_asked_for_again(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(is_slow=True))
    assert ask(forge, tmp_path, Clock().patience(read=0.1)) == {"ada": True}


def test_answers_that_are_always_slow_are_told(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.extend([Fault(is_slow=True)] * 2)
    assert "did not answer in time; look at the network" in refusal(
        forge, tmp_path, Clock().patience(read=0.1, tries=2)
    )


def test_a_forge_that_is_not_there_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(World()) as gone:
        pass
    clock = Clock()
    assert "cannot be reached; look at the network, then run again" in refusal(gone, tmp_path, clock.patience())
    assert clock.slept == []


def test_a_query_is_asked_again_too_since_it_only_reads(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1)]
    forge.faults.append(Fault(502))
    with asking(forge, "github", tmp_path) as asked:
        assert len(asked.open_requests()) == 1


# ── Limits ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [403, 429])
def test_retry_after_is_waited_for(status: int, forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(status, {"Retry-After": "7"}))
    clock = Clock()
    assert ask(forge, tmp_path, clock.patience()) == {"ada": True}
    assert clock.slept == [7]


def test_retry_after_may_be_a_date(forge: FakeForge, tmp_path: Path) -> None:
    clock = Clock()
    forge.faults.append(Fault(429, {"Retry-After": datetime.fromtimestamp(clock.now + 9, tz=UTC).strftime(DATE)}))
    ask(forge, tmp_path, clock.patience())
    assert clock.slept == [9]


def test_a_spent_limit_is_waited_for_until_it_begins_anew(forge: FakeForge, tmp_path: Path) -> None:
    clock = Clock()
    reset = str(int(clock.now) + 20)
    forge.faults.append(Fault(403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}))
    forge.faults.append(Fault(429, {"RateLimit-Remaining": "0", "RateLimit-Reset": str(int(reset) + 10)}))
    ask(forge, tmp_path, clock.patience())
    assert clock.slept == [20, 10]


def test_a_secondary_limit_without_a_time_is_waited_for_a_minute(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(403, body='{"message": "You have exceeded a secondary rate limit."}'))
    clock = Clock()
    assert ask(forge, tmp_path, clock.patience()) == {"ada": True}
    assert clock.slept == [60]


def test_a_long_limit_says_when_to_come_back_and_is_not_waited_for(forge: FakeForge, tmp_path: Path) -> None:
    clock = Clock()
    back = datetime.fromtimestamp(clock.now + 3600, tz=UTC)
    forge.faults.append(Fault(403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(back.timestamp()))}))
    assert refusal(forge, tmp_path, clock.patience()).endswith(
        f"no more questions for now; come back at {back:%Y-%m-%d %H:%M:%S} UTC"
    )
    assert clock.slept == []


def test_all_waiting_together_is_bounded(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.extend([Fault(429, {"Retry-After": "25"})] * 9)
    clock = Clock()
    assert "come back at" in refusal(forge, tmp_path, clock.patience())
    assert clock.slept == [25, 25]


def test_a_limit_of_zero_seconds_does_not_run_for_ever(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.extend([Fault(429, {"Retry-After": "0"})] * 99)
    assert "come back at" in refusal(forge, tmp_path)


def test_graphql_tells_of_a_spent_limit_with_status_200(forge: FakeForge, tmp_path: Path) -> None:
    clock = Clock()
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(clock.now) + 30)}
    forge.faults.append(Fault(200, headers, '{"errors": [{"type": "RATE_LIMITED"}]}'))
    with asking(forge, "github", tmp_path, patience=clock.patience()) as asked:
        assert asked.open_requests() == ()
    assert clock.slept == [30]


# ── Refusals ────────────────────────────────────────────────────────────────────────────────────


def test_a_token_that_is_not_accepted_is_told_with_its_variable(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.tokens = {}
    said = refusal(forge, tmp_path)
    assert "/permission does not accept GITHUB_TOKEN; set GITHUB_TOKEN to a token that may read" in said


def test_what_the_token_may_not_see_is_told(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(403))
    with (
        asking(forge, "gitlab", tmp_path) as asked,
        pytest.raises(ForgeError, match="is not for GITLAB_TOKEN to see; set"),
    ):
        asked.may_write(["ada"])


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<html>Sign in</html>", "Invalid JSON: expected value at line 1 column 1"),
        ("", "Invalid JSON: EOF while parsing a value at line 1 column 0"),
        ("[]", "Input should be an object"),
        ("{}", "permission: Field required"),
        ('{"permission": null}', "permission: Input should be a valid string"),
    ],
)
def test_rubbish_is_told_with_what_was_expected_and_is_not_kept(
    body: str, fault: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.faults.append(Fault(headers={"ETag": '"x"'}, body=body))
    said = refusal(forge, tmp_path)
    assert re.search(
        rf"/permission answered what nobody can read \({re.escape(fault)}.*\); look what answers there", said
    )
    assert ask(forge, tmp_path) == {"ada": True}


@pytest.mark.parametrize(
    "body",
    [
        "null",
        '{"data": null}',
        '{"data": {"repository": null}}',
        '{"data": {"repository": {"found": {"nodes": [null]}}}}',
        '{"errors": {}}',
    ],
)
def test_rubbish_of_graphql_is_told(body: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(body=body))
    with (
        asking(forge, "github", tmp_path) as asked,
        pytest.raises(ForgeError, match="/api/graphql answered what nobody"),
    ):
        asked.open_requests()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("FORBIDDEN", "does not show the repository to GITHUB_TOKEN"),
        ("INTERNAL", "could not run the query; run again later"),
    ],
)
def test_faults_of_graphql_are_told(kind: str, said: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(body=f'{{"data": {{"repository": null}}, "errors": [{{"type": "{kind}"}}]}}'))
    with asking(forge, "github", tmp_path) as asked, pytest.raises(ForgeError, match=said):
        asked.open_requests()


def test_pages_that_lead_to_themselves_end(forge: FakeForge, tmp_path: Path) -> None:
    link = {"Link": '<http://elsewhere/?per_page=100>; rel="next"'}
    forge.faults.append(Fault(headers=link, body="[]"))
    with asking(forge, "gitlab", tmp_path) as asked, pytest.raises(ForgeError, match="answered the same page twice"):
        asked.may_write(["ada"])
    repeated = '{"data": {"repository": {"found": {"nodes": [], "pageInfo": {"hasNextPage": true, "endCursor": "1"}}}}}'
    forge.faults.extend([Fault(body=repeated)] * 2)
    with asking(forge, "github", tmp_path) as asked, pytest.raises(ForgeError, match="answered the same page twice"):
        asked.open_requests()


# ── Redirects ───────────────────────────────────────────────────────────────────────────────────


def test_a_moved_repository_is_followed(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(301, {"Location": "/api/v3/repos/org/shop/collaborators/ada/permission"}))
    assert ask(forge, tmp_path) == {"ada": True}
    assert {call.headers["Authorization"] for call in forge.calls} == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize(("kind", "variable"), [("github", "GITHUB_TOKEN"), ("gitlab", "CI_JOB_TOKEN")])
def test_a_redirect_to_another_host_gets_no_token(kind: str, variable: str, forge: FakeForge, tmp_path: Path) -> None:
    with serving(World()) as other:
        forge.faults.append(Fault(302, {"Location": f"{other.url}/api"}))
        with (
            asking(forge, kind, tmp_path, variable=variable) as asked,
            pytest.raises(ForgeError, match="does not accept"),
        ):
            asked.may_write(["ada"])
    assert TOKEN in str(forge.calls[0].headers)
    assert [TOKEN in str(call.headers) for call in other.calls] == [False]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(302, {"Location": "ftp://elsewhere/"}),
        Fault(302, {"Location": "/api/v3/repos/org/shop"}),
        Fault(headers={"Content-Encoding": "gzip"}, body="no gzip"),
    ],
)
def test_an_answer_that_leads_nowhere_is_told(fault: Fault, forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.extend([fault] * 30)
    assert "/permission cannot be asked; look at the network, then run again" in refusal(forge, tmp_path)


# ── What is kept ────────────────────────────────────────────────────────────────────────────────


def entries(folder: Path) -> list[Path]:
    return sorted((folder / "teamkit").glob("*.json"))


def test_what_is_kept_is_for_this_user_and_this_token_alone(forge: FakeForge, tmp_path: Path) -> None:
    ask(forge, tmp_path)
    (entry,) = entries(tmp_path)
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    assert (tmp_path / "teamkit/.gitignore").read_text() == "*\n"
    forge.world.tokens["another"] = forge.world.tokens[TOKEN]
    with asking(forge, "github", tmp_path, token="another") as asked:  # noqa: S106
        asked.may_write(["ada"])
    assert forge.statuses == [200, 200]
    assert len(entries(tmp_path)) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"etag": "x"}', '{"etag": 1, "text": "{}"}', '{"a": "b"}'])
def test_a_broken_entry_is_as_good_as_none(text: str, forge: FakeForge, tmp_path: Path) -> None:
    ask(forge, tmp_path)
    (entry,) = entries(tmp_path)
    entry.write_text(text)
    assert ask(forge, tmp_path) == {"ada": True}
    assert forge.statuses == [200, 200]
    ask(forge, tmp_path)
    assert forge.statuses == [200, 200, 304]


def test_an_entry_whose_answer_is_rubbish_is_not_asked_about(forge: FakeForge, tmp_path: Path) -> None:
    ask(forge, tmp_path)
    (entry,) = entries(tmp_path)
    entry.write_text('{"etag": "x", "text": "<html>", "following": ""}')
    assert ask(forge, tmp_path) == {"ada": True}
    assert "If-None-Match" not in forge.calls[-1].headers


def test_not_modified_is_no_answer_to_who_knows_nothing(forge: FakeForge, tmp_path: Path) -> None:
    forge.faults.append(Fault(304, body=""))
    assert "answered what nobody can read" in refusal(forge, tmp_path)


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_saving(forge: FakeForge, tmp_path: Path) -> None:
    (tmp_path / "teamkit").write_text("a file where the folder belongs")
    assert ask(forge, tmp_path) == {"ada": True}


def test_what_nobody_used_for_a_month_is_dropped(forge: FakeForge, tmp_path: Path) -> None:
    ask(forge, tmp_path)
    (entry,) = entries(tmp_path)
    old = time.time() - 31 * 86_400
    stale = entry.with_name("0.json")
    stale.write_text("{}")
    os.utime(stale, (old, old))
    ask(forge, tmp_path)
    assert entries(tmp_path) == [entry]
