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
from collections.abc import Iterator
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent
ANSWERS_FILE = ".copier-answers.yml"
OWN_ANSWERS_FILE = ".copier-answers.team.yml"
PYTHONS = ("3.12", "3.13", "3.14")
WINDOWS = os.name == "nt"


class Refusal(Exception):
    """One line that names what is wrong and the remedy; the disk is as it was."""


# ── Tools: uv and interpreters ──────────────────────────────────────────────────────────────────


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
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "uv"],
    )
    if not all(succeeds(step) for step in steps):
        shutil.rmtree(folder, ignore_errors=True)
        raise Refusal(f"uv could not be installed into {folder}: install it yourself, see https://docs.astral.sh/uv/")


def pyenv_folders() -> list[Path]:
    """The folders of pyenv's interpreters that a project can use, the newest first."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = [path for path in root.glob("3.*") if re.fullmatch(r"3\.\d+\.\d+", path.name)]
    usable = [path for path in found if path.name.rpartition(".")[0] in PYTHONS]
    newest_first = sorted(usable, key=lambda path: [int(part) for part in path.name.split(".")], reverse=True)
    return [path if WINDOWS else path / "bin" for path in newest_first]


def environment() -> dict[str, str]:
    """The current environment with uv and pyenv's interpreters on PATH and no virtual environment active."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, [own_uv().parent, *pyenv_folders()])])
    return {**{key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}, "PATH": path}


def require_python(uv: str, wanted: str) -> None:
    """Refuse unless uv finds Python `wanted`: on PATH, among pyenv's versions, or by its own download."""
    if succeeds([uv, "python", "find", "--no-project", wanted]):
        return
    say(f"Python {wanted} is neither on PATH nor in pyenv: asking uv to download it")
    if not succeeds([uv, "python", "install", "--quiet", wanted]):
        raise Refusal(f"Python {wanted} is missing and could not be downloaded: install it, or choose python_version=…")


# ── The template: its questions and its address ─────────────────────────────────────────────────


def questions() -> set[str]:
    """The names that a person may answer: the keys of copier.yml that carry a help text."""
    blocks = re.split(r"(?m)^(?=[a-z]\w*:)", (TEMPLATE / "copier.yml").read_text(encoding="utf-8"))
    return {block.split(":", 1)[0] for block in blocks if re.search(r"(?m)^  help:", block)}


def git(*arguments: str, where: Path = TEMPLATE, timeout: float | None = None) -> str:
    """What git prints, stripped; empty when it fails or takes more than `timeout` seconds."""
    silent = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes"}
    command = ["git", *arguments]
    try:
        done = subprocess.run(
            command, cwd=where, env=silent, capture_output=True, text=True, timeout=timeout, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def source(template: Path) -> tuple[str, str]:
    """The address and the full commit that updates of a new project start from.

    The address is that of `origin` where it answers by https or ssh and has the commit, else this clone as
    `git+file://`, which colleagues cannot reach. Copier and uv understand both forms.
    """
    commit = git("rev-parse", "HEAD", where=template)
    origin = git("config", "remote.origin.url", where=template)
    answers = bool(origin) and bool(git("ls-remote", origin, "HEAD", where=template, timeout=10))
    if answers and git("branch", "--remotes", "--contains", commit, where=template):
        if re.match(r"(git\+)?(https|ssh)://|[\w.-]+@[\w.-]+:", origin):
            return written(origin), commit
        if is_local(origin):
            template = Path(re.sub(r"^(git\+)?file://", "", origin))
    return f"git+{template.resolve().as_uri()}", commit


def is_local(address: str) -> bool:
    """Whether only this machine can reach the address."""
    return re.match(r"(git\+)?file://", address) is not None or Path(address).exists()


def written(address: str) -> str:
    """The address as both Copier and uv understand it: https with .git at its end, anything else as `git+…://`."""
    if address.startswith("https://"):
        return address if address.endswith(".git") else f"{address}.git"
    url = re.sub(r"^([\w.-]+@[\w.-]+):", r"ssh://\1/", address)
    return url if url.startswith("git+") else f"git+{url}"


def record_source(place: Path, answers_file: str, address: str, commit: str, *, dirty: bool) -> None:
    """Write down where updates and the tool come from; of a dirty template, the last commit that exists."""
    rewrite(place / answers_file, r"(?m)^_src_path: .*$", f"_src_path: {address}")
    if dirty:
        rewrite(place / answers_file, r"(?m)^_commit: .*$", f"_commit: {commit}")
    tool = f"git+{address.removeprefix('git+')}@{commit}"
    rewrite(place / "team.py", r'(?m)^(#   "copier-django-team@).*",$', rf'\g<1>{tool}",')


def rewrite(file: Path, pattern: str, replacement: str) -> None:
    """Replace what matches in a file."""
    file.write_bytes(re.sub(pattern.encode(), replacement.encode(), file.read_bytes()))


# ── What is refused before anything is written ──────────────────────────────────────────────────


def check_answers(answers: list[str], data: Path | None) -> None:
    """Refuse an answer that no question asks for, naming the nearest one."""
    for answer in answers:
        if "=" not in answer:
            raise Refusal(f'ANSWERS: "{answer}" is not KEY=VALUE; quote spaces: ANSWERS="project_name=\'My Shop\'"')
        check_question("ANSWERS", answer.partition("=")[0])
    if data and not data.is_file():
        raise Refusal(f"DATA: {data} does not exist; give the path of a YAML file with answers")
    for key in re.findall(r"(?m)^(\w+):", data.read_text(encoding="utf-8")) if data else []:
        check_question(str(data), key)


def check_question(place: str, key: str) -> None:
    """Refuse a key that is no question."""
    known = sorted(questions())
    if key not in known:
        nearest = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(known)}"
        raise Refusal(f'{place}: "{key}" is not a question of this template; {hint}')


def check_template(template: Path) -> bool:
    """Refuse a template whose commit does not say what it holds, unless DEV=1; whether it is such a one."""
    if not git("rev-parse", "HEAD", where=template):
        raise Refusal(
            f"{template} is not a git clone: clone the template with git, so that projects can be updated from it"
        )
    dirty = bool(git("status", "--porcelain", where=template))
    if dirty and os.environ.get("DEV") != "1":
        raise Refusal(f"{template} has changes that are not committed: commit or stash them, or render them with DEV=1")
    return dirty


def check_destination(dest: Path) -> None:
    """Refuse a destination where something could be lost, or that cannot be written."""
    nearest = next(folder for folder in [dest, *dest.parents] if folder.exists())
    if dest == TEMPLATE or TEMPLATE in dest.parents:
        remedy = f"is inside the template; choose a folder beside it, for example ../{dest.name}"
    elif not nearest.is_dir():
        remedy = f"is not a folder, for {nearest} is a file; choose another"
    elif not is_filled(dest):
        return
    elif not (dest / ".git").exists():
        remedy = "is not empty and not a git repository; choose a new folder, or run git init and commit there first"
    elif git("status", "--porcelain", where=dest):
        remedy = "has changes that are not committed; commit or stash them first"
    elif is_ours(dest / ANSWERS_FILE) or is_ours(dest / OWN_ANSWERS_FILE):
        remedy = "was made from this template already; update it there with uvx copier update"
    else:
        return
    raise Refusal(f"DEST: {dest} {remedy}")


def is_filled(folder: Path) -> bool:
    """Whether the folder exists and holds anything."""
    return folder.is_dir() and any(folder.iterdir())


def is_ours(answers_file: Path) -> bool:
    """Whether an answers file is this template's."""
    return answers_file.is_file() and re.search(r"(?m)^born:", answers_file.read_text(encoding="utf-8")) is not None


# ── Rendering ───────────────────────────────────────────────────────────────────────────────────


def copy(copier: list[str], template: Path, place: Path, *options: str, answers_file: str = ANSWERS_FILE) -> None:
    """Render a full commit of `template` into `place`, and write down where updates come from.

    Raises Refusal with Copier's own last line, or because the template is not committed.
    """
    dirty = check_template(template)
    address, commit = source(template)
    command = [*copier, "copy", "--quiet", "--vcs-ref", "HEAD" if dirty else commit, "--answers-file", answers_file]
    done = subprocess.run(
        [*command, *options, str(template), str(place)],
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Refusal(complaint(done.stderr))
    record_source(place, answers_file, address, commit, dirty=dirty)
    if is_local(address):
        say(f"warning: updates will come from {address}, which colleagues cannot reach")


def complaint(stderr: str) -> str:
    """Copier's last word without the name of the exception and of what else only its developers need."""
    words = [line for line in stderr.splitlines() if line.strip()] or ["rendering failed without a word"]
    return re.sub(r"^([\w.]*Error: )?(Validation error for question '\w+': )?", "", words[-1])


def render(uv: str, dest: Path, options: list[str]) -> str:
    """Render into `dest`, all or nothing, and return the name of the answers file."""
    copier = [uv, "run", "--project", str(TEMPLATE), "--frozen", "--quiet", "--no-default-groups", "copier"]
    if is_filled(dest):
        answers_file = OWN_ANSWERS_FILE if (dest / ANSWERS_FILE).exists() else ANSWERS_FILE
        with put_back_on_failure(dest):
            copy(copier, TEMPLATE, dest, *options, answers_file=answers_file)
            require_its_python(uv, dest, answers_file)
        return answers_file
    with folder_beside(dest) as folder:
        place = folder / dest.name
        copy(copier, TEMPLATE, place, *options)
        require_its_python(uv, place, ANSWERS_FILE)
        shutil.rmtree(dest, ignore_errors=True)
        place.rename(dest)
    return ANSWERS_FILE


def require_its_python(uv: str, place: Path, answers_file: str) -> None:
    """Refuse unless the interpreter of a project can be had; a layer runs on whatever its repository has."""
    if not is_layer(place, answers_file):
        require_python(uv, (place / ".python-version").read_text(encoding="utf-8").strip())


@contextlib.contextmanager
def folder_beside(dest: Path) -> Iterator[Path]:
    """A temporary folder on the destination's disk; on failure, folders made for it are taken away again."""
    missing = [folder for folder in dest.parents if not folder.exists()]
    try:
        dest.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=dest.parent, prefix=".making-") as temporary:
            yield Path(temporary)
    except BaseException as failure:
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(failure, OSError):
            raise Refusal(
                f"DEST: {dest} cannot be made ({failure.strerror}); choose a folder that you can write"
            ) from None
        raise


@contextlib.contextmanager
def put_back_on_failure(repository: Path) -> Iterator[None]:
    """Take away what was added to a clean repository when the block fails."""
    try:
        yield
    except BaseException:
        git("clean", "--force", "-d", "--quiet", where=repository)
        raise


# ── The whole way ───────────────────────────────────────────────────────────────────────────────


def make(dest: Path, answers: list[str], data: Path | None) -> None:
    """Make a project of `answers` in `dest`, or the layer where a project is."""
    if not shutil.which("git"):
        raise Refusal("git is missing: install it, see https://git-scm.com/downloads")
    check_answers(answers, data)
    check_template(TEMPLATE)
    check_destination(dest)
    uv = find_uv()
    options = [word for answer in answers for word in ("--data", answer)]
    options += ["--data-file", str(data)] if data else []
    options += [] if sys.stdin.isatty() else ["--defaults"]
    answers_file = render(uv, dest, options)
    if is_layer(dest, answers_file):
        if not succeeds([uv, "sync", "--quiet", "--script", str(dest / "team.py")]):
            say("warning: the team's tool was not found, or no Python from 3.12 on for it; team.py looks again")
        say(f"\nThe team's layer is in {dest}; nothing that was there has changed. Next:\n")
        say(f"    cd {shlex.quote(str(dest))} && git status        # look at what was added")
        say("    team.yml waits for people; then: uv run -q --script team.py team sync, and commit")
        say("    docs/how-we-work.md says how the team works from now on")
        return
    set_up(uv, dest)
    say(f"\n{dest} is ready, checked and tested. Next:\n")
    if not shutil.which("uv"):
        say(f"    {path_line(Path(uv).parent)}        # the hooks need uv: add this line to your shell's profile")
    say(f"    {command_line(uv, dest, 'run')}        # then open http://127.0.0.1:8000")
    if not git("rev-parse", "HEAD", where=dest):
        say("    then the commands for the first commit, which setup printed above")
    elif git("status", "--porcelain", where=dest):
        say("    git status shows what was added to what you had: look at it, then commit it")
    say("    uv run just lists every command; docs/how-we-work.md says how the team works")


def is_layer(dest: Path, answers_file: str) -> bool:
    """Whether the team's layer alone was rendered."""
    return "\nprofile: layer\n" in (dest / answers_file).read_text(encoding="utf-8")


def set_up(uv: str, dest: Path) -> None:
    """Set the new project up, check and test it."""
    for recipe in ("setup", "check", "test"):
        say(f"\n── just {recipe}")
        command = [uv, "run", "--quiet", "just", recipe]
        if subprocess.run(command, cwd=dest, env=environment(), check=False).returncode != 0:
            raise Refusal(f"just {recipe} failed: mend what it says above, then run: {command_line(uv, dest, recipe)}")


def path_line(folder: Path) -> str:
    """A command that puts a folder on PATH."""
    return f'$env:PATH += ";{folder}"' if WINDOWS else f'export PATH="$PATH:{folder}"'


def command_line(uv: str, dest: Path, recipe: str) -> str:
    """A recipe's command as it works on this machine, in PowerShell on Windows."""
    program = "uv" if shutil.which("uv") else uv
    if WINDOWS:
        return f'cd "{dest}"; & "{program}" run just {recipe}'
    return f"cd {shlex.quote(str(dest))} && {shlex.quote(program)} run just {recipe}"


def succeeds(command: list[str]) -> bool:
    """Whether a command runs and exits 0; what it says is not shown."""
    try:
        return subprocess.run(command, env=environment(), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{line}\n")


def arguments(words: list[str]) -> tuple[Path, list[str], Path | None]:
    """DEST, the answers, and the file of answers."""
    data = None
    if "--data" in words[:-1]:
        place = words.index("--data")
        data = Path(words[place + 1]).expanduser().resolve()
        words = words[:place] + words[place + 2 :]
    if not words or not words[0] or "=" in words[0]:
        raise Refusal("DEST is missing: say where the project goes, for example: make project DEST=../shop")
    return Path(words[0]).expanduser().resolve(), words[1:], data


def main(words: list[str]) -> int:
    """Run the command line and return its exit code: 2 where something was refused."""
    try:
        if words[:1] == ["--uv"]:
            return subprocess.run([find_uv(), *words[1:]], env=environment(), check=False).returncode
        make(*arguments(words))
    except Refusal as refusal:
        say(f"error: {refusal}")
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
