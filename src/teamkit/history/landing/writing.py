"""Which paths of a branch people write by hand."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pathspec import GitIgnoreSpec

from teamkit.findings import Refusal
from teamkit.history.landing.attributes import Attributes, attributes, generated
from teamkit.history.landing.borrowing import Borrowed
from teamkit.history.unwritten import GENERATED

_MOST = 1 << 16


@dataclass(frozen=True)
class Rules:
    """What tells generated paths: patterns in the form of .gitignore, and the attributes of the branch."""

    patterns: tuple[str, ...]
    attributes: Attributes

    @cached_property
    def spec(self) -> GitIgnoreSpec:
        """The patterns, made ready. Raises Refusal for one that means nothing."""
        for pattern in self.patterns:
            try:
                GitIgnoreSpec.from_lines([pattern])
            except (ValueError, re.error):
                raise Refusal(f'"{pattern}" is no pattern of .gitignore; mend it under measures, generated') from None
        return GitIgnoreSpec.from_lines(self.patterns)


def rules(git: Borrowed, head: str, patterns: Iterable[str]) -> Rules:
    """The rules of a branch at its head; `patterns` come after those that are so everywhere, and may take them back."""
    return Rules((*GENERATED, *patterns), attributes(git, head))


def is_written(git: Borrowed, head: str, rules: Rules) -> Callable[[str], bool]:
    """Tells whether people write a path by hand: the attributes decide where they say anything, else the patterns."""
    said = generated(git, head, rules.attributes) if rules.attributes else None

    @lru_cache(_MOST)
    def written(path: str) -> bool:
        is_generated = said(path) if said else None
        return not (rules.spec.match_file(path) if is_generated is None else is_generated)

    return written
