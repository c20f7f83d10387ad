"""The judgements over migrations, on facts."""

from dataclasses import replace
from datetime import UTC, datetime

from teamkit.checks import CHECKS
from teamkit.checks.facts import Facts
from teamkit.checks.migrating.facts import Work, Written
from teamkit.checks.migrating.fixtures import (
    FIRST,
    HERE,
    THERE,
    a_branch,
    a_migration,
    a_request,
    a_work,
    around,
    migrating,
)
from teamkit.findings import State
from teamkit.forges.model import Change, ChangedFile, Request

ON_TOP = a_migration("0003_on_top", "0002_there")
URL = "https://forge.example/7"


def said(facts: Facts, name: str = "migration-radar") -> list[str]:
    return [finding.what for finding in CHECKS[name].run(facts)]


def asked(request: Request, *others: Work) -> list[str]:
    """What the radar says of a request beside other branches."""
    return said(migrating(around(*others), requests=(request,)))


# ── Branches ────────────────────────────────────────────────────────────────────────────────────


def test_whoever_wrote_a_migration_is_named_and_not_who_worked_on_the_branch_last() -> None:
    written = {THERE.path: Written("Mary", datetime(2026, 1, 3, tzinfo=UTC))}
    (what,) = said(migrating(around(a_work(THERE, written=written))))
    assert "shop/migrations/0002_there.py on origin/feature/there (Mary, 2026-01-03)" in what
    (what,) = said(migrating(around(a_work(THERE))))
    assert "(Grace, 2026-01-10)" in what


def test_a_migration_on_several_branches_is_told_of_the_one_that_has_least_beside_it() -> None:
    large = a_work(THERE, ON_TOP, branch="feature/on-top", commits=frozenset("abc"))
    small = a_work(THERE, branch="feature/there", commits=frozenset("a"))
    (what,) = said(migrating(around(large, small)))
    assert "on origin/feature/there" in what


def test_two_migrations_of_one_branch_are_one_clash() -> None:
    assert len(said(migrating(around(a_work(THERE, ON_TOP))))) == 1


def test_a_merge_migration_that_knows_both_ends_the_clash() -> None:
    merge = a_migration("0003_merge", "0002_here", "0002_there")
    assert said(migrating(around(a_work(HERE, THERE, merge)))) == []
    assert said(migrating(around(a_work(THERE, merge)))) == []


# ── Requests ────────────────────────────────────────────────────────────────────────────────────


def test_a_request_of_a_fork_is_named_with_its_address_and_author() -> None:
    (what,) = asked(a_request(THERE.path, head="unknown here"))
    assert f"{THERE.path} on feature/there (@grace, 2026-01-10, {URL}) both migrate shop" in what


def test_a_request_whose_branch_is_here_is_named_once_with_both() -> None:
    branch = a_work(THERE, commits=frozenset({"older commit"}))
    for head in (branch.branch.head, "older commit", "newer commit"):
        (what,) = asked(a_request(THERE.path, head=head), branch)
        assert f"on origin/feature/there (Grace, 2026-01-10, {URL})" in what


def test_the_request_of_this_branch_is_no_clash() -> None:
    own = around().own
    assert asked(a_request(HERE.path, head=own.branch.head)) == []
    assert asked(a_request(HERE.path, head="pushed meanwhile", source=own.branch.name)) == []


def test_a_fork_whose_branch_has_the_name_of_ours_is_another_branch() -> None:
    assert len(asked(a_request(THERE.path, head="of the fork", source=around().own.branch.name))) == 1


def test_only_files_that_a_request_adds_count() -> None:
    files = tuple(
        ChangedFile(path, change)
        for path, change in (
            (THERE.path, Change.MODIFIED),
            (FIRST.path, Change.DELETED),
            ("shop/migrations/_helper.py", Change.ADDED),
            ("mail/migrations/0001.py", Change.ADDED),
            ("shop/models.py", Change.ADDED),
        )
    )
    assert asked(replace(a_request(), files=files)) == []
    renamed = (ChangedFile(THERE.path, Change.RENAMED),)
    assert len(asked(replace(a_request(), files=renamed))) == 1


def test_a_request_whose_author_is_gone_is_named_all_the_same() -> None:
    (what,) = asked(a_request(THERE.path, author=None))
    assert "(whose account is gone, 2026-01-10" in what


def test_on_the_working_branch_two_requests_are_a_pair() -> None:
    watching = around(own=Work(a_branch("develop", None)))
    requests = (a_request(HERE.path, head="a", source="a"), a_request(THERE.path, head="b", source="b"))
    assert len(said(migrating(watching, requests=requests))) == 1


def test_without_a_token_nothing_is_said_of_requests() -> None:
    assert said(migrating(around(), requests=None)) == []


# ── Graph ───────────────────────────────────────────────────────────────────────────────────────


def test_what_is_wrong_here_is_not_said_again_of_the_merge() -> None:
    both = (FIRST, HERE, THERE)
    (finding,) = CHECKS["migration-graph"].run(migrating(around(merged=both), *both))
    assert (finding.what, finding.mend) == (
        "shop has 2 last migrations: 0002_here, 0002_there",
        "put yours on top: `teamkit migrations rebase shop`",
    )


def test_an_app_with_a_migration_that_cannot_be_read_is_unknown_and_not_red() -> None:
    hidden = replace(a_migration("0003"), unreadable="line 5: dependencies are computed: X")
    states = [
        finding.state for finding in CHECKS["migration-graph"].run(migrating(around(), FIRST, HERE, THERE, hidden))
    ]
    assert states == [State.UNKNOWN]


def test_what_is_missing_may_be_replaced_by_a_squash_that_cannot_be_read() -> None:
    hidden = replace(a_migration("0001_squashed"), unreadable="line 5: replaces are computed: X")
    facts = migrating(around(), hidden, a_migration("0003", "0002"))
    assert [finding.state for finding in CHECKS["migration-graph"].run(facts)] == [State.UNKNOWN]


def test_a_fault_that_only_merging_brings_is_said_although_another_file_has_the_same() -> None:
    hidden = [replace(a_migration(name), unreadable="has no class Migration") for name in ("0002", "0003")]
    facts = migrating(around(merged=(FIRST, *hidden)), FIRST, hidden[0])
    assert said(facts, "migration-graph") == [
        "cannot be read: has no class Migration",
        "merged into origin/develop: cannot be read: has no class Migration",
    ]
