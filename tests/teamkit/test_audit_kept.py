"""`teamkit audit` with what was kept: a baseline, an earlier audit, a page."""

from datetime import timedelta
from pathlib import Path

import pytest
from audits import DAY, audit, cannot_tell, fails, item
from click.testing import CliRunner, Result

from teamkit.checks.auditing.writing import to_json
from teamkit.cli import main

OLD = audit(item("secret", fails("a key is here"), fails("a token is here", "deploy.sh", 2)), item("tests"))
NEW = audit(item("secret", fails("a key is here")), item("tests", fails("no test is left")), day=DAY + timedelta(1))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, found in {"old": OLD, "new": NEW}.items():
        Path(f"{name}.json").write_text(to_json(found))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["audit", *words])


def test_an_audit_that_was_kept_stands_in_for_its_repository() -> None:
    done = run("old.json")
    assert done.exit_code == 1
    assert "a key is here" in done.stdout


def test_what_was_recorded_is_green_and_only_what_is_new_is_red() -> None:
    done = run("old.json", "--record", "baseline.yml", "--reason", "the client knows", "--until", "2999-01-01")
    assert (done.exit_code, done.stderr) == (0, "baseline.yml: 2 added, 0 kept, 0 removed\n")
    assert run("old.json", "--baseline", "baseline.yml").exit_code == 0
    new = run("new.json", "--baseline", "baseline.yml")
    assert new.exit_code == 1
    assert "no test is left" in new.stdout
    assert "a key is here" not in new.stdout
    assert "no longer found, so remove its entry: secret: deploy.sh: a token is here" in new.stdout


def test_what_expired_is_said_when_recorded_again() -> None:
    text = "accepted:\n" + "".join(
        f"  - {{check: secret, fingerprint: {each}, reason: soon, until: 2020-01-01}}\n" for each in fingerprints()
    )
    Path("baseline.yml").write_text(text)
    done = run("old.json", "--record", "baseline.yml")
    assert (done.exit_code, done.stderr) == (
        1,
        "baseline.yml: 0 added, 2 kept, of which 2 ended and are red, 0 removed\n",
    )
    assert "a key is here (was accepted until 2020-01-01: soon)" in done.stdout


def fingerprints() -> list[str]:
    run("old.json", "--record", "other.yml")
    lines = Path("other.yml").read_text().splitlines()
    return [line.partition("fingerprint: ")[2] for line in lines if "fingerprint: " in line]


def test_nothing_unknown_turns_green_with_a_baseline() -> None:
    Path("blind.json").write_text(to_json(audit(item("tools", cannot_tell("not installed")))))
    assert run("blind.json", "--record", "baseline.yml").exit_code == 2


def test_what_changed_since_an_earlier_audit_is_told() -> None:
    done = run("new.json", "--since", "old.json")
    assert "since 2026-03-02" in done.stdout
    assert [" ".join(line.split()) for line in done.stdout.splitlines()[-7:]] == [
        "mended –", "broken tests", "still failing secret", "seen at last –", "no more seen –", "new checks –",
        "gone checks –",
    ]  # fmt: skip


def test_a_page_of_one_audit_and_of_two_is_written() -> None:
    run("old.json", "--page", "audit.html")
    assert "<title>shop: audit of 2 March 2026</title>" in Path("audit.html").read_text()
    run("new.json", "--since", "old.json", "--page", "audit.html")
    assert "<title>shop: 2 March 2026 and 3 March 2026 compared</title>" in Path("audit.html").read_text()


def test_a_page_is_not_written_over_what_is_no_text() -> None:
    Path("shot.png").write_bytes(b"\xff\xd8")
    done = run("old.json", "--page", "shot.png")
    assert (done.exit_code, done.stderr) == (3, "error: shot.png: is not UTF-8; convert it\n")
    assert Path("shot.png").read_bytes() == b"\xff\xd8"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["old.json", "--since", "new.json"], "the first audit is of 2026-03-03 and the second of 2026-03-02; name"),
        (["new.json", "--since", "none.json"], "none.json: is missing; write one: teamkit audit --format json > none"),
        (["old.json", "--baseline", "a", "--record", "b"], "--record holds the audit to its own file; leave --base"),
        (["old.json", "--reason", "why"], "--reason and --until are for --record; add it"),
        (["old.json", "--record", "b", "--until", "2020-01-01"], "--until 2020-01-01 is over; name a day that is"),
        (["old.json", "--baseline", "old.json"], "old.json:2: repository: is not a key here; known: accepted"),
    ],
)
def test_bad_input_is_one_line(words: list[str], said: str) -> None:
    before = sorted(path.name for path in Path().iterdir())
    done = run(*words)
    assert (done.exit_code, done.stderr.count("\n")) == (3, 1)
    assert done.stderr.startswith(f"error: {said}")
    assert sorted(path.name for path in Path().iterdir()) == before
