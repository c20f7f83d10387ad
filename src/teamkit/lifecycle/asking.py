"""Ask the forge of a repository, or say why nobody could."""

import os
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from teamkit.checks.guards.write_access import named
from teamkit.findings import Unseen
from teamkit.forges.finding import find
from teamkit.forges.model import Forge, ForgeError, Request
from teamkit.forges.pipelines import UnderTest
from teamkit.forges.waiting import Patience
from teamkit.history.remotes import remotes
from teamkit.team.model import Team


def access(root: Path, team: Team) -> Mapping[str, bool] | Unseen:
    """Which owners may write to the repository, by their handles."""
    return answer(root, team, lambda forge: forge.may_write(named(team)))


def requests(root: Path, team: Team) -> tuple[Request, ...] | Unseen | None:
    """The open requests; None where there is no forge or no token, for then the branches have to tell."""
    forge = _found(root, team)
    return None if isinstance(forge, Unseen) else _answered(forge, lambda forge: forge.open_requests())


def answer[T](root: Path, team: Team, question: Callable[[Forge], T]) -> T | Unseen:
    """What comes of talking with the forge, or why nobody could."""
    return _answered(_found(root, team), question)


def tested(root: Path, team: Team, under_test: UnderTest | None) -> Request | Unseen | None:
    """What the forge knows of the request that a pipeline runs for; None where it runs for none."""
    return answer(root, team, lambda forge: forge.request(under_test.number)) if under_test else None


def _found(root: Path, team: Team) -> Forge | Unseen:
    try:
        return find(remotes(root), os.environ, team.forge, Patience())
    except ForgeError as error:
        return error.unseen


def _answered[T](forge: Forge | Unseen, question: Callable[[Forge], T]) -> T | Unseen:
    if isinstance(forge, Unseen):
        return forge
    try:
        with closing(forge):
            return question(forge)
    except ForgeError as error:
        return error.unseen
