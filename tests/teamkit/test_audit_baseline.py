"""A baseline accepts what it names and nothing else, and is edited by people."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from audits import DAY, audit, cannot_tell, fails, item
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.checks.auditing.baseline import accept
from teamkit.checks.auditing.model import Audit
from teamkit.findings import Refusal, State
from teamkit.lifecycle.auditing.accepting import DAYS, Recorded, read, record

OLD = audit(item("secret", fails("a key is here"), fails("a token is here", "deploy.sh", 2)), item("tests"))


def held(found: Audit, path: Path, today: date = DAY) -> Audit:
    return accept(found, read(path), today, path.name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    record(tmp_path / "baseline.yml", OLD, DAY)
    return tmp_path / "baseline.yml"


def red(found: Audit) -> list[str]:
    return [each.what for one in found.items for each in one.findings if each.state is State.FAIL]


def said(found: Audit) -> list[str]:
    return [each.what for each in found.items[-1].findings]


def test_what_is_recorded_is_green_with_its_reason_and_day(path: Path) -> None:
    found = held(OLD, path)
    assert red(found) == []
    assert [(each.finding.what, each.reason, each.until) for each in found.items[0].accepted] == [
        ("a key is here", "found on 2026-03-02, and not judged yet", DAY + DAYS),
        ("a token is here", "found on 2026-03-02, and not judged yet", DAY + DAYS),
    ]
    assert found.items[-1].state is State.PASS


def test_what_is_new_is_red(path: Path) -> None:
    new = audit(item("secret", fails("a key is here", line=90), fails("a third is here")), item("tests", fails("none")))
    assert red(held(new, path)) == ["a third is here", "none"]


def test_a_second_failure_of_the_same_words_in_the_same_file_is_red(path: Path) -> None:
    twice = audit(item("secret", fails("a key is here"), fails("a key is here", line=9)))
    assert red(held(twice, path)) == ["a key is here"]


def test_what_has_expired_is_red_says_so_and_remains_the_same_failure(path: Path) -> None:
    late = held(OLD, path, DAY + DAYS + timedelta(days=1))
    reason = "was accepted until 2026-05-31: found on 2026-03-02, and not judged yet"
    assert red(late) == [f"a key is here ({reason})", f"a token is here ({reason})"]
    assert red(held(late, path)) == []


def test_what_nobody_could_see_is_never_accepted(path: Path) -> None:
    blind = audit(item("secret", cannot_tell("the tree is incomplete")), item("tests"))
    assert record(path, blind, DAY) == Recorded(kept=2, added=0, removed=0, expired=0)
    found = held(blind, path)
    assert found.items[0].state is State.UNKNOWN
    assert said(found) == []


def test_an_entry_that_matches_nothing_any_more_is_reported(path: Path) -> None:
    found = held(audit(item("secret", fails("a key is here"))), path)
    assert said(found) == ["no longer found, so remove its entry: secret: deploy.sh: a token is here"]
    assert found.items[-1].state is State.PASS


def test_an_entry_of_a_check_that_did_not_run_is_not_called_mended(path: Path) -> None:
    assert said(held(audit(), path)) == []


def test_recording_again_keeps_the_words_of_people(path: Path) -> None:
    text = path.read_text()
    theirs = text.replace("reason: found on 2026-03-02, and not judged yet", "reason: rotated in May  # ask Ada", 1)
    path.write_text(theirs.replace("until: 2026-05-31", "until: 2026-06-30", 1))
    moved = audit(item("secret", fails("a key is here", line=90), fails("a third is here")))
    later = DAY + timedelta(days=10)
    assert record(path, moved, later, "the client knows", date(2026, 4, 1)) == Recorded(1, 1, 1, 0)
    assert [(each.what, each.reason, str(each.until)) for each in read(path)] == [
        ("a key is here", "rotated in May", "2026-06-30"),
        ("a third is here", "the client knows", "2026-04-01"),
    ]
    assert "# ask Ada" in path.read_text()


def test_recording_twice_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    assert record(path, OLD, DAY + timedelta(days=5)) == Recorded(2, 0, 0, 0)
    assert path.read_bytes() == before


def test_recording_does_not_prolong_what_has_expired(path: Path) -> None:
    late = DAY + DAYS + timedelta(days=1)
    assert record(path, OLD, late) == Recorded(kept=2, added=0, removed=0, expired=2)
    assert len(red(held(OLD, path, late))) == 2


def test_a_baseline_of_nothing_can_be_read_and_filled(tmp_path: Path) -> None:
    path = tmp_path / "baseline.yml"
    record(path, audit(item("secret")), DAY)
    assert read(path) == ()
    record(path, OLD, DAY)
    assert len(read(path)) == 2


WRONG = {
    "accepted: [": "1: expected the node content, but found '<stream end>'; mend the YAML here",
    "[1]": "1: should hold `accepted`, a list of entries",
    "accept: []": "1: accept: is not a key here; known: accepted",
    "accepted:\n- check: a\n  fingerprint: b\n  until: 2026-05-01\n": "2: accepted.0: lacks reason; add it",
    "accepted:\n- check: a\n  fingerprint: b\n  reason: c\n  until: 2026-02-30\n": (
        "5: 2026-02-30 is no day; mend the YAML here"
    ),
    "accepted:\n- check: a\n  fingerprint: b\n  reason: c\n  until: soon\n": (
        "5: accepted.0.until: Input should be a valid date or datetime, input is too short"
    ),
    "accepted:\n- check: a\n  reasons: c\n": (
        "3: accepted.0.reasons: is not a key here; "
        "known: check, path, what, fingerprint, reason, until"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_is_one_line_with_its_place_and_stays(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.yml"
    path.write_text(text)
    for work in (lambda: read(path), lambda: record(path, OLD, DAY)):
        with pytest.raises(Refusal) as refused:
            work()
        assert str(refused.value) == f"{path}:{WRONG[text]}"
    assert path.read_text() == text


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"none\.yml: is missing; begin one: teamkit audit --record .*none\.yml$"):
        read(tmp_path / "none.yml")


def test_a_file_that_is_not_utf_8_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_bytes(b"accepted: \xff")
    with pytest.raises(Refusal, match=r"is not UTF-8 \(byte 10\); save it as UTF-8$"):
        read(tmp_path / "b.yml")


def test_a_last_day_that_is_over_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^--until 2026-03-01 is over; name a day that is still to come$"):
        record(tmp_path / "b.yml", OLD, DAY, until=date(2026, 3, 1))
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(), st.text(min_size=1)), max_size=5))
def test_whatever_fails_is_accepted_once_recorded(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "baseline.yml"
    items = (item(name, *(fails(what, file) for check, what, file in found if check == name)) for name in "ab")
    whole = audit(*items)
    record(path, whole, DAY)
    assert red(held(whole, path)) == []
    assert said(held(whole, path)) == []
