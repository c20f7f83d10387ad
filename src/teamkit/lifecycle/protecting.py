"""Hold the rules of a forge to those of the repository."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.forges.finding import find_keeper
from teamkit.forges.model import ForgeError, PlanError
from teamkit.forges.protecting.comparing import Comparison, compare
from teamkit.forges.protecting.model import Keeper, Order, Rule
from teamkit.forges.protecting.relaxing import relaxed
from teamkit.forges.waiting import Patience
from teamkit.history.remotes import remotes
from teamkit.team.model import Team

_PIPELINES = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL")
_NOTHING = (
    "this forge has no rules here: there is neither a ruleset in .github/rulesets nor .github/settings.yml for GitHub, "
    "and no .gitlab/protection.yml for GitLab"
)
_ALONE = (
    "team.yml names one person with a handle, and nobody approves their own request: approvals wait until it names a "
    "second one; then run `teamkit protect apply` again"
)


@dataclass(frozen=True)
class Done:
    """An order that was sent; `lacks` says why the forge has no such thing to change."""

    order: Order
    lacks: Unseen | None = None


class Desk:
    """One repository's wanted rules, and whoever keeps those in force."""

    def __init__(self, keeper: Keeper, wanted: Sequence[Rule], team: Team) -> None:
        """Want less where nobody could approve."""
        self._keeper = keeper
        self._is_alone = len(_people(team)) == 1
        rules = [rule for rule in wanted if rule.kind in keeper.kinds]
        self._wanted = [relaxed(rule) for rule in rules] if self._is_alone else rules

    def compared(self) -> Comparison:
        """What differs now. Raises ForgeError."""
        return compare(self._wanted, self._keeper.live(self._wanted), (_ALONE,) if self._is_alone else ())

    def orders(self, found: Comparison) -> tuple[Order, ...]:
        """What leads from one to the other."""
        return tuple(order for difference in found.differences for order in self._keeper.orders(difference))

    def apply(self, orders: Sequence[Order]) -> Iterator[Done]:
        """Send orders one by one, past those that the plan does not know. Raises ForgeError where one fails."""
        for order in orders:
            try:
                self._keeper.send(order)
            except PlanError as error:
                yield Done(order, error.unseen)
            else:
                yield Done(order)


def protection(root: Path, team: Team) -> Comparison | Unseen:
    """What differs, or why nobody could look. Raises Refusal for files that are bad."""
    try:
        with _desk(root, team) as found:
            return found.compared() if found else Comparison(notes=(_NOTHING,))
    except ForgeError as error:
        return error.unseen


@contextmanager
def desk(root: Path, team: Team) -> Iterator[Desk]:
    """Where rules are compared and applied. Raises ForgeError without a forge, Refusal without rules or a bad one."""
    with _desk(root, team) as found:
        if not found:
            raise Refusal(f"{_NOTHING}; the template brings some: `teamkit update`")
        yield found


def refuse_pipelines() -> None:
    """Raises Refusal in a pipeline, whose token is nobody's word."""
    for name in _PIPELINES:
        if os.environ.get(name):
            raise Refusal(f"rules are applied by a person and never in a pipeline ({name} is set); run it yourself")


def refuse_nobody(team: Team) -> None:
    """Raises Refusal where nobody knows whether there is a second person."""
    if not _people(team):
        what = "names nobody with a handle, so nobody knows whether anybody could approve"
        raise Refusal(f"team.yml: {what}; name the team first: teamkit team add")


def _people(team: Team) -> list[str]:
    """Those who can approve on a forge."""
    return [name for name, user in team.users.items() if user.handle]


@contextmanager
def _desk(root: Path, team: Team) -> Iterator[Desk | None]:
    from teamkit.forges.protecting.files import read

    wanted = read(root)
    if not wanted:
        yield None
        return
    keeper = find_keeper(remotes(root), os.environ, team.forge, Patience())
    if isinstance(keeper, Unseen):
        raise ForgeError(keeper.why, keeper.mend)
    with closing(keeper):
        is_wanted = any(rule.kind in keeper.kinds for rule in wanted)
        yield Desk(keeper, wanted, team) if is_wanted else None
