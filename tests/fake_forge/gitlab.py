"""GitLab's answers, below /api/v4."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from graphql import build_schema, graphql_sync

from fake_forge.routes import Ask, Made, RefusedError, Route
from fake_forge.state import Deployment, File, Issue, Level, Project, Request, Review, World

SCHEMA = build_schema((Path(__file__).parent / "gitlab.graphql").read_text())
PROJECT, FORK = 1, 2
BODIES = {
    "approved": "approved this merge request",
    "unapproved": "unapproved this merge request",
    "changes requested": "requested changes",
    "commented": "Why?",
    "said": "Why?",
    "readied": "marked this merge request as **ready**",
    "drafted": "marked this merge request as **draft**",
    "pushed": "added 1 commit\n\n<ul><li>1111111 - Mend it</li></ul>",
}


def project(ask: Ask, path: str) -> dict[str, Any]:
    """A project by its path, or a fork by its number."""
    paths = {ask.world.path: ask.world.path, str(FORK): "eve/shop"}
    if path not in paths or not ask.sight.repository:
        raise RefusedError(404, "404 Project Not Found")
    namespace = ask.world.path.rpartition("/")[0]
    kind = "group" if namespace in ask.world.groups else "user"
    return {
        "path_with_namespace": paths[path],
        "namespace": {"kind": kind, "full_path": namespace},
        "shared_with_groups": invitations(ask.world, None),
        **ask.world.rules.settings,
    }


def invitations(world: World, through: str | None) -> list[dict[str, Any]]:
    """The groups that somebody invited to the project or to a group, as far as everybody sees them."""
    return [
        {"group_id": number, "group_full_path": path, "group_access_level": group.level}
        for number, (path, group) in enumerate(world.groups.items())
        if group.level is not None and not group.is_hidden and group.through == through
    ]


def group(ask: Ask, path: str) -> dict[str, Any]:
    found = ask.world.groups.get(path)
    if found is None or found.is_hidden:
        raise RefusedError(404, "404 Group Not Found")
    return {"full_path": path, "shared_with_groups": invitations(ask.world, path)}


def group_projects(ask: Ask, path: str) -> list[dict[str, Any]]:
    """The projects of a group; those of subgroups only where they are asked for."""
    found = ask.world.below(path)
    if not found:
        raise RefusedError(404, "404 Group Not Found")
    assert ask.query["include_subgroups"] == "true"
    assert ask.query["with_shared"] == "false"
    return [project_of_list(each) for each in found]


def project_of_list(shown: Project) -> dict[str, Any]:
    forked = {"forked_from_project": {"id": FORK}} if shown.is_fork else {}
    return {"path_with_namespace": shown.path, "archived": shown.is_archived, **forked}


def group_members(ask: Ask, path: str) -> list[dict[str, Any]]:
    group(ask, path)
    return members(ask.world, ask.world.groups[path].members)


def members(world: World, levels: dict[str, Level]) -> list[dict[str, Any]]:
    return [
        {"username": name, "access_level": level, "state": "blocked" if name in world.blocked else "active"}
        for name, level in levels.items()
    ]


def project_members(ask: Ask, path: str) -> list[dict[str, Any]]:
    """The members, and those of the groups that the token sees."""
    project(ask, path)
    found = members(ask.world, ask.world.members)
    for each in ask.world.groups.values():
        if each.level is not None and not each.is_hidden:
            found += members(ask.world, {name: min(level, each.level) for name, level in each.members.items()})
    return found


def project_users(ask: Ask, path: str) -> list[dict[str, Any]]:
    """Everybody who has any right, whoever sees through which group."""
    project(ask, path)
    through = {name for each in ask.world.groups.values() if each.level for name in each.members}
    return [{"username": name} for name in sorted(through | ask.world.members.keys())]


def users(ask: Ask) -> list[dict[str, Any]]:
    return [account(ask.world, name) for name in ask.world.accounts if name == ask.query["username"]]


def account(world: World, name: str) -> dict[str, Any]:
    """A user with an id: the place among all accounts."""
    return {"id": sorted(world.accounts).index(name) if name in world.accounts else -1, "username": name}


def merge_requests(ask: Ask, path: str) -> list[dict[str, Any]]:
    project(ask, path)
    query = ask.query
    known = [each for each in ask.world.requests if each.is_open or query.get("state") != "opened"]
    found = [each for each in known if query.get("source_branch", each.source) == each.source]
    if "iids[]" in query:
        found = [each for each in found if str(each.number) in query["iids[]"].split(",")]
    return [shown(ask.world, each) for each in ordered(query, found)]


def ordered[T: (Request, Issue)](query: Mapping[str, str], entries: list[T]) -> list[T]:
    """What changed in the time that is asked about, in the order that is asked for; else the latest first."""
    after = datetime.fromisoformat(query.get("updated_after", "0001-01-01T00:00:00+00:00"))
    before = datetime.fromisoformat(query.get("updated_before", "9999-01-01T00:00:00+00:00"))
    keys: dict[str, Callable[[T], datetime]] = {
        "created_at": lambda each: each.opened,
        "updated_at": lambda each: each.updated,
    }
    found = [each for each in entries if after <= each.updated <= before]
    key = keys[query.get("order_by", "created_at")]
    return sorted(found, key=key, reverse=query.get("sort", "desc") == "desc")


def deployments(ask: Ask, path: str) -> list[dict[str, Any]]:
    operating(ask, path)
    query = ask.query
    if "environment" not in query:
        assert (query["order_by"], query["sort"]) == ("created_at", "desc")
        latest = sorted(ask.world.deployments, key=lambda each: each.created, reverse=True)
        return [deployment(each, at) for each in latest if (at := each.succeeded)]
    assert (query["status"], query["order_by"], query["sort"]) == ("success", "finished_at", "asc")
    after = datetime.fromisoformat(query["finished_after"])
    found = [(at, each) for each in ask.world.deployments if (at := each.succeeded) and at >= after]
    found.sort(key=lambda pair: pair[0])
    return [deployment(each, at) for at, each in found if each.environment == query["environment"]]


def deployment(shown: Deployment, at: datetime) -> dict[str, Any]:
    job = {"finished_at": at.isoformat(), "web_url": shown.url}
    return {
        "sha": shown.commit,
        "status": "success",
        "created_at": shown.created.isoformat(),
        "updated_at": at.isoformat(),
        "environment": {"name": shown.environment, "external_url": shown.url},
        "deployable": job if shown.has_job else None,
    }


def issues(ask: Ask, path: str) -> list[dict[str, Any]]:
    operating(ask, path)
    labels, kind = ask.query.get("labels"), ask.query.get("issue_type")
    found = [each for each in ask.world.issues if (labels in each.labels if labels else each.is_incident)]
    assert labels or kind == "incident"
    return [issue(ask.world, each) for each in ordered(ask.query, found)]


def issue(world: World, shown: Issue) -> dict[str, Any]:
    url = f"https://gitlab.com/{world.path}/-/issues"
    return {
        "iid": shown.number,
        "title": shown.title,
        "web_url": f"{url}/{shown.number}",
        "description": shown.body,
        "state": "closed" if shown.closed else "opened",
        "created_at": shown.opened.isoformat(),
        "updated_at": shown.updated.isoformat(),
        "closed_at": shown.closed and shown.closed.isoformat(),
        "moved_to_id": None,
        "_links": {"closed_as_duplicate_of": f"{url}/1" if shown.reason == "duplicate" else None},
    }


def operating(ask: Ask, path: str) -> None:
    project(ask, path)
    if not ask.sight.operations:
        raise RefusedError(403, "403 Forbidden")


def opened(ask: Ask, path: str) -> Made:
    project(ask, path)
    source, target = ask.order["source_branch"], ask.order["target_branch"]
    changing(ask, ask.order["description"])
    for field, branch in (("source_branch", source), ("target_branch", target)):
        if branch not in ask.world.branches:
            raise RefusedError(400, {field: ["does not exist"]})
    found = ask.world.between(source, target)
    if found:
        raise RefusedError(409, [f"Another open merge request already exists for this source branch: !{found.number}"])
    title = ask.order["title"]
    is_draft = title.startswith("Draft: ")
    return Made(shown(ask.world, ask.world.propose(source, target, title, ask.order["description"], is_draft=is_draft)))


def merge_request(ask: Ask, path: str, number: str) -> dict[str, Any]:
    return shown(ask.world, one(ask, path, number))


def rewritten(ask: Ask, path: str, number: str) -> dict[str, Any]:
    found = one(ask, path, number)
    changing(ask, ask.order.get("description", ""))
    found.body = ask.order.get("description", found.body)
    found.title = ask.order.get("title", found.title)
    found.is_draft = found.title.startswith("Draft: ") if "title" in ask.order else found.is_draft
    if "reviewer_ids" in ask.order:
        names = [sorted(ask.world.accounts)[each] for each in ask.order["reviewer_ids"]]
        found.asked = names[: ask.world.most_reviewers]
    return shown(ask.world, found)


def released(ask: Ask, path: str) -> Made:
    project(ask, path)
    changing(ask, ask.order["description"])
    tag = ask.order["tag_name"]
    if tag in ask.world.releases:
        raise RefusedError(409, "Release already exists")
    ask.world.releases[tag] = (ask.order["ref"], ask.order["description"])
    return Made({"_links": {"self": f"https://gitlab.com/{path}/-/releases/{tag}"}})


def changing(ask: Ask, body: str) -> None:
    """Refuse a token that only reads, and a text that is too long."""
    if ask.sight.is_reading:
        what = "The request requires higher privileges than provided by the access token."
        raise RefusedError(403, error="insufficient_scope", error_description=what, scope="api")
    if len(body) > 1_048_576:
        raise RefusedError(400, {"description": ["is too long (maximum is 1048576 characters)"]})


def shown(world: World, request: Request) -> dict[str, Any]:
    is_own = request.source_repository == world.path
    return {
        "iid": request.number,
        "title": request.title or f"Request {request.number}",
        "description": request.body,
        "web_url": f"https://gitlab.com/{world.path}/-/merge_requests/{request.number}",
        "draft": request.is_draft,
        "created_at": request.opened.isoformat(),
        "updated_at": request.updated.isoformat(),
        "state": "opened" if request.is_open else "merged" if request.merged else "closed",
        "merged_at": request.merged and request.merged.isoformat(),
        "closed_at": request.closed and request.closed.isoformat(),
        "merge_commit_sha": request.landed,
        "squash_commit_sha": None,
        "source_branch": request.source,
        "source_project_id": PROJECT if is_own else FORK if request.source_repository else None,
        "target_project_id": PROJECT,
        "target_branch": request.target,
        "sha": request.head,
        "author": request.author and {"username": request.author},
        "reviewers": [account(world, name) for name in request.asked],
    }


def diffs(ask: Ask, path: str, number: str) -> list[dict[str, Any]]:
    return [diff(file) for file in one(ask, path, number).files]


def diff(file: File) -> dict[str, Any]:
    kinds = {"new_file": "added", "renamed_file": "renamed", "deleted_file": "deleted"}
    return {"old_path": file.path, "new_path": file.path, **{key: file.change == kind for key, kind in kinds.items()}}


def notes(ask: Ask, path: str, number: str) -> list[dict[str, Any]]:
    return [note(review) for review in one(ask, path, number).reviews]


def note(review: Review) -> dict[str, Any]:
    return {
        "body": BODIES[review.act],
        "system": review.act not in {"commented", "said"},
        "author": review.author and {"username": review.author},
        "created_at": review.at.isoformat(),
    }


# ── GraphQL ─────────────────────────────────────────────────────────────────────────────────────


def graphql(ask: Ask) -> dict[str, Any]:
    asked = json.loads(ask.body)
    root = {"project": lambda _, fullPath: found_project(ask, fullPath)}  # noqa: N803
    done = graphql_sync(SCHEMA, asked["query"], root, variable_values=asked["variables"])
    assert not done.errors, done.errors
    return {"data": done.data}


def found_project(ask: Ask, path: str) -> dict[str, Any] | None:
    if path != ask.world.path or not ask.sight.repository:
        return None

    def merge_requests(_: Any, iids: list[str], first: int) -> dict[str, Any]:
        found = [details(each) for each in ask.world.requests if str(each.number) in iids]
        assert len(iids) <= first <= 100, "GitLab gives no more"
        return {"nodes": found}

    return {"mergeRequests": merge_requests}


def details(request: Request) -> dict[str, Any]:
    def notes(_: Any, first: int) -> dict[str, Any]:
        found = [note(each) | {"createdAt": each.at.isoformat()} for each in request.reviews]
        return {"nodes": found[:first], "pageInfo": {"hasNextPage": len(found) > first}}

    def commits(_: Any, last: int) -> dict[str, Any]:
        found = [at and {"authoredDate": at.isoformat()} for at in reversed(request.commits)]
        return {"nodes": found[-last:]}

    stats = [{"path": file.path, "additions": file.added, "deletions": file.deleted} for file in request.files]
    return {"iid": str(request.number), "diffStats": stats, "commits": commits, "notes": notes}


def one(ask: Ask, path: str, number: str) -> Request:
    project(ask, path)
    for request in ask.world.requests:
        if request.number == int(number):
            return request
    raise RefusedError(404, "404 Not found")


def not_for_jobs(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse what a job's token does not open."""

    def guarded(ask: Ask, *names: str) -> Any:
        if ask.sight.is_job:
            raise RefusedError(401, "401 Unauthorized")
        return answer(ask, *names)

    return guarded


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/v4/projects/([^/]+)", not_for_jobs(project)),
    ("GET", "/api/v4/projects/([^/]+)/members/all", not_for_jobs(project_members)),
    ("GET", "/api/v4/projects/([^/]+)/users", not_for_jobs(project_users)),
    ("GET", "/api/v4/projects/([^/]+)/merge_requests", merge_requests),
    ("POST", "/api/v4/projects/([^/]+)/merge_requests", not_for_jobs(opened)),
    ("GET", "/api/v4/projects/([^/]+)/merge_requests/([0-9]+)", not_for_jobs(merge_request)),
    ("PUT", "/api/v4/projects/([^/]+)/merge_requests/([0-9]+)", not_for_jobs(rewritten)),
    ("POST", "/api/v4/projects/([^/]+)/releases", not_for_jobs(released)),
    ("GET", "/api/v4/projects/([^/]+)/merge_requests/([0-9]+)/diffs", not_for_jobs(diffs)),
    ("GET", "/api/v4/projects/([^/]+)/merge_requests/([0-9]+)/notes", notes),
    ("GET", "/api/v4/projects/([^/]+)/deployments", not_for_jobs(deployments)),
    ("GET", "/api/v4/projects/([^/]+)/issues", not_for_jobs(issues)),
    ("GET", "/api/v4/groups/([^/]+)", not_for_jobs(group)),
    ("GET", "/api/v4/groups/([^/]+)/projects", not_for_jobs(group_projects)),
    ("GET", "/api/v4/groups/([^/]+)/members/all", not_for_jobs(group_members)),
    ("GET", "/api/v4/users", not_for_jobs(users)),
)
