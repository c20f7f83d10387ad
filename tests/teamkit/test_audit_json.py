"""An audit that was written can be read back, whole."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.checks.auditing.model import Audit
from teamkit.checks.auditing.reading import from_json
from teamkit.checks.auditing.writing import to_json
from teamkit.findings import Refusal, State


@given(st.from_type(Audit))
def test_what_is_written_is_read_back(audit: Audit) -> None:
    assert from_json(to_json(audit), "audit.json") == audit


def test_the_states_stand_beside_the_findings() -> None:
    audit = Audit("shop", "1" * 40, date(2026, 11, 24), "0.2.0", (), ())
    assert json.loads(to_json(audit)) == {
        "repository": "shop",
        "commit": "1" * 40,
        "day": "2026-11-24",
        "version": "0.2.0",
        "counts": dict.fromkeys(State, 0),
        "traits": [],
        "items": [],
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it: invalid json"),
        ("[]", "it: input should be"),
        ('{"repository": "shop"}', "commit: field required"),
    ],
)
def test_what_is_no_audit_is_refused_in_one_line(text: str, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_json(text, "audit.json")
    assert str(refused.value).startswith(f"audit.json: is no audit ({told}")
    assert str(refused.value).endswith("write one: `teamkit audit --format json`")
