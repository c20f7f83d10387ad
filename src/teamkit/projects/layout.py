"""Where the Django projects of a repository are, and their apps."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial

from teamkit.findings import Place
from teamkit.projects import production
from teamkit.projects.model import App, Site
from teamkit.projects.places import is_apart, shallowest
from teamkit.projects.settings import Finder

type Files = Mapping[str, bytes]
"""The texts of files by their paths."""
_MODEL = re.compile(rb"^class \w+\([^)]*\bmodels\.Model\b[^)]*\):", re.MULTILINE)
_NO_TABLE = re.compile(rb"^\s+(?:abstract|managed|proxy)\s*=\s*(?:True|False)", re.MULTILINE)
_ENTRY = re.compile(r"(?P<module>[\w.]+?)(?:\.apps)?\.[A-Z]\w*")


def sites(files: Files) -> tuple[Site, ...]:
    """The Django projects: one for each manage.py, else for each module that a server starts, the shallowest first."""
    managed = [path for path in _named(files, "manage.py") if b"django" in files[path].lower()]
    if managed:
        return tuple(_site(files, _parent(path), path) for path in managed)
    served = (_parent(_parent(path)) for path in _named(files, "wsgi.py", "asgi.py") if b"DJANGO_SETT" in files[path])
    return tuple(_site(files, folder, "") for folder in dict.fromkeys(served))


def _site(files: Files, folder: str, manage: str) -> Site:
    return production.decided(files, Site(folder, manage), partial(find, files, folder))


def find(files: Files, folder: str, module: str) -> tuple[str, bytes] | None:
    """The file of a module, as Python would find it from a folder, its `src`, or those of the root."""
    place = module.replace(".", "/")
    for root in dict.fromkeys((folder, f"{folder}/src", "", "src")):
        for path in (f"{root}/{place}.py", f"{root}/{place}/__init__.py"):
            text = files.get(path.lstrip("/"))
            if text is not None:
                return path.lstrip("/"), text
    return None


def _named(files: Files, *names: str) -> list[str]:
    return shallowest(path for path in files if path.rpartition("/")[2] in names and not is_apart(path))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


# ── Apps ────────────────────────────────────────────────────────────────────────────────────────


def apps(files: Files, site: Site, tree: Collection[str]) -> tuple[App, ...]:
    """The apps of the repository that production installs and that have models."""
    installed = site.production.values.get("INSTALLED_APPS", ()) if site.production else ()
    entries = [entry for value in installed if isinstance(value.value, list) for entry in value.value]
    return tuple(_apps(files, site, [entry for entry in entries if isinstance(entry, str)], frozenset(tree)))


def _apps(files: Files, site: Site, entries: list[str], tree: Collection[str]) -> Iterator[App]:
    finder: Finder = partial(find, files, site.folder)
    for entry in dict.fromkeys(entries):
        match = _ENTRY.fullmatch(entry)
        module = match["module"] if match else entry
        found, package = finder(f"{module}.models"), finder(module)
        if not (found and package):
            continue
        folder = _parent(package[0])
        model = next((each for each in _models(files, folder, *found)), None)
        if model:
            config = files.get(f"{folder}/apps.py", b"")
            has_migrations = f"{folder}/migrations/__init__.py" in tree
            yield App(folder, module, model, has_migrations, b"default_auto_field" in config)


def _models(files: Files, folder: str, path: str, text: bytes) -> Iterator[Place]:
    """Where classes stand that need a table; one that says so may be abstract."""
    texts = {path: text} | {
        each: files[each] for each in files if each.startswith(f"{folder}/models/") and each.endswith(".py")
    }
    for each, source in texts.items():
        for match in _MODEL.finditer(source):
            end = source.find(b"\nclass ", match.end())
            if not _NO_TABLE.search(source[match.end() : end if end >= 0 else len(source)]):
                yield Place(each, source.count(b"\n", 0, match.start()) + 1)
