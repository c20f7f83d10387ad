"""A deployment that no forge knows is recorded once, here and for everybody, whoever records at the same time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flows import an_empty
from histories import git
from hubs import Hub, a_hub
from shops import run

from teamkit.history.noted import Lines, Noted, noted, unfetched
from teamkit.lifecycle import noting

AT = "2026-01-31T14:05+01:00"
IN_UTC = "2026-01-31T13:05:00+00:00"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return a_hub(tmp_path / "hub", {"shop.py": "x = 1\n"})


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A repository without a remote."""
    shop = an_empty(tmp_path / "shop")
    shop.change("Start", "shop.py")
    shop.change("Sign in", "shop.py", "x = 2\n")
    return shop.folder


def record(where: Path, *words: str, code: int = 0, to: str = "production") -> Result:
    done = run(where, "deployment", "record", "--environment", to, *words)
    assert done.exit_code == code, (done.output, done.exception)
    return done


def head(where: Path) -> str:
    return git("rev-parse", "HEAD", where=where)


def note(where: Path) -> list[dict[str, str]]:
    text = git("notes", "--ref", "deployments", "show", "HEAD", where=where)
    return [json.loads(line) for line in text.splitlines()]


def measured(where: Path) -> dict[str, Any]:
    """What is said of deployments."""
    done = run(where, "measure", "deployments", "--json")
    return dict(json.loads(done.stdout))


def known(where: Path) -> list[str]:
    return [each.environment for each in noted(where).deployments]


def test_it_is_a_line_of_a_note_that_git_shows_and_the_tool_reads(alone: Path) -> None:
    done = record(alone, "--at", AT, "--url", "https://ci.example/42")
    assert note(alone) == [
        {"environment": "production", "at": IN_UTC, "by": "Test", "url": "https://ci.example/42"},
    ]
    (found,) = noted(alone).deployments
    assert (found.commit, found.at.isoformat(), found.url) == (head(alone), IN_UTC, "https://ci.example/42")
    told = f"production has {head(alone)[:10]} since {IN_UTC} (https://ci.example/42): recorded\n"
    assert done.output == told


def test_the_same_words_again_change_nothing(alone: Path) -> None:
    record(alone, "--at", AT)
    tip = git("rev-parse", "refs/notes/deployments", where=alone)
    assert record(alone, "--at", AT).output.endswith(": recorded already\n")
    assert git("rev-parse", "refs/notes/deployments", where=alone) == tip


def test_another_environment_or_time_is_another_deployment_of_the_commit(alone: Path) -> None:
    record(alone, "--at", AT)
    record(alone, "--at", AT, to="staging")
    record(alone, "--at", "2026-02-01T00:00Z")
    assert [each["environment"] for each in note(alone)] == ["production", "staging", "production"]


def test_a_commit_can_be_named_and_the_time_left_out(alone: Path) -> None:
    record(alone, "--commit", "HEAD~1")
    (found,) = noted(alone).deployments
    assert found.commit == git("rev-parse", "HEAD~1", where=alone)


def test_a_dry_run_writes_nothing_and_says_what_it_would(hub: Hub) -> None:
    done = record(hub.ada, "--at", AT, "--push", "--dry-run")
    assert done.output == f"production has {head(hub.ada)[:10]} since {IN_UTC}: would be recorded, also on origin\n"
    assert noted(hub.ada).deployments == ()
    assert git("ls-remote", "origin", "refs/notes/*", where=hub.ada) == ""


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ada:secret@ci.example/42", "https://ci.example/42"),
        ("https://secret@ci.example:8443/42", "https://ci.example:8443/42"),
        ("https://ci.example/42?private_token=secret#secret", "https://ci.example/42"),
    ],
)
def test_no_secret_of_an_address_is_kept(alone: Path, url: str, kept: str) -> None:
    done = record(alone, "--at", AT, "--url", url)
    assert note(alone)[0]["url"] == kept
    assert "secret" not in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--at", "yesterday"), '"yesterday" is no time; write one with its zone, like 2026-01-31T14:05+01:00'),
        (("--at", "2026-01-31T14:05"), "is no time; write one with its zone"),
        (("--at", "2926-01-31T14:05Z"), "lies ahead; record a deployment when it is done"),
        (("--commit", "gone"), '"gone" is no commit of this clone; fetch it, or name another one with --commit'),
        (("--commit", "--all"), '"--all" is no commit of this clone'),
        (("--url", "javascript:alert(1)"), "--url is no address of a web page; write one like https://ci.example/42"),
        (("--url", "https://["), "--url is no address of a web page"),
        (("--environment", "two\nlines"), "an environment has a name of one line and at most 255 letters"),
        (("--environment", ""), "an environment has a name"),
    ],
)
def test_bad_words_are_refused_in_one_line_and_nothing_is_written(
    alone: Path, words: tuple[str, ...], told: str
) -> None:
    done = record(alone, *words, code=3)
    assert done.stderr.startswith("error: ")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert noted(alone).deployments == ()


def test_without_a_remote_there_is_nothing_to_push_to(alone: Path) -> None:
    assert "there is no remote to push to" in record(alone, "--push", code=3).stderr
    assert noted(alone).deployments == ()


def test_one_whom_git_does_not_know_is_told_how_to_say_who(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        for key in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{key}", raising=False)
    git("config", "user.useConfigOnly", "true", where=alone)
    assert "git does not know who you are; tell it" in record(alone, code=3).stderr


# ── Together ────────────────────────────────────────────────────────────────────────────────────


def test_what_one_pushes_all_have_who_record_and_nothing_is_lost(hub: Hub) -> None:
    record(hub.ada, "--at", AT, "--push")
    record(hub.grace, "--at", AT, "--push", to="staging")
    record(hub.ada, "--at", AT, "--push", to="review")
    assert sorted(known(hub.ada)) == ["production", "review", "staging"]
    assert sorted(known(hub.bare)) == ["production", "review", "staging"]


def test_notes_that_began_apart_are_united(hub: Hub) -> None:
    record(hub.ada, "--at", AT)
    record(hub.grace, "--at", AT, "--push", to="staging")
    record(hub.ada, "--at", AT, "--push")
    assert sorted(each["environment"] for each in note(hub.bare / ".")) == ["production", "staging"]


def test_what_the_remote_has_already_is_recorded_already(hub: Hub) -> None:
    record(hub.ada, "--at", AT, "--push")
    assert record(hub.grace, "--at", AT, "--push").output.endswith("recorded already, also on origin\n")
    assert git("rev-parse", "refs/notes/deployments", where=hub.grace) == git(
        "rev-parse", "refs/notes/deployments", where=hub.bare
    )


def test_a_line_that_somebody_took_away_stays_away(hub: Hub) -> None:
    record(hub.ada, "--at", AT, "--commit", "HEAD~1")
    record(hub.ada, "--at", AT, "--push")
    record(hub.grace, "--at", AT, "--push", to="staging")
    git("notes", "--ref", "deployments", "remove", "HEAD~1", where=hub.ada)
    record(hub.ada, "--at", AT, "--push", to="review")
    assert sorted(known(hub.bare)) == ["production", "review", "staging"]
    noting.fetch(hub.grace, "origin")
    assert sorted(known(hub.grace)) == ["production", "review", "staging"]


def test_notes_that_git_spread_over_folders_are_read_and_kept_where_they_are(alone: Path) -> None:
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=alone,
        input='{"environment": "old", "at": "2026-01-01T00:00Z"}\n',
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    name = head(alone)
    git("update-index", "--add", "--cacheinfo", f"100644,{blob},{name[:2]}/{name[2:]}", where=alone)
    git("rm", "--quiet", "--cached", "shop.py", where=alone)
    tree = git("write-tree", where=alone)
    git("update-ref", "refs/notes/deployments", git("commit-tree", "-m", "Old", tree, where=alone), where=alone)
    record(alone, "--at", AT)
    assert known(alone) == ["old", "production"]
    assert git("ls-tree", "-r", "--name-only", "refs/notes/deployments", where=alone) == f"{name[:2]}/{name[2:]}"


def test_a_shallow_clone_keeps_what_others_noted_of_commits_that_it_lacks(hub: Hub, tmp_path: Path) -> None:
    record(hub.ada, "--at", AT, "--commit", "HEAD~1", "--push")
    git("clone", "--quiet", "--depth", "1", f"file://{hub.bare}", "pipeline", where=tmp_path)
    record(tmp_path / "pipeline", "--at", AT, "--push")
    assert len(noted(hub.bare).deployments) == 2


def test_many_at_once_lose_no_line(hub: Hub) -> None:
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from teamkit.history.noted import Noted; from teamkit.lifecycle.noting import share;"
        "root, commit, name = sys.argv[1:];"
        "share(Path(root), Noted(commit, name, datetime(2026, 1, 1, tzinfo=UTC)), 'origin')"
    )
    places = {f"place-{number}": (hub.ada, hub.grace)[number % 2] for number in range(6)}
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(place), head(place), name])
        for name, place in places.items()
    ]
    assert [each.wait() for each in running] == [0] * len(running)
    assert sorted(known(hub.bare)) == sorted(places)


def test_a_remote_that_refuses_is_heard_and_the_line_stays_here(hub: Hub) -> None:
    (hub.bare / "hooks" / "update").write_text("#!/bin/sh\necho no notes here\nexit 1\n")
    assert "the server refused it: no notes here" in record(hub.ada, "--at", AT, "--push", code=3).stderr
    assert known(hub.ada) == ["production"]


def test_a_remote_that_is_gone_is_heard_and_nothing_is_written(hub: Hub) -> None:
    git("remote", "set-url", "origin", "https://ada:secret@127.0.0.1:9/shop.git", where=hub.ada)
    done = record(hub.ada, "--at", AT, "--push", code=3)
    assert done.stderr.startswith("error: unable to access 'https://127.0.0.1:9/shop.git/': ")
    assert noted(hub.ada).deployments == ()


@pytest.mark.parametrize("words", [(), ("--push",)])
def test_who_never_gets_a_turn_is_told_to_come_again(
    hub: Hub, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "_TRIES", 0)
    assert "too many others write to refs/notes/deployments at this moment; run it again" in (
        record(hub.ada, *words, code=3).stderr
    )


def test_who_never_fetched_notes_is_told_how_and_then_reads_them(hub: Hub) -> None:
    record(hub.ada, "--at", AT, "--push")
    told = measured(hub.grace)["measures"]["deployments"]
    fetch = "git fetch origin +refs/notes/deployments:refs/notes/origin/deployments"
    assert f"fetch what others recorded: {fetch}; otherwise record each one" in told["mend"]
    assert known(hub.grace) == []
    git(*fetch.split()[1:], where=hub.grace)
    assert known(hub.grace) == ["production"]
    assert unfetched(hub.grace) == ""


def test_a_line_of_notes_that_nobody_can_read_is_told(alone: Path) -> None:
    git("notes", "--ref", "deployments", "add", "--message", "to production, by hand", where=alone)
    record(alone, "--at", AT)
    what = "of the lines of git notes about deployments 1 cannot be read"
    assert measured(alone)["notes"] == [f"{what}; look for it: git log --all --notes=deployments"]


def test_a_remote_without_notes_has_none(hub: Hub) -> None:
    assert noting.fetch(hub.grace, "origin") == ""


def test_a_race_in_one_clone_is_seen(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else records between the look at the notes and their writing."""
    merged = noting._merged
    others = ["staging"]

    def slow(root: Path, heads: tuple[str, ...]) -> Lines:
        found = merged(root, heads)
        if others:
            record(alone, "--at", AT, to=others.pop())
        return found

    monkeypatch.setattr(noting, "_merged", slow)
    record(alone, "--at", AT)
    assert sorted(known(alone)) == ["production", "staging"]


def test_a_deployment_is_what_was_recorded(alone: Path) -> None:
    record(alone, "--at", AT)
    (found,) = noted(alone).deployments
    assert found == Noted(head(alone), "production", found.at)
