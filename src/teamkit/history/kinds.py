"""The two branching models: the kinds of branch that each knows, their names, and where they begin and go."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache

from teamkit.history.branches import Flow

TICKET = "[A-Z][A-Z0-9]+-[0-9]+"
_WORDS = "[a-z0-9]+([.-][a-z0-9]+)*"
_NAME = rf"(?!.*\.lock$)({_WORDS}|{TICKET}(-{_WORDS})?)"
_VERSION = r"[0-9]+\.[0-9]+\.[0-9]+"
RELEASES = "release/*"
_BOTS = ("copilot", "dependabot", "gh-readonly-queue", "renovate")
"""The queue is GitHub's, where merges wait."""
_REVERT = re.compile(r"revert-([0-9]+-(?P<branch>.+)|[0-9a-f]{7,40})")
"""GitHub's button names the request and its branch, GitLab's the commit."""
_MEANT = {"bug": "bugfix", "bugfix": "fix", "feat": "feature", "fix": "bugfix", "hotfix": "fix"}
"""What people call kinds that a flow does not know."""
SAMPLES = ("short-words", "1.0.0")


@dataclass(frozen=True)
class Kind:
    """A kind of branch: the form of what follows its slash, the branch it begins on, and those that it may go to.

    One that goes `by_merge` is never squashed. People begin no branch of a bot.
    """

    name: str
    form: str
    begins: str
    goes: tuple[str, ...]
    by_merge: bool = False
    is_bots: bool = False

    def takes(self, rest: str) -> bool:
        """Whether words may follow the slash."""
        return re.fullmatch(self.form, rest) is not None

    def may_go(self, target: str) -> bool:
        """Whether a branch of this kind may be merged into another one."""
        return any(fnmatchcase(target, pattern) for pattern in self.goes)

    @property
    def sample(self) -> str:
        """A name that one may have."""
        return next(f"{self.name}/{rest}" for rest in SAMPLES if self.takes(rest))


@cache
def kinds(flow: Flow) -> Mapping[str, Kind]:
    """The kinds of branch that a flow knows, by what stands before the slash."""
    bots = (Kind(name, ".+", flow.working, (flow.working,), is_bots=True) for name in _BOTS)
    return {**people(flow), **{kind.name: kind for kind in bots}}


def people(flow: Flow) -> Mapping[str, Kind]:
    """The kinds of branch that people begin."""
    working, production = flow.working, flow.production
    known = (
        (
            Kind("feature", _NAME, working, (working,)),
            Kind("bugfix", _NAME, working, (working, RELEASES)),
            Kind("release", _VERSION, working, (production,), by_merge=True),
            Kind("hotfix", _NAME, production, (production, RELEASES), by_merge=True),
            Kind("backmerge", _NAME, production, (working, RELEASES), by_merge=True),
        )
        if flow.is_gitflow
        else tuple(Kind(name, _NAME, working, (working,)) for name in ("feature", "fix", "docs", "chore"))
    )
    return {kind.name: kind for kind in known}


def kind_of(flow: Flow, branch: str) -> Kind | None:
    """The kind of a branch by its name; None for a lasting branch and for what no kind takes."""
    button = _REVERT.fullmatch(branch)
    if button:
        return _reverting(flow, button["branch"])
    name, _, rest = branch.partition("/")
    kind = kinds(flow).get(name)
    return kind if kind and kind.takes(rest) else None


def targets(flow: Flow, branch: str) -> tuple[str, ...]:
    """The patterns of the branches that one may be merged into; none where its name says no kind."""
    kind = kind_of(flow, branch)
    if kind:
        return kind.goes
    return (flow.working,) if flow.is_gitflow and branch == flow.production else ()


def _reverting(flow: Flow, reverted: str | None) -> Kind:
    """The kind of what takes a branch back: it goes where that one went, and may go anywhere where nobody knows."""
    kind = kind_of(flow, reverted or "")
    if kind:
        return replace(kind, name="revert", is_bots=False)
    anywhere = (*flow.lasting, RELEASES) if flow.is_gitflow else flow.lasting
    return Kind("revert", ".+", flow.working, targets(flow, reverted or "") or anywhere)


def better_name(flow: Flow, branch: str) -> str:
    """Guess the name that was meant by one that no kind takes."""
    known = people(flow)
    said, _, rest = branch.partition("/")
    kind = known.get(said.lower()) or known.get(_MEANT.get(said.lower(), ""))
    if not kind:
        kind, rest = known["feature"], branch
    ticket = "".join(re.findall(f"^{TICKET}", rest))
    words = re.sub("[^a-z0-9]+", "-", rest[len(ticket) :].lower()).strip("-")
    meant = ("-".join(filter(None, (ticket, words))), *re.findall(_VERSION, rest))
    return next((f"{kind.name}/{name}" for name in meant if kind.takes(name)), kind.sample)
