"""Kill updates and adoptions at random moments: `python -m benchmarks.killing [MOMENTS]`."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from benchmarks.measuring import SOMEBODY

TEMPLATE = Path(__file__).resolve().parents[1]
TOOL = str(Path(sys.executable).parent / "teamkit")
SETTINGS = "name: {type: str, default: shop}\n"
ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
SEED = 6


class Command:
    """A command that delivers a branch, and the repository that it is tried on."""

    def __init__(self, root: Path, *words: str) -> None:
        """Measure how long it takes when nobody kills it; the repository stays without the branch."""
        self.root = root
        self.words = (TOOL, "--root", str(root), *words)
        begin = time.monotonic()
        self.run(root.parent / "measured")
        self.seconds = time.monotonic() - begin
        (self.branch,) = set(branches(root)) - {"main"}
        git(root, "branch", "--quiet", "--delete", "--force", self.branch)
        self.before = everything(root)

    def run(self, temporary: Path) -> None:
        """Let it end."""
        temporary.mkdir(exist_ok=True)
        subprocess.run(self.words, env={**os.environ, "TMPDIR": str(temporary)}, check=True, capture_output=True)

    def killed(self, after: float, temporary: Path) -> str:
        """Kill it with all that it began, let it run again, and say how the repository was in between."""
        temporary.mkdir()
        variables = {**os.environ, "TMPDIR": str(temporary)}
        with subprocess.Popen(
            self.words, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as running:
            time.sleep(after)
            has_ended = running.poll() is not None
            if not has_ended:
                os.killpg(running.pid, signal.SIGKILL)
        found = "had ended" if has_ended else self.standing()
        self.run(temporary)
        if self.standing() != "has the whole branch":
            return "cannot go on"
        git(self.root, "branch", "--quiet", "--delete", "--force", self.branch)
        return found

    def standing(self) -> str:
        """As it was, with the whole branch, or in between."""
        git(self.root, "fsck", "--strict", "--no-dangling")
        now = everything(self.root)
        new = {path for path in now if now[path] != self.before.get(path)}
        its = {f".git/{folder}refs/heads/{self.branch}" for folder in ("", "logs/")}
        if new - its or self.before.keys() - now.keys():
            return f"in between: {sorted(new - its) or sorted(self.before.keys() - now.keys())}"
        return "has the whole branch" if new else "as before"


def commands(folder: Path) -> Iterator[Command]:
    """An update of a small template, and the adoption of this one; each in a repository with work in every state."""
    source = folder / "source"
    begun(source, {"copier.yml": SETTINGS, ANSWERS: "{{ _copier_answers | to_nice_yaml }}", "a.txt": "1\n2\n3\n4\n"})
    git(source, "tag", "v1.0.0")
    project = begun(
        folder / "updated/project",
        {".copier-answers.yml": f"_commit: v1.0.0\n_src_path: {source}\nname: shop\n", "a.txt": "1\n2\n3\n4\nmine\n"},
    )
    begun(source, {"a.txt": "one\n2\n3\n4\n", "new.txt": "new\n"})
    git(source, "tag", "v2.0.0")
    yield Command(busy(project), "update", "--no-tests")
    shop = begun(folder / "adopted/shop", {"manage.py": "", "requirements.txt": "django\n", "a.txt": "1\n"})
    yield Command(busy(shop), "adopt", "--template", str(TEMPLATE), "--at", "HEAD")


def begun(folder: Path, files: Mapping[str, str]) -> Path:
    """A repository with these files committed."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Work")
    return folder


def busy(folder: Path) -> Path:
    """The repository with a stash, a staged file, one that is not, and one that git does not know."""
    for text in ("stashed", "staged", "not staged"):
        (folder / "a.txt").write_text(f"{text}\n")
        if text == "stashed":
            git(folder, "stash", "push", "--quiet")
        if text == "staged":
            git(folder, "add", "a.txt")
    (folder / "unknown.txt").write_text("unknown\n")
    return folder


def branches(folder: Path) -> list[str]:
    """The branches of a repository."""
    return git(folder, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split()


def everything(folder: Path) -> dict[str, bytes]:
    """Each byte of each file but git's objects."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = ((str(path.relative_to(folder)), path) for path in paths)
    return {name: path.read_bytes() for name, path in named if not name.startswith(".git/objects/")}


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Print how often each command left what; 1 where something was in between."""
    os.environ.update(SOMEBODY)
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    chance = Random(SEED)  # noqa: S311
    found: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="killing.") as folder:
        for command in commands(Path(folder)):
            for number in range(moments):
                after = chance.uniform(0, command.seconds)
                found[command.words[3], command.killed(after, command.root.parent / f"temporary-{number}")] += 1
    print("| command | killed | then |\n| --- | --- | --- |")
    for (word, then), number in sorted(found.items()):
        print(f"| {word} | {number} | {then} |")
    return int(any("between" in then or "cannot" in then for _, then in found))


if __name__ == "__main__":
    sys.exit(main())
