"""Which module of settings production uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from teamkit.findings import Place
from teamkit.projects.model import Said, Site
from teamkit.projects.places import is_apart, is_developing, is_production, shallowest
from teamkit.projects.settings import Finder, read

_NAMED = re.compile(rb"""DJANGO_SETTINGS_MODULE["']?\]?(?:\s*[,=:]\s*|[ \t]+)["']?([A-Za-z_]\w*(?:\.\w+)*)""")
_DEPLOYED = (
    r"Dockerfile[^/]*|[^/]*\.Dockerfile|(?:docker-)?compose[^/]*\.ya?ml",
    r"Procfile|fly\.toml|app\.ya?ml|render\.yaml|[^/]+\.service",
)
_DEPLOYING = re.compile(rf"(?:^|/)(?:{'|'.join(_DEPLOYED)})$")
_RUN = re.compile(rb"^(?:RUN|CMD|#).*", re.MULTILINE)
_SERVED = re.compile(r"(?:^|/)(?:wsgi|asgi)\.py$")
_SETTINGS = re.compile(r"(?:^|/)settings(?:_\w+)?(?:\.py|/\w+\.py)$")


def decided(files: Mapping[str, bytes], site: Site, find: Finder) -> Site:
    """A project with the settings that production uses, where files say which; else as it is."""
    for said in _candidates(files, site, find):
        found = read(said.value, find)
        if found:
            return replace(site, production=found, found=said)
    return site


def _candidates(files: Mapping[str, bytes], site: Site, find: Finder) -> Iterator[Said]:
    """Modules that production may use, the likeliest first: what a server starts, is deployed, or is named so."""
    inside = shallowest(path for path in files if _is_inside(path, site.folder) and not is_apart(path))
    told = [said for said in _told(files, inside) if find(said.value)]
    yield from (said for said in told if is_production(said.value))
    yield from (Said(_module(path, site.folder), Place(path)) for path in inside if _is_named_production(path))
    yield from told
    if site.manage and not _has_others(inside):
        yield from _live(_named(files, site.manage))


def _told(files: Mapping[str, bytes], inside: list[str]) -> Iterator[Said]:
    """What servers start with, then what is deployed."""
    yield from _live(said for path in inside if _SERVED.search(path) for said in _named(files, path))
    for path in shallowest(path for path in files if _DEPLOYING.search(path)):
        if not (is_apart(path) or is_developing(path)):
            yield from _live(_named(files, path))


def _live(several: Iterable[Said]) -> Iterator[Said]:
    """What is not for development alone."""
    return (said for said in several if not is_developing(said.value))


def _named(files: Mapping[str, bytes], path: str) -> list[Said]:
    text = _RUN.sub(lambda line: b" " * len(line[0]), files[path]) if _DEPLOYING.search(path) else files[path]
    return [
        Said(match[1].decode(), Place(path, text.count(b"\n", 0, match.start()) + 1)) for match in _NAMED.finditer(text)
    ]


def _is_inside(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _is_named_production(path: str) -> bool:
    return bool(_SETTINGS.search(path)) and is_production(path.rpartition("/")[2].removesuffix(".py"))


def _has_others(inside: list[str]) -> bool:
    """Whether there are several modules of settings to choose from."""
    return sum(bool(_SETTINGS.search(path)) for path in inside if not path.endswith("/__init__.py")) > 1


def _module(path: str, folder: str) -> str:
    inner = path.removeprefix(f"{folder}/") if folder else path
    return inner.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
