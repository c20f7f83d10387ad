"""Tells accounts of programs from those of people by their names, where a forge says nothing else."""

import re

# GitLab names the holders of a project's, a group's or a service's token; GitHub ends the names of apps with [bot].
_NAMES = re.compile(
    r"(?:project|group)_\d+_bot(?:_\w+)?|service_account(?:_\w+)?|.+\[bot\]|(?:dependabot|renovate)(?:[-_]bot)?",
    re.IGNORECASE,
)


def is_bot(handle: str | None) -> bool:
    """Whether a handle is one that only programs have; nobody knows it of an account that is gone."""
    return handle is not None and _NAMES.fullmatch(handle) is not None
