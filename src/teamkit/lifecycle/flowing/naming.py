"""Names of branches from the words of people, and back."""

import re
import unicodedata

from teamkit.findings import Refusal
from teamkit.history.kinds import TICKET, Kind

_KEY = re.compile(rf"\s*({TICKET})(?![^\W_])(.*)", re.DOTALL)
_NO_WORD = re.compile(r"(?:[^a-z0-9.]|(?<![0-9])\.|\.(?![0-9]))+")


def named(kind: Kind, words: str) -> str:
    """The name of a branch of a kind. Raises Refusal for words that give none."""
    keyed = _KEY.fullmatch(words)
    rest = "-".join(filter(None, (keyed[1], _plain(keyed[2])))) if keyed else _plain(words)
    if not kind.takes(rest):
        raise Refusal(f'"{words}" names no {kind.name}; write it like {kind.name}/{_example(kind)}')
    return f"{kind.name}/{rest}"


def worded(branch: str) -> str:
    """What a branch is about, as a title: its ticket first, then its words."""
    rest = branch.partition("/")[2]
    keyed = _KEY.fullmatch(rest)
    key, words = (keyed[1], keyed[2]) if keyed else ("", rest)
    return " ".join(filter(None, (key, words.replace("-", " ").strip().capitalize())))


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return _NO_WORD.sub("-", letters).strip("-")


def _example(kind: Kind) -> str:
    return next(example for example in ("short-words", "1.2.0") if kind.takes(example))
