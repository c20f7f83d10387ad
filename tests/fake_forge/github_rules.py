"""GitHub's rulesets, settings and classic protection, with what GitHub adds to them of its own."""

import json
from typing import Any

from fake_forge.github import repository
from fake_forge.routes import Ask, RefusedError, Route
from teamkit.forges.protecting.schema import complaint

UPGRADE = "Upgrade to GitHub Pro or make this repository public to enable this feature."
DEFAULTS = {
    "pull_request": {
        "allowed_merge_methods": ["merge", "squash", "rebase"],
        "automatic_copilot_code_review_enabled": False,
        "required_reviewers": [],
    },
    "required_status_checks": {"do_not_enforce_on_create": False},
}


def rulesets(ask: Ask, path: str) -> list[dict[str, Any]]:
    """The list, which says little of each."""
    allowed(ask, path)
    listed = ("id", "name", "source_type", "enforcement")
    return [{key: found[key] for key in listed} for found in ask.world.rules.rulesets.values()]


def ruleset(ask: Ask, path: str, number: str) -> dict[str, Any]:
    allowed(ask, path)
    found = ask.world.rules.rulesets[int(number)]
    return found if ask.sight.is_admin else {key: found[key] for key in found if key != "bypass_actors"}


def make_ruleset(ask: Ask, path: str) -> dict[str, Any]:
    administered(ask, path)
    body = held(ask, "ruleset")
    if body["name"] in {found["name"] for found in ask.world.rules.rulesets.values()}:
        raise RefusedError(422, "Name must be unique")
    number = max(ask.world.rules.rulesets, default=0) + 1
    ask.world.rules.rulesets[number] = with_additions(number, body)
    return ask.world.rules.rulesets[number]


def change_ruleset(ask: Ask, path: str, number: str) -> dict[str, Any]:
    administered(ask, path)
    ask.world.rules.rulesets[int(number)] = with_additions(int(number), held(ask, "ruleset"))
    return ask.world.rules.rulesets[int(number)]


def with_additions(number: int, body: dict[str, Any], source: str = "Repository") -> dict[str, Any]:
    """A ruleset as GitHub gives it back: in another order, with identifiers and defaults."""
    rules = [
        {**rule, "parameters": DEFAULTS.get(rule["type"], {}) | rule["parameters"]} if "parameters" in rule else rule
        for rule in reversed(body["rules"])
    ]
    added = {"id": number, "node_id": f"RRS_{number}", "source": "org/shop", "source_type": source, "_links": {}}
    return {
        "target": "branch",
        "bypass_actors": [],
        **body,
        **added,
        "rules": rules,
        "current_user_can_bypass": "never",
    }


def change_settings(ask: Ask, path: str) -> dict[str, Any]:
    administered(ask, path)
    ask.world.rules.settings |= held(ask, "repository")
    return repository(ask, path)


def classic(ask: Ask, path: str, branch: str) -> dict[str, Any]:
    allowed(ask, path)
    if not ask.sight.is_admin:
        raise RefusedError(403, "Resource not accessible by integration")
    if branch not in ask.world.rules.classic:
        raise RefusedError(404, "Branch not protected")
    return ask.world.rules.classic[branch]


def allowed(ask: Ask, path: str) -> None:
    repository(ask, path)
    if ask.world.rules.is_free:
        raise RefusedError(403, UPGRADE)


def administered(ask: Ask, path: str) -> None:
    repository(ask, path)
    if not ask.sight.is_admin:
        raise RefusedError(403, "Resource not accessible by personal access token")


def held(ask: Ask, part: str) -> dict[str, Any]:
    """What was sent, where GitHub's schema takes it."""
    body: dict[str, Any] = json.loads(ask.body)
    if fault := complaint(part, body):
        raise RefusedError(422, ": ".join(fault))
    return body


REPOSITORY = "/api/v3/repos/([^/]+/[^/]+)"
ROUTES: tuple[Route, ...] = (
    ("GET", f"{REPOSITORY}/rulesets", rulesets),
    ("POST", f"{REPOSITORY}/rulesets", make_ruleset),
    ("GET", f"{REPOSITORY}/rulesets/([0-9]+)", ruleset),
    ("PUT", f"{REPOSITORY}/rulesets/([0-9]+)", change_ruleset),
    ("PATCH", REPOSITORY, change_settings),
    ("GET", f"{REPOSITORY}/branches/([^/]+)/protection", classic),
)
