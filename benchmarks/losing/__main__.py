"""Count what a thousand histories lose: `TMPDIR=/dev/shm python -m benchmarks.losing [HISTORIES [FIRST]]`."""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path

from benchmarks.losing.updates import Update, history
from benchmarks.measuring import SOMEBODY
from teamkit.lifecycle.updating.model import Kind


def updates(seed: int) -> list[Update]:
    """Those of one history, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="losing.") as folder:
        return list(history(seed, Path(folder)))


def table(done: list[Update]) -> Iterator[tuple[str, int]]:
    """What came of them, line by line."""
    yield "updates", len(done)
    yield "owners' lines", sum(update.words for update in done)
    yield "**lines lost by teamkit**", sum(len(update.ours.lost) for update in done)
    yield "lines that are gone and named", sum(len(update.ours.named) for update in done)
    yield "updates refused by teamkit", sum(bool(update.ours.refused) for update in done)
    yield "**lines lost by bare Copier**", sum(len(update.bare.lost) for update in done)
    losing = [update for update in done if update.bare.lost]
    yield "updates in which it loses lines", len(losing)
    yield "of these with exit 0, no marker and no reject", sum(not update.bare.is_shown for update in losing)
    yield "updates with a marker or a reject", sum(update.bare.is_shown for update in done)
    yield "updates in which it stops with an error", sum(bool(update.bare.refused) for update in done)
    yield "updates in which nothing is dangerous", sum(update.ours.is_safe for update in done)
    yield "of these comparable with bare Copier's tree", sum(update.is_comparable for update in done)
    yield "of these another tree", sum(update.is_other for update in done)
    kinds = sum((update.ours.kinds for update in done), Counter[Kind]())
    yield from ((f"files: {kind}", number) for kind, number in kinds.most_common())
    yield from _counted("template", (update.changes for update in done))
    yield from _counted("owner", (update.edits for update in done))


def main() -> int:
    """Print the table, then each update that is to be looked at; 1 where a line was lost."""
    number, first = map(int, (*sys.argv[1:], *("1000", "0")[len(sys.argv) - 1 :]))
    os.environ.update(SOMEBODY)
    begin = time.monotonic()
    done: list[Update] = []
    with Pool() as pool:
        for each, found in enumerate(pool.imap(updates, range(first, first + number)), start=1):
            done += found
            print(f"\r{each} of {number}", end="", file=sys.stderr, flush=True)
    print("\n| what | number |\n| --- | --- |")
    for name, value in (("histories", number), *table(done)):
        print(f"| {name} | {value:,} |")
    print(f"\n{(time.monotonic() - begin) / 60:.1f} minutes")
    for update in done:
        if update.ours.lost or update.ours.refused or update.is_other:
            print(update)
    return int(any(update.ours.lost for update in done))


def _counted(who: str, kinds: Iterable[Iterable[str]]) -> Iterator[tuple[str, int]]:
    found = Counter(kind for each in kinds for kind in each)
    return ((f"{who}: {kind}", number) for kind, number in found.most_common())


if __name__ == "__main__":
    sys.exit(main())
