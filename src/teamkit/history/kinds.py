"""The two branching models: the kinds of branch that each knows, their names, and where they begin and go."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from teamkit.history.branches import Flow

TICKET = "[A-Z][A-Z0-9]+-[0-9]+"
_WORDS = "[a-z0-9]+([.-][a-z0-9]+)*"
_NAME = f"{_WORDS}|{TICKET}(-{_WORDS})?"
_VERSION = r"[0-9]+\.[0-9]+\.[0-9]+"
_RELEASES = "release/*"
_BOTS = ("copilot", "dependabot", "renovate")


@dataclass(frozen=True)
class Kind:
    """A kind of branch: the form of what follows its slash, the branch it begins on, and those that it may go to.

    People begin no branch of a bot.
    """

    name: str
    form: str
    begins: str
    goes: tuple[str, ...]
    is_bots: bool = False

    def takes(self, rest: str) -> bool:
        """Whether words may follow the slash."""
        return re.fullmatch(self.form, rest) is not None

    def may_go(self, target: str) -> bool:
        """Whether a branch of this kind may be merged into another one."""
        return any(fnmatchcase(target, pattern) for pattern in self.goes)


def kinds(flow: Flow) -> Mapping[str, Kind]:
    """The kinds of branch that a flow knows, by what stands before the slash."""
    working, production = flow.working, flow.production
    people = (
        (
            Kind("feature", _NAME, working, (working,)),
            Kind("bugfix", _NAME, working, (working, _RELEASES)),
            Kind("release", _VERSION, working, (production,)),
            Kind("hotfix", _NAME, production, (production, _RELEASES)),
            Kind("backmerge", _NAME, production, (working, _RELEASES)),
        )
        if flow.is_gitflow
        else tuple(Kind(name, _NAME, working, (working,)) for name in ("feature", "fix", "docs", "chore"))
    )
    bots = (Kind(name, ".+", working, (working,), is_bots=True) for name in _BOTS)
    return {kind.name: kind for kind in (*people, *bots)}


def kind_of(flow: Flow, branch: str) -> Kind | None:
    """The kind of a branch by its name; None for a lasting branch and for what no kind takes."""
    name, _, rest = branch.partition("/")
    kind = kinds(flow).get(name)
    return kind if kind and kind.takes(rest) else None
