"""Sends one question or order at a time to a forge, again where that helps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from teamkit import __version__
from teamkit.forges.kinds import Token
from teamkit.forges.model import ForgeError
from teamkit.forges.refusing import refusal
from teamkit.forges.waiting import Patience, is_passing, limit, retry_after


@dataclass(frozen=True)
class _Failure:
    """Why there was no answer at all, and whether that may be over in a moment."""

    what: str
    is_passing: bool


_FAILURES: tuple[tuple[type[Exception], _Failure], ...] = (
    (httpx.ConnectError, _Failure("cannot be reached", is_passing=False)),
    (httpx.TimeoutException, _Failure("did not answer in time", is_passing=True)),
    (httpx.NetworkError, _Failure("dropped the connection", is_passing=True)),
    (httpx.RemoteProtocolError, _Failure("dropped the connection", is_passing=True)),
    (Exception, _Failure("cannot be asked", is_passing=False)),
)
_NETWORK = "look at the network, then run again"


class Sender:
    """Sends what only reads as often as it helps, and an order once. It raises ForgeError, which never shows the token.

    An exception of httpx holds the request and with it the token: none is let out, nor is one the context of another.
    """

    def __init__(self, token: Token, patience: Patience, *homes: str) -> None:
        """Let the token go to the hosts of these addresses alone. Raises ForgeError for a bad proxy or certificate."""
        self.token = token
        self._patience = patience
        self._left = patience.wait
        self._homes = {_origin(httpx.URL(home)) for home in homes}
        self._http = self._opened()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def get(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """What stands at an address, or 304 where the headers say that it is known."""
        return self._send("GET", url, headers=dict(headers))

    def query(self, url: str, body: Mapping[str, object]) -> httpx.Response:
        """What a query of GraphQL gives."""
        return self._send("POST", url, json=dict(body))

    def order(self, method: str, url: str, body: Mapping[str, object]) -> httpx.Response:
        """What is said of a change that was ordered. A PUT, PATCH or DELETE is sent again where a question would be.

        A POST is sent again only where the forge says that it did not take it.
        """
        answer = self._send(method, url, is_order=True, json=dict(body))
        if answer.request.method != method:  # a redirect may turn an order into a question
            raise ForgeError(
                f"{shown(url)} leads elsewhere and takes no orders", "mend it: git remote set-url origin URL"
            )
        return answer

    def _send(self, method: str, url: str, *, is_order: bool = False, **content: Any) -> httpx.Response:
        is_single = is_order and method == "POST"
        tried = self._patience.tries if is_single else 1
        answer = self._once(method, url, **content)
        while (pause := self._pause(url, answer, tried)) is not None:
            self._left -= pause
            self._patience.sleep(pause)
            tried += 1
            answer = self._once(method, url, **content)
        if isinstance(answer, _Failure):
            mend = (
                "look whether it was done all the same, then run again" if is_single and answer.is_passing else _NETWORK
            )
            raise ForgeError(f"{shown(url)} {answer.what}", mend)
        if answer.is_success or answer.status_code == 304:
            return answer
        raise refusal(shown(url), answer.status_code, answer.text, self.token, is_order=is_order)

    def _once(self, method: str, url: str, **content: Any) -> httpx.Response | _Failure:
        try:
            return self._http.request(method, url, **content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return next(failure for kind, failure in _FAILURES if isinstance(error, kind))

    def _pause(self, url: str, answer: httpx.Response | _Failure, tried: int) -> float | None:
        """How long to wait before the next try; None where there is none. Raises ForgeError for too long a limit."""
        if isinstance(answer, _Failure):
            return self._affordable(tried, 0) if answer.is_passing else None
        now = self._patience.now()
        limited = limit(answer.status_code, answer.headers, answer.text, now)
        if limited is None:
            told = retry_after(answer.headers, now) or 0
            return self._affordable(tried, told) if is_passing(answer.status_code) else None
        if limited > self._left:
            back = datetime.fromtimestamp(now + limited, tz=UTC)
            what = f"{shown(url)} takes no more questions for now"
            raise ForgeError(what, f"come back at {back:%Y-%m-%d %H:%M:%S} UTC")
        return limited

    def _affordable(self, tried: int, told: float) -> float | None:
        """The pause before another try, if there is to be one."""
        pause = max(told, self._patience.back_off(tried))
        return pause if tried < self._patience.tries and pause <= self._left else None

    def _opened(self) -> httpx.Client:
        try:
            return httpx.Client(
                follow_redirects=True,
                headers={"User-Agent": f"teamkit/{__version__}"},
                timeout=httpx.Timeout(self._patience.read, connect=self._patience.connect),
                event_hooks={"request": [self._sign]},
            )
        except (OSError, ValueError):
            raise ForgeError("no forge can be asked", "mend HTTPS_PROXY and SSL_CERT_FILE") from None

    def _sign(self, request: httpx.Request) -> None:
        """Add the token to a request of ours, and take it from one that a redirect sends elsewhere."""
        if _origin(request.url) in self._homes:
            request.headers[self.token.header] = self.token.value
        else:
            request.headers.pop(self.token.header, None)


def shown(url: str) -> str:
    """An address without its query."""
    return url.partition("?")[0]


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
