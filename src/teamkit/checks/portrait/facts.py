"""What the hygiene of a project is judged from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from teamkit.dependencies.model import Dependencies
from teamkit.findings import Place, Unseen
from teamkit.projects.model import App, Pipeline, Said, Site
from teamkit.projects.secrets.finding import Secret


@dataclass(frozen=True)
class Told:
    """What another tool says of a place; `is_known` where it could look."""

    what: str
    where: Place | None = None
    is_known: bool = True


@dataclass(frozen=True)
class Past:
    """What looked like a secret in a commit."""

    secret: Secret
    commit: str


@dataclass(frozen=True)
class Portrait:
    """What a repository is made of, as its files and its history say.

    `sites` are its Django projects, `tests` how many tests each file has, `people` how many worked on it lately, None
    where history is cut off. `skipped` are files too large to be read or not here, `private` those that hold what
    belongs to nobody else. `past` are the secrets of all of history, None where nobody asked. `tools` is what others
    say, by their names.
    """

    sites: tuple[Site, ...] = ()
    dependencies: Dependencies = field(default_factory=Dependencies)
    tool: Said | None = None
    lock: Said | None = None
    python: Said | None = None
    apps: tuple[App, ...] = ()
    linters: tuple[Said, ...] = ()
    pipelines: tuple[Pipeline, ...] = ()
    tests: Mapping[str, int] = field(default_factory=dict)
    owners: str | None = None
    form: str | None = None
    people: int | None = None
    secrets: tuple[Secret, ...] = ()
    private: tuple[Said, ...] = ()
    skipped: tuple[str, ...] = ()
    past: tuple[Past, ...] | None = None
    tools: Mapping[str, tuple[Told, ...] | Unseen] = field(default_factory=dict)

    @property
    def is_django(self) -> bool:
        """Whether anything here speaks of Django."""
        return bool(self.sites) or "django" in self.dependencies.wishes or "django" in self.dependencies.locked

    @property
    def django(self) -> str:
        """The version of Django that is locked, else what is asked for; empty where nothing says so."""
        wish = self.dependencies.wishes.get("django")
        return self.dependencies.locked.get("django") or (wish.words.removeprefix("==") if wish else "")
