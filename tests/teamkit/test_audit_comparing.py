"""Two audits of a repository say what changed between them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from audits import DAY, audit, cannot_tell, fails, item, reports

from teamkit.checks.auditing.comparing import progress
from teamkit.checks.auditing.model import Accepted, Item, Moves
from teamkit.findings import Finding, Refusal

BAD, BLIND, GOOD = fails("it is bad"), cannot_tell("zizmor is not installed"), reports("three are there")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (BAD, GOOD, {"mended": ("a",)}),
        (GOOD, BAD, {"broken": ("a",)}),
        (BLIND, GOOD, {"seen": ("a",)}),
        (BLIND, BAD, {"seen": ("a",)}),
        (BAD, BLIND, {"unseen": ("a",)}),
        (GOOD, BLIND, {"unseen": ("a",)}),
        (BAD, BAD, {"still": (Moves("a"),)}),
        (BLIND, BLIND, {}),
        (GOOD, GOOD, {}),
    ],
)
def test_each_change_of_state_has_its_name(before: Finding, after: Finding, change: dict[str, object]) -> None:
    found = vars(progress(audit(item("a", before)), audit(item("a", after))))
    assert {name: value for name, value in found.items() if value and name not in {"before", "after"}} == change


def test_checks_that_one_audit_lacks_are_neither_mended_nor_broken() -> None:
    found = progress(audit(item("old", BAD)), audit(item("new", BAD)))
    assert (found.gone, found.new, found.mended, found.broken) == (("old",), ("new",), (), ())


def test_what_went_and_what_came_of_a_check_that_still_fails_is_named() -> None:
    before = item("a", fails("one"), fails("two", line=3))
    after = item("a", fails("two", line=30), fails("three"))
    (moves,) = progress(audit(before), audit(after)).still
    assert [each.what for each in moves.went] == ["one"]
    assert [each.what for each in moves.came] == ["three"]


def test_a_finding_told_in_other_words_is_the_same_where_it_has_an_identity() -> None:
    before, after = (item("a", fails(f"{days} days old", identity="age")) for days in (3, 4))
    assert progress(audit(before), audit(after)).still == (Moves("a"),)


def test_a_second_one_of_the_same_words_in_the_same_file_is_new() -> None:
    found = progress(audit(item("a", BAD)), audit(item("a", BAD, replace(BAD, where=None), BAD)))
    assert len(found.still[0].came) == 2


def accepted() -> Item:
    (failing,) = item("a", BAD).findings
    return item("a", accepted=(Accepted(failing, "until May", DAY),))


def test_what_was_only_accepted_is_not_mended() -> None:
    assert progress(audit(item("a", BAD)), audit(accepted())).still == (Moves("a"),)


def test_what_is_accepted_no_longer_did_not_break() -> None:
    assert progress(audit(accepted()), audit(item("a", BAD))).still == (Moves("a"),)


def test_audits_of_two_repositories_are_refused() -> None:
    with pytest.raises(Refusal, match=r"^these are audits of shop and blog; compare two of one repository$"):
        progress(audit(), audit(repository="blog"))


def test_the_wrong_order_is_refused() -> None:
    older = date(2026, 3, 1)
    what = r"^the first audit is of 2026-03-02 and the second of 2026-03-01; name the older one first$"
    with pytest.raises(Refusal, match=what):
        progress(audit(), audit(day=older))
    assert progress(audit(), audit(day=DAY + timedelta(days=1))).mended == ()
