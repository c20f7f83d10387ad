"""Reads the rules that a repository's files want."""

import json
from collections.abc import Iterator, Mapping
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from teamkit.findings import Place, Refusal
from teamkit.forges.protecting.gitlab_file import PARTS, Approvals, Protection
from teamkit.forges.protecting.model import Kind, Rule
from teamkit.forges.protecting.ruleset import Ruleset
from teamkit.forges.protecting.schema import complaint, nearest

RULESETS = ".github/rulesets"
SETTINGS = ".github/settings.yml"
PROTECTION = ".gitlab/protection.yml"
_ADDED = {"id", "node_id", "source", "source_type", "created_at", "updated_at", "current_user_can_bypass", "_links"}


def read(root: Path) -> tuple[Rule, ...]:
    """Every rule that the files want, of either forge. Raises Refusal with file, key and remedy for what is wrong."""
    return (*_rulesets(root), *_settings(root), *_gitlab(root))


# ── GitHub ──────────────────────────────────────────────────────────────────────────────────────


def _rulesets(root: Path) -> Iterator[Rule]:
    """The rulesets, in the form that GitHub's pages export and import."""
    names: dict[str, str] = {}
    for file in sorted((root / RULESETS).glob("*.json")):
        where = f"{RULESETS}/{file.name}"
        given = _json(_text(file, where), where)
        body = {key: value for key, value in given.items() if key not in _ADDED}
        _hold(complaint("ruleset", body), where)
        other = names.setdefault(body["name"], where)
        if other != where:
            raise Refusal(f'name: "{body["name"]}" is that of {other} too; choose another', Place(where))
        wanted = Ruleset.model_validate({"bypass_actors": [], **body})
        yield Rule(Kind.RULESET, wanted.name, wanted.body, where)


def _settings(root: Path) -> Iterator[Rule]:
    """The settings, in the form of the Probot app; what else that app reads is not looked at."""
    given = _yaml(root / SETTINGS, SETTINGS)
    if given is not None:
        body = given.get("repository")
        if not isinstance(body, Mapping):
            raise Refusal("has no mapping `repository`; write the settings below that key", Place(SETTINGS))
        _hold(complaint("repository", body), SETTINGS, "repository")
        yield Rule(Kind.REPOSITORY, "", body, SETTINGS)


def _hold(fault: tuple[str, str] | None, where: str, *above: str) -> None:
    if fault:
        raise _refusal((*above, *filter(None, [fault[0]])), fault[1], where)


# ── GitLab ──────────────────────────────────────────────────────────────────────────────────────


def _gitlab(root: Path) -> Iterator[Rule]:
    given = _yaml(root / PROTECTION, PROTECTION)
    if given is None:
        return
    try:
        wanted = Protection.model_validate(given)
    except ValidationError as error:
        raise _refusal(*_complaint(error.errors()[0]), PROTECTION) from None
    yield Rule(Kind.PROJECT, "", _said(wanted.project), PROTECTION)
    for name, branch in wanted.branches.items():
        yield Rule(Kind.BRANCH, name, _said(branch), PROTECTION)
    for name, tag in wanted.tags.items():
        yield Rule(Kind.TAG, name, _said(tag), PROTECTION)
    yield from _approvals(wanted.approvals)


def _approvals(wanted: Approvals | None) -> Iterator[Rule]:
    """GitLab keeps the number of approvals apart from what counts as one."""
    if wanted:
        said = _said(wanted)
        number = {"approvals_required": said.pop("approvals_required")}
        yield Rule(Kind.APPROVALS, "", said, PROTECTION)
        yield Rule(Kind.APPROVERS, "", number, PROTECTION)


def _said(part: Any) -> dict[str, Any]:
    """What somebody wrote, or what holds where nothing was written."""
    said: dict[str, Any] = part.model_dump(mode="json", exclude_none=True)
    return said


def _complaint(error: Any) -> tuple[tuple[str, ...], str]:
    location, kind = tuple(map(str, error["loc"])), error["type"]
    if kind == "extra_forbidden":
        known = {name: None for part in PARTS for name in part.model_fields}
        return location, f"is not a key of this file; {nearest(location[-1], known)}"
    if kind == "missing":
        return location[:-1], f"lacks {location[-1]}; add it"
    return location, f"{error['msg']}; mend it"


# ── Files ───────────────────────────────────────────────────────────────────────────────────────


def _refusal(location: tuple[str, ...], what: str, where: str) -> Refusal:
    key = ".".join(location)
    return Refusal(f"{key}: {what}" if key else what, Place(where))


def _text(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(f"is not UTF-8 (byte {error.start}); save it as UTF-8", Place(where)) from None


def _json(text: str, where: str) -> Mapping[str, Any]:
    try:
        given = json.loads(text)
    except JSONDecodeError as error:
        raise Refusal(f"{error.msg}; mend the JSON here", Place(where, error.lineno)) from None
    return _mapping(given, where)


def _yaml(path: Path, where: str) -> Mapping[str, Any] | None:
    """What a file says; None where there is none."""
    if not path.exists():
        return None
    try:
        given = YAML(typ="safe", pure=True).load(_text(path, where))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = str(error.problem).split("\n", maxsplit=1)[0]
        raise Refusal(f"{what}; mend the YAML here", Place(where, mark.line + 1 if mark else None)) from None
    except YAMLError as error:
        raise Refusal(f"{error}; mend the YAML", Place(where)) from None
    return _mapping(given, where)


def _mapping(given: object, where: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise Refusal(
            "holds no mapping of keys to values; take it back from history: git checkout -- " + where, Place(where)
        )
    return given
