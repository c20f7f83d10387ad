"""Each task is done apart from the others: one that dies, hangs or fails stops none of them."""

import os
import time
from collections.abc import Callable
from functools import partial
from operator import call, truediv
from pathlib import Path

import pytest
from histories import git

from teamkit.findings import Refusal, Unseen
from teamkit.lifecycle.fleet.mirrors import mirror
from teamkit.lifecycle.fleet.workers import Limits, each

type Task = Callable[[], object]


def done(*tasks: Task, jobs: int = 2, seconds: float = 60) -> list[object]:
    """What tasks come to, in their order."""
    answers = dict(each(call, tasks, Limits(jobs, seconds)))
    return [answers[task] for task in tasks]


def test_one_that_dies_or_fails_says_so_and_the_others_are_done() -> None:
    dead, failed, fine, last = done(partial(os._exit, 3), partial(truediv, 1, 0), partial(abs, -1), partial(abs, -2))
    assert dead == Unseen("the process that looked at it died", "look at it alone: name no other in fleet.yml")
    assert isinstance(failed, Unseen)
    assert failed.why == "looking at it failed (ZeroDivisionError: division by zero)"
    assert (fine, last) == (1, 2)


def test_one_that_takes_too_long_is_stopped_with_all_that_it_began(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    hanging = partial(os.system, f"echo $$ > {begun}; exec sleep 60")
    (late,) = done(hanging, seconds=3)
    assert late == Unseen("it took more than 3 seconds", "give it more: --timeout SECONDS")
    running = Path(f"/proc/{begun.read_text().strip()}/cmdline")  # empty where only its end is not yet noticed
    assert not (running.exists() and running.read_bytes())


def test_who_goes_away_in_the_middle_leaves_nothing_running() -> None:
    before = time.monotonic()
    tasks: tuple[Task, ...] = (partial(abs, -1), partial(time.sleep, 60))
    for task, answer in each(call, tasks, Limits(2, 90)):
        assert (task, answer) == (tasks[0], 1)
        break
    assert time.monotonic() - before < 30


def test_a_task_stands_in_an_environment_in_which_git_asks_nobody() -> None:
    assert done(partial(os.getenv, "GIT_TERMINAL_PROMPT")) == ["0"]


def test_a_mirror_follows_a_main_branch_that_was_renamed(tmp_path: Path) -> None:
    far, address = tmp_path / "far", f"file://{tmp_path}/far"
    far.mkdir()
    git("init", "--quiet", "--initial-branch", "master", where=far)
    git("commit", "--quiet", "--allow-empty", "--message", "Begin", where=far)
    first = mirror(address, tmp_path / "mirrors")
    assert git("symbolic-ref", "--short", "HEAD", where=first) == "master"
    git("branch", "--move", "main", where=far)
    assert git("symbolic-ref", "--short", "HEAD", where=mirror(address, tmp_path / "mirrors")) == "main"
    assert {path.name for path in (tmp_path / "mirrors").iterdir()} == {".gitignore", first.name}


def test_an_address_that_looks_like_an_option_is_none(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"does not exist|not appear to be"):
        mirror("--upload-pack=touch /tmp/never", tmp_path)
