"""Tells failures apart, so that each is found again in another audit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from teamkit.checks.formats.shared import fingerprint
from teamkit.findings import Finding, State

type Key = tuple[str, int]
"""A fingerprint, and how many of the same stand before it: one place may fail twice in the same words."""


def failures(findings: Iterable[Finding]) -> Mapping[Key, Finding]:
    """The failures among findings, by their keys."""
    failing = [finding for finding in findings if finding.state is State.FAIL]
    return dict(zip(keys(map(fingerprint, failing)), failing, strict=True))


def keys(fingerprints: Iterable[str]) -> Iterator[Key]:
    """A key for each of several fingerprints."""
    seen: Counter[str] = Counter()
    for each in fingerprints:
        yield each, seen[each]
        seen[each] += 1
