"""Where this tool was installed from, which is the template that it belongs to."""

import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from teamkit.findings import Refusal
from teamkit.lifecycle.rendering import Template

_NAME = "copier-django-team"


def chosen(address: str | None, version: str | None) -> Template:
    """The template that somebody names, else the one that this tool came with. Raises Refusal where nobody knows it."""
    if address:
        return Template(_written(address), version)
    own = recorded(_record())
    if own is None:
        raise Refusal("nobody recorded which template this tool came with; name it: --template https://…")
    return Template(own.address, version or own.version)


def _written(address: str) -> str:
    """An address as updates can use it, that of a folder in full. Raises Refusal for what is neither."""
    if ":" in address:
        return address
    if not Path(address).is_dir():
        raise Refusal(f"{address} is neither a folder nor the address of a template")
    return str(Path(address).resolve())


def recorded(record: Mapping[str, Any]) -> Template | None:
    """The template that an installer's record speaks of, at the commit that was installed; None for a bare package.

    The form of the record is that of https://packaging.python.org/en/latest/specifications/direct-url/.
    """
    url = str(record.get("url", ""))
    if record.get("vcs_info", {}).get("vcs") == "git":
        is_plain = url.startswith("https://") and url.endswith(".git")
        return Template(url if is_plain else f"git+{url}", record["vcs_info"]["commit_id"])
    return Template(f"git+{url}") if "dir_info" in record else None


def _record() -> Mapping[str, Any]:
    try:
        text = distribution(_NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    return json.loads(text) if text else {}
