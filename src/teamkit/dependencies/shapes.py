"""The shapes of the files that name packages, as far as they are read."""

from typing import Annotated

from pydantic import BaseModel, Field


class Source(BaseModel):
    """Where a package comes from, and which of its versions."""

    version: str = ""
    git: str | None = None
    url: str | None = None
    path: str | None = None
    rev: str | None = None
    tag: str | None = None
    branch: str | None = None

    @property
    def address(self) -> str:
        """The place with the point in its history; empty for an index."""
        place = self.git or self.url or self.path or ""
        point = self.rev or self.tag or self.branch
        return f"{place}@{point}" if place and point else place


type Told = str | Source | list[object]
"""What a table says of a package; of several entries for several platforms nothing is read."""


class _Project(BaseModel):
    dependencies: list[str] = []
    extras: Annotated[dict[str, list[str]], Field(alias="optional-dependencies")] = {}


class _Uv(BaseModel):
    dev: Annotated[list[str], Field(alias="dev-dependencies")] = []
    sources: dict[str, Told] = {}


class _Group(BaseModel):
    dependencies: dict[str, Told] = {}


class _Poetry(_Group):
    group: dict[str, _Group] = {}
    dev: Annotated[dict[str, Told], Field(alias="dev-dependencies")] = {}


class _Tool(BaseModel):
    uv: _Uv = _Uv()
    poetry: _Poetry = _Poetry()


class Pyproject(BaseModel):
    """A pyproject.toml; an entry of a group that is no text includes another group."""

    project: _Project = _Project()
    groups: Annotated[dict[str, list[str | dict[str, object]]], Field(alias="dependency-groups")] = {}
    tool: _Tool = _Tool()


class Pipfile(BaseModel):
    """What Pipenv is asked for."""

    packages: dict[str, Told] = {}
    dev: Annotated[dict[str, Told], Field(alias="dev-packages")] = {}


class _File(BaseModel):
    file: str = ""


class Package(BaseModel):
    """One package that was resolved; `files` are Poetry's and PDM's, `sdist` and `wheels` those of uv."""

    name: str
    version: str | None = None
    source: dict[str, object] = {}
    sdist: dict[str, object] = {}
    wheels: list[dict[str, object]] = []
    files: list[_File] = []

    @property
    def is_unbuilt(self) -> bool:
        """Whether whoever installs it has to build it."""
        is_built = bool(self.wheels) or any(each.file.endswith(".whl") for each in self.files)
        return bool(self.sdist or self.files) and not is_built


class Lock(BaseModel):
    """What uv, Poetry and PDM resolved."""

    package: list[Package] = []


class _Pin(BaseModel):
    version: str = ""


class PipenvLock(BaseModel):
    """What Pipenv resolved."""

    default: dict[str, _Pin] = {}
    develop: dict[str, _Pin] = {}
