"""Landings are exact on any history: by the truth about each line, by blame, and however much is read at once."""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from histories import git
from hypothesis import given, settings
from hypothesis import strategies as st
from measure.landing_stories import BIRTH, Row, Story

from teamkit.history.habits import is_bots
from teamkit.history.landing.model import Landing
from teamkit.history.landing.reading import read
from teamkit.measure.churn import churn
from teamkit.measure.periods import WEEK, last

COMMITS = 2_000
EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
BEGIN = datetime.fromtimestamp(BIRTH, tz=UTC)
END = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def story() -> Story:
    return Story(7, COMMITS)


@pytest.fixture(scope="module")
def folder(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return story.write(tmp_path_factory.mktemp("histories") / "long.git")


@pytest.fixture(scope="module")
def whole(folder: Path) -> Sequence[Landing]:
    return list(read(folder, "main"))


def rows(landings: Iterable[Landing]) -> list[Row]:
    return [(landing.added, landing.deleted) for landing in landings]


def since(first: int, landings: Iterable[Landing]) -> list[Row]:
    """What is seen of landings where a history is read from one of them on."""
    return [
        (landing.added, {number: lines for number, lines in landing.deleted.items() if number >= first})
        for landing in landings
        if landing.number >= first
    ]


def counted(live: dict[bytes, list[int]]) -> dict[bytes, list[int]]:
    """Files without lines that do not count: those of submodules."""
    return {path: [number for number in lines if number] for path, lines in live.items()}


def lines_at(folder: Path, ref: str) -> dict[bytes, int]:
    """How many lines git counts in each file."""
    told = subprocess.run(
        ["git", "diff-tree", "-r", "--numstat", "-z", "--no-renames", EMPTY, ref],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    entries = (entry.split(b"\t", 2) for entry in told.stdout.split(b"\0") if entry)
    return {path: int(added) for added, _, path in entries if added != b"-"}


def blamed(folder: Path, path: bytes, mainline: dict[bytes, int]) -> list[int]:
    """The landing of each line of a file, as git tells it."""
    words = ["git", "blame", "--first-parent", "--porcelain", "main", "--", os.fsdecode(path)]
    told = subprocess.run(words, cwd=folder, capture_output=True, check=True).stdout
    return [mainline[name] for name in re.findall(rb"^([0-9a-f]{40}) \d+ \d+(?: \d+)?$", told, re.MULTILINE)]


def test_each_landing_of_a_long_history_adds_and_deletes_what_is_true(story: Story, whole: Sequence[Landing]) -> None:
    assert rows(whole) == story.rows


def test_the_lines_that_live_at_its_end_are_those_that_git_counts_and_blames(story: Story, folder: Path) -> None:
    landings = read(folder, "main")
    mainline = {landing.commit.encode(): landing.number for landing in landings}
    live = {os.fsencode(path): list(lines) for path, lines in landings.live.items()}
    assert counted(live) == story.live
    numbers = lines_at(folder, "main")
    assert {path: len(lines) for path, lines in live.items() if lines} == {
        path: number for path, number in numbers.items() if number
    }
    texts = [path for path, lines in story.live.items() if lines]
    assert texts
    for path in texts:
        assert blamed(folder, path, mainline) == story.live[path], path


def test_what_was_added_and_not_deleted_lives(story: Story, whole: Sequence[Landing]) -> None:
    added, deleted = (sum(numbers) for numbers in zip(*((a, sum(d.values())) for a, d in rows(whole)), strict=True))
    assert added - deleted == sum(map(len, story.live.values()))


@pytest.mark.parametrize("weeks", [1, 4, 26])
def test_each_week_of_a_window_is_as_in_the_whole_history(weeks: int, folder: Path, whole: Sequence[Landing]) -> None:
    for at in range(4, 60, 9):
        period = last(weeks, BEGIN + WEEK * at + timedelta(days=3))
        window = read(folder, "main", (period.before.since, period.until))
        found = churn(window, period, is_bots)
        assert found == churn(whole, period, is_bots)
        assert found.lines[0].now.n or weeks < 5


def test_windows_are_read_and_not_the_whole(folder: Path, whole: Sequence[Landing]) -> None:
    period = last(4, BEGIN + WEEK * 40)
    assert 0 < len(read(folder, "main", (period.since, period.until))) < len(whole) / 2


def test_in_steps_with_what_was_kept_it_is_the_same_as_at_once(
    folder: Path, whole: Sequence[Landing], tmp_path: Path
) -> None:
    for end in (*range(1, len(whole), 131), len(whole)):
        git("update-ref", "refs/heads/steps", whole[end - 1].commit, where=folder)
        landings = read(folder, "steps", keep=tmp_path)
        assert list(landings) == whole[:end]
        assert landings.notes == ()


# ── Any small history ───────────────────────────────────────────────────────────────────────────

small = settings(max_examples=20)
seeds = st.integers(0, 2**32)


def written(seed: int, commits: int, scratch: str) -> tuple[Story, Path]:
    story = Story(seed, commits)
    return story, story.write(Path(scratch) / "small.git")


@small
@given(seeds, st.integers(1, 30))
def test_any_history_is_read_as_it_is(seed: int, commits: int) -> None:
    with TemporaryDirectory() as scratch:
        story, folder = written(seed, commits, scratch)
        landings = read(folder, "main")
        assert rows(landings) == story.rows
        assert counted({os.fsencode(path): list(lines) for path, lines in landings.live.items()}) == story.live
        live = Counter({path: len(lines) for path, lines in landings.live.items()})
        assert +live == +Counter({os.fsdecode(path): number for path, number in lines_at(folder, "main").items()})


@small
@given(seeds, st.integers(2, 30), st.data())
def test_any_part_of_a_history_is_as_in_the_whole_also_after_a_break(
    seed: int, commits: int, data: st.DataObject
) -> None:
    with TemporaryDirectory() as scratch:
        _, folder = written(seed, commits, scratch)
        whole = list(read(folder, "main"))
        head, *firsts = (data.draw(st.sampled_from(whole), name) for name in ("head", "first", "then"))
        for end in (head, whole[-1]):
            git("update-ref", "refs/heads/steps", end.commit, where=folder)
            first = firsts.pop()
            known = whole[: end.number]
            start = next((landing.number for landing in known if landing.at >= first.at), len(known) + 1)
            landings = list(read(folder, "steps", (first.at, END), keep=Path(scratch) / "keep"))
            assert [landing.number for landing in landings] == list(range(start, len(known) + 1))
            assert since(start, landings) == since(start, known)
