"""Random chains of versions of a template, each with what changed in it."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import yaml

NAMES = ("README.md", "app/models.py", "app/views.py", "docs/index.md", "run.sh", "settings.toml", "logo.png", "TODO")
SPARE = ("app/urls.py", "docs", "docs/howto.md", "Makefile", "app/models/base.py", "TODO/first", "tests/test_app.py")
ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
USUAL = ("", "    pass", "---")
"""Lines that stand in many places, so that a merge has to tell these apart."""


@dataclass(frozen=True)
class File:
    """A file of a template; its lines may use answers."""

    content: bytes
    mode: str = "100644"

    @property
    def is_text(self) -> bool:
        """Whether it has lines."""
        return b"\0" not in self.content


@dataclass(frozen=True)
class Version:
    """A version of a template: its files by the names that they get, its questions, and which answers own which files.

    `kinds` are the names of what changed since the version before.
    """

    files: Mapping[str, File]
    questions: Mapping[str, object] = field(default_factory=lambda: {"name": "shop", "extra": False})
    extra: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()

    def stored(self) -> Iterator[tuple[str, str, bytes]]:
        """Mode, path and content of each file of its repository."""
        settings = {
            "_subdirectory": "template",
            "_exclude": [f"{{% if not extra %}}/{path}{{% endif %}}" for path in sorted(self.extra)],
            "_skip_if_exists": sorted(self.once),
            **{name: {"type": type(value).__name__, "default": value} for name, value in self.questions.items()},
        }
        yield "100644", "copier.yml", yaml.safe_dump(settings, sort_keys=False).encode()
        yield "100644", f"template/{ANSWERS}", b"{{ _copier_answers | to_nice_yaml }}"
        for path, file in self.files.items():
            yield file.mode, f"template/{path}{'.jinja' * file.is_text}", file.content


def chain(chance: Random) -> tuple[Version, ...]:
    """From two to four versions."""
    lines = _Lines(chance)
    names = chance.sample(NAMES, chance.randint(4, len(NAMES)))
    first = Version(
        {name: lines.file(name) for name in names}, once=frozenset(chance.sample(names, chance.randint(0, 1)))
    )
    versions = [first]
    for _ in range(chance.randint(1, 3)):
        version = replace(versions[-1], kinds=())
        for _ in range(chance.randint(1, 4)):
            kind = chance.choice(list(CHANGES))
            version = replace(CHANGES[kind](chance, lines, version), kinds=(*version.kinds, kind))
        versions.append(version)
    return tuple(versions)


def write(versions: tuple[Version, ...], folder: Path) -> None:
    """A repository of the versions, tagged v1, v2 and on."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--template=", str(folder)], check=True)
    stream = b"".join(_commit(number, version) for number, version in enumerate(versions, start=1))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)


class _Lines:
    """Lines of which each is written once, but for the usual ones."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.count = 0

    def one(self) -> bytes:
        """A new line."""
        self.count += 1
        if self.chance.random() < 0.25:
            return self.chance.choice(USUAL).encode()
        return f"template {self.count}{' for {{ name }}' * (self.chance.random() < 0.1)}".encode()

    def file(self, name: str) -> File:
        """A new file."""
        if name.endswith(".png"):
            return File(b"\x89PNG\0" + self.one() + b"\0" + self.chance.randbytes(40))
        text = b"\n".join(self.one() for _ in range(self.chance.randint(3, 16)))
        return File(text + b"\n" * (self.chance.random() < 0.9), "100755" if name.endswith(".sh") else "100644")


type Change = Callable[[Random, _Lines, Version], Version]


def _picked(chance: Random, version: Version, *, text: bool = True) -> str | None:
    paths = [path for path, file in version.files.items() if file.is_text or not text]
    return chance.choice(paths) if paths else None


def _free(chance: Random, version: Version) -> str | None:
    """A name that stands in the way of none."""
    taken = {*version.files}
    free = [
        name
        for name in (*NAMES, *SPARE)
        if not any(name == path or name.startswith(f"{path}/") or path.startswith(f"{name}/") for path in taken)
    ]
    return chance.choice(free) if free else None


def _edit(chance: Random, lines: _Lines, version: Version) -> Version:
    path = _picked(chance, version)
    if not path:
        return version
    file = version.files[path]
    text = file.content.split(b"\n")
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(text))
        match chance.choice(("change", "add", "take away", "swap")):
            case "change":
                text[place] = lines.one()
            case "add":
                text[place:place] = [lines.one() for _ in range(chance.randint(1, 3))]
            case "take away" if len(text) > 1:
                del text[place : place + chance.randint(1, 2)]
            case _:
                text[place:] = sorted(text[place:])
    return _with(version, path, replace(file, content=b"\n".join(text)))


def _rename(chance: Random, lines: _Lines, version: Version) -> Version:
    path, name = _picked(chance, version, text=False), _free(chance, version)
    if not (path and name):
        return version
    renamed = {name if each == path else each: file for each, file in version.files.items()}
    moved = replace(
        version, files=renamed, extra=_moved(version.extra, path, name), once=_moved(version.once, path, name)
    )
    return _edit(chance, lines, moved) if chance.random() < 0.5 else moved


def _delete(chance: Random, _: _Lines, version: Version) -> Version:
    path = _picked(chance, version, text=False)
    return replace(version, files={each: file for each, file in version.files.items() if each != path})


def _add(chance: Random, lines: _Lines, version: Version) -> Version:
    path = _free(chance, version)
    return _with(version, path, lines.file(path)) if path else version


def _ask(chance: Random, lines: _Lines, version: Version) -> Version:
    name = f"question_{len(version.questions)}"
    asking = replace(version, questions={**version.questions, name: f"answer {lines.count}"})
    path = _picked(chance, asking)
    if not path:
        return asking
    file = asking.files[path]
    return _with(asking, path, replace(file, content=file.content + f"\n{{{{ {name} }}}}\n".encode()))


def _default(_: Random, lines: _Lines, version: Version) -> Version:
    return replace(version, questions={**version.questions, "name": f"shop {lines.count}"})


def _condition(chance: Random, _: _Lines, version: Version) -> Version:
    path = _picked(chance, version, text=False)
    return replace(version, extra=version.extra ^ {path}) if path else version


def _once(chance: Random, _: _Lines, version: Version) -> Version:
    path = _picked(chance, version, text=False)
    return replace(version, once=version.once ^ {path}) if path else version


def _bytes(chance: Random, lines: _Lines, version: Version) -> Version:
    binary = [path for path, file in version.files.items() if not file.is_text]
    return _with(version, binary[0], lines.file("logo.png")) if binary else _add(chance, lines, version)


def _mode(chance: Random, _: _Lines, version: Version) -> Version:
    path = _picked(chance, version, text=False)
    if not path:
        return version
    file = version.files[path]
    return _with(version, path, replace(file, mode="100644" if file.mode == "100755" else "100755"))


def _crlf(chance: Random, _: _Lines, version: Version) -> Version:
    path = _picked(chance, version)
    if not path:
        return version
    file = version.files[path]
    ends = (b"\r\n", b"\n") if b"\r\n" in file.content else (b"\n", b"\r\n")
    return _with(version, path, replace(file, content=file.content.replace(*ends)))


CHANGES: Mapping[str, Change] = {
    "edits lines": _edit,
    "edits a file": _edit,  # again, as it is what templates do most
    "renames a file": _rename,
    "deletes a file": _delete,
    "adds a file": _add,
    "asks a new question": _ask,
    "changes a default": _default,
    "moves a file under a condition": _condition,
    "writes a file once": _once,
    "changes a binary file": _bytes,
    "changes a mode": _mode,
    "changes line ends": _crlf,
}


def _with(version: Version, path: str, file: File) -> Version:
    return replace(version, files={**version.files, path: file})


def _moved(paths: frozenset[str], old: str, new: str) -> frozenset[str]:
    return frozenset(new if path == old else path for path in paths)


def _commit(number: int, version: Version) -> bytes:
    head = f"commit refs/heads/main\nmark :{number}\ncommitter A <a@example.com> {1_700_000_000 + number} +0000\n"
    files = (
        f"M {mode} inline {path}\ndata {len(content)}\n".encode() + content + b"\n"
        for mode, path, content in version.stored()
    )
    tag = f"reset refs/tags/v{number}\nfrom :{number}\n\n"
    return f"{head}data 0\ndeleteall\n".encode() + b"".join(files) + tag.encode()
