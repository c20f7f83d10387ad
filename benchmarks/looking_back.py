"""What it costs to look back: whether anything is lost, by the length of the history."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare

COMMITS, BRANCHES, FIXES, FILES = 20_000, 50, 100, 400
RELEASE = 200
SECONDS = count(1_700_000_000, 60)
ANSWERS = "branching: gitflow\nproduction_branch: main\n"


def figures(scratch: Path) -> Iterator[Figure]:
    """Seconds of the check beyond start-up, and what four times and sixteen times the history make of them."""
    longest, longer, short = (made(scratch / f"history-{part}", COMMITS // part) for part in (1, 4, 16))
    forgetful = made(scratch / "forgetful", COMMITS, is_forgetful=True)
    size = f"{COMMITS:,} commits, {BRANCHES} open branches"
    for folder, detail in (
        (longest, "came back by hand"),
        (forgetful, "came back by hand, the first at the beginning"),
    ):
        check, start, _ = compare(partial(looking, folder), partial(starting, folder), runs=5)
        name = "teamkit check nothing-lost: CPU beyond start-up"
        yield Figure(name, check - start, "s", "≤ 2", f"{size}, {FIXES} fixes {detail}")
    for times, folder in ((4, longer), (16, longest)):
        many, few, ratio = compare(partial(beyond, folder), partial(beyond, short), runs=5)
        detail = f"{many:.2f} s and {few:.2f} s"
        yield Figure(f"nothing-lost: {times} times the history, the same difference", ratio, "x", "near 1", detail)


def beyond(folder: Path) -> float:
    """CPU seconds of the check beyond start-up."""
    return looking(folder) - starting(folder)


def looking(folder: Path) -> float:
    """CPU seconds of the check, which passes."""
    return _teamkit(folder, "check", "nothing-lost")


def starting(folder: Path) -> float:
    """CPU seconds of a command that knows the same checks and looks at nothing."""
    return _teamkit(folder, "explain", "nothing-lost")


def _teamkit(folder: Path, *words: str) -> float:
    return Command([str(Path(sys.executable).parent / "teamkit"), *words], folder).cpu_seconds()


def made(folder: Path, commits: int, *, is_forgetful: bool = False) -> Path:
    """A repository with a history of so many commits; a forgetful one never merges production back."""
    folder.mkdir()
    for words in (("init", "--quiet"), ("config", "gc.auto", "0")):
        subprocess.run(["git", *words], cwd=folder, check=True)
    stream = "".join(history(commits, is_forgetful=is_forgetful)).encode()
    subprocess.run(["git", "fast-import", "--quiet"], input=stream, cwd=folder, check=True)
    (folder / ".copier-answers.yml").write_text(ANSWERS)
    return folder


def history(commits: int, *, is_forgetful: bool) -> Iterator[str]:
    """A stream for `git fast-import`: releases that come back, then fixes on production that develop has by hand."""
    yield commit("main", "Start", *(file(number, "Start") for number in range(FILES)))
    yield "reset refs/heads/develop\nfrom refs/heads/main\n\n"
    yield from fixes(1)
    for release in range(0, commits, RELEASE):
        features = [file(number, f"Feature {number}") for number in range(release, release + RELEASE)]
        yield from (commit("develop", "Feature", feature) for feature in features)
        yield commit("main", "Release", *features, other="develop")
        yield "" if is_forgetful else commit("develop", "Bring the release back", other="main")
    yield commit("develop", "Go on", *(file(number, "Go on") for number in range(FIXES, 2 * FIXES)))
    yield from fixes(FIXES)
    for number in range(BRANCHES):
        yield f"reset refs/heads/feature/{number}\nfrom refs/heads/develop\n\n"
        yield commit(f"feature/{number}", "Begin", file(number, "Begin"))


def fixes(number: int) -> Iterator[str]:
    """Fixes on production, and the same on develop."""
    for branch in ("main", "develop"):
        yield from (commit(branch, f"Fix {each}", file(each, f"Fix {each}")) for each in range(number))


def commit(branch: str, subject: str, *files: str, other: str = "") -> str:
    """A commit, or the merge of another branch."""
    person = f"committer Ada <ada@example.com> {next(SECONDS)} +0000"
    merge = f"merge refs/heads/{other}\n" if other else ""
    return f"commit refs/heads/{branch}\n{person}\n{data(subject)}{merge}{''.join(files)}\n"


def file(number: int, last: str) -> str:
    """A file of many lines, of which only the last one changes."""
    text = "".join(f"line {line}\n" for line in range(20)) + f"{last}\n"
    return f"M 100644 inline apps/app_{number % 20}/module_{number % FILES}.py\n{data(text)}"


def data(text: str) -> str:
    """A text as the stream carries it."""
    return f"data {len(text)}\n{text}\n"
