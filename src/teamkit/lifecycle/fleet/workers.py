"""Processes that do one task at a time each, and that are stopped where one takes too long."""

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from teamkit.findings import Refusal, Unseen

_ALONE = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh"}
_SPAWN = get_context("spawn")  # what a task changes in its process, or breaks there, is nobody else's


@dataclass(frozen=True)
class Limits:
    """How many tasks are done at once, and how many seconds one may take."""

    jobs: int
    seconds: float


def each[T, R](task: Callable[[T], R], items: Iterable[T], limits: Limits) -> Iterator[tuple[T, R | Unseen]]:
    """What a task makes of each item, as it is done, or why it made nothing: no item stops another."""
    waiting = deque(items)
    idle: list[_Worker] = []
    busy: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < limits.jobs:
                worker = idle.pop() if idle else _Worker()
                busy.append(worker)
                worker.begin(task, waiting.popleft(), limits.seconds)
            wait([worker.pipe for worker in busy], max(0, min(worker.end for worker in busy) - time.monotonic()))
            for worker in [worker for worker in busy if worker.is_over]:
                answer = worker.answer()
                busy.remove(worker)
                idle += [] if worker.is_stopped else [worker]
                yield worker.item, answer
    finally:
        for worker in (*idle, *busy):
            worker.stop()


class _Worker:
    """A process, and the item that it is busy with until a moment of the clock."""

    def __init__(self) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.item: Any = None
        self.end = 0.0
        self.is_stopped = False

    def begin(self, task: Callable[[Any], Any], item: Any, seconds: float) -> None:
        """Give it something to do."""
        self.item, self.end, self._seconds = item, time.monotonic() + seconds, seconds
        with suppress(OSError):  # it died in the meantime, which its answer tells
            self.pipe.send((task, item))

    @property
    def is_over(self) -> bool:
        """Whether there is an answer, or none is waited for any longer."""
        return self.pipe.poll() or time.monotonic() >= self.end

    def answer(self) -> Any:
        """What it came to; where it came to nothing the process is stopped, and Unseen says why."""
        try:
            if self.pipe.poll():
                return self.pipe.recv()
        except (EOFError, OSError):
            self.stop()
            return Unseen("the process that looked at it died", "look at it alone: name no other in fleet.yml")
        self.stop()
        return Unseen(f"it took more than {self._seconds:g} seconds", "give it more: --timeout SECONDS")

    def stop(self) -> None:
        """End the process and all that it began, so that it can clear up; where it does not, at once."""
        self.is_stopped = True
        for end in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            with suppress(OSError):
                _signal(self._process.pid or 0, end)
            self._process.join(2)
        self.pipe.close()


def _signal(process: int, end: signal.Signals) -> None:
    if hasattr(os, "killpg") and os.getpgid(process) == process:
        os.killpg(process, end)
    else:
        os.kill(process, end)


def _serve(pipe: Connection) -> None:
    """Do what comes through a pipe, until nobody is at its other end."""
    if hasattr(os, "setsid"):
        os.setsid()  # one signal reaches every program that this process began, and those of a terminal do not
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.environ.update(_ALONE)
    with suppress(EOFError, OSError):
        while True:
            task, item = pipe.recv()
            pipe.send(_done(task, item))


def _done(task: Callable[[Any], Any], item: Any) -> Any:
    try:
        return task(item)
    except Refusal as refusal:
        return unseen(refusal)
    except Exception as error:
        return Unseen(
            f"looking at it failed ({type(error).__name__}: {error})"[:300], "run `teamkit --debug check --local` there"
        )


def unseen(refusal: Refusal) -> Unseen:
    """A refusal as the reason why nobody could look, apart from its remedy."""
    why, _, mend = str(refusal).partition("; ")
    return Unseen(why, mend)
