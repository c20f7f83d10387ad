"""The commit that a history ends with, where all of that history is here."""

from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.git import ask, is_shallow


def head(root: Path, ref: str) -> str:
    """The full commit of a ref. Raises Refusal where there is no such ref, or history is cut off."""
    if is_shallow(root):
        raise Refusal("history is cut off here, and what is missing cannot be counted; run: git fetch --unshallow")
    try:
        return ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").strip()
    except Refusal:
        if not ask(root, "rev-list", "--all", "--max-count=1"):
            raise Refusal("nothing was ever committed here; measure a repository that has a history") from None
        raise Refusal(f"there is no branch {ref}; fetch it, or name another one") from None
