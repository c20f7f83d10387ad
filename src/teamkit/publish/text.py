"""What people write, as one line that no format trips over."""

import html
import os
import unicodedata


def one_line(text: str) -> str:
    """A text on one line, without control characters and without what UTF-8 or XML cannot hold."""
    return " ".join("".join(sign for sign in text if sign.isspace() or not _is_unseen(sign)).split())


def readable(path: str) -> str:
    """A path as people can read it, whatever bytes it holds, and on one line."""
    text = os.fsencode(path).decode(errors="backslashreplace")
    return "".join(repr(sign)[1:-1] if _is_unseen(sign) else sign for sign in text)


def printable(text: str) -> str:
    """Lines of others that do nothing to a terminal."""
    return "\n".join("".join(sign for sign in line if not _is_unseen(sign)) for line in text.expandtabs().splitlines())


def xml(text: str) -> str:
    """A text as the content of an XML element or attribute."""
    return html.escape(one_line(text))


def width(text: str) -> float:
    """About how wide a text is, in small letters: wide scripts count more, combining marks nothing."""
    return sum(map(_width, text))


def shortened(text: str, limit: float) -> str:
    """A text no wider than `limit`, with an ellipsis where something was left out."""
    if width(text) <= limit:
        return text
    kept = text
    while kept and width(kept) + 1 > limit:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _is_unseen(sign: str) -> bool:
    return sign in "\ufffe\uffff" or unicodedata.category(sign) in {"Cc", "Cs"}


def _width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in {"W", "F"}:
        return 1.8
    if sign in "fijlrt .,:;'|!()":
        return 0.6
    return 1.25 if sign.isupper() or sign in "mw" else 1
