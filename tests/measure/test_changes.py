"""A request counts as a change where people's work lands by it, once."""

import pytest
from pasts import opened

from teamkit.history.branches import Flow
from teamkit.measure.changes import changes

GITFLOW, GITHUB = Flow("main", "develop"), Flow("main", "main")


@pytest.mark.parametrize(
    ("source", "target", "branch", "flow", "is_change"),
    [
        ("feature/a", "develop", "develop", GITFLOW, True),
        ("hotfix/a", "main", "develop", GITFLOW, True),
        ("bugfix/a", "release/1.2.0", "develop", GITFLOW, True),
        ("whatever", "main", "main", GITHUB, True),
        ("whatever", "trunk", "trunk", None, True),
        ("release/1.2.0", "main", "develop", GITFLOW, False),
        ("backmerge/1.2.0", "develop", "develop", GITFLOW, False),
        ("develop", "main", "develop", GITFLOW, False),
        ("main", "develop", "develop", GITFLOW, False),
        ("feature/b", "feature/a", "develop", GITFLOW, False),
        ("feature/b", "feature/a", "main", GITHUB, False),
        ("backport", "stable/5.0", "main", GITHUB, False),
    ],
)
def test_what_lands_counts_and_what_carries_or_lands_later_does_not(
    source: str, target: str, branch: str, flow: Flow | None, *, is_change: bool
) -> None:
    request = opened(source=source, target=target)
    assert changes([request], branch, flow) == ((request,) if is_change else ())


def test_a_forks_branch_of_the_same_name_brings_changes_too() -> None:
    request = opened(source="main", target="main")
    assert changes([request], "main", GITHUB) == (request,)


def test_a_branch_that_is_asked_for_by_name_counts_alone() -> None:
    here, elsewhere = opened(target="stable/5.0"), opened(target="main")
    assert changes([here, elsewhere], "stable/5.0", GITHUB) == (here,)
    assert changes([here, elsewhere], "stable/5.0", GITFLOW) == (here,)
