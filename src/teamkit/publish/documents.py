"""Every document that follows from a team and a tree."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from teamkit.publish import (
    agents,
    channels,
    decides,
    first_day,
    github_owners,
    gitlab_owners,
    picture,
    responsibilities,
    schema,
    skills,
)
from teamkit.team.model import Team

_RIVALS = ("CODEOWNERS", "docs/CODEOWNERS")  # read instead of ours, or silenced by it


@dataclass(frozen=True)
class Document:
    """A file, or one marked region of a file that people write, which begins with `birth` where there is none yet.

    Without a text nothing may be there that was generated, nor, where `clash` says why, anything else. `source` is
    what people change in its stead.
    """

    path: str
    text: str | None
    region: str | None = None
    birth: str = ""
    clash: str = ""
    source: str = "team.yml"


def documents(team: Team, tree: Sequence[str]) -> tuple[Document, ...]:
    """All documents, and those that may not be there beside them."""
    tracked = frozenset(tree)
    pages = (*_pages(team), *_regions(team, tracked))
    return (*_owners(team, tracked | {page.path for page in pages}), *pages)


def _owners(team: Team, tree: Collection[str]) -> tuple[Document, ...]:
    """The owners file of the team's forge, that of the other, which a change of forges leaves behind, and rivals."""
    if team.forge == "gitlab":
        owners = Document(gitlab_owners.PATH, gitlab_owners.text(team, {*tree, gitlab_owners.PATH}))
        other = Document(github_owners.PATH, None)
    else:
        owners = Document(github_owners.PATH, github_owners.text(team))
        other = Document(gitlab_owners.PATH, None)
    why = f"a forge reads one owners file only, and {owners.path} is the generated one"
    clash = f"{why}; take its rules into team.yml and delete it"
    return owners, other, *(Document(path, None, clash=clash) for path in _RIVALS)


def _pages(team: Team) -> Iterator[Document]:
    for page in (decides, responsibilities, skills, channels):
        yield Document(page.PATH, page.text(team))
    yield Document(picture.PATH, picture.text(team))
    yield Document(schema.PATH, schema.text())


def _regions(team: Team, tree: Collection[str]) -> Iterator[Document]:
    for region, text in first_day.regions(team, tree).items():
        yield Document(first_day.PATH, text, region, first_day.BIRTH)
    if agents.PATH in tree:
        yield Document(agents.PATH, agents.text(team), agents.REGION)
