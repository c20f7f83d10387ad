"""Whatever template and owner do, no line of the owner is lost without a word; `benchmarks.losing` tries more."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.losing import updates
from benchmarks.losing.updates import Bare, Update, history
from teamkit.lifecycle.updating.model import Kind


def found(seeds: range, folder: Path) -> list[Update]:
    return [update for seed in seeds for update in history(seed, folder / str(seed))]


@pytest.mark.parametrize("seeds", [range(12), range(12, 24)], ids=["first", "second"])
def test_no_line_is_lost_in_a_random_history(seeds: range, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "_bare", lambda *_: Bare())
    done = found(seeds, tmp_path)
    assert not [update for update in done if update.ours.lost or update.ours.refused]
    kinds = sum((update.ours.kinds for update in done), Counter[Kind]())
    assert {*+kinds} >= {Kind.CONFLICT, Kind.EDIT_LOST, Kind.NEW, Kind.REMOVED, Kind.NOT_DELIVERED}


def test_where_nothing_is_dangerous_bare_copier_comes_to_the_same_tree(tmp_path: Path) -> None:
    done = found(range(24, 32), tmp_path)
    assert sum(update.is_comparable for update in done) >= 3
    assert not [update for update in done if update.is_other]
