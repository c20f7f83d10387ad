"""Makes one self-contained HTML page of a template: its styles inside, nothing fetched, nothing run."""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

ROOM = Path(__file__).parent.parent
STYLES = "pages/frame.css"
UNSEEN = "\N{REPLACEMENT CHARACTER}"
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")


def page(template: str, styles: Sequence[str] = (), **values: Any) -> str:
    """The whole page of a template that extends `pages/frame.html`; its styles come after those of the frame."""
    css = "".join((ROOM / path).read_text(encoding="utf-8") for path in (STYLES, *styles))
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return _environment().get_template(template).render(css=Markup(css), digest=digest, **values)  # noqa: S704


def visible(value: Any) -> Any:
    """A text with a mark for each sign that nobody sees: controls, broken bytes, turns of the reading direction."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(UNSEEN if _is_unseen(sign) else sign for sign in value)


def breakable(text: str) -> Markup:
    """A path or name whose line may break behind its separators."""
    return Markup(re.sub(r"(?<=[/._-])", "<wbr>", escape(visible(text))))  # noqa: S704


def prose(text: str) -> Markup:
    """Words with `code` among them."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(visible(text))))  # noqa: S704


def day(when: date) -> str:
    """A day as people write it."""
    return f"{when.day} {when:%B %Y}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOM),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"breakable": breakable, "day": day, "prose": prose}
    return made


def _is_unseen(sign: str) -> bool:
    return sign in _TURNS or (sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs"})
