"""What tests need to let the tool ask a fake forge."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fake_forge.server import FakeForge
from fake_forge.state import TOKEN
from teamkit.findings import Unseen
from teamkit.forges.finding import find, find_past
from teamkit.forges.model import Forge
from teamkit.forges.past.model import Past
from teamkit.forges.waiting import Patience


@dataclass
class Clock:
    """A clock that only sleeping moves on, and what was slept."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def patience(self, *, read: float = 10, tries: int = 4) -> Patience:
        """Patience that waits on this clock, without chance; a time-out for reading is real time."""
        return Patience(tries=tries, read=read, now=lambda: self.now, sleep=self.sleep, chance=lambda: 1.0)


def environment(
    forge: FakeForge, kind: str, folder: Path, *, variable: str | None = None, token: str = TOKEN
) -> dict[str, str]:
    """The variables by which a pipeline says where it is and what opens it."""
    server, usual = {"github": ("GITHUB_SERVER_URL", "GITHUB_TOKEN"), "gitlab": ("CI_SERVER_URL", "GITLAB_TOKEN")}[kind]
    return {server: forge.url, variable or usual: token, "XDG_CACHE_HOME": str(folder)}


@contextmanager
def asking(
    forge: FakeForge, kind: str, folder: Path, *, patience: Patience | None = None, **access: str
) -> Iterator[Forge]:
    """The tool's view of a repository that was cloned from a fake forge, for one run."""
    variables = environment(forge, kind, folder, **access)
    opened = find([f"{forge.url}/{forge.world.path}.git"], variables, kind, patience or Clock().patience())
    assert not isinstance(opened, Unseen), opened
    with closing(opened):
        yield opened


@contextmanager
def remembering(
    forge: FakeForge, kind: str, folder: Path, *, patience: Patience | None = None, **access: str
) -> Iterator[Past]:
    """The memory of a repository that was cloned from a fake forge, for one run."""
    variables = environment(forge, kind, folder, **access)
    opened = find_past([f"{forge.url}/{forge.world.path}.git"], variables, kind, patience or Clock().patience())
    assert not isinstance(opened, Unseen), opened
    with closing(opened):
        yield opened
