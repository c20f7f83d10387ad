"""What people read about a deployment that they record."""

from teamkit.history.noted import Noted


def recorded(deployment: Noted, remote: str | None, *, is_new: bool) -> str:
    """What is kept now, and where."""
    return f"{_said(deployment)}: recorded{'' if is_new else ' already'}{f', also on {remote}' if remote else ''}"


def planned(deployment: Noted, remote: str | None) -> str:
    """What would be kept, and where."""
    return f"{_said(deployment)}: would be recorded{f', also on {remote}' if remote else ''}"


def _said(deployment: Noted) -> str:
    page = f" ({deployment.url})" if deployment.url else ""
    return f"{deployment.environment} has {deployment.commit[:10]} since {deployment.at.isoformat()}{page}"
