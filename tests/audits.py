"""Audits for tests: one line an item."""

from datetime import date

from teamkit.checks.auditing.model import Accepted, Audit, Item, Trait
from teamkit.findings import Finding, Place, State

DAY = date(2026, 3, 2)
MADE_OF = (Trait("Django", "5.2", "pyproject.toml"), Trait("tests", ""))


def fails(what: str, path: str = "config/settings.py", line: int | None = 7, **fields: str) -> Finding:
    return Finding("", State.FAIL, what, Place(path, line), **fields)


def cannot_tell(what: str) -> Finding:
    return Finding("", State.UNKNOWN, what, None, "", "install zizmor")


def reports(what: str) -> Finding:
    return Finding("", State.PASS, what)


def item(check: str, *findings: Finding, topic: str = "Safety", accepted: tuple[Accepted, ...] = ()) -> Item:
    of_check = tuple(Finding(**vars(each) | {"check": check}) for each in findings)
    title = f"The check {check} holds."
    return Item(check, title, topic, f"Why {check} matters.", f"mend {check}", "an hour", of_check, accepted)


def audit(*items: Item, repository: str = "shop", day: date = DAY, traits: tuple[Trait, ...] = MADE_OF) -> Audit:
    return Audit(repository, "0" * 40, day, "0.3.0", traits, items)
