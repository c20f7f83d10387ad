"""What the checks look at: gathered by the caller, and never changed by a check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from teamkit.checks.migrating.facts import NOT_GATHERED, Migrations
from teamkit.checks.portrait.facts import Portrait
from teamkit.findings import Place, Unseen
from teamkit.forges.model import Request
from teamkit.forges.pipelines import UnderTest
from teamkit.forges.protecting.comparing import Comparison
from teamkit.history.current import Current
from teamkit.history.messages import Messages
from teamkit.history.received import Received
from teamkit.history.returning import Returning
from teamkit.migrations.changes import SchemaChange
from teamkit.team.calling import call
from teamkit.team.model import Team
from teamkit.team.owning import Ownership, Rule, matches
from teamkit.team.reading import TEAM_FILE

Key = str | int


@dataclass(frozen=True)
class Facts:
    """A team, its repository, and what could be learned from elsewhere.

    That is None where nobody looked, and where somebody could not, `Unseen` says why and what to do about it.

    `tree` holds the tracked paths, `stale` the generated ones that differ from what team.yml gives, `access` says which
    handle may write, `began` is the day of the first commit, `touches` gives for each area the day of each user's last
    commit in it, `migrations` what Django would load and what other branches add, `schema` the apps that get
    new migrations, `current` is what is checked out, `messages` what the branch's commits say, `received` what
    production got by no merge, `returning` what it has and other branches may lack, `requests` are the open ones,
    `under_test` is the one that a pipeline runs for and `tested` what the forge knows of it, `protection` compares the
    rules of the forge with those of the repository, `portrait` is what the repository is made of, and `lines` the lines
    of team.yml by the keys that lead there.
    """

    team: Team
    tree: tuple[str, ...]
    today: date
    stale: tuple[str, ...] = ()
    access: Mapping[str, bool] | Unseen | None = None
    began: date | None = None
    touches: Mapping[str, Mapping[str, date]] | None = None
    migrations: Migrations = NOT_GATHERED
    schema: tuple[SchemaChange, ...] | Unseen = ()
    current: Current | Unseen | None = None
    messages: Messages | Unseen | None = None
    received: Received | Unseen | None = None
    returning: Returning | Unseen | None = None
    requests: tuple[Request, ...] | Unseen | None = None
    under_test: UnderTest | None = None
    tested: Request | Unseen | None = None
    protection: Comparison | Unseen | None = None
    portrait: Portrait | Unseen | None = None
    lines: Mapping[tuple[Key, ...], int] = field(default_factory=dict)

    @cached_property
    def ownership(self) -> Ownership:
        """The team's rules, ready for many paths."""
        return Ownership(self.team)

    @cached_property
    def matched(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each tracked path the rules that match it, the last one first."""
        return {path: tuple(self.ownership.matching(path)) for path in self.tree}

    @cached_property
    def owned(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each tracked path the rules that decide: the last match, on GitLab the last match of every area."""
        return {path: self.ownership.deciding(rules) for path, rules in self.matched.items()}

    @cached_property
    def unowned(self) -> tuple[str, ...]:
        """The tracked paths that no area owns and that are not listed as free."""
        return tuple(path for path, rules in self.owned.items() if not rules and not self._is_free(path))

    def callable_here(self, words: str) -> str:
        """Words with their commands as this repository calls the tool."""
        return words.replace("`teamkit ", f"`{call(self.tree)} ")

    @property
    def is_too_few(self) -> bool:
        """Whether the team is too small for one person to stand in for another: a report then, and not a failure."""
        return len(self.team.users) <= 1

    def place(self, *keys: Key) -> Place:
        """Where team.yml says something: the line of the deepest key that is written there."""
        depths = range(len(keys), 0, -1)
        return Place(
            TEAM_FILE, next((self.lines[keys[:depth]] for depth in depths if keys[:depth] in self.lines), None)
        )

    def _is_free(self, path: str) -> bool:
        return any(matches(pattern, path) for pattern in self.team.free)
