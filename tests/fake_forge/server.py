"""The HTTP of a fake forge: pages, ETags, faults on order, and a record of what it was asked."""

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from fake_forge import github, github_rules, gitlab, gitlab_rules
from fake_forge.routes import Ask, Made, RefusedError
from fake_forge.state import World


def graphql(ask: Ask) -> dict[str, Any]:
    """Both makes answer at the same address; only GitLab speaks of projects."""
    return gitlab.graphql(ask) if "project(" in ask.body else github.graphql(ask)


ROUTES = (
    *github.ROUTES,
    *github_rules.ROUTES,
    *gitlab.ROUTES,
    *gitlab_rules.ROUTES,
    ("POST", "/api/graphql", graphql),
)


def asked(query: str) -> dict[str, str]:
    """What a query says; of a key that stands there several times all values, between commas."""
    found: dict[str, str] = {}
    for key, value in parse_qsl(query):
        found[key] = f"{found[key]},{value}" if key in found else value
    return found


@dataclass(frozen=True)
class Fault:
    """What is answered instead of the truth; `is_cut` ends in mid-body, `is_slow` waits for the end of the test."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = "{}"
    is_cut: bool = False
    is_slow: bool = False


@dataclass(frozen=True)
class Call:
    """What was asked, and how it was answered."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str
    status: int
    answer: str


@dataclass
class FakeForge:
    """A running forge: `faults` come first, in their order, then the truth about `world`; `lasts` calls long.

    Where None is among the faults, the truth is told that once. `meanwhile` is what happens after each call.
    """

    url: str
    world: World
    faults: deque[Fault | None] = field(default_factory=deque)
    calls: list[Call] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    lasts: int | None = None
    meanwhile: Callable[[], None] = lambda: None

    @property
    def is_down(self) -> bool:
        """Whether it had all the calls that it takes."""
        return self.lasts is not None and len(self.calls) >= self.lasts

    @property
    def statuses(self) -> list[int]:
        """How the calls so far were answered."""
        return [call.status for call in self.calls]

    @property
    def paths(self) -> list[str]:
        """The addresses that were asked for so far, without their queries."""
        return [urlsplit(call.path).path for call in self.calls]


@contextmanager
def serving(world: World) -> Iterator[FakeForge]:
    """A forge that answers for a world."""
    forge: FakeForge

    class Handler(_Handler):
        @property
        def forge(self) -> FakeForge:
            return forge

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forge = FakeForge(f"http://127.0.0.1:{server.server_port}", world)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield forge
    finally:
        forge.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece: in two it waits for the client's acknowledgement

    @property
    def forge(self) -> FakeForge:
        raise NotImplementedError

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def handle_one_request(self) -> None:
        """A client may go away."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Answer every method, so that a test sees each that was tried."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        fault = self.forge.faults.popleft() if self.forge.faults else None
        answer = Fault(500) if self.forge.is_down else fault or self._truth(body)
        self.forge.calls.append(Call(self.command, self.path, dict(self.headers), body, answer.status, answer.body))
        self.forge.meanwhile()
        if answer.is_slow:
            self.forge.is_over.wait(10)
        self._send(answer)

    def _send(self, answer: Fault) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + (1 if answer.is_cut else 0)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = answer.is_cut

    def _truth(self, body: str) -> Fault:
        parts = urlsplit(self.path)
        try:
            found = self._routed(Ask(self.forge.world, asked(parts.query), body, self._token()), parts.path)
        except RefusedError as refused:
            return Fault(refused.status, body=json.dumps(refused.body))
        if isinstance(found, Made):
            return Fault(201, body=json.dumps(found.value))
        headers: dict[str, str] = {}
        if isinstance(found, list):
            found, headers = self._page(found)
        text = json.dumps(found)
        etag = f'W/"{sha256(text.encode()).hexdigest()}"'
        if self.command == "GET" and self.headers.get("If-None-Match") == etag:
            return Fault(304, {"ETag": etag} | (headers if self.forge.world.repeats_links else {}), "")
        return Fault(200, headers | ({"ETag": etag} if self.command == "GET" else {}), text)

    def _token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ") or self.headers.get("JOB-TOKEN", "")

    def _routed(self, ask: Ask, path: str) -> Any:
        if ask.token not in ask.world.tokens:
            raise RefusedError(401, "Bad credentials")
        for method, pattern, answer in ROUTES:
            match = re.fullmatch(pattern, path)
            if match and method == self.command:
                return answer(ask, *map(unquote, match.groups()))
        raise RefusedError(404, "Not Found")

    def _page(self, entries: list[Any]) -> tuple[list[Any], dict[str, str]]:
        """One page of a list, and the headers that lead to the next one."""
        path, _, query = self.path.partition("?")
        said = asked(query)
        number, size = int(said.get("page", 1)), min(int(said.get("per_page", 20)), self.forge.world.page_size)
        if len(entries) <= number * size:
            return entries[(number - 1) * size :], {}
        following = urlencode(said | {"page": number + 1})
        link = {"Link": f'<{self.forge.url}{path}?{following}>; rel="next", <{self.forge.url}{path}>; rel="last"'}
        headers = {"X-Next-Page": str(number + 1)} | (link if self.forge.world.has_links else {})
        return entries[(number - 1) * size : number * size], headers
