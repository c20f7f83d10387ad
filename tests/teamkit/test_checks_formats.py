"""Findings as the machines of three pipelines read them."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from hypothesis import given as trying
from hypothesis import strategies as st

from teamkit.checks import CHECKS
from teamkit.checks.choosing import chosen
from teamkit.checks.fixtures import TODAY, a_team, an_area, days_ago, given
from teamkit.checks.formats import github, gitlab, sarif
from teamkit.checks.formats import json as plain
from teamkit.checks.formats.shared import fingerprint
from teamkit.checks.verdict import Verdict, verdict
from teamkit.findings import Finding, Place, State

WAIVER = {"check": "two-reviewers", "reason": "grace joins in March", "until": TODAY}
TEAM = a_team(areas={"api": an_area(deputy=None)}, waivers=[WAIVER])
LINES = {("areas", "api"): 4, ("areas", "api", "deputy"): 8}
DONE = verdict(given(TEAM, "api/views.py", "a b/ü.py", lines=LINES, touches={}), chosen(()))
SPOKEN = {
    "commit-message": State.UNKNOWN,
    "deputy-present": State.FAIL,
    "every-file-owned": State.FAIL,
    "merges-only": State.UNKNOWN,
    "nothing-lost": State.UNKNOWN,
    "owners-active": State.PASS,
    "write-access": State.UNKNOWN,
}


def one(finding: Finding) -> Verdict:
    """A verdict of one finding."""
    (result,) = verdict(given(), [CHECKS["rules-alive"]]).results
    return Verdict((type(result)(result.check, (finding,)),))


def test_the_example_speaks_in_every_state() -> None:
    assert {finding.check: finding.state for finding in DONE.findings} == SPOKEN
    assert [each.finding.check for result in DONE.results for each in result.waived] == ["two-reviewers"]


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────


def test_json_tells_every_check_with_stable_keys() -> None:
    document = json.loads(plain.text(DONE))
    assert list(document) == ["exit_code", "checks"]
    assert document["exit_code"] == 1
    checks = {check["name"]: check for check in document["checks"]}
    assert list(checks) == [check.name for check in chosen(())]
    assert checks["deputy-present"] == {
        "name": "deputy-present",
        "title": "Each area has a deputy, who is not its accountable.",
        "page": "docs/reference/checks.md#deputy-present",
        "state": "fail",
        "findings": [
            {
                "state": "fail",
                "what": "API has no deputy",
                "path": "team.yml",
                "line": 8,
                "why": CHECKS["deputy-present"].why,
                "mend": CHECKS["deputy-present"].mend,
            }
        ],
        "waived": [],
    }
    (waived,) = checks["two-reviewers"]["waived"]
    assert (waived["reason"], waived["until"]) == ("grace joins in March", TODAY.isoformat())
    assert checks["write-access"]["findings"][0]["path"] is None
    assert checks["write-access"]["state"] == "unknown"


# ── SARIF ───────────────────────────────────────────────────────────────────────────────────────

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "required": ["uri"],
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                },
                "region": {
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": {"startLine": {"type": "integer", "minimum": 1}},
                },
            },
        }
    },
}
SUPPRESSION = {
    "type": "object",
    "required": ["kind"],
    "additionalProperties": False,
    "properties": {"kind": {"enum": ["inSource", "external"]}, "justification": {"type": "string"}},
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level", "locations"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "minItems": 1, "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "suppressions": {"type": "array", "items": SUPPRESSION},
        "properties": {"type": "object"},
    },
}
RULE = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {"id": {"type": "string"}, "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT},
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"const": "teamkit"},
        "version": {"type": "string"},
        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
    },
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "additionalProperties": False,
    "properties": {
        "tool": {"required": ["driver"], "additionalProperties": False, "properties": {"driver": DRIVER}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
}
SARIF = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "description": "As much of SARIF 2.1.0 as teamkit writes, and nothing beside it.",
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
}


def test_sarif_keeps_to_its_standard(tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text(json.dumps(SARIF))
    (tmp_path / "log.sarif").write_text(sarif.text(DONE))
    command = ["check-jsonschema", "--schemafile", str(tmp_path / "schema.json"), str(tmp_path / "log.sarif")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def results() -> list[dict[str, Any]]:
    (run,) = json.loads(sarif.text(DONE))["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


def test_every_result_of_sarif_names_a_rule_and_a_level() -> None:
    (run,) = json.loads(sarif.text(DONE))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [check.name for check in chosen(())]
    levels = {"fail": "error", "unknown": "warning", "pass": "note"}
    open_ones = [each for each in results() if "suppressions" not in each]
    assert {each["ruleId"]: each["level"] for each in open_ones} == {
        name: levels[state] for name, state in SPOKEN.items()
    }


def test_a_waived_finding_is_suppressed_in_sarif_with_its_reason() -> None:
    (waived,) = [each for each in results() if "suppressions" in each]
    assert waived["ruleId"] == "two-reviewers"
    assert waived["suppressions"] == [
        {"kind": "external", "justification": f"grace joins in March (until {TODAY})"},
    ]


def test_a_path_of_sarif_is_a_uri() -> None:
    (unowned,) = [each for each in results() if each["ruleId"] == "every-file-owned"]
    uri = unowned["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b/%C3%BC.py"
    assert unquote(uri) == "a b/ü.py"


# ── GitHub ──────────────────────────────────────────────────────────────────────────────────────


def test_an_annotation_stands_at_its_line() -> None:
    mend = CHECKS["deputy-present"].mend
    assert (
        f"::error file=team.yml,line=8,title=deputy-present::API has no deputy. To mend it, {mend}.\n"
        in github.text(DONE)
    )
    assert re.search(r"^::warning file=team\.yml,title=write-access::", github.text(DONE), re.MULTILINE)
    assert re.search(r"^::notice file=team\.yml,line=4,title=owners-active::", github.text(DONE), re.MULTILINE)


def test_an_annotation_escapes_what_would_end_it() -> None:
    finding = Finding("rules-alive", State.FAIL, "100 %\r\nno: a, b", Place("a,b:c%.py", 3), "", "mend")
    assert github.text(one(finding)) == (
        "::error file=a%2Cb%3Ac%25.py,line=3,title=rules-alive::100 %25%0D%0Ano: a, b. To mend it, mend.\n"
    )


@trying(st.text(), st.text(min_size=1))
def test_an_annotation_is_one_command_whatever_it_says(what: str, path: str) -> None:
    written = github.text(one(Finding("rules-alive", State.FAIL, what, Place(path), "", "mend")))
    command = re.fullmatch(r"::error file=([^:,\r\n]*),title=rules-alive::([^\r\n]*)\n", written)
    assert command
    assert unescaped(command[1]) == path
    assert unescaped(command[2]) == f"{what}. To mend it, mend."


def unescaped(value: str) -> str:
    """What the runner reads."""
    for written, read in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        value = value.replace(written, read)
    return value


# ── GitLab ──────────────────────────────────────────────────────────────────────────────────────


def test_gitlab_is_told_description_severity_place_and_fingerprint() -> None:
    report = {entry["check_name"]: entry for entry in json.loads(gitlab.text(DONE))}
    severities = {State.FAIL: "major", State.UNKNOWN: "minor", State.PASS: "info"}
    assert {name: entry["severity"] for name, entry in report.items()} == {
        name: severities[state] for name, state in SPOKEN.items()
    }
    assert report["deputy-present"]["location"] == {"path": "team.yml", "lines": {"begin": 8}}
    assert report["write-access"]["location"] == {"path": "team.yml", "lines": {"begin": 1}}
    assert report["deputy-present"]["description"].startswith("API has no deputy. To mend it, ")


def test_each_fingerprint_of_gitlab_is_there_once() -> None:
    finding = Finding("rules-alive", State.FAIL, "x", Place("a.py", 1), "", "mend")
    (result,) = one(finding).results
    twice = Verdict((type(result)(result.check, (finding, finding)),))
    assert len(json.loads(gitlab.text(twice))) == 1


def test_a_fingerprint_stays_when_lines_move_and_differs_when_findings_do() -> None:
    def of(what: str = "x", path: str = "a.py", line: int | None = 1) -> str:
        return fingerprint(Finding("rules-alive", State.FAIL, what, Place(path, line)))

    assert of(line=1) == of(line=9) == of(line=None)
    assert len({of(), of(what="y"), of(path="b.py")}) == 3
    assert re.fullmatch(r"[0-9a-f]{64}", of())


def test_a_fingerprint_stays_while_a_lost_commit_gets_older() -> None:
    lost = CHECKS["nothing-lost"]
    (today,), (later,) = (
        [finding.identity and fingerprint(finding) for finding in lost.run(replace(lost.red[0], today=day))]
        for day in (TODAY, days_ago(-30))
    )
    assert today == later != ""


# ── All of them ─────────────────────────────────────────────────────────────────────────────────


def test_a_name_that_is_not_utf8_can_still_be_written() -> None:
    odd = Finding("rules-alive", State.FAIL, "x", Place(b"caf\xe9.py".decode("utf-8", "surrogateescape")), "", "mend")
    for form in (plain, sarif, github, gitlab):
        assert re.search(r"caf(\ufffd|%E9)\.py", form.text(one(odd)))
        assert form.text(one(odd)).encode("utf-8")


def test_nothing_found_is_still_a_whole_document() -> None:
    clean = Verdict(())
    assert json.loads(plain.text(clean)) == {"exit_code": 0, "checks": []}
    assert json.loads(gitlab.text(clean)) == []
    assert json.loads(sarif.text(clean))["runs"][0]["results"] == []
    assert github.text(clean) == ""
