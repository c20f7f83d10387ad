#!/usr/bin/env python3
"""Turn this template into a green project: what `make project` does, with the standard library alone.

    python3 make_project.py DEST [--data FILE] [KEY=VALUE ...]    render, set up, check and test a project
    python3 make_project.py --uv ARGUMENT ...                     run uv, found or bootstrapped
"""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator

TEMPLATE = Path(__file__).resolve().parent
ANSWERS_FILE = ".copier-answers.yml"
OWN_ANSWERS_FILE = ".copier-answers.team.yml"
PYTHONS = ("3.13", "3.12", "3.14")
WINDOWS = os.name == "nt"


class Refusal(Exception):
    """One line that names what is wrong and the remedy; the disk is as it was."""


# ── Tools: uv and interpreters ───────────────────────────────────────────────────────────────────────────────────────────


def own_uv() -> Path:
    """Where this template keeps a uv of its own, outside the system's Python."""
    if WINDOWS:
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base, "copier-django-team", "uv", "Scripts/uv.exe" if WINDOWS else "bin/uv")


def find_uv() -> str:
    """The path of uv: from PATH, else our own, which is installed first if need be."""
    uv = own_uv()
    if not shutil.which("uv") and not uv.exists():
        install_uv(uv.parents[1])
    return shutil.which("uv") or str(uv)


def install_uv(folder: Path) -> None:
    """Make a virtual environment that holds uv and nothing else."""
    say(f"uv is not on PATH: installing it into {folder}")
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    try:
        run([sys.executable, "-m", "venv", "--clear", str(folder)], quiet=True)
        run([str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "uv"], quiet=True)
    except (OSError, subprocess.CalledProcessError):
        shutil.rmtree(folder, ignore_errors=True)
        raise Refusal(f"uv could not be installed into {folder}: install it yourself, see https://docs.astral.sh/uv/") from None


def pyenv_folders() -> list[Path]:
    """The folders of pyenv's interpreters that a project can use, newest of each version first."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    versions = sorted((path for path in root.glob("3.*") if re.fullmatch(r"3\.\d+\.\d+", path.name)), key=version, reverse=True)
    return [path if WINDOWS else path / "bin" for path in versions if path.name.rpartition(".")[0] in PYTHONS]


def version(folder: Path) -> list[int]:
    return [int(number) for number in folder.name.split(".")]


def environment() -> dict[str, str]:
    """This process's environment, in which uv and pyenv's interpreters are on PATH, and no virtual environment is active."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, [own_uv().parent, *pyenv_folders()])])
    return {**{key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}, "PATH": path}


def require_python(uv: str, wanted: str) -> None:
    """Refuse unless uv finds Python `wanted`: on PATH, among pyenv's versions, or by its own download."""
    find = [uv, "python", "find", "--no-project", wanted]
    if subprocess.run(find, env=environment(), capture_output=True).returncode == 0:
        return
    say(f"Python {wanted} is neither on PATH nor in pyenv: asking uv to download it")
    if subprocess.run([uv, "python", "install", "--quiet", wanted], env=environment(), capture_output=True).returncode != 0:
        raise Refusal(f"Python {wanted} is missing and could not be downloaded: install it (pyenv install {wanted}) or choose another with python_version=…")


# ── The template: its questions and its address ──────────────────────────────────────────────────────────────────────────


def questions() -> set[str]:
    """The names that a person may answer: the keys of copier.yml that carry a help text."""
    blocks = re.split(r"(?m)^(?=[a-z]\w*:)", (TEMPLATE / "copier.yml").read_text(encoding="utf-8"))
    return {block.split(":", 1)[0] for block in blocks if re.search(r"(?m)^  help:", block)}


def git(*arguments: str, where: Path = TEMPLATE, timeout: float | None = None) -> str:
    """What git prints, stripped; empty when it fails or takes more than `timeout` seconds."""
    silent = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes"}
    try:
        done = subprocess.run(["git", *arguments], cwd=where, env=silent, capture_output=True, text=True, timeout=timeout, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def source(template: Path = TEMPLATE) -> tuple[str, str]:
    """The address and the full commit that an update of a new project starts from.

    The address is that of `origin` where it answers and has the commit, else this clone as `git+file://` (with a warning,
    for a colleague cannot reach it). Both forms are understood by Copier and by uv.
    """
    commit = git("rev-parse", "HEAD", where=template)
    origin = git("remote", "get-url", "origin", where=template)
    reachable = origin and git("ls-remote", origin, "HEAD", where=template, timeout=10)
    if reachable and git("branch", "--remotes", "--contains", commit, where=template):
        if not is_local(origin):
            return (origin if not origin.startswith("https://") or origin.endswith(".git") else f"{origin}.git"), commit
        template = Path(re.sub(r"^(git\+)?file://", "", origin))
    say(f"warning: updates will come from {template}, which only this machine can reach; clone the template from its public address to share it")
    return f"git+{template.resolve().as_uri()}", commit


def is_local(address: str) -> bool:
    return re.match(r"(git\+)?file://", address) is not None or Path(address).exists()


def record_source(answers_file: Path, address: str, commit: str | None = None) -> None:
    """Write into an answers file where updates come from (and, for an unfinished template, the last commit that exists)."""
    text = re.sub(r"(?m)^_src_path: .*$", lambda _: f"_src_path: {address}", answers_file.read_text(encoding="utf-8"))
    if commit:
        text = re.sub(r"(?m)^_commit: .*$", f"_commit: {commit}", text)
    answers_file.write_text(text, encoding="utf-8", newline="\n")


# ── The steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def run(command: list[str], *, quiet: bool = False, **options: object) -> None:
    subprocess.run(command, check=True, capture_output=quiet, **options)  # type: ignore[call-overload]


def check_answers(answers: list[str], data: Path | None) -> None:
    """Refuse an answer that no question asks for, naming the nearest one."""
    given = [answer.partition("=")[0] for answer in answers]
    place = "ANSWERS"
    for answer in answers:
        if "=" not in answer:
            raise Refusal(f'ANSWERS: "{answer}" is not KEY=VALUE; quote a value with spaces, for example: ANSWERS="project_name=\'My Shop\'"')
    if data:
        if not data.is_file():
            raise Refusal(f"DATA: {data} does not exist; give the path of a YAML file with answers")
        given += re.findall(r"(?m)^(\w+):", data.read_text(encoding="utf-8"))
        place = f"ANSWERS or {data}"
    for key in given:
        if key not in questions():
            nearest = difflib.get_close_matches(key, questions(), n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(sorted(questions()))}"
            raise Refusal(f'{place}: "{key}" is not a question of this template; {hint}')


def check_template(template: Path = TEMPLATE) -> bool:
    """Refuse a template whose commit does not say what it holds, unless DEV=1; whether it is such a one."""
    if not git("rev-parse", "HEAD", where=template):
        raise Refusal(f"{template} is not a git clone: clone the template with git, so that projects can be updated from it")
    dirty = bool(git("status", "--porcelain", where=template))
    if dirty and os.environ.get("DEV") != "1":
        raise Refusal(f"{template} has changes that are not committed: commit or stash them, or render them all the same with DEV=1")
    return dirty


def check_destination(dest: Path) -> None:
    """Refuse a destination where something could be lost, or that cannot be written."""
    if dest == TEMPLATE or TEMPLATE in dest.parents:
        raise Refusal(f"DEST: {dest} is inside the template; choose a folder beside it, for example ../{dest.name}")
    if dest.exists() and not dest.is_dir():
        raise Refusal(f"DEST: {dest} is a file; choose a folder")
    if dest.is_dir() and any(dest.iterdir()):
        if not (dest / ".git").exists():
            raise Refusal(f"DEST: {dest} is not empty and not a git repository; choose a new folder, or run git init and commit there first")
        if git("status", "--porcelain", where=dest):
            raise Refusal(f"DEST: {dest} has changes that are not committed; commit or stash them first")
        if is_ours(dest / ANSWERS_FILE) or is_ours(dest / OWN_ANSWERS_FILE):
            raise Refusal(f"DEST: {dest} was made from this template already; update it there with: uvx copier update")
    parent = next(folder for folder in [dest, *dest.parents] if folder.exists())
    if not os.access(parent, os.W_OK):
        raise Refusal(f"DEST: {parent} cannot be written; choose another folder or change its permissions")


def is_ours(answers_file: Path) -> bool:
    return answers_file.is_file() and re.search(r"(?m)^born:", answers_file.read_text(encoding="utf-8")) is not None


def copy(copier: list[str], template: Path, place: Path, options: list[str], *, answers_file: str = ANSWERS_FILE, dirty: bool = False) -> None:
    """Render a full commit of `template` into `place` and write down where updates come from. Raises Refusal with Copier's own line."""
    address, commit = source(template)
    command = [*copier, "copy", "--quiet", "--vcs-ref", "HEAD" if dirty else commit, "--answers-file", answers_file, *options]
    done = subprocess.run([*command, str(template), str(place)], env=environment(), stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise Refusal(complaint(done.stderr))
    record_source(place / answers_file, address, commit if dirty else None)


def render(uv: str, dest: Path, options: list[str], *, dirty: bool) -> str:
    """Render into `dest`, all or nothing, and return the name of the answers file."""
    copier = [uv, "run", "--project", str(TEMPLATE), "--frozen", "--quiet", "--no-default-groups", "copier"]
    if dest.exists() and any(dest.iterdir()):
        answers_file = OWN_ANSWERS_FILE if (dest / ANSWERS_FILE).exists() else ANSWERS_FILE
        with put_back_on_failure(dest):
            copy(copier, TEMPLATE, dest, options, answers_file=answers_file, dirty=dirty)
        return answers_file
    with tempfile.TemporaryDirectory(dir=dest.parent, prefix=".making-") as folder:
        place = Path(folder) / dest.name
        copy(copier, TEMPLATE, place, options, dirty=dirty)
        if (place / ".python-version").exists():
            require_python(uv, (place / ".python-version").read_text(encoding="utf-8").strip())
        shutil.rmtree(dest, ignore_errors=True)
        place.rename(dest)
    return ANSWERS_FILE


@contextlib.contextmanager
def put_back_on_failure(repository: Path) -> Iterator[None]:
    """Take away what was added to a clean repository when the block fails."""
    try:
        yield
    except BaseException:
        git("clean", "--force", "-d", "--quiet", where=repository)
        raise


def complaint(stderr: str) -> str:
    """Copier's last word without the name of the exception and without what only its developers need."""
    last = next((line for line in reversed(stderr.strip().splitlines()) if line.strip()), "rendering failed without a word")
    last = re.sub(r"^[\w.]*Error: ", "", last)
    return re.sub(r"^Validation error for question '\w+': ", "", last)


def set_up(uv: str, dest: Path) -> None:
    """Set the new project up, check and test it."""
    for recipe in ("setup", "check", "test"):
        say(f"\n── just {recipe}")
        try:
            run([uv, "run", "--quiet", "just", recipe], cwd=dest, env=environment())
        except subprocess.CalledProcessError:
            raise Refusal(f"just {recipe} failed in {dest}: mend what it says above, then run: {' '.join(in_project(uv, dest, recipe))}") from None


def in_project(uv: str, dest: Path, recipe: str) -> list[str]:
    """A command line that works on this machine as printed."""
    shown = "uv" if shutil.which("uv") else uv
    return ["cd", shlex.quote(str(dest)), "&&", shlex.quote(shown), "run", "just", recipe]


def say_what_next(uv: str, dest: Path, answers_file: str) -> None:
    if not (dest / "justfile").exists():
        say(f"\nThe team layer is in {dest}; nothing that was there changed. Next:\n")
        say(f"    cd {shlex.quote(str(dest))} && git status        # look at what was added, then commit it")
        say(f"    docs/how-we-work.md                   # how the team works from now on ({answers_file} remembers the answers)")
        return
    say(f"\n{dest} is ready, checked and tested. Next:\n")
    say(f"    {' '.join(in_project(uv, dest, 'run'))}        # then open http://127.0.0.1:8000")
    say("    README.md                             # every command; docs/how-we-work.md says how the team works")


def make(dest: Path, answers: list[str], data: Path | None) -> None:
    if not shutil.which("git"):
        raise Refusal("git is missing: install it, see https://git-scm.com/downloads")
    check_answers(answers, data)
    dirty = check_template()
    check_destination(dest)
    uv = find_uv()
    dest.parent.mkdir(parents=True, exist_ok=True)
    options = [word for answer in answers for word in ("--data", answer)]
    options += ["--data-file", str(data)] if data else []
    options += [] if sys.stdin.isatty() else ["--defaults"]
    answers_file = render(uv, dest, options, dirty=dirty)
    if (dest / "justfile").exists():
        set_up(uv, dest)
    say_what_next(uv, dest, answers_file)


def arguments(words: list[str]) -> tuple[Path, list[str], Path | None]:
    data = None
    if "--data" in words[:-1]:
        place = words.index("--data")
        data = Path(words[place + 1]).expanduser().resolve()
        words = words[:place] + words[place + 2 :]
    if not words or not words[0] or "=" in words[0]:
        raise Refusal("DEST is missing: say where the project goes, for example: make project DEST=../shop")
    return Path(words[0]).expanduser().resolve(), words[1:], data


def main(words: list[str]) -> int:
    try:
        if words[:1] == ["--uv"]:
            uv = find_uv()
            return subprocess.run([uv, *words[1:]], env=environment()).returncode
        make(*arguments(words))
    except Refusal as refusal:
        say(f"error: {refusal}")
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
