"""Asks and orders in paths and shapes: what a forge answers is read as what is expected of it."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

import httpx
from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError

from teamkit.forges.cache import Cache, Kept
from teamkit.forges.model import BusyError, ForbiddenError, ForgeError, MissingError, ScopeError
from teamkit.forges.sending import Sender, shown

_JSON = "application/json"
type Entries[T] = Annotated[list[T], BeforeValidator(_present)]
"""What GraphQL lists; where it shows nothing in a place, or no list at all, there is nothing."""


class _Fault(BaseModel):
    """What GraphQL says that went wrong."""

    type: str | None = None
    path: list[str | int] = []


class _Reply(BaseModel):
    """What GraphQL answers."""

    data: Any = None
    errors: list[_Fault] = []


_STRANGE = "look what answers there: a proxy, or a forge of another kind"
_REPLY = TypeAdapter(_Reply)
_HIDDEN: dict[str | None, type[ForgeError]] = {
    "NOT_FOUND": MissingError,
    "FORBIDDEN": ForbiddenError,
    "INSUFFICIENT_SCOPES": ScopeError,
}


class Client:
    """Speaks with one forge; every method raises ForgeError."""

    def __init__(self, base: str, sender: Sender, cache: Cache) -> None:
        """Read what lies below an address."""
        self._base = base
        self._sender = sender
        self._cache = cache

    def close(self) -> None:
        """Let go of the connections."""
        self._sender.close()

    def get[T](self, path: str, shape: TypeAdapter[T], accept: str = _JSON) -> T:
        """What an address below the base holds."""
        return self._read(f"{self._base}/{path}", shape, accept)[0]

    def pages[T](self, path: str, shape: TypeAdapter[list[T]], **query: str | Sequence[str]) -> Iterator[T]:
        """Every entry of a list that comes in pages; where a value is several, its key is said with each.

        Of the address of the next page only the query is taken: behind a proxy the rest is often wrong.
        """
        following = urlencode({"per_page": "100", **query}, doseq=True)
        asked: set[str] = set()
        while following:
            url = f"{self._base}/{path}?{following}"
            if url in asked:
                raise ForgeError(f"{shown(url)} answered the same page twice", _STRANGE)
            asked.add(url)
            entries, following = self._read(url, shape, _JSON)
            yield from entries

    def query[T](
        self, url: str, text: str, variables: Mapping[str, object], shape: TypeAdapter[T], lacking: Container[str] = ()
    ) -> T:
        """What a query of GraphQL gives; fields in `lacking` may be null where they are not for this token to see."""
        answer = self._sender.query(url, {"query": text, "variables": variables})
        reply = _readable(url, lambda: _REPLY.validate_json(answer.text))
        kinds = {fault.type for fault in reply.errors if not any(step in lacking for step in fault.path)}
        for hidden in (_HIDDEN[kind] for kind in kinds if kind in _HIDDEN):
            what = f"{shown(url)} does not show the repository to {self._sender.token.variable}"
            raise hidden(what, self._sender.token.mend)
        if kinds:
            raise BusyError(f"{shown(url)} could not run the query", "run again later")
        return _readable(url, lambda: shape.validate_python(reply.data))

    def order[T](self, method: str, path: str, body: Mapping[str, object], shape: TypeAdapter[T]) -> T:
        """What a forge says of a change that it made below the base."""
        url = f"{self._base}/{path}"
        self._cache.drop(url)
        answer = self._sender.order(method, url, body)
        return _readable(url, lambda: shape.validate_json(answer.text))

    def _read[T](self, url: str, shape: TypeAdapter[T], accept: str) -> tuple[T, str]:
        """What an address holds, and the query of the page that follows; only what changed travels again."""
        known = self._known(url, shape)
        condition = {"If-None-Match": known[0].etag} if known else {}
        answer = self._sender.get(url, {"Accept": accept, **condition})
        if known and answer.status_code == 304:
            kept, value = known
            return value, _following(answer) or kept.following
        value, following = _readable(url, lambda: shape.validate_json(answer.text)), _following(answer)
        if "etag" in answer.headers:
            self._cache.save(url, Kept(answer.headers["etag"], answer.text, following))
        return value, following

    def _known[T](self, url: str, shape: TypeAdapter[T]) -> tuple[Kept, T] | None:
        """What was kept of an address, where it can still be read."""
        kept = self._cache.load(url)
        with suppress(ValidationError):
            return (kept, shape.validate_json(kept.text)) if kept else None
        return None


def _present(listed: Any) -> Any:
    return [entry for entry in listed or () if entry is not None] if isinstance(listed, list | None) else listed


def _following(answer: httpx.Response) -> str:
    """The query of the page after this one, by the header of both forges or by GitLab's own; empty for none."""
    page = answer.headers.get("x-next-page", "")
    if "next" in answer.links:
        return urlsplit(answer.links["next"]["url"]).query
    return answer.request.url.copy_set_param("page", page).query.decode() if page else ""


def _readable[T](url: str, read: Callable[[], T]) -> T:
    """What `read` makes of an answer. Raises ForgeError where it has another shape."""
    try:
        return read()
    except ValidationError as error:
        fault = _said(error)
    raise ForgeError(f"{shown(url)} answered what nobody can read ({fault})", _STRANGE)


def _said(error: ValidationError) -> str:
    """Where an answer differs first from what was expected, and how."""
    first = error.errors(include_url=False, include_input=False)[0]
    return ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))
