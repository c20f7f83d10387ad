"""How the tool is called in a repository."""

from collections.abc import Container

SCRIPT = "team.py"


def call(tree: Container[str]) -> str:
    """The words in front of a command: those of the pinned script where the repository has it."""
    return f"uv run -q --script {SCRIPT}" if SCRIPT in tree else "teamkit"
