"""What a branch tells about the changes of another one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product

from teamkit.checks.presence.files import Files
from teamkit.checks.presence.lines import balance, covers
from teamkit.history.commits import Commit
from teamkit.history.crossing import Change, Crossing
from teamkit.history.graph import reachable
from teamkit.history.patches import Edit, Patch

_PICKED = re.compile(r"\(cherry picked from commit ([0-9a-f]{7,64})\)")
_SUPERSEDES = re.compile(r"^Supersedes: *([0-9a-f]{7,64})\s*$", re.MULTILINE | re.IGNORECASE)
_SHORTEST = 7


class Evidence:
    """What the commits and the files of a crossing's target say about changes of its source.

    A commit that a change descends from says nothing about it.
    """

    def __init__(self, crossing: Crossing) -> None:
        """Remember both sides; what is never asked is never computed."""
        self._crossing = crossing
        self._files = Files(crossing)
        self._known_older: dict[str, frozenset[str]] = {}

    def shows(self, change: Change) -> bool:
        """Whether a change is here: as the same patch, by its hash, as a twin, or because the files read like it."""
        ways = (self._has_same, self._has_picked, self._reads_like, self._has_twin)
        return any(way(change) for way in ways)

    def shows_the_rest(self, change: Change, later: Iterable[Change]) -> bool:
        """Whether all is here that `later` changes, which are here too, left of a change."""
        edits = [edit for each in later for edit in each.patch.edits]
        return self._all(
            change,
            lambda edit: self._files.have_the_rest(edit, (other for other in edits if other.path == edit.path)),
        )

    def shown_together(self, changes: Iterable[Change]) -> Iterator[str]:
        """The commits among changes that one commit here lists and makes as one."""
        listed = _grouped((twin, change) for change in changes for twin in self._twins(change))
        for twin, several in listed.items():
            whole = self._balances([self._crossing.patches[twin]])
            parts = self._balances(change.patch for change in several)
            if all(covers(whole[path], part) for path, part in parts.items()):
                yield from (change.commit.hash for change in several)

    def _balances(self, patches: Iterable[Patch]) -> Mapping[str, Counter[str]]:
        """What patches come to in each file."""
        edits = _grouped((self._crossing.names(edit.path)[-1], edit) for patch in patches for edit in patch.edits)
        return defaultdict(Counter, {path: balance(several) for path, several in edits.items()})

    def superseding(self, commit: Commit) -> Commit | None:
        """The commit that says that another one is not needed here, and why."""
        return next((by for name, by in self._superseded if commit.hash.startswith(name)), None)

    def not_shown(self, change: Change) -> tuple[Edit, ...]:
        """The edits of a change that the files do not show."""
        return tuple(edit for edit in change.patch.edits if not self._shows(edit, change))

    def is_lost(self, change: Change) -> bool:
        """Whether a change that nothing shows is surely missing; else nobody can tell."""
        return any(self._files.lack(edit) for edit in self.not_shown(change))

    # ── Ways in which a change can be here ──────────────────────────────────────────────────────

    def _has_same(self, change: Change) -> bool:
        return any(self._is_apart(name, change) for name in self._by_patch[change.patch.id])

    def _has_picked(self, change: Change) -> bool:
        origins = _origins(change.commit)
        picks = (pick for name in origins for pick in self._by_origin[name[:_SHORTEST]])
        return any(
            self._is_apart(pick.hash, change) and any(_is_same(*pair) for pair in product(origins, _origins(pick)))
            for pick in picks
        )

    def _reads_like(self, change: Change) -> bool:
        """Whether the files do; a merge has no name of its own, so that its lines are enough."""
        is_merge = len(change.commit.parents) > 1 and not change.parts
        return self._all(change, lambda edit: is_merge and self._files.agree(edit))

    def _has_twin(self, change: Change) -> bool:
        return any(self._is_twin(self._crossing.patches[twin], change) for twin in self._twins(change))

    def _twins(self, change: Change) -> Iterator[str]:
        """The commits that bear the name of a change, or list it."""
        names = change.commit.names if change.parts else {change.commit.name}
        twins = {twin for name in names for twin in self._by_name[name]}
        return (twin for twin in twins if twin in self._crossing.patches and self._is_apart(twin, change))

    def _is_twin(self, twin: Patch, change: Change) -> bool:
        whole = self._balances([twin])
        return self._all(
            change,
            lambda edit: self._files.agree(edit) or covers(whole[self._crossing.names(edit.path)[-1]], balance([edit])),
        )

    def _all(self, change: Change, also: Callable[[Edit], bool]) -> bool:
        """Whether the files show every edit of a change, or another way does."""
        edits = change.patch.edits
        return bool(edits) and all(self._shows(edit, change) or also(edit) for edit in edits)

    def _shows(self, edit: Edit, change: Change) -> bool:
        return self._files.show(edit, lambda name: self._follows(name, change))

    # ── The target's commits ────────────────────────────────────────────────────────────────────

    def _is_apart(self, name: str, change: Change) -> bool:
        """Whether a change does not descend from a commit."""
        return name not in self._released or name not in self._older(change.commit.hash)

    def _follows(self, name: str, change: Change) -> bool:
        """Whether a commit here came after all that a change shares with it, so that its files are no older."""
        older = self._older(change.commit.hash)
        shared = older & self._older(self._crossing.target.head)
        return name not in older and shared <= self._older(name)

    @cached_property
    def _released(self) -> frozenset[str]:
        return self._older(self._crossing.source.head)

    def _older(self, name: str) -> frozenset[str]:
        if name not in self._known_older:
            self._known_older[name] = reachable(self._crossing.parents, name)
        return self._known_older[name]

    @cached_property
    def _by_patch(self) -> Mapping[str, list[str]]:
        return _grouped((patch.id, name) for name, patch in self._crossing.patches.items() if patch.id)

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        return _grouped((name, commit.hash) for commit in self._crossing.meanwhile for name in commit.names)

    @cached_property
    def _by_origin(self) -> Mapping[str, list[Commit]]:
        commits = self._crossing.meanwhile
        return _grouped((name[:_SHORTEST], commit) for commit in commits for name in _origins(commit))

    @cached_property
    def _superseded(self) -> tuple[tuple[str, Commit], ...]:
        commits = self._crossing.meanwhile
        return tuple((name, commit) for commit in commits for name in _SUPERSEDES.findall(commit.body))


def _origins(commit: Commit) -> tuple[str, ...]:
    """A commit, and those that it was picked from."""
    return (commit.hash, *_PICKED.findall(commit.body))


def _is_same(name: str, other: str) -> bool:
    return name.startswith(other) or other.startswith(name)


def _grouped[K, V](pairs: Iterable[tuple[K, V]]) -> Mapping[K, list[V]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
