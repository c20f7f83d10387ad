"""GitLab's protected branches and tags, settings and approvals; the free plan has no approvals and no code owners."""

import json
from typing import Any

from fake_forge.gitlab import project
from fake_forge.routes import Ask, RefusedError, Route

OWNERS = "code_owner_approval_required"


def maintained(ask: Ask, path: str) -> None:
    project(ask, path)
    if not ask.sight.is_admin:
        raise RefusedError(403, "403 Forbidden")


def paid(ask: Ask, path: str) -> None:
    maintained(ask, path)
    if ask.world.rules.is_free:
        raise RefusedError(404, "404 Not Found")


def branches(ask: Ask, path: str) -> list[dict[str, Any]]:
    maintained(ask, path)
    hidden = {OWNERS} if ask.world.rules.is_free else set()
    return [
        {key: value for key, value in branch.items() if key not in hidden}
        for branch in ask.world.rules.branches.values()
    ]


def protect_branch(ask: Ask, path: str) -> dict[str, Any]:
    maintained(ask, path)
    body = json.loads(ask.body)
    return protect(ask.world.rules.branches, body, {"allow_force_push": False, OWNERS: False})


def protect_tag(ask: Ask, path: str) -> dict[str, Any]:
    maintained(ask, path)
    return protect(ask.world.rules.tags, json.loads(ask.body), {})


def protect(there: dict[str, dict[str, Any]], body: dict[str, Any], flags: dict[str, bool]) -> dict[str, Any]:
    """Protect anew; whoever may stands in lists, with identifiers."""
    if body["name"] in there:
        raise RefusedError(409, f"Protected '{body['name']}' already exists")
    levels = {key: value for key, value in body.items() if key.endswith("_access_level")}
    lists = {f"{key}s": [{"id": 7, "access_level": value, "user_id": None}] for key, value in levels.items()}
    there[body["name"]] = {"id": 9, "name": body["name"], **lists, **{key: body.get(key, flags[key]) for key in flags}}
    return there[body["name"]]


def change_branch(ask: Ask, path: str, name: str) -> dict[str, Any]:
    """Only the flags can change."""
    maintained(ask, path)
    body = json.loads(ask.body)
    if OWNERS in body and ask.world.rules.is_free:
        raise RefusedError(403, "Feature 'Code Owner Approval Required' is not enabled")
    ask.world.rules.branches[name] |= {key: body[key] for key in ("allow_force_push", OWNERS) if key in body}
    return ask.world.rules.branches[name]


def open_branch(ask: Ask, path: str, name: str) -> dict[str, Any]:
    maintained(ask, path)
    return ask.world.rules.branches.pop(name)


def tags(ask: Ask, path: str) -> list[dict[str, Any]]:
    maintained(ask, path)
    return list(ask.world.rules.tags.values())


def open_tag(ask: Ask, path: str, name: str) -> dict[str, Any]:
    maintained(ask, path)
    return ask.world.rules.tags.pop(name)


def change_project(ask: Ask, path: str) -> dict[str, Any]:
    maintained(ask, path)
    ask.world.rules.settings |= json.loads(ask.body)
    return project(ask, path)


def approvals(ask: Ask, path: str) -> dict[str, Any]:
    paid(ask, path)
    return ask.world.rules.approvals


def change_approvals(ask: Ask, path: str) -> dict[str, Any]:
    paid(ask, path)
    ask.world.rules.approvals |= json.loads(ask.body)
    return ask.world.rules.approvals


def approvers(ask: Ask, path: str) -> list[dict[str, Any]]:
    paid(ask, path)
    return ask.world.rules.approvers


def make_approver(ask: Ask, path: str) -> dict[str, Any]:
    paid(ask, path)
    ask.world.rules.approvers.append({"id": len(ask.world.rules.approvers) + 1, **json.loads(ask.body)})
    return ask.world.rules.approvers[-1]


def change_approver(ask: Ask, path: str, number: str) -> dict[str, Any]:
    paid(ask, path)
    ask.world.rules.approvers[int(number) - 1] |= json.loads(ask.body)
    return ask.world.rules.approvers[int(number) - 1]


PROJECT = "/api/v4/projects/([^/]+)"
ROUTES: tuple[Route, ...] = (
    ("PUT", PROJECT, change_project),
    ("GET", f"{PROJECT}/protected_branches", branches),
    ("POST", f"{PROJECT}/protected_branches", protect_branch),
    ("PATCH", f"{PROJECT}/protected_branches/([^/]+)", change_branch),
    ("DELETE", f"{PROJECT}/protected_branches/([^/]+)", open_branch),
    ("GET", f"{PROJECT}/protected_tags", tags),
    ("POST", f"{PROJECT}/protected_tags", protect_tag),
    ("DELETE", f"{PROJECT}/protected_tags/([^/]+)", open_tag),
    ("GET", f"{PROJECT}/approvals", approvals),
    ("POST", f"{PROJECT}/approvals", change_approvals),
    ("GET", f"{PROJECT}/approval_rules", approvers),
    ("POST", f"{PROJECT}/approval_rules", make_approver),
    ("PUT", f"{PROJECT}/approval_rules/([0-9]+)", change_approver),
)
