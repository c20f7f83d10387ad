"""Markdown that shows what people wrote, whatever characters it holds."""

import html
import re
from collections.abc import Iterable, Sequence

from teamkit.publish.header import HEADER
from teamkit.publish.text import one_line

# An underscore inside a word is only itself; hashes at the end would close a heading.
_ACTIVE = re.compile(r"[\\`*\[\]~$]|(?<![^\W_])_|_(?![^\W_])|(?<= )#(?=#*$)")
_FIRST = re.compile(r"^(?:#(?=#*(?:\s|$))|[-+](?=[\s-]|$)|\d{1,9}(?=[.)](?:\s|$)))")

_SPAN = re.compile(r"`([^`]*[^`\s][^`]*)`|[^`\s]+(?:\s+[^`\s]+)*|`")
_CALL = re.compile(r"[@#!](?=\w)")


def plain(text: str) -> str:
    """A text that means only itself."""
    written = html.escape(_ACTIVE.sub(r"\\\g<0>", one_line(text)), quote=False)
    return _FIRST.sub(_ordinary, written)


def code(text: str) -> str:
    """A text as code, fenced by more backticks than it holds."""
    line = one_line(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    return f"{fence} {line} {fence}" if "`" in line else f"`{line}`"


def prose(text: str) -> str:
    """A sentence of ours in which others' words may stand: what it shows as code is code, the rest only itself."""
    return _SPAN.sub(lambda span: code(span[1]) if span[1] else quiet(plain(span[0])), one_line(text))


def quiet(text: str) -> str:
    """A text in which no forge finds a person to call or a number to link; it looks the same."""
    return _CALL.sub("\\g<0>\u2060", text)


def fenced(text: str, language: str) -> str:
    """Lines as a block of code, between more backticks than they hold."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"


def folded(summary: str, block: str) -> str:
    """A block that opens when its summary is clicked; the summary is HTML already."""
    return f"<details><summary>{summary}</summary>\n\n{block}\n\n</details>"


def place(text: str) -> str:
    """An address as a link, anything else as it stands."""
    line = one_line(text)
    return f"<{line}>" if re.fullmatch(r"https?://[^\s<>|]+", line) else plain(line)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    return "\n".join(_row(cells) for cells in (head, ["---"] * len(head), *rows))


def listed(items: Iterable[str]) -> str:
    """A list of items that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def page(*blocks: str) -> str:
    """A generated page: the header, and what stands below it."""
    return "\n\n".join((f"<!-- {HEADER} -->", *(block for block in blocks if block))) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _ordinary(found: re.Match[str]) -> str:
    """The beginning of a list or heading, made to mean itself."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
