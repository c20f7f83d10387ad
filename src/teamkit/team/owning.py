"""Which area a path belongs to: the patterns of owners files, matched as the forges match them.

Patterns are GitHub's dialect: those of .gitignore without `!`, `[…]` and escapes. `publish` writes them for GitLab.
Source: https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import PurePosixPath

from teamkit.team.model import Team


@dataclass(frozen=True)
class Rule:
    """A pattern and the area that it belongs to."""

    pattern: str
    area: str


def rules(team: Team) -> tuple[Rule, ...]:
    """All rules in the order of team.yml; of those that match a path the last one wins."""
    return tuple(Rule(pattern, name) for name, area in team.areas.items() for pattern in area.paths)


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches a file's path, relative to the root and with forward slashes."""
    return _expression(pattern).fullmatch(path) is not None


def fault(pattern: str) -> str | None:
    """Why no forge accepts a pattern, with the remedy; None when it is sound."""
    faults = (
        (not pattern.strip("/ "), "is empty; write * for every file"),
        (pattern != pattern.strip(), "has white space at its ends; remove it"),
        (pattern.startswith("!"), "begins with !, which owners files do not know; name what belongs to the area"),
        (pattern.startswith("#"), "begins with #, which owners files take for a comment; write /# or **/#"),
        ("[" in pattern or "]" in pattern, "holds brackets, which owners files do not know; write * or ?"),
        ("\\" in pattern, "holds a backslash; write spaces as they are and / between folders"),
        ("//" in pattern, "holds two slashes in a row; write one"),
        ("***" in pattern, "holds three stars in a row; write **"),
        (not pattern.isprintable(), "holds a control character; remove it"),
    )
    return next((f'"{pattern}" {why}' for wrong, why in faults if wrong), None)


class Ownership:
    """The rules of a team, made ready for many paths.

    Each rule is filed under a part of a path that it cannot match without, the rarest it has, so that a path meets only
    the few rules that can match: the cost grows with the paths and not with paths times rules.
    """

    def __init__(self, team: Team) -> None:
        """File every rule."""
        self.rules = rules(team)
        self.forge = team.forge
        frequency = Counter(part for rule in self.rules for part in set(_needed(rule.pattern)))
        self._filed: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(self.rules):
            part = min(_needed(rule.pattern), key=lambda part: frequency[part], default="")
            self._filed[part].append(number)

    def matching(self, path: str) -> Iterator[Rule]:
        """The rules that match a path, the winner first."""
        for number in sorted(self._candidates(path), reverse=True):
            if matches(self.rules[number].pattern, path):
                yield self.rules[number]

    def rule(self, path: str) -> Rule | None:
        """The rule that decides: the last one that matches."""
        return next(self.matching(path), None)

    def deciding(self, matching: Iterable[Rule]) -> tuple[Rule, ...]:
        """Of the rules that match a path, those that its forge asks: the winner; on GitLab the winner of each area."""
        if self.forge == "github":
            return tuple(islice(matching, 1))
        winners: dict[str, Rule] = {}
        for rule in matching:
            winners.setdefault(rule.area, rule)
        return tuple(winners.values())

    def areas(self, path: str) -> tuple[str, ...]:
        """Every area that a path belongs to, as GitLab's sections see it, in the order of team.yml."""
        found = {rule.area for rule in self.matching(path)}
        return tuple(area for area in dict.fromkeys(rule.area for rule in self.rules) if area in found)

    def _candidates(self, path: str) -> Iterable[int]:
        numbers = set(self._filed.get("", ()))
        for part in path.split("/"):
            numbers.update(self._filed.get(part, ()))
            suffix = PurePosixPath(part).suffix
            if suffix:
                numbers.update(self._filed.get(f"*{suffix}", ()))
        return numbers


def _needed(pattern: str) -> tuple[str, ...]:
    """The parts of a path that a pattern cannot match without: whole names, and suffixes as `*.py`."""
    parts = pattern.strip("/").split("/")
    names = tuple(part for part in parts if part and not set(part) & {"*", "?"})
    suffixes = tuple(part for part in parts if re.fullmatch(r"\*\.[^*?.]+", part))
    return names or suffixes


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression over whole paths."""
    folder_only = pattern.endswith("/")
    anchored = "/" in pattern.rstrip("/")
    parts = [part for part in pattern.split("/") if part]
    if not parts:
        return re.compile(r"(?!)")
    written = "" if anchored else r"(?:.+/)?"
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if part == "**":
            written += r".+" if is_last else r"(?:.+/)?"
        else:
            written += _name(part) + ("" if is_last else "/")
    if folder_only:
        written += r"/.+"
    elif parts[-1] not in {"*", "**"} or not anchored:
        written += r"(?:/.+)?"
    return re.compile(written, re.DOTALL)


def _name(part: str) -> str:
    """One name of a pattern: stars and question marks stop at slashes."""
    if part == "*":
        return r"[^/]+"
    return "".join({"*": r"[^/]*", "?": r"[^/]"}.get(character, re.escape(character)) for character in part)
