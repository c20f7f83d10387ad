"""How true forecasts are on public histories, and what exact ones cost: `python -m benchmarks.forecasting [CLONE…]`.

Of five histories the counts are kept; clones are tested beside them.
"""

import random
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path

from benchmarks.landings import kept, landings
from benchmarks.measuring import Figure, compare
from teamkit.findings import Unseen
from teamkit.measure.forecasting import textbook
from teamkit.measure.forecasting.backtest import LEVELS, Backtest, backtest, pinball
from teamkit.measure.forecasting.days import WEEK, Days
from teamkit.measure.forecasting.process import Process
from teamkit.measure.forecasting.stretches import Stretches
from teamkit.measure.forecasting.urn import Urn

HORIZON = 28
FIVE_YEARS = 261 * WEEK
DRAWS, WANTED = 10_000, 100


def windows(days: Days) -> Iterator[Backtest]:
    """The test on the newest five years, then on the five years before, as long as there are any."""
    for end in range(len(days.counts), 0, -FIVE_YEARS):
        found = backtest(days.until(end), HORIZON)
        if not isinstance(found, Unseen):
            yield found


def figures() -> Iterator[Figure]:
    """How many forecasts on the kept histories came true, and what an exact distribution costs beside draws from it."""
    tests = [*chain(*map(windows, kept().values()))]
    number = sum(len(each.origins) for each in tests)
    for percent, bound in ((85, "80 to 90"), (95, "91 to 98")):
        ours, textbooks = true(tests, percent)
        detail = f"{number:,} forecasts on five public histories; the textbook's {textbooks:.1f} %"
        yield Figure(f"forecasts with {percent} % that came true", ours, "%", bound, detail)
    yield Figure("forecasts: pinball loss beside the textbook's", beside(tests), "x", "≤ 0.95", "")
    yield from costs(kept()["saleor"])


# ── Calibration ─────────────────────────────────────────────────────────────────────────────────


def calibration(name: str, tests: Sequence[Backtest]) -> str:
    """A row: the share of forecasts that came true, in brackets that of the textbook's, and the loss beside it."""
    shares = ("{:.1f} ({:.1f})".format(*true(tests, percent)) for percent in LEVELS)
    return f"| {name} | {sum(len(each.origins) for each in tests)} | {' | '.join(shares)} | {beside(tests):.3f} |"


def true(tests: Sequence[Backtest], percent: int) -> tuple[float, float]:
    """How many in a hundred came true of our forecasts with so many per cent, and of the textbook's."""
    origins = [origin for each in tests for origin in each.origins]
    ours = sum(each.came >= each.ours[percent] for each in origins)
    textbooks = sum(each.came >= each.textbooks[percent] for each in origins)
    return 100 * ours / len(origins), 100 * textbooks / len(origins)


def beside(tests: Sequence[Backtest]) -> float:
    """The loss of our forecasts beside that of the textbook's."""
    return sum(each.loss for each in tests) / sum(each.textbooks_loss for each in tests)


def lengths(histories: Sequence[Days], weeks: int) -> str:
    """A row: the loss of the urn, and of stretches beside it, where both know so many weeks."""
    urn, stretches = (
        sum(loss(way, days, weeks * WEEK) for days in histories)
        for way in (Urn, lambda known: Stretches(known, [0] * len(known)))
    )
    return f"| {weeks} | {stretches / urn:.3f} |"


def loss(way: Callable[[Sequence[int]], Process], days: Days, known: int) -> float:
    """What forecasts from so many days would have cost, a horizon after each other."""
    total = 0.0
    for origin in range(known, len(days.counts) - HORIZON, HORIZON):
        found = way(days.counts[origin - known : origin]).done(HORIZON)
        promises = {percent: found.at_least(percent) for percent in LEVELS}
        total += pinball(promises, sum(days.counts[origin : origin + HORIZON]))
    return total


# ── Cost ────────────────────────────────────────────────────────────────────────────────────────


def costs(days: Days) -> Iterator[Figure]:
    """What draws cost beside the exact distributions that they come from."""
    known = days.counts[-52 * WEEK :]
    yield _cost("how many, textbook", lambda: textbook.done(days, HORIZON), lambda: draw_days(known[-12 * WEEK :]))
    nothing = [0] * len(known)
    yield _cost("when, stretches", lambda: Stretches(known, nothing).wait(WANTED), lambda: draw_stretches(known))


def _cost(name: str, exact: Callable[[], object], simulation: Callable[[], object]) -> Figure:
    draws, ours, ratio = compare(lambda: cpu_seconds(simulation), lambda: cpu_seconds(exact), runs=7)
    detail = f"{1000 * draws:.0f} ms and {1000 * ours:.2f} ms"
    return Figure(f"forecast of {name}: CPU of {DRAWS:,} draws over exact", ratio, "x", "≥ 10", detail)


def cpu_seconds(work: Callable[[], object]) -> float:
    """The cost of a piece of work in this process."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def draw_days(counts: Sequence[int]) -> list[int]:
    """Sums of days, each of them as any of these."""
    return sorted(sum(random.choices(counts, k=HORIZON)) for _ in range(DRAWS))  # noqa: S311


def draw_stretches(counts: Sequence[int]) -> list[int]:
    """The days that it takes, stretch by stretch."""
    length = len(counts) // WEEK // 5 * WEEK
    circle = (*counts, *counts[:length])
    paths = [[*accumulate(circle[first : first + length])] for first in range(0, len(counts), WEEK)]
    return sorted(_walk(paths, length) for _ in range(DRAWS))


def _walk(paths: Sequence[Sequence[int]], length: int) -> int:
    wanted, day = WANTED, 1
    while True:
        path = random.choice(paths)  # noqa: S311
        if path[-1] >= wanted:
            return day + bisect_left(path, wanted)
        wanted, day = wanted - path[-1], day + length


def main() -> None:
    """Print three tables."""
    clones = map(Path, sys.argv[1:])
    histories = kept() | {clone.resolve().name: landings(clone) for clone in clones}
    tests = {name: list(windows(days)) for name, days in histories.items()}
    print("| history | origins | 85 % came true | 50 % | 95 % | pinball loss beside the textbook's |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, found in tests.items():
        print(calibration(name, found))
    print(calibration("all, the newest five years", [newest for newest, *_ in tests.values()]))
    print(calibration("all", [*chain(*tests.values())]))
    print("\n| weeks known | pinball loss of stretches beside weeks from an urn |\n| --- | --- |")
    for weeks in (8, 13, 20, 26, 40, 52):
        print(lengths([*histories.values()], weeks))
    print("\n| saleor | ratio | measured |\n| --- | --- | --- |")
    for each in costs(histories["saleor"]):
        print(f"| {each.name} | {each.value:.0f} {each.unit} | {each.detail} |")


if __name__ == "__main__":
    main()
