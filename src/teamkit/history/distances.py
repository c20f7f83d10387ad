"""How many commits heads have that others lack, counted for all of them in one walk."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.git import ask
from teamkit.history.graph import Parents

type Pair = tuple[str, str]


def apart(root: Path, heads: Collection[str]) -> Parents:
    """The commits of heads, the newest first, each before its parents, without those that all of them descend from.

    Heads are quick to walk when the newest are given first. Raises Refusal where one of them is gone.
    """
    if not heads:
        return {}
    without = "".join(f"^{base}\n" for base in _common(root, heads))
    given = "".join(f"{head}\n" for head in heads)
    listed = ask(root, "rev-list", "--topo-order", "--parents", "--stdin", given=given + without)
    return {name: tuple(rest) for name, *rest in map(str.split, listed.splitlines())}


def _common(root: Path, heads: Iterable[str]) -> tuple[str, ...]:
    """Commits that all heads descend from; none where a branch began anew."""
    try:
        return tuple(ask(root, "merge-base", "--octopus", "--all", *dict.fromkeys(heads)).split())
    except Refusal:
        return ()


def lacking(parents: Parents, pairs: Iterable[Pair]) -> Mapping[Pair, int]:
    """For each pair how many commits the first head has that the second lacks; `parents` are those that are apart.

    Each commit gets a set of bits, one for each head that descends from it; commits with the same set count as one.
    """
    pairs = frozenset(pairs)
    bits = {head: 1 << number for number, head in enumerate(dict.fromkeys(head for pair in pairs for head in pair))}
    numbers = Counter(_descending(parents, bits))
    return {
        (one, other): sum(number for heads, number in numbers.items() if heads & bits[one] and not heads & bits[other])
        for one, other in pairs
    }


def _descending(parents: Parents, bits: Mapping[str, int]) -> Iterable[int]:
    """For each commit the heads that descend from it."""
    known: dict[str, int] = {}
    for name, its in parents.items():
        heads = known.pop(name, 0) | bits.get(name, 0)
        for parent in its:
            known[parent] = known.get(parent, 0) | heads
        yield heads
