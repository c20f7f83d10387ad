"""Remembers what a forge said of the past, so that it is asked for what changed alone, and may be silent."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from pydantic import TypeAdapter, ValidationError

from teamkit import __version__
from teamkit.forges.model import ForgeError
from teamkit.forges.past.model import ForgeDeployment, ForgeIncident, PastRequest, Progress, Read, Reader
from teamkit.forges.shelf import Shelf

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
"""How much later than its end a deployment may come to be known."""


@dataclass(frozen=True)
class _Kept[T]:
    """What a forge said at `asked_at` of all that happened since an instant."""

    since: datetime
    asked_at: datetime
    value: tuple[T, ...]


_REQUESTS = TypeAdapter(_Kept[PastRequest])
_DEPLOYMENTS = TypeAdapter(_Kept[ForgeDeployment])
_INCIDENTS = TypeAdapter(_Kept[ForgeIncident])


def silent(done: int, total: int | None) -> None:
    """Show no progress."""


class Store:
    """A forge's memory that outlasts a run: on the disk, for each repository and token."""

    def __init__(self, reader: Reader, shelf: Shelf, repository: str, now: Callable[[], float]) -> None:
        """Keep on a shelf what a reader finds in a repository."""
        self._reader = reader
        self._shelf = shelf
        self._repository = repository
        self._now = now

    def close(self) -> None:
        """Let go of the connections."""
        self._reader.close()

    def requests(self, since: datetime, told: Progress = silent) -> Read[tuple[PastRequest, ...]]:
        """Every request that is open, or that something happened to since an instant; the oldest first."""
        read = self._read("requests", _REQUESTS, since, lambda start, known: self._requests(start, known, told))
        value = (request for request in read.value if request.is_open or request.updated >= since)
        return replace(read, value=tuple(sorted(value, key=lambda request: (request.opened, request.number))))

    def deployments(self, environments: tuple[str, ...], since: datetime) -> Read[tuple[ForgeDeployment, ...]]:
        """Every deployment to these environments that succeeded since an instant, the oldest first."""
        name = f"deployments to {', '.join(environments)}"
        read = self._read(name, _DEPLOYMENTS, since, lambda start, known: self._deployments(environments, start, known))
        value = (done for done in read.value if done.at >= since)
        return replace(read, value=tuple(sorted(value, key=lambda done: (done.at, done.environment, done.commit))))

    def environments(self) -> tuple[str, ...]:
        """Where each of the latest deployments that succeeded went to; none where the forge does not say."""
        try:
            return self._reader.environments()
        except ForgeError:
            return ()

    def incidents(self, labels: tuple[str, ...], since: datetime) -> Read[tuple[ForgeIncident, ...]]:
        """Every incident that something happened to since an instant, the oldest first; all are asked for anew."""
        name = f"incidents with {', '.join(labels)}"
        read = self._read(name, _INCIDENTS, since, lambda start, _: self._reader.incidents(labels, start))
        value = (incident for incident in read.value if incident.updated >= since)
        return replace(read, value=tuple(sorted(value, key=lambda incident: (incident.opened, incident.number))))

    # ── What changed ────────────────────────────────────────────────────────────────────────────

    def _requests(self, since: datetime, kept: _Kept[PastRequest] | None, told: Progress) -> Iterable[PastRequest]:
        """What is known, but for what is gone, and what happened since its newest change, by the forge's own clock.

        A change that is told to be later than the last look leaves nothing behind it unread.
        """
        if kept is None:
            lately = self._reader.changed(since, told)
            return _newest((*lately, *self._reader.quiet(since, _beyond(len(lately), told))))
        newest = max((kept.since, *(request.updated for request in kept.value)))
        fresh = self._reader.changed(min(newest, kept.asked_at), told)
        read = {request.number for request in fresh}
        old = [request for request in kept.value if request.number not in read]
        gone = self._reader.gone([request.number for request in old if request.is_open])
        return (*fresh, *(request for request in old if request.number not in gone))

    def _deployments(
        self, environments: tuple[str, ...], since: datetime, kept: _Kept[ForgeDeployment] | None
    ) -> Iterable[ForgeDeployment]:
        """What is known, also where the forge forgot it, and what succeeded since, by the forge's own clock."""
        if kept is None:
            return self._reader.deployments(environments, since)
        newest = max((kept.since, *(done.at for done in kept.value)))
        fresh = self._reader.deployments(environments, max(kept.since, min(newest, kept.asked_at) - _DAY))
        return {(done.commit, done.environment, done.at): done for done in (*kept.value, *fresh)}.values()

    # ── What is kept ────────────────────────────────────────────────────────────────────────────

    def _read[T](
        self,
        name: str,
        shape: TypeAdapter[_Kept[T]],
        since: datetime,
        ask: Callable[[datetime, _Kept[T] | None], Iterable[T]],
    ) -> Read[tuple[T, ...]]:
        """What the forge says now, or said last; only what is kept of the whole time helps to ask for less."""
        since, asked_at = max(since, _EARLIEST), datetime.fromtimestamp(self._now(), tz=UTC)
        kept, notes = self._load(name, shape)
        known = kept if kept and kept.since <= since else None
        begin = known.since if known else since
        try:
            value = tuple(ask(begin, known))
        except ForgeError as error:
            return _remembered(name, kept, since, error, notes)
        self._save(name, shape, _Kept(begin, asked_at, value))
        return Read(value, asked_at, notes=notes)

    def _load[T](self, name: str, shape: TypeAdapter[_Kept[T]]) -> tuple[_Kept[T] | None, tuple[str, ...]]:
        """What is kept, and what has to be said of it."""
        text = self._shelf.load(self._key(name))
        if text is None:
            return None, ()
        head, _, body = text.partition(b"\n")
        if head == _head(body):
            with suppress(ValidationError):
                return shape.validate_json(body), ()
        is_ours = head.startswith(f"{__version__} ".encode())
        why = "was damaged" if is_ours else "came from another version of teamkit"
        return None, (f"what was kept of {name} {why}: all of it was asked for anew",)

    def _save[T](self, name: str, shape: TypeAdapter[_Kept[T]], kept: _Kept[T]) -> None:
        body = shape.dump_json(kept)
        self._shelf.save(self._key(name), _head(body) + b"\n" + body)

    def _key(self, name: str) -> str:
        return f"{self._repository} {name}"


def _beyond(read: int, told: Progress) -> Progress:
    """Count on where so many were read before."""
    return lambda done, total: told(read + done, None if total is None else read + total)


def _newest(requests: Iterable[PastRequest]) -> Iterable[PastRequest]:
    """Of each request what was read last, which may be twice while somebody works on it."""
    return {request.number: request for request in sorted(requests, key=lambda each: each.updated)}.values()


def _remembered[T](
    name: str, kept: _Kept[T] | None, since: datetime, error: ForgeError, notes: tuple[str, ...]
) -> Read[tuple[T, ...]]:
    """What is kept of what a forge does not say."""
    if kept is None:
        return Read((), None, error.unseen, notes)
    if kept.since > since:
        notes = (*notes, f"what is kept of {name} begins at {kept.since:%Y-%m-%d}")
    return Read(kept.value, kept.asked_at, error.unseen, notes)


def _head(body: bytes) -> bytes:
    """What stands above what is kept: the version of the tool, and a digest that a text cut short does not have."""
    return f"{__version__} {sha256(body).hexdigest()}".encode()
