"""The reference of checks says what the checks say."""

import re

import pytest

from teamkit.checks import CHECKS
from teamkit.checks.check import Check
from teamkit.checks.hygiene import HYGIENE
from teamkit.checks.reference import page, section
from teamkit.team.model import Waiver


@pytest.mark.parametrize("check", [*CHECKS.values(), *HYGIENE.values()], ids=[*CHECKS, *HYGIENE])
def test_every_check_has_its_section_at_the_address_that_it_names(check: Check) -> None:
    assert f"\n## {check.page.partition('#')[2]}\n\n**{check.title}**\n" in page()
    for said in (check.looks_at, check.why, check.mend[1:]):
        assert said in section(check)


def test_the_tables_list_all_checks_in_their_order() -> None:
    rows = re.findall(r"^\| \[(\S+)\]\(#\1\) \|", page(), re.MULTILINE)
    assert rows == [*CHECKS, *HYGIENE]
    assert page().index("\n## waivers\n") < page().index("\n# Hygiene\n") < page().index("\n## secrets\n")


def test_the_table_says_what_can_be_unknown_and_what_only_reports() -> None:
    rows = {line.split("]")[0]: line for line in page().splitlines() if line.startswith("| [")}
    assert rows["| [owners-active"].endswith("| unknown where nobody could look; a report |")
    assert rows["| [write-access"].endswith("| unknown where nobody could look |")
    assert rows["| [rules-alive"].endswith("| always |")


def test_the_waiver_of_the_page_has_the_keys_of_team_yml() -> None:
    entry = page().partition("    waivers:\n")[2].partition("\n\n")[0]
    assert re.findall(r"(\w+): ", entry) == list(Waiver.model_fields)


def test_the_page_ends_with_one_line_break() -> None:
    assert page().endswith("\n")
    assert not page().endswith("\n\n")
