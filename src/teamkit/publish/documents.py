"""Every document that follows from a team and a tree."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from teamkit.findings import Place, Refusal
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


@dataclass(frozen=True)
class Document:
    """A file, or one marked region of a file that people write, which begins with `birth` where there is none yet.

    Without a text nothing may be there that was generated.
    """

    path: str
    text: str | None
    region: str | None = None
    birth: str = ""


def documents(team: Team, tree: Sequence[str]) -> tuple[Document, ...]:
    """All documents. Raises Refusal where another owners file would be read instead of ours, or silenced by it."""
    tracked = frozenset(tree)
    pages = (*_pages(team), *_regions(team, tracked))
    return (*_owners(team, tracked | {page.path for page in pages}), *pages)


def _owners(team: Team, tree: Collection[str]) -> tuple[Document, Document]:
    """The owners file of the team's forge, and that of the other, which a change of forges leaves behind."""
    if team.forge == "gitlab":
        owners = Document(gitlab_owners.PATH, gitlab_owners.text(team, {*tree, gitlab_owners.PATH}))
        other = Document(github_owners.PATH, None)
    else:
        owners = Document(github_owners.PATH, github_owners.text(team))
        other = Document(gitlab_owners.PATH, None)
    rival = next((path for path in ("CODEOWNERS", "docs/CODEOWNERS") if path in tree), None)
    if rival:
        why = f"a forge reads one owners file only, and {owners.path} is the generated one"
        raise Refusal(f"{why}; take its rules into team.yml and delete it", Place(rival))
    return owners, other


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
