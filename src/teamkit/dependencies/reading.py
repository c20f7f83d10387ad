"""Read what files say of the packages that a project depends on."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from configparser import Error, RawConfigParser
from itertools import chain
from pathlib import PurePosixPath

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from teamkit.dependencies.model import Dependencies, Wish
from teamkit.dependencies.shapes import Lock, PipenvLock, Pipfile, Pyproject, Source, Told

_LOCKS = {"uv.lock", "poetry.lock", "pdm.lock"}
_PIPENV = "Pipfile.lock"
_WISHES = {"pyproject.toml", "Pipfile", "setup.cfg", "setup.py"}
_REQUIREMENTS = re.compile(r"(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)")
_FOLDER = "requirements"
_DEVELOPING = re.compile(r"(?:^|[-_./])(?:dev|develop|development|test|tests|testing|docs|lint|ci|local)(?:[-_./]|$)")
_EGG = re.compile(r"#(?:.*&)?egg=([\w.-]+)")
_HASH = re.compile(r"\s+--(?:hash|config-settings|global-option)\b.*")
type Named = Iterator[tuple[str, Wish]]


def is_lock(path: str) -> bool:
    """Whether a file holds what was resolved."""
    return PurePosixPath(path).name in {*_LOCKS, _PIPENV}


def is_wishes(path: str) -> bool:
    """Whether a file says what is asked for."""
    place = PurePosixPath(path)
    is_listed = place.parent.name == _FOLDER and place.suffix in {".txt", ".in"}
    return place.name in _WISHES or is_listed or _REQUIREMENTS.fullmatch(place.name) is not None


def dependencies(texts: Mapping[str, bytes]) -> Dependencies:
    """What files say together, by their paths; of a package that several ask for the first runtime wish counts."""
    wishes: dict[str, Wish] = {}
    locked: dict[str, str] = {}
    unbuilt: set[str] = set()
    unreadable = []
    for path, text in texts.items():
        try:
            if PurePosixPath(path).name == _PIPENV:
                locked |= _pinned(PipenvLock.model_validate_json(text))
            elif is_lock(path):
                lock = Lock.model_validate(tomllib.loads(text.decode()))
                locked |= _locked(lock)
                unbuilt |= {_name(package.name) for package in lock.package if package.is_unbuilt}
            for name, wish in _wishes(path, text.decode()):
                if name not in wishes or wish.is_runtime > wishes[name].is_runtime:
                    wishes[name] = wish
        except (ValueError, RecursionError, SyntaxError, Error):
            unreadable.append(path)
    return Dependencies(wishes, locked, tuple(sorted(unbuilt)), tuple(unreadable))


# ── Locks ───────────────────────────────────────────────────────────────────────────────────────


def _locked(lock: Lock) -> Mapping[str, str]:
    """The newest version of each package that comes from elsewhere than the project itself."""
    found: dict[str, str] = {}
    for package in lock.package:
        if package.version and not {"editable", "virtual"} & package.source.keys():
            name = _name(package.name)
            found[name] = max(found.get(name, package.version), package.version, key=_ranked)
    return found


def _pinned(lock: PipenvLock) -> Mapping[str, str]:
    pins = {**lock.develop, **lock.default}
    return {_name(name): pin.version.removeprefix("==") for name, pin in pins.items() if pin.version}


def _ranked(version: str) -> Version:
    try:
        return Version(version)
    except InvalidVersion:
        return Version("0")


# ── Wishes ──────────────────────────────────────────────────────────────────────────────────────


def _wishes(path: str, text: str) -> Named:
    name = PurePosixPath(path).name
    if name == "pyproject.toml":
        yield from _of_project(Pyproject.model_validate(tomllib.loads(text)))
    elif name == "Pipfile":
        pipenv = Pipfile.model_validate(tomllib.loads(text))
        for table, is_runtime in ((pipenv.packages, True), (pipenv.dev, False)):
            yield from _of_table(table, is_runtime=is_runtime)
    elif name in _WISHES:
        for line in _of_setup(text) if name == "setup.py" else _of_config(text):
            yield from _of_line(line, is_runtime=True)
    elif is_wishes(path):
        is_runtime = _DEVELOPING.search(PurePosixPath(path).stem) is None
        for line in _lines(text):
            yield from _of_line(line, is_runtime=is_runtime)


def _of_config(text: str) -> Iterator[str]:
    """The requirements of a setup.cfg."""
    config = RawConfigParser(strict=False)
    config.read_string(text)
    return _lines(config.get("options", "install_requires", fallback=""))


def _of_setup(text: str) -> Iterator[str]:
    """The requirements that a setup.py writes out; what it computes is not read."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg == "install_requires":
            listed = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else ()
            yield from (each.value for each in listed if isinstance(each, ast.Constant) and isinstance(each.value, str))


def _of_project(data: Pyproject) -> Named:
    runtime = chain(data.project.dependencies, *data.project.extras.values())
    developing = (entry for entry in chain(*data.groups.values(), data.tool.uv.dev) if isinstance(entry, str))
    addresses = {_name(name): _address(told) for name, told in data.tool.uv.sources.items()}
    for entries, is_runtime in ((runtime, True), (developing, False)):
        for entry in entries:
            for name, wish in _of_line(entry, is_runtime=is_runtime):
                address = addresses.get(name)
                yield name, Wish(address, is_runtime, is_elsewhere=True) if address else wish
    poetry = data.tool.poetry
    yield from _of_table(poetry.dependencies, is_runtime=True)
    for table in (*(group.dependencies for group in poetry.group.values()), poetry.dev):
        yield from _of_table(table, is_runtime=False)


def _of_table(table: Mapping[str, Told], *, is_runtime: bool) -> Named:
    for name, told in table.items():
        if name.lower() != "python":
            address = _address(told)
            version = told if isinstance(told, str) else told.version if isinstance(told, Source) else ""
            words = address or version.removeprefix("*")
            yield _name(name), Wish(words, is_runtime, is_elsewhere=bool(address))


def _address(told: Told) -> str:
    return told.address if isinstance(told, Source) else ""


def _lines(text: str) -> Iterator[str]:
    """The requirements of a file of pip's, without options and comments."""
    for line in text.replace("\\\r\n", " ").replace("\\\n", " ").splitlines():
        bare = _HASH.sub("", re.sub(r"(^|\s)#.*", "", line)).strip()
        bare = re.sub(r"^(?:-e|--editable)[\s=]+", "", bare)
        if bare and not bare.startswith("-"):
            yield bare


def _of_line(line: str, *, is_runtime: bool) -> Named:
    """One requirement; nothing where it is none, as a path or a word with a variable."""
    egg = _EGG.search(line)
    if egg and "://" in line.partition("#")[0]:
        yield _name(egg[1]), Wish(line.partition("#")[0].strip(), is_runtime, is_elsewhere=True)
        return
    try:
        read = Requirement(line)
    except InvalidRequirement:
        return
    words = read.url or str(read.specifier)
    yield _name(read.name), Wish(words, is_runtime, is_elsewhere=read.url is not None)


def _name(written: str) -> str:
    """The name by which a package is known however it is written."""
    return canonicalize_name(written)
