"""What `teamkit check --local` says of a checkout that is nobody's work tree."""

from datetime import date
from pathlib import Path

from teamkit.checks.choosing import chosen, needed
from teamkit.checks.verdict import Verdict, verdict
from teamkit.lifecycle.looking import look

_OF_THIS_PIPELINE = {"under_test"}


def said(folder: Path, today: date) -> Verdict:
    """The verdict of all local checks, without what is about the pipeline that this runs in. Raises Refusal."""
    checks = chosen((), local=True)
    return verdict(look(folder, today, needed(checks, local=True) - _OF_THIS_PIPELINE), checks)
