"""Compares the rules that are wanted with those that are in force."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from teamkit.findings import Unseen
from teamkit.forges.protecting.model import Difference, Edit, Kind, Live, Rule
from teamkit.forges.protecting.normal import flat

_BRANCHES = "refs/heads/"
type Pair = tuple[Rule, Rule | None]


@dataclass(frozen=True)
class Comparison:
    """What is wanted and not in force, and what else there is to say.

    `unseen` says why something could not be compared, by what that is; `clashes` tell of what is in force and makes a
    wanted rule impossible, `others` of all that no file wants; `notes` say where less is wanted than the files say.
    """

    differences: tuple[Difference, ...] = ()
    unseen: Mapping[str, Unseen] = field(default_factory=dict)
    clashes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 all is in force, 1 something is not, 2 nothing differs but something could not be compared."""
        if self.differences or self.clashes:
            return 1
        return 2 if self.unseen else 0


def compare(wanted: Sequence[Rule], live: Live, notes: tuple[str, ...] = ()) -> Comparison:
    """Hold what is in force to what is wanted."""
    there = {(rule.kind, rule.name): rule for rule in live.rules}
    pairs = [(rule, there.get((rule.kind, rule.name))) for rule in wanted if rule.kind not in live.unseen]
    known = {(rule.kind, rule.name) for rule in wanted}
    others = [
        rule for place, rule in there.items() if place not in known and rule.body.get("enforcement") != "disabled"
    ]
    missing = [rule for rule, now in pairs if now is None]
    return Comparison(
        differences=tuple(_differences(pairs)),
        unseen=dict((*_kinds_unseen(wanted, live), *_keys_unseen(pairs, live))),
        clashes=tuple(clash for other in others for rule in wanted for clash in _clashes(other, rule)),
        others=tuple(_told(other, missing) for other in others),
        notes=notes,
    )


def branches(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The branches that rulesets name in full."""
    refs = (ref for rule in rules for ref in _covered(rule) if ref.startswith(_BRANCHES) and "*" not in ref)
    return tuple(dict.fromkeys(ref.removeprefix(_BRANCHES) for ref in refs))


# ── What differs ────────────────────────────────────────────────────────────────────────────────


def _differences(pairs: Iterable[Pair]) -> Iterator[Difference]:
    for wanted, live in pairs:
        edits = tuple(_edits(wanted, live)) if live else ()
        if edits or not live:
            yield Difference(wanted, live, edits)


def _edits(wanted: Rule, live: Rule) -> Iterator[Edit]:
    """The keys that differ; what the forge did not show is none of them."""
    should = flat({key: value for key, value in wanted.body.items() if key in live.body})
    now = flat(live.body)
    for key in sorted(should.keys() | {key for key in now if _is_decided(wanted, key)}):
        if should.get(key) != now.get(key):
            yield Edit(key, now.get(key), should.get(key))


def _is_decided(wanted: Rule, key: str) -> bool:
    """Whether a rule decides about a key that it does not name: a ruleset does so, but for parameters of its rules."""
    return wanted.kind is Kind.RULESET and (not key.startswith("rules.") or key.count(".") == 1)


# ── What nobody could compare ───────────────────────────────────────────────────────────────────


def _kinds_unseen(wanted: Sequence[Rule], live: Live) -> Iterator[tuple[str, Unseen]]:
    for kind, unseen in live.unseen.items():
        yield ", ".join(rule.title for rule in wanted if rule.kind is kind) or kind.removesuffix(" of"), unseen


def _keys_unseen(pairs: Iterable[Pair], live: Live) -> Iterator[tuple[str, Unseen]]:
    for rule, now in pairs:
        keys = [key for key in rule.body if now and key not in now.body]
        if keys:
            yield f"{', '.join(keys)} of {rule.title}", live.hidden


# ── What else is in force ───────────────────────────────────────────────────────────────────────


def _told(other: Rule, missing: Iterable[Rule]) -> str:
    """A rule that no file wants; it may be a wanted one that somebody renamed."""
    if other.kind is Kind.CLASSIC:
        return f"{other.title} is in force beside the rulesets: both apply, and the stricter wins"
    if other.kind is Kind.ORGANISATION:
        return f"{other.title} is in force too: both apply, and the stricter wins"
    renamed = next((rule.name for rule in missing if _covers_same(rule, other)), "")
    guess = f'; if it is "{renamed}" under another name, rename it back' if renamed else ""
    return f"{other.title} is in force, and no file here names it; nothing changes it{guess}"


def _covers_same(rule: Rule, other: Rule) -> bool:
    return rule.kind is other.kind and _covered(rule) == _covered(other) != ()


def _clashes(other: Rule, wanted: Rule) -> Iterator[str]:
    """What makes a wanted rule impossible."""
    says, methods = flat(other.body), flat(wanted.body).get("rules.pull_request.allowed_merge_methods")
    for branch in branches([wanted]):
        is_same = other.name == branch if other.kind is Kind.CLASSIC else _is_covered(other, branch)
        is_linear = "rules.required_linear_history" in says or says.get("required_linear_history.enabled")
        if is_same and is_linear and isinstance(methods, tuple) and "merge" in methods:
            yield f"{other.title} forbids the merge commits that {wanted.title} asks for on {branch}"
        if is_same and says.get("lock_branch.enabled"):
            yield f"{other.title} lets nobody change {branch}"


def _is_covered(other: Rule, branch: str) -> bool:
    return any(ref == "~ALL" or fnmatchcase(f"{_BRANCHES}{branch}", ref) for ref in _covered(other))


def _covered(rule: Rule) -> tuple[str, ...]:
    """The refs that a ruleset names."""
    conditions = rule.body.get("conditions") or {}
    return tuple(conditions.get("ref_name", {}).get("include", ()))
