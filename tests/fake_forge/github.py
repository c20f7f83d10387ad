"""GitHub's answers: REST below /api/v3, GraphQL at /api/graphql."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from graphql import GraphQLError, build_schema, graphql_sync

from fake_forge.routes import Ask, Made, RefusedError, Route
from fake_forge.state import Deployment, File, Issue, Level, Request, Review, World

SCHEMA = build_schema((Path(__file__).parent / "github.graphql").read_text())
NAMES = {Level.NONE: "none", Level.READ: "read", Level.WRITE: "write", Level.MAINTAIN: "write", Level.ADMIN: "admin"}
STATES = {
    "approved": "APPROVED",
    "changes requested": "CHANGES_REQUESTED",
    "commented": "COMMENTED",
    "dismissed": "DISMISSED",
    "pending": "PENDING",
}
FORBIDDEN = "Resource not accessible by integration"
Resolver = Callable[..., dict[str, Any]]


# ── REST ────────────────────────────────────────────────────────────────────────────────────────


def repository(ask: Ask, path: str) -> dict[str, Any]:
    if path.lower() != ask.world.path or not ask.sight.repository:
        raise RefusedError(404, "Not Found")
    rights = {"admin": ask.sight.is_admin, "push": ask.sight.collaborators, "pull": True}
    settings = ask.world.rules.settings
    shown = {key: settings[key] for key in settings if ask.sight.is_admin or key == "default_branch"}
    return {"full_name": ask.world.path, "permissions": rights, **shown}


def permission(ask: Ask, path: str, user: str) -> dict[str, Any]:
    repository(ask, path)
    if not ask.sight.collaborators:
        raise RefusedError(403, "Must have push access to view collaborator permission.")
    if user not in ask.world.accounts:
        raise RefusedError(404, f"{user} is not a user")
    return {"permission": NAMES[ask.world.members.get(user, Level.NONE)], "user": {"login": user}}


def account(ask: Ask, user: str) -> dict[str, Any]:
    if user not in ask.world.accounts:
        raise RefusedError(404, "Not Found")
    return {"login": user}


def organisation_repositories(ask: Ask, name: str) -> list[dict[str, Any]]:
    if name in ask.world.accounts or not ask.world.below(name):
        raise RefusedError(404, "Not Found")
    return listed(ask.world, name)


def user_repositories(ask: Ask, name: str) -> list[dict[str, Any]]:
    account(ask, name)
    return listed(ask.world, name)


def listed(world: World, owner: str) -> list[dict[str, Any]]:
    return [{"full_name": each.path, "archived": each.is_archived, "fork": each.is_fork} for each in world.below(owner)]


def team(ask: Ask, organisation: str, slug: str) -> dict[str, Any]:
    found = ask.world.groups.get(f"{organisation}/{slug}")
    if found is None or found.is_hidden:
        raise RefusedError(404, "Not Found")
    return {"slug": slug}


def team_repository(ask: Ask, organisation: str, slug: str, path: str) -> dict[str, Any]:
    team(ask, organisation, slug)
    level = ask.world.groups[f"{organisation}/{slug}"].level
    if level is None:
        raise RefusedError(404, "Not Found")
    return repository(ask, path) | {"permissions": {"pull": True, "push": level >= Level.WRITE}}


def pulls(ask: Ask, path: str) -> list[dict[str, Any]]:
    repository(ask, path)
    assert ask.query["state"] == "open"
    owner = path.partition("/")[0]
    known = (each for each in ask.world.requests if each.is_open and each.source_repository == path)
    return [pull(ask.world, each) for each in known if ask.query["head"] == f"{owner}:{each.source}"]


def opened(ask: Ask, path: str) -> Made:
    repository(ask, path)
    source, target = ask.order["head"], ask.order["base"]
    changing(ask, ask.order["body"])
    for field, branch in (("head", source), ("base", target)):
        if branch not in ask.world.branches:
            raise invalid({"resource": "PullRequest", "field": field, "code": "invalid"})
    is_draft = ask.order.get("draft", False)
    if is_draft and not ask.world.has_drafts:
        raise RefusedError(422, "Draft pull requests are not supported in this repository.")
    if ask.world.between(source, target):
        what = f"A pull request already exists for {path.partition('/')[0]}:{source}."
        raise invalid({"resource": "PullRequest", "code": "custom", "message": what})
    made = ask.world.propose(source, target, ask.order["title"], ask.order["body"], is_draft=is_draft)
    return Made(pull(ask.world, made))


def one(ask: Ask, path: str, number: str) -> dict[str, Any]:
    return pull(ask.world, request(ask, path, number))


def rewritten(ask: Ask, path: str, number: str) -> dict[str, Any]:
    found = request(ask, path, number)
    changing(ask, ask.order["body"])
    found.body = ask.order["body"]
    found.title = ask.order.get("title", found.title)
    return pull(ask.world, found)


def asked(ask: Ask, path: str, number: str) -> Made:
    found = request(ask, path, number)
    changing(ask, "")
    for name in ask.order["reviewers"]:
        if name not in ask.world.members:
            raise RefusedError(422, "Reviews may only be requested from collaborators.")
    found.asked += [name for name in ask.order["reviewers"] if name not in found.asked]
    return Made(pull(ask.world, found) | {"requested_reviewers": [actor(ask.world, name) for name in found.asked]})


def released(ask: Ask, path: str) -> Made:
    repository(ask, path)
    changing(ask, ask.order["body"])
    tag = ask.order["tag_name"]
    if tag in ask.world.releases:
        raise invalid({"resource": "Release", "code": "already_exists", "field": "tag_name"})
    ask.world.releases[tag] = (ask.order["target_commitish"], ask.order["body"])
    return Made({"html_url": f"https://github.com/{path}/releases/tag/{tag}"})


def request(ask: Ask, path: str, number: str) -> Request:
    repository(ask, path)
    for found in ask.world.requests:
        if found.number == int(number):
            return found
    raise RefusedError(404, "Not Found")


def pull(world: World, shown: Request) -> dict[str, Any]:
    url = f"https://github.com/{world.path}/pull/{shown.number}"
    return {"number": shown.number, "html_url": url, "body": shown.body, "base": {"ref": shown.target}}


def changing(ask: Ask, body: str) -> None:
    """Refuse a token that only reads, and a text that is too long."""
    if ask.sight.is_reading:
        raise RefusedError(403, "Resource not accessible by integration")
    if len(body) > 65_536:
        raise invalid(
            {"resource": "Issue", "code": "custom", "message": "body is too long (maximum is 65536 characters)"}
        )


def invalid(error: dict[str, str]) -> RefusedError:
    return RefusedError(422, "Validation Failed", errors=[error])


# ── GraphQL ─────────────────────────────────────────────────────────────────────────────────────


def graphql(ask: Ask) -> dict[str, Any]:
    asked = json.loads(ask.body)
    if ask.sight.is_scoped and not ask.sight.teams and "on Team" in asked["query"]:
        return {"errors": [{"type": "INSUFFICIENT_SCOPES", "message": "requires one of the scopes: ['read:org']"}]}
    missing = {"type": "NOT_FOUND", "path": ["repository"], "message": "Could not resolve to a Repository"}
    root = {"repository": lambda _, **names: found_repository(ask, f"{names['owner']}/{names['name']}")}
    done = graphql_sync(SCHEMA, asked["query"], root, variable_values=asked["variables"])
    assert all(error.message == FORBIDDEN for error in done.errors or ()), done.errors
    hidden: list[dict[str, Any]] = [
        {"type": "FORBIDDEN", "path": error.path, "message": error.message} for error in done.errors or ()
    ]
    is_there = done.data and done.data["repository"] and done.data["repository"]["found"]
    errors = hidden or ([] if is_there else [missing])
    return {"data": done.data} | ({"errors": errors} if errors else {})


def found_repository(ask: Ask, path: str) -> dict[str, Any] | None:
    if path != ask.world.path or not ask.sight.repository:
        return None
    return {
        "pullRequests": lambda info, **asked: requests(ask, asked)(info, **asked),
        "deployments": lambda info, **asked: deployments(ask, asked)(info, **asked),
        "issues": lambda info, **asked: issues(ask, asked)(info, **asked),
        "pullRequest": lambda _, number: next(
            (pull_request(ask, request) for request in ask.world.requests if request.number == number), None
        ),
    }


def requests(ask: Ask, asked: Mapping[str, Any]) -> Resolver:
    states = asked.get("states") or {"OPEN", "MERGED", "CLOSED"}
    keys: dict[str, Callable[[Request], datetime]] = {
        "CREATED_AT": lambda each: each.opened,
        "UPDATED_AT": lambda each: each.updated,
    }
    order = asked["orderBy"]
    found = [request for request in ask.world.requests if state(request) in states]
    found.sort(key=keys[order["field"]], reverse=order["direction"] == "DESC")
    return connection(found, lambda request: pull_request(ask, request))


def state(request: Request) -> str:
    return "OPEN" if request.is_open else "MERGED" if request.merged else "CLOSED"


def deployments(ask: Ask, asked: Mapping[str, Any]) -> Resolver:
    operating(ask)
    assert asked["orderBy"] == {"field": "CREATED_AT", "direction": "DESC"}
    wanted = asked["environments"]
    found = [each for each in ask.world.deployments if wanted is None or each.environment in wanted]
    return connection(sorted(found, key=lambda each: each.created, reverse=True), deployment)


def deployment(shown: Deployment) -> dict[str, Any]:
    return {
        "commitOid": shown.commit,
        "environment": shown.environment,
        "createdAt": shown.created.isoformat(),
        "statuses": connection(shown.states[::-1], lambda each: status(shown, *each)),
    }


def status(shown: Deployment, name: str, at: datetime) -> dict[str, Any]:
    return {"state": name.upper(), "createdAt": at.isoformat(), "logUrl": shown.url, "environmentUrl": None}


def issues(ask: Ask, asked: Mapping[str, Any]) -> Resolver:
    operating(ask)
    assert asked["orderBy"] == {"field": "CREATED_AT", "direction": "ASC"}
    since = datetime.fromisoformat(asked["filterBy"]["since"])
    found = [each for each in ask.world.issues if {*asked["labels"]} & {*each.labels} and each.updated >= since]
    return connection(sorted(found, key=lambda each: each.opened), lambda each: issue(ask.world, each))


def issue(world: World, shown: Issue) -> dict[str, Any]:
    reasons = {"completed": "COMPLETED", "duplicate": "NOT_PLANNED", None: None}
    return {
        "number": shown.number,
        "title": shown.title,
        "url": f"https://github.com/{world.path}/issues/{shown.number}",
        "body": shown.body or "",
        "createdAt": shown.opened.isoformat(),
        "closedAt": shown.closed and shown.closed.isoformat(),
        "updatedAt": shown.updated.isoformat(),
        "stateReason": reasons[shown.reason],
    }


def operating(ask: Ask) -> None:
    if not ask.sight.operations:
        raise GraphQLError(FORBIDDEN)


def connection(entries: Sequence[Any], shown: Callable[[Any], dict[str, Any] | None]) -> Resolver:
    """A list in pages; the cursor is the number of entries before."""

    def page(_: Any, first: int, after: str | None = None, **__: Any) -> dict[str, Any]:
        start, end = int(after or 0), int(after or 0) + first
        assert first <= 100, "GitHub gives no more"
        nodes = [shown(entry) for entry in entries[start:end]]
        return {"nodes": nodes, "pageInfo": {"hasNextPage": end < len(entries), "endCursor": str(end)}}

    return page


def pull_request(ask: Ask, request: Request) -> dict[str, Any]:
    world = ask.world
    return {
        "number": request.number,
        "title": request.title or f"Request {request.number}",
        "url": f"https://github.com/{world.path}/pull/{request.number}",
        "isDraft": request.is_draft,
        "createdAt": request.opened.isoformat(),
        "updatedAt": request.updated.isoformat(),
        "mergedAt": request.merged and request.merged.isoformat(),
        "closedAt": at.isoformat() if (at := request.merged or request.closed) else None,
        "mergeCommit": request.landed and {"oid": request.landed},
        "additions": sum(file.added for file in request.files),
        "deletions": sum(file.deleted for file in request.files),
        "commits": connection(request.commits, commit),
        "comments": connection(
            [each for each in request.reviews if each.act == "said"],
            lambda each: {"author": actor(world, each.author), "createdAt": each.at.isoformat()},
        ),
        "headRefName": request.source,
        "headRefOid": request.head,
        "baseRefName": request.target,
        "author": actor(world, request.author),
        "headRepository": request.source_repository and {"nameWithOwner": request.source_repository},
        "files": connection(request.files, changed_file),
        "reviews": connection(
            [each for each in request.reviews if each.act in STATES], lambda each: review(world, each)
        ),
        "reviewRequests": connection(request.asked, lambda name: {"requestedReviewer": lambda _: reviewer(ask, name)}),
        "timelineItems": lambda _, last, **asked: {"nodes": marks(request, asked["itemTypes"])[-last:]},
    }


def commit(at: datetime | None) -> dict[str, Any] | None:
    return {"commit": {"authoredDate": at.isoformat()}} if at else None


def actor(world: World, login: str | None) -> dict[str, str] | None:
    return {"__typename": "Bot" if login in world.bots else "User", "login": login} if login else None


def reviewer(ask: Ask, name: str) -> dict[str, str] | None:
    if "/" not in name:
        return actor(ask.world, name)
    if not ask.sight.teams:
        raise GraphQLError(FORBIDDEN)
    return {"__typename": "Team", "combinedSlug": name}


def marks(request: Request, kinds: Iterable[str]) -> list[dict[str, str]]:
    names = {"readied": "ReadyForReviewEvent", "drafted": "ConvertToDraftEvent"}
    events = {"readied": "READY_FOR_REVIEW_EVENT", "drafted": "CONVERT_TO_DRAFT_EVENT"}
    acts = [each for each in request.reviews if each.act in events and events[each.act] in kinds]
    return [{"__typename": names[each.act], "createdAt": each.at.isoformat()} for each in acts]


def changed_file(file: File) -> dict[str, Any]:
    return {"path": file.path, "changeType": file.change.upper()}


def review(world: World, done: Review) -> dict[str, Any]:
    return {
        "author": actor(world, done.author),
        "commit": done.head and {"oid": done.head},
        "state": STATES[done.act],
        "submittedAt": None if done.act == "pending" else done.at.isoformat(),
    }


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/v3/repos/([^/]+/[^/]+)", repository),
    ("GET", "/api/v3/repos/([^/]+/[^/]+)/collaborators/([^/]+)/permission", permission),
    ("GET", "/api/v3/users/([^/]+)", account),
    ("GET", "/api/v3/users/([^/]+)/repos", user_repositories),
    ("GET", "/api/v3/orgs/([^/]+)/repos", organisation_repositories),
    ("GET", "/api/v3/orgs/([^/]+)/teams/([^/]+)", team),
    ("GET", "/api/v3/orgs/([^/]+)/teams/([^/]+)/repos/([^/]+/[^/]+)", team_repository),
    ("GET", "/api/v3/repos/([^/]+/[^/]+)/pulls", pulls),
    ("POST", "/api/v3/repos/([^/]+/[^/]+)/pulls", opened),
    ("GET", "/api/v3/repos/([^/]+/[^/]+)/pulls/([0-9]+)", one),
    ("PATCH", "/api/v3/repos/([^/]+/[^/]+)/pulls/([0-9]+)", rewritten),
    ("POST", "/api/v3/repos/([^/]+/[^/]+)/pulls/([0-9]+)/requested_reviewers", asked),
    ("POST", "/api/v3/repos/([^/]+/[^/]+)/releases", released),
)
