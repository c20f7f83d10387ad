"""Looks for secrets in every version of every file, one blob in memory at a time."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from teamkit.checks.portrait.facts import Past
from teamkit.history.git import ask
from teamkit.history.objects import each
from teamkit.lifecycle.auditing.files import LARGEST, shown
from teamkit.projects.secrets.finding import secrets

_NOBODY = "0" * 40


def past(root: Path) -> tuple[Past, ...]:
    """Each secret once, with the commit that brought it first. Raises Refusal where git refuses."""
    paths = _blobs(root)
    found = [
        (blob, paths[blob], secret) for blob, text in each(root, paths) for secret in secrets(shown(paths[blob]), text)
    ]
    commits = _commits(root, {path for _, path, _ in found}) if found else {}
    order = {blob: place for place, blob in enumerate(commits)}
    first: dict[tuple[str, str], Past] = {}
    for blob, _, secret in sorted(found, key=lambda entry: order.get(entry[0], len(order))):
        first.setdefault((secret.mark, secret.kind), Past(secret, commits.get(blob, _NOBODY)))
    return tuple(sorted(first.values(), key=lambda each: (each.secret.where.path, each.secret.where.line or 0)))


def _blobs(root: Path) -> dict[str, str]:
    """Every blob that a branch or a tag reaches, small enough to be text, with a path that it had."""
    filters = (f"--filter=blob:limit={LARGEST}", "--filter=object:type=blob")
    told = ask(root, "rev-list", "--objects", "--all", *filters, "--missing=allow-any")
    entries = (line.partition(" ") for line in told.splitlines())
    return {blob: path for blob, _, path in entries if path}


def _commits(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """The commit that first had each blob of some paths, the oldest first."""
    form = ("--all", "--reverse", "--raw", "--no-abbrev", "--no-renames", "-m", "-z", "--no-show-signature")
    specs = [f":(literal,top){path}" for path in paths]
    told = ask(root, "log", *form, "--format=%x01%H", "--", *specs)
    return dict(_introduced(told))


def _introduced(told: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for entry in told.split("\x01")[1:]:
        commit, *words = entry.split("\0")
        for word in words:
            after = word.lstrip("\n").split()
            if word.lstrip("\n").startswith(":") and after[3] not in seen:
                seen.add(after[3])
                yield after[3], commit
