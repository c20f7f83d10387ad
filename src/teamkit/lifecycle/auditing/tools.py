"""Asks tools that are installed here, on a copy of the files, and runs nothing of the project."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from teamkit.checks.portrait.ends import DJANGO, lines_of
from teamkit.checks.portrait.facts import Portrait, Told
from teamkit.checks.wording import counted, some
from teamkit.findings import Place, Unseen
from teamkit.history.git import environment
from teamkit.history.objects import each, sizes
from teamkit.lifecycle.running import Ran, run, without_tokens

PATIENCE = 120
_STRANGE = {"..", ".git"}
_OFFLINE = Unseen("it asks the network about each package by name", "allow that: `teamkit audit --online`")


@dataclass(frozen=True)
class Desk:
    """Where a tool works: a copy of the files, a folder for its own, and what is known of the project."""

    files: Path
    own: Path
    seen: Portrait


@dataclass(frozen=True)
class Tool:
    """Which files a tool needs, how it is asked (nothing to ask gives no words), and what its answer means."""

    name: str
    files: re.Pattern[str]
    words: Callable[[Desk], Sequence[str] | Unseen]
    read: Callable[[Desk, Ran], Iterator[Told]]
    is_online: bool = False


def asked(root: Path, commit: str, seen: Portrait, *, online: bool) -> Mapping[str, tuple[Told, ...] | Unseen]:
    """What the tools say that are installed here; those that are not are left out."""
    here = [tool for tool in TOOLS if shutil.which(tool.name)]
    offline = {tool.name: _OFFLINE for tool in here if tool.is_online and not online}
    asking = [tool for tool in here if tool.name not in offline]
    return offline | (dict(_asked_together(root, commit, seen, asking)) if asking else {})


def _asked_together(
    root: Path, commit: str, seen: Portrait, tools: Sequence[Tool]
) -> Iterator[tuple[str, tuple[Told, ...] | Unseen]]:
    for tool in tools:
        with TemporaryDirectory(prefix="teamkit-", ignore_cleanup_errors=True) as folder:
            desk = Desk(Path(folder).resolve() / "files", Path(folder).resolve(), seen)
            _copy(root, commit, desk.files, tool.files)
            yield tool.name, _asked(tool, desk)


def _copy(root: Path, commit: str, folder: Path, wanted: re.Pattern[str]) -> None:
    """Write some files of a commit, without links and without what git would believe, below a folder."""
    folder.mkdir()
    places: dict[str, list[str]] = {}
    for path, entry in sizes(root, commit).items():
        if wanted.search(path) and entry.size is not None and not _STRANGE & {*path.lower().split("/")}:
            places.setdefault(entry.blob, []).append(path)
    for blob, text in each(root, places):
        for path in places[blob]:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)


def _asked(tool: Tool, desk: Desk) -> tuple[Told, ...] | Unseen:
    words = tool.words(desk)
    if isinstance(words, Unseen) or not words:
        return words if isinstance(words, Unseen) else ()
    mend = f"run {tool.name} by hand"
    try:
        ran = run([shutil.which(tool.name) or tool.name, *words], desk.files, without_tokens(environment()), PATIENCE)
        return tuple(tool.read(desk, ran)) if ran else Unseen(f"it took more than {PATIENCE} seconds", mend)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Unseen("it did not answer as it should", mend)


# ── zizmor ──────────────────────────────────────────────────────────────────────────────────────


def _zizmor(desk: Desk) -> Sequence[str]:
    has_workflows = any(each.path.startswith(".github/") for each in desk.seen.pipelines)
    asked = ("--offline", "--format", "json-v1", "--no-progress", "--no-exit-codes", "--min-severity", "medium", ".")
    return asked if has_workflows else ()


def _from_zizmor(desk: Desk, ran: Ran) -> Iterator[Told]:
    for said in json.loads(ran.out):
        primary = next(place for place in said["locations"] if place["symbolic"]["kind"] == "Primary")
        path = desk.files / primary["symbolic"]["key"]["Local"]["verbatim_path"]
        line = primary["concrete"]["location"]["start_point"]["row"] + 1
        what = f"{said['ident']}: {said['desc']} ({said['determinations']['severity'].lower()})"
        yield Told(what, Place(path.relative_to(desk.files).as_posix(), line))


# ── pip-audit ───────────────────────────────────────────────────────────────────────────────────


def _pip_audit(desk: Desk) -> Sequence[str] | Unseen:
    dependencies = desk.seen.dependencies
    pinned = {name: wish.words[2:] for name, wish in dependencies.wishes.items() if wish.words.startswith("==")}
    held = pinned | dict(dependencies.locked)
    if not held:
        return Unseen("no file says which versions are installed", "lock them")
    listed = desk.own / "locked.txt"
    listed.write_text("".join(f"{name}=={version}\n" for name, version in held.items()), encoding="utf-8")
    return ("--requirement", str(listed), "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off")


def _from_pip_audit(desk: Desk, ran: Ran) -> Iterator[Told]:
    where = desk.seen.lock.where if desk.seen.lock else None
    answers = json.loads(ran.out)["dependencies"]
    if skipped := [said["name"] for said in answers if "skip_reason" in said]:
        yield Told(f"{counted(len(skipped), 'package')} could not be looked up: {some(skipped)}", where, is_known=False)
    for said in answers:
        for hole in said.get("vulns", ()):
            mended = ", ".join(hole["fix_versions"]) or "no version yet"
            yield Told(f"{said['name']} {said['version']}: {hole['id']}, mended in {mended}", where)


# ── django-upgrade ──────────────────────────────────────────────────────────────────────────────


def _django_upgrade(desk: Desk) -> Sequence[str] | Unseen:
    lines = lines_of(desk.seen.django, DJANGO)
    if not lines:
        return Unseen("no file says which Django this is", "lock it")
    paths = [path.relative_to(desk.files).as_posix() for path in sorted(desk.files.rglob("*.py"))]
    return ("--check", "--target-version", lines[0], "--", *paths) if paths else ()


def _from_django_upgrade(desk: Desk, ran: Ran) -> Iterator[Told]:
    if ran.code not in {0, 1}:
        raise ValueError(ran.code)
    for line in (ran.out + ran.err).splitlines():
        _, _, path = line.partition("ewrit")
        if (name := path.partition(" ")[2]) and (desk.files / name).is_file():
            yield Told("would be rewritten", Place(name))


# ── gitleaks ────────────────────────────────────────────────────────────────────────────────────


def _gitleaks(desk: Desk) -> Sequence[str]:
    report = str(desk.own / "gitleaks.json")
    quiet = ("--no-banner", "--redact", "--exit-code", "0", "--log-level", "error")
    return ("dir", ".", *quiet, "--report-format", "json", "--report-path", report)


def _from_gitleaks(desk: Desk, _: Ran) -> Iterator[Told]:
    for said in json.loads((desk.own / "gitleaks.json").read_text(encoding="utf-8")):
        yield Told(f"{said['RuleID']}", Place(said["File"], said["StartLine"]))


TOOLS = (
    Tool("zizmor", re.compile(r"^\.github/|(?:^|/)(?:action|zizmor)\.ya?ml$"), _zizmor, _from_zizmor),
    Tool("pip-audit", re.compile("(?!)"), _pip_audit, _from_pip_audit, is_online=True),
    Tool("django-upgrade", re.compile(r"\.py$"), _django_upgrade, _from_django_upgrade),
    Tool("gitleaks", re.compile(""), _gitleaks, _from_gitleaks),
)
