"""Keeps the rules of a project on GitLab: protected branches and tags, settings, approvals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from gitlab import Gitlab, GitlabError
from pydantic import BaseModel, TypeAdapter, ValidationError
from requests import RequestException, Session

from teamkit.findings import Unseen
from teamkit.forges.kinds import GITLAB, Token
from teamkit.forges.model import ForbiddenError, ForgeError, MissingError, PlanError
from teamkit.forges.protecting.gitlab_levels import NUMBERS, Protected
from teamkit.forges.protecting.model import Difference, Kind, Live, Order, Rule
from teamkit.forges.refusing import refusal
from teamkit.forges.waiting import Patience

_MEND = "use the token of a maintainer, with the scope api"
_PLAN = "choose a plan that has it, or take it out of .gitlab/protection.yml"
_HIDDEN = Unseen("this plan does not have it, or the token is not shown it", _PLAN)
_OWNERS = "code_owner_approval_required"
_PLACES = {Kind.BRANCH: "protected_branches", Kind.TAG: "protected_tags"}


class _Approver(BaseModel):
    id: int
    rule_type: str
    approvals_required: int


_BODY = TypeAdapter(Mapping[str, Any])
_PROTECTED = TypeAdapter(list[Protected])
_APPROVERS = TypeAdapter(list[_Approver])


class GitLabKeeper:
    """The rules of one project on GitLab."""

    kinds = frozenset({Kind.PROJECT, Kind.BRANCH, Kind.TAG, Kind.APPROVALS, Kind.APPROVERS})

    def __init__(self, gitlab: Gitlab, project: str, token: Token, tries: int) -> None:
        """Keep the rules of `group/…/name`."""
        self._gitlab = gitlab
        self._place = f"/projects/{quote(project, safe='')}"
        self._token = token
        self._retries = tries - 1

    def close(self) -> None:
        """Let go of the connections."""
        self._gitlab.session.close()

    def live(self, wanted: Sequence[Rule]) -> Live:
        """What is in force; approvals are looked at only where they are wanted, for few plans have them."""
        reading: dict[Kind, Callable[[], list[Rule]]] = {
            Kind.BRANCH: lambda: list(self._protected(Kind.BRANCH)),
            Kind.TAG: lambda: list(self._protected(Kind.TAG)),
            Kind.APPROVALS: lambda: [Rule(Kind.APPROVALS, "", self._get("approvals", _BODY))],
            Kind.APPROVERS: lambda: [self._approvers()],
        }
        rules, unseen = [Rule(Kind.PROJECT, "", self._get("", _BODY), self._place)], {}
        for kind in (kind for kind in reading if kind in {*_PLACES, *(rule.kind for rule in wanted)}):
            try:
                rules += reading[kind]()
            except (ForbiddenError, MissingError) as error:
                unseen[kind] = error.unseen
        return Live(tuple(rules), _HIDDEN, unseen)

    def orders(self, difference: Difference) -> tuple[Order, ...]:
        """What leads to a wanted rule."""
        wanted, live = difference.wanted, difference.live
        if wanted.kind is Kind.PROJECT:
            return (Order("PUT", self._place, wanted.body),)
        if wanted.kind is Kind.APPROVALS:
            return (Order("POST", f"{self._place}/approvals", wanted.body),)
        if wanted.kind in _PLACES:
            return tuple(self._protecting(difference))
        if live and live.where:
            return (Order("PUT", live.where, wanted.body),)
        new = {"name": "All Members", "rule_type": "any_approver", **wanted.body}
        return (Order("POST", f"{self._place}/approval_rules", new),)

    def send(self, order: Order) -> None:
        """Ask for a change. A POST is sent once, anything else again where that helps."""
        self._tried(
            order.path,
            partial(
                self._gitlab.http_request,
                order.method.lower(),
                order.path,
                post_data=dict(order.body),
                retry_transient_errors=order.method != "POST",
                max_retries=self._retries,
            ),
            order.body,
        )

    # ── What there is ───────────────────────────────────────────────────────────────────────────

    def _protected(self, kind: Kind) -> Iterator[Rule]:
        for found in self._list(_PLACES[kind], _PROTECTED):
            where = f"{self._place}/{_PLACES[kind]}/{quote(found.name, safe='')}"
            yield Rule(kind, found.name, found.model_dump(exclude={"name"}, exclude_none=True), where)

    def _approvers(self) -> Rule:
        """The rule that anybody may satisfy; without one no approval is required."""
        for found in self._list("approval_rules", _APPROVERS):
            if found.rule_type == "any_approver":
                number = {"approvals_required": found.approvals_required}
                return Rule(Kind.APPROVERS, "", number, f"{self._place}/approval_rules/{found.id}")
        return Rule(Kind.APPROVERS, "", {"approvals_required": 0})

    # ── What is to be ───────────────────────────────────────────────────────────────────────────

    def _protecting(self, difference: Difference) -> Iterator[Order]:
        """Who may push or merge changes only by protecting anew.

        What a plan may lack comes last and alone, so that its refusal leaves no branch open.
        """
        wanted, live = difference.wanted, difference.live
        edited = {edit.key for edit in difference.edits}
        levels = {key: NUMBERS[word] for key, word in wanted.body.items() if key.endswith("_access_level")}
        flags = {key: value for key, value in wanted.body.items() if key not in levels and key != _OWNERS}
        owners = {_OWNERS: wanted.body[_OWNERS]} if _OWNERS in wanted.body else {}
        place = f"{self._place}/{_PLACES[wanted.kind]}"
        is_new = live is None or bool(edited & levels.keys())
        if is_new and live:
            yield Order("DELETE", live.where)
        if is_new:
            yield Order("POST", place, {"name": wanted.name, **levels, **flags})
        elif edited & flags.keys():
            yield Order("PATCH", f"{place}/{quote(wanted.name, safe='')}", flags)
        if owners and (live is None or (_OWNERS in live.body and (is_new or _OWNERS in edited))):
            yield Order("PATCH", f"{place}/{quote(wanted.name, safe='')}", owners)

    # ── HTTP ────────────────────────────────────────────────────────────────────────────────────

    def _get[T](self, place: str, shape: TypeAdapter[T]) -> T:
        path = f"{self._place}/{place}".rstrip("/")
        return self._tried(path, lambda: shape.validate_python(self._gitlab.http_get(path, max_retries=self._retries)))

    def _list[T](self, place: str, shape: TypeAdapter[list[T]]) -> list[T]:
        path = f"{self._place}/{place}"
        ask = partial(self._gitlab.http_list, path, get_all=True, max_retries=self._retries)
        return self._tried(path, lambda: shape.validate_python(ask()))

    def _tried[T](self, path: str, ask: Callable[[], T], body: Mapping[str, Any] | None = None) -> T:
        """What is answered. The exceptions of the library hold the request and with it the token: none is let out."""
        shown = f"{self._gitlab.api_url}{path}"
        try:
            return ask()
        except ValidationError:
            failure = ForgeError(f"{shown} answered what nobody can read", "look what answers there")
        except GitlabError as error:
            status, text = error.response_code or 0, (error.response_body or b"").decode(errors="replace")
            failure = refusal(shown, status, text, self._token, is_order=body is not None)
        except RequestException:
            failure = ForgeError(f"{shown} cannot be asked", "look at the network, then run again")
        is_of_plans = path.startswith(f"{self._place}/approval") or _OWNERS in (body or {})
        if is_of_plans and isinstance(failure, ForbiddenError | MissingError):
            failure = PlanError(f"{shown} is not available on this plan, or not for {self._token.variable}", _PLAN)
        raise failure


def keeper(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> GitLabKeeper:
    """Who keeps a project's rules. Nothing follows a redirect, which might take the token elsewhere."""
    server = GITLAB.server(variables)
    api = variables.get("CI_API_V4_URL", f"{server}/api/v4").rstrip("/")
    session = Session()
    session.max_redirects = 0
    gitlab = Gitlab(
        api.removesuffix("/api/v4"),
        oauth_token=token.secret if token.header == "Authorization" else None,
        job_token=token.secret if token.header == "JOB-TOKEN" else None,
        timeout=patience.read,
        keep_base_url=True,
        retry_transient_errors=True,
        session=session,
    )
    project = path.removeprefix(f"{urlsplit(server).path.strip('/')}/")
    return GitLabKeeper(gitlab, project, replace(token, mend=_MEND, mend_orders=_MEND), patience.tries)
