"""How true forecasts are on five public histories, and what exact ones cost: `python -m benchmarks.forecasting`."""

import random
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain

from benchmarks.landings import kept
from benchmarks.measuring import compare
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


# ── Calibration ─────────────────────────────────────────────────────────────────────────────────


def calibration(name: str, tests: Sequence[Backtest]) -> str:
    """A row: the share of forecasts that came true, in brackets that of the textbook's, and the loss beside it."""
    origins = [origin for each in tests for origin in each.origins]
    shares = [
        f"{_percent([each.came >= each.ours[percent] for each in origins])}"
        f" ({_percent([each.came >= each.textbooks[percent] for each in origins])})"
        for percent in LEVELS
    ]
    loss = sum(each.loss for each in tests) / sum(each.textbooks_loss for each in tests)
    return f"| {name} | {len(origins)} | {' | '.join(shares)} | {loss:.3f} |"


def _percent(came_true: Sequence[bool]) -> str:
    return f"{100 * sum(came_true) / len(came_true):.1f}"


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


def cost(name: str, exact: Callable[[], object], simulation: Callable[[], object]) -> str:
    """A row: CPU of an exact distribution, of draws from the same one, and the ratio."""
    ours, draws, ratio = compare(lambda: cpu_seconds(exact), lambda: cpu_seconds(simulation), runs=7)
    return f"| {name} | {1000 * ours:.2f} | {1000 * draws:.1f} | 1/{1 / ratio:.0f} |"


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
    histories = kept()
    tests = {name: list(windows(days)) for name, days in histories.items()}
    print("| history | origins | 85 % came true | 50 % | 95 % | pinball loss beside the textbook's |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, found in tests.items():
        print(calibration(name, found))
    print(calibration("all five, the newest five years", [newest for newest, *_ in tests.values()]))
    print(calibration("all five", [*chain(*tests.values())]))
    print("\n| weeks known | pinball loss of stretches beside weeks from an urn |\n| --- | --- |")
    for weeks in (8, 13, 20, 26, 40, 52):
        print(lengths([*histories.values()], weeks))
    days = histories["saleor"]
    known = days.counts[-52 * WEEK :]
    print(f"\n| saleor | exact, ms | {DRAWS:,} draws, ms | ratio |\n| --- | --- | --- | --- |")
    print(cost("how many, textbook", lambda: textbook.done(days, HORIZON), lambda: draw_days(known[-12 * WEEK :])))
    nothing = [0] * len(known)
    print(cost("when, stretches", lambda: Stretches(known, nothing).wait(WANTED), lambda: draw_stretches(known)))


if __name__ == "__main__":
    main()
