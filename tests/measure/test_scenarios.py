"""What is measured of projects whose truth is known is that truth, however their forge stumbles."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from fake_forge.server import FakeForge, Fault, serving
from fake_forge.using import Clock, environment
from histories import git
from scenarios import END, Scenario, scenario

from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.facts import Facts, Sources
from teamkit.lifecycle.measuring.scene import Wish, scene
from teamkit.lifecycle.measuring.taking import ALL, taken
from teamkit.measure.model import Line, Measured
from teamkit.measure.samples import Count, Mean, Sample, Share, mean, sample

SCENARIOS, PORTIONS = 200, 8
FAULTS = (
    Fault(status=502),
    Fault(status=503, headers={"Retry-After": "7"}),
    Fault(status=429, headers={"Retry-After": "3"}),
    Fault(status=403, headers={"Retry-After": "5"}, body='{"message": "You have exceeded a secondary rate limit"}'),
    Fault(is_cut=True),
    None,
)


def looked(
    made: Scenario, forge: FakeForge, kind: str, keep: Path, now: datetime = END
) -> tuple[dict[str, Measured | Unseen], tuple[str, ...]]:
    """Everything that is measured of a scenario, and what has to be known of the facts."""
    patience = Clock(now.timestamp()).patience()
    sources = Sources({**environment(forge, kind, keep), "NO_PROXY": "127.0.0.1"}, keep, patience)
    with Facts(scene(made.folder, Wish(), now), sources) as facts:
        found = {each.measure.name: each.result for each in taken(facts, ALL)}
    return found, facts.notes


def measured(made: Scenario, forge: FakeForge, kind: str, keep: Path) -> dict[str, Measured | Unseen]:
    """Everything that is measured of a scenario, all of it as of now."""
    found, notes = looked(made, forge, kind, keep)
    assert notes == ()
    return found


def told(found: dict[str, Measured | Unseen]) -> dict[str, object]:
    """All that is said of every measure."""
    return {
        name: result if isinstance(result, Unseen) else (result.lines, result.records, result.notes)
        for name, result in found.items()
    }


def line(found: Measured | Unseen, label: str) -> Line:
    assert not isinstance(found, Unseen), found
    return next(each for each in found.lines if each.label == label)


def value(found: Measured | Unseen, label: str) -> Sample | Mean | Share | Count:
    return line(found, label).now


@pytest.mark.parametrize("kind", ["github", "gitlab"])
@pytest.mark.parametrize("portion", range(PORTIONS))
def test_figures_equal_the_truth_of_random_projects(
    portion: int, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for seed in range(portion, SCENARIOS // 2, PORTIONS):
        made = scenario(2 * seed + (kind == "gitlab"), tmp_path / f"{seed}")
        made.world.page_size = Random(seed).choice([2, 5, 100])  # noqa: S311
        with serving(made.world) as forge:
            git("remote", "add", "origin", f"{forge.url}/org/shop.git", where=made.folder)
            forge.faults += Random(seed).choices(FAULTS, k=3)  # noqa: S311
            found = measured(made, forge, kind, tmp_path / f"cache-{seed}")
        truth = made.truth
        stages = {name: getattr(truth, name) for name in ("coding", "pickup", "review", "deployment")}
        for name, seconds in {"cycle time": truth.cycle, **stages}.items():
            assert value(found["cycle-time"], name) == sample(seconds), (seed, name)
        assert value(found["cycle-time"], "merged without a review") == Share(truth.unreviewed, truth.merged), seed
        assert value(found["throughput"], "merged requests") == Count(truth.merged), seed
        assert value(found["deployments"], "deployments") == Count(truth.deployments), seed
        assert value(found["lead-time"], "lead time for changes") == sample(truth.lead), seed
        if truth.incidents:
            assert value(found["recovery"], "mean time to recovery") == mean(truth.incidents), seed
        else:
            assert isinstance(found["recovery"], Unseen)


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_figures_are_the_same_when_only_what_changed_is_asked_for(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = scenario(7, tmp_path / "shop")
    with serving(made.world) as forge:
        git("remote", "add", "origin", f"{forge.url}/org/shop.git", where=made.folder)
        first = measured(made, forge, kind, tmp_path / "cache")
        again = measured(made, forge, kind, tmp_path / "cache")
    assert told(again) == told(first)


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_with_the_forge_down_figures_are_those_of_the_last_look_and_say_so(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = scenario(1, tmp_path / "shop")
    with serving(made.world) as forge:
        git("remote", "add", "origin", f"{forge.url}/org/shop.git", where=made.folder)
        before, _ = looked(made, forge, kind, tmp_path / "cache", END - timedelta(hours=5))
    found, notes = looked(made, forge, kind, tmp_path / "cache", END - timedelta(hours=3))
    together = ["requests, deployments, incidents"] if kind == "github" else ["requests", "deployments", "incidents"]
    assert [note.partition("; ")[2] for note in notes] == [
        f"its {what} are as of 2026-05-24 19:00 UTC" for what in together
    ]
    assert told(found)["cycle-time"] == told(before)["cycle-time"]
    never, _ = looked(made, forge, kind, tmp_path / "another-cache")
    assert isinstance(never["cycle-time"], Unseen)
    assert not isinstance(never["churn"], Unseen)
