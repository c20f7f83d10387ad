"""Record a deployment that no forge knows of: from what people say of it to what every clone reads."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from teamkit.findings import Refusal
from teamkit.history.git import ask
from teamkit.history.noted import Noted, is_name, is_page, utc
from teamkit.lifecycle import noting
from teamkit.lifecycle.flowing.here import remote_of, required


def deployment(root: Path, commit: str, environment: str, at: datetime, url: str | None) -> Noted:
    """A deployment as people tell of it. Raises Refusal for what is none."""
    if not is_name(environment):
        raise Refusal("an environment has a name of one line and at most 255 letters: --environment production")
    return Noted(_commit(root, commit), environment, at, _page(url) if url else "")


def moment(said: str | None, now: datetime) -> datetime:
    """When a deployment was done; now where nobody said when. Raises Refusal for what is no time, or lies ahead."""
    if said is None:
        return now.replace(microsecond=0)
    try:
        at = utc(datetime.fromisoformat(said))
    except (ValueError, OverflowError):
        raise Refusal(f'"{said}" is no time; write one with its zone, like 2026-01-31T14:05+01:00') from None
    if at > now:
        raise Refusal(f"{said} lies ahead; record a deployment when it is done")
    return at


def shared(root: Path) -> str:
    """The remote that the team shares. Raises Refusal for none."""
    return required(remote_of(root))


def record(root: Path, found: Noted, remote: str | None) -> bool:
    """Keep a deployment here, and on a remote where one is named; whether nobody had recorded it. Raises Refusal."""
    return noting.share(root, found, remote) if remote else noting.add(root, found)


def _commit(root: Path, said: str) -> str:
    try:
        return ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{said}^{{commit}}").strip()
    except Refusal:
        raise Refusal(f'"{said}" is no commit of this clone; fetch it, or name another one with --commit') from None


def _page(url: str) -> str:
    """An address without what may be secret: password, query and fragment."""
    try:
        parts = urlsplit(url) if is_page(url) else None
    except ValueError:
        parts = None
    if not (parts and parts.hostname):
        raise Refusal("--url is no address of a web page; write one like https://ci.example/42")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
