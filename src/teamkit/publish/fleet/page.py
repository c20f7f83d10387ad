"""A fleet as one page: the share per check, the spread of versions, and what nobody could look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from teamkit.findings import State, Unseen
from teamkit.publish.fleet.model import Adopted, Fleet, Standing
from teamkit.publish.pages.page import page

_ORDER = (State.PASS, State.UNKNOWN, State.FAIL)


@dataclass(frozen=True)
class Piece:
    """A part of a bar: from where on, and how long, in hundredths."""

    state: str
    start: float
    length: float


@dataclass(frozen=True)
class Share:
    """How many repositories a check passes, fails, or cannot tell in."""

    check: str
    title: str
    passing: int
    failing: int
    unknown: int

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its bar."""
        return tuple(_pieces(self.passing, self.unknown, self.failing))


@dataclass(frozen=True)
class Having:
    """The repositories that have one version of a template, and how many releases came after it."""

    version: str
    behind: int | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """The versions of one template that a fleet has, the newest first."""

    template: str
    newest: str
    versions: tuple[Having, ...]


def text(fleet: Fleet) -> str:
    """The page."""
    repositories = sorted(fleet.repositories, key=lambda standing: (standing.name.casefold(), standing.name))
    return page(
        "fleet/fleet.html",
        ["fleet/fleet.css"],
        at=fleet.at,
        lead=_lead(repositories),
        shares=[_share(fleet, check, title) for check, title in fleet.checks.items()],
        spreads=list(_spreads(repositories)),
        repositories=[(standing, _adopted(standing)) for standing in repositories],
        blind=[(standing.name, each) for standing in repositories for each in standing.unseen],
        unlisted=fleet.unlisted,
        left_out=fleet.left_out,
    )


def _lead(repositories: Sequence[Standing]) -> str:
    red = sum(bool(standing.failing) for standing in repositories)
    blind = sum(bool(standing.unseen or standing.untold) for standing in repositories)
    green = sum(not (standing.failing or standing.unseen or standing.untold) for standing in repositories)
    noun = "repository" if len(repositories) == 1 else "repositories"
    return (
        f"In {green} of {len(repositories)} {noun} every check passes and nothing is unknown. "
        f"Something is red in {red}; something could not be looked at in {blind}."
    )


def _share(fleet: Fleet, check: str, title: str) -> Share:
    counts = fleet.share(check)
    return Share(check, title, counts[State.PASS], counts[State.FAIL], counts[State.UNKNOWN])


def _pieces(*counts: int) -> Iterator[Piece]:
    whole, start = sum(counts) or 1, 0.0
    for state, count in zip(_ORDER, counts, strict=True):
        length = 100 * count / whole
        if count:
            yield Piece(state, round(start, 2), round(length, 2))
        start += length


def _spreads(repositories: Sequence[Standing]) -> Iterator[Spread]:
    known = [(found, standing.name) for standing in repositories if (found := _adopted(standing))]
    for template, several in groupby(sorted(known, key=lambda pair: pair[0].template), lambda pair: pair[0].template):
        pairs = sorted(several, key=lambda pair: (_distance(pair[0]), pair[0].version))
        versions = (
            Having(version, distance if distance < _FAR else None, tuple(name for _, name in same))
            for (distance, version), same in groupby(pairs, lambda pair: (_distance(pair[0]), pair[0].version))
        )
        yield Spread(template, pairs[0][0].newest, tuple(versions))


_FAR = 1_000_000


def _distance(found: Adopted) -> int:
    return _FAR if isinstance(found.behind, Unseen) else found.behind


def _adopted(standing: Standing) -> Adopted | None:
    return standing.adopted if isinstance(standing.adopted, Adopted) else None
