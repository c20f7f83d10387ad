"""A repository of a list, in one vocabulary for GitHub and GitLab."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """A repository by its path on the forge and the address that git fetches it from."""

    path: str
    address: str
    is_archived: bool
    is_fork: bool
