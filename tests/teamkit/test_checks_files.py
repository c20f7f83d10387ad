"""Checks of files, rules and those who own them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given as trying
from hypothesis import strategies as st

from teamkit.checks import CHECKS
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import TODAY, a_group, a_team, a_user, an_area, days_ago, given, users
from teamkit.checks.guards.every_file_owned import ROOT, gathered
from teamkit.findings import Finding, State, Unseen


def found(name: str, facts: Facts) -> list[Finding]:
    return list(CHECKS[name].run(facts))


def said(name: str, facts: Facts) -> list[str]:
    return [finding.what for finding in found(name, facts)]


# ── generated-files-current ─────────────────────────────────────────────────────────────────────


def test_a_hand_edited_owners_file_is_red_with_the_command_that_mends_it() -> None:
    (finding,) = found("generated-files-current", given(stale=(".github/CODEOWNERS",)))
    assert finding.state is State.FAIL
    assert finding.what == ".github/CODEOWNERS differs from what team.yml gives"
    assert str(finding.where) == ".github/CODEOWNERS"
    assert "teamkit team sync" in finding.mend


# ── every-file-owned ────────────────────────────────────────────────────────────────────────────


def test_a_new_app_without_an_area_is_one_line() -> None:
    tree = ("api/views.py", *(f"shop/{name}.py" for name in ("models", "views", "migrations/0001")))
    (finding,) = found("every-file-owned", given(a_team(), *tree))
    assert finding.what == "shop/ belongs to no area: 3 files"
    assert str(finding.where) == "shop/"


def test_a_single_file_is_named_itself() -> None:
    assert said("every-file-owned", given(a_team(), "api/views.py", "docs/a/b.md")) == [
        "docs/a/b.md belongs to no area"
    ]


def test_a_repository_without_rules_is_one_line() -> None:
    facts = given(a_team(areas={}), *(f"app{number}/views.py" for number in range(40)))
    assert said("every-file-owned", facts) == ["no tracked file belongs to an area: 40 files"]


def test_a_free_file_needs_no_owner() -> None:
    assert said("every-file-owned", given(a_team(free=("LICENSE",)), "api/views.py", "LICENSE")) == []


NAMES = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


def without_clashes(paths: set[str]) -> dict[str, None]:
    """Paths of which none is a folder of another, as in any tree."""
    return {path: None for path in sorted(paths) if not any(other.startswith(f"{path}/") for other in paths)}


@trying(st.sets(NAMES, min_size=1, max_size=20).map(without_clashes).map(list), st.data())
def test_gathered_folders_hold_every_unowned_file_once_and_no_other(tree: list[str], data: st.DataObject) -> None:
    unowned = [path for path in tree if data.draw(st.booleans())]
    tops = gathered(unowned, tree)
    for path in tree:
        holding = [top for top in tops if path == top or (path.startswith(top) and (top == ROOT or top.endswith("/")))]
        assert len(holding) == (path in unowned), (path, holding)
    assert sum(tops.values()) == len(unowned)


# ── rules-alive ─────────────────────────────────────────────────────────────────────────────────


def test_a_rule_that_matches_nothing_is_named_with_its_area_and_line() -> None:
    lines: Mapping[tuple[str | int, ...], int] = {("areas",): 3, ("areas", "api", "paths", 1): 9}
    facts = given(a_team(areas={"api": an_area("/api/", "/old/")}), lines=lines)
    (finding,) = found("rules-alive", facts)
    assert finding.what == "the rule /old/ of API matches no tracked file"
    assert str(finding.where) == "team.yml:9"


def test_a_rule_that_later_rules_hide_is_named_with_them() -> None:
    areas = {"all": an_area("*", title="Rest"), "code": an_area("*.py"), "texts": an_area("*.md")}
    assert said("rules-alive", given(a_team(areas=areas), "a.py", "b.md")) == [
        "the rule * of Rest decides about no file: later rules take all of them (*.py, *.md)"
    ]


def test_of_many_hiding_rules_three_are_named() -> None:
    areas = {"all": an_area("*", title="Rest"), "apps": an_area(*(f"/app{number}/" for number in range(5)))}
    tree = (f"app{number}/views.py" for number in range(5))
    (what,) = said("rules-alive", given(a_team(areas=areas), *tree))
    assert what.endswith("(/app0/, /app1/, /app2/, and 2 more)")


def test_a_rule_is_not_hidden_by_another_section_of_gitlab() -> None:
    areas = {"api": an_area("/api/"), "all": an_area("*")}
    assert said("rules-alive", given(a_team(areas=areas))) != []
    assert said("rules-alive", given(a_team(areas=areas, forge="gitlab"))) == []


# ── owners-known, write-access ──────────────────────────────────────────────────────────────────


def test_an_owner_without_a_handle_is_named_once_with_every_area() -> None:
    people = users("grace") | {"ada": a_user("ada", handle=None)}
    areas = {"api": an_area(), "web": an_area("/web/", title="Front end")}
    (finding,) = found("owners-known", given(a_team(users=people, areas=areas, forge="gitlab")))
    assert finding.what == "ada owns API, Front end and has no handle on GitLab"
    assert finding.mend == "write `handle:` under `ada` in `users` of team.yml, then run `teamkit team sync`"


def core(**changes: Any) -> Facts:
    """Ada owns through a group inside a group."""
    people = users("grace") | {"ada": a_user("ada", handle=None)}
    groups = {"inner": a_group("ada", **changes), "core": a_group("inner")}
    return given(a_team(users=people, groups=groups, areas={"api": an_area(accountable="core")}), access={})


def test_a_group_in_a_group_is_asked_by_its_own_handle() -> None:
    assert said("owners-known", core()) == ["ada owns API and has no handle on GitHub"]
    assert said("owners-known", core(handle="org/inner")) == []
    assert "nobody could look whether @org/inner may write" in said("write-access", core(handle="org/inner"))


def test_access_that_nobody_could_look_at_is_unknown_in_one_line_with_the_reason_and_its_remedy() -> None:
    (finding,) = found("write-access", given(access=Unseen("GITHUB_TOKEN is not set", "set GITHUB_TOKEN")))
    assert finding.state is State.UNKNOWN
    assert finding.what == ("nobody could look whether the owners may write to the repository: GITHUB_TOKEN is not set")
    assert finding.mend == "set GITHUB_TOKEN"


def test_a_handle_that_the_forge_did_not_tell_about_is_unknown() -> None:
    states = {finding.what: finding.state for finding in found("write-access", given(access={"ada": False}))}
    assert states == {
        "@ada owns an area and may not write to the repository": State.FAIL,
        "nobody could look whether @grace may write": State.UNKNOWN,
    }


# ── not-alone ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("files", "expected"), [(1, []), (2, ["ada alone owns more than half of the files: 2 of 3"])])
def test_exactly_half_is_not_more_than_half(files: int, expected: list[str]) -> None:
    team = a_team(areas={"all": an_area("*", deputy=None), "api": an_area("/api/")})
    assert said("not-alone", given(team, "api/views.py", *(f"{number}.py" for number in range(files)))) == expected


def test_files_that_nobody_owns_count_and_free_ones_do_not() -> None:
    team = a_team(areas={"api": an_area(deputy=None)}, free=("*.md",))
    assert said("not-alone", given(team, "api/views.py", "manage.py")) == []
    assert said("not-alone", given(team, "api/views.py", "README.md")) != []


def test_on_gitlab_another_section_stands_behind_a_file_too() -> None:
    areas = {"all": an_area("*"), "api": an_area(deputy=None)}
    assert said("not-alone", given(a_team(areas=areas))) != []
    assert said("not-alone", given(a_team(areas=areas, forge="gitlab"))) == []


# ── owners-active ───────────────────────────────────────────────────────────────────────────────


def active(**last: date) -> list[str]:
    return said("owners-active", given(touches={"api": last}))


def test_ninety_days_are_not_more_than_ninety() -> None:
    assert active(ada=days_ago(90), grace=TODAY) == []
    assert active(ada=days_ago(91), grace=TODAY) == [f"no commit in API for 90 days by ada (last on {days_ago(91)})"]


def test_those_who_do_the_work_of_absent_owners_are_named() -> None:
    assert active(alan=TODAY, mary=TODAY, joan=days_ago(91)) == [
        "no commit in API for 90 days by ada (never), grace (never)",
        "alan, mary did the work in API, and none of its owners did",
    ]


def test_helping_an_active_owner_is_nothing_to_report() -> None:
    assert active(alan=TODAY, ada=TODAY, grace=TODAY) == []


def test_inactive_owners_are_never_red() -> None:
    states = {finding.state for finding in found("owners-active", given(touches={"api": {"alan": TODAY}}))}
    assert states == {State.PASS}


def test_without_history_activity_is_unknown() -> None:
    assert [finding.state for finding in found("owners-active", given(touches=None))] == [State.UNKNOWN]
