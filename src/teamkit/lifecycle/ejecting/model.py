"""What leaving a template does to a project."""

from dataclasses import dataclass

from teamkit.findings import Place


@dataclass(frozen=True)
class Stay:
    """A file that should go or change, and stays as its owner has it."""

    path: str
    why: str


@dataclass(frozen=True)
class Mention:
    """A line that still speaks of what is gone."""

    where: Place
    line: str


@dataclass(frozen=True)
class Departure:
    """A commit that leaves the template, and the branch that brings it.

    `waits` is a rule of the forge that waits for what nothing reports any more, empty where there is none.
    """

    template: str
    version: str
    branch: str
    commit: str
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    stays: tuple[Stay, ...]
    mentions: tuple[Mention, ...]
    difference: str
    waits: str = ""

    @property
    def exit_code(self) -> int:
        """0 nothing is left of the template, 1 somebody has to look at what is."""
        return 1 if self.stays or self.mentions else 0
