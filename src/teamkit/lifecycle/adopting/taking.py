"""Take the template's version of a file that was kept, merged into yours, so that updates reach it from then on."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from teamkit.checks.wording import some
from teamkit.findings import Place, Refusal
from teamkit.lifecycle.adopting.model import Adoption
from teamkit.lifecycle.adopting.naming import named
from teamkit.lifecycle.adopting.opening import Opening
from teamkit.lifecycle.adopting.staging import staged
from teamkit.lifecycle.adopting.standing import Kept


@dataclass(frozen=True)
class Merged:
    """Lines of both, and where both have other ones: the first line of yours and the last."""

    lines: tuple[bytes, ...]
    clashes: tuple[tuple[int, int], ...]


def take(found: Opening, path: str, *, is_dry: bool) -> Adoption:
    """Merge a file and leave it to updates. Raises Refusal where both say something else in one place."""
    if not found.is_adopted:
        raise Refusal("the layer is not adopted yet, and nothing is kept; begin: teamkit adopt")
    place, kept = found.ground, comparable(found, path)
    if kept.yours != path:
        raise Refusal(f"yours is {kept.yours}; give it the template's name first: git mv {kept.yours} {path}")
    if path not in found.keep:
        raise Refusal(f"{path} is the template's already, and updates reach it")
    merged = merge((place.folder / path).read_bytes(), found.text(path))
    if merged.clashes:
        places = some([f"{first}–{last}" if first < last else str(first) for first, last in merged.clashes])
        mend = f"write there what you want of `teamkit adopt --diff {path}`, commit, and take it again"
        raise Refusal(f"yours and the template's differ in the same places, lines {places}; {mend}", Place(path))
    branch = named(found.flow, "take", (path,))
    place.name(branch)
    found.render(tuple(each for each in found.keep if each != path), ())
    (place.folder / path).write_bytes(b"".join(merged.lines))
    tree = staged(place.folder, (path, found.answers_file))
    commit = place.commit(tree, f"Take the template's {path}", "Lines of both are kept; updates reach it from now on.")
    delivery = found.deliver(commit, branch, is_dry=is_dry)
    changed = (path, found.answers_file)
    return Adoption(found.offer.source.address, found.offer.version, changed=changed, delivery=delivery)


def comparable(found: Opening, path: str) -> Kept:
    """What stands where a file of the template goes. Raises Refusal for what cannot be compared with it."""
    if path not in found.offer.paths:
        nearest = difflib.get_close_matches(path, found.offer.paths, n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else "see what it has: teamkit adopt --dry-run"
        raise Refusal(f"the template has no {path} for these answers; {hint}")
    kept = found.offer.standing(found.ground.tree).kept(path)
    if not kept:
        raise Refusal(f"nothing of yours stands at {path}; adopting adds it")
    if not kept.comparable:
        raise Refusal(f"{kept.why}: nothing can be compared; put a file there first", Place(path))
    return kept


def merge(yours: bytes, theirs: bytes) -> Merged:
    """Three-way, on the lines that both have: what one alone has is kept, in the line ends of yours.

    There is no older version that both began from, so what they share is the only base that nobody has to invent.
    """
    mine, other = _lines(yours), _lines(theirs.replace(b"\n", b"\r\n") if b"\r\n" in yours else theirs)
    lines: list[bytes] = []
    clashes = []
    for kind, first, last, begin, end in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if kind == "replace":
            clashes.append((first + 1, last))
        lines += mine[first:last] if kind != "insert" else other[begin:end]
    return Merged(tuple(lines), tuple(clashes))


def _lines(text: bytes) -> Sequence[bytes]:
    """The lines of a text, the last one with an end, too."""
    ending = b"\r\n" if b"\r\n" in text else b"\n"
    whole = text if not text or text.endswith(b"\n") else text + ending
    return whole.splitlines(keepends=True)
