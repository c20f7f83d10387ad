"""A wave says of each repository whether its update is safe, needs a person, or cannot be told, and changes none."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import made_once
from fleets import copied, everything, fleet, project, run, template, write
from histories import commit, git

from teamkit.findings import Unseen
from teamkit.lifecycle.fleet.listing import Entry
from teamkit.lifecycle.fleet.wave import Move, Risk, Wave
from teamkit.lifecycle.updating.model import Kind, Outcome, Rehearsal, Trial
from teamkit.telling.wave import markdown

TASKS = {"copier.yml": "_subdirectory: template\n_tasks: ['true']\nbranching: {type: str, default: github-flow}\n"}


@pytest.fixture(scope="session")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven repositories, and what their plan says in JSON and in words."""
    with made_once(tmp_path_factory, "wave") as (folder, missing):
        if missing:
            prepare(folder)
            before = everything(folder)
            cache = tmp_path_factory.mktemp("cache")
            told = run(folder / "fleet.yml", "plan", "--format", "json", cache=cache)
            kept = sorted((cache / "teamkit/seen").iterdir())
            words = run(folder / "fleet.yml", "plan", cache=cache)
            assert (told.exit_code, words.exit_code) == (1, 1), told.output
            assert sorted((cache / "teamkit/seen").iterdir()) == kept  # nothing was rehearsed again
            assert everything(folder) == before
            (folder / "told.json").write_text(told.stdout)
            (folder / "words.txt").write_text(words.stdout)
    return folder


def prepare(folder: Path) -> None:
    source = template(folder / "template")
    project(source, folder / "newest")
    old = project(source, folder / "safe", "v1.0.0")
    git("clone", "--quiet", "--bare", str(old), str(folder / "bare.git"), where=folder)
    copied(old, folder / "edited", notes__txt="one\nzwei\nthree\n")
    copied(old, folder / "plain")
    git("rm", "--quiet", ".copier-answers.yml", where=folder / "plain")
    git("commit", "--quiet", "--message", "Leave the template", where=folder / "plain")
    hungry = template(folder / "hungry")
    copied(project(hungry, folder / "first", "v1.0.0"), folder / "trusting")
    write(hungry, TASKS)
    commit(hungry, "Ask for trust")
    git("tag", "v2.0.0", where=hungry)
    fleet(folder, "newest", "safe", "bare.git", "edited", "plain", "trusting", "missing")


@pytest.fixture(scope="session")
def told(wave: Path) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads((wave / "told.json").read_text())["repositories"]}


def test_each_repository_belongs_to_one_part_of_the_wave(told: dict[str, Any]) -> None:
    assert {name: each["risk"] for name, each in told.items()} == {
        "bare": "safe",
        "safe": "safe",
        "edited": "look",
        "missing": "cannot tell",
        "trusting": "cannot tell",
        "newest": "nothing to do",
        "plain": "nothing to do",
    }


def test_what_is_safe_says_from_where_to_where_and_the_command_that_takes_it(told: dict[str, Any], wave: Path) -> None:
    for name, place in (("safe", wave / "safe"), ("bare", wave / "bare.git")):
        assert (told[name]["version"], told[name]["newer"]) == ("v1.0.0", "v1.2.0")
        assert told[name]["next"] == f"teamkit --root {place} update --request"
        assert [told[name][key] for key in ("files", "broken", "unknown")] == [[], [], []]


def test_what_needs_a_person_says_which_files_and_why(told: dict[str, Any], wave: Path) -> None:
    (file,) = told["edited"]["files"]
    assert (file["path"], file["kind"]) == ("notes.txt", "conflict")
    assert file["why"]
    assert told["edited"]["next"] == f"teamkit --root {wave}/edited rehearse"


def test_what_cannot_be_told_says_why(told: dict[str, Any]) -> None:
    (missing,), (trusting,) = told["missing"]["unknown"], told["trusting"]["unknown"]
    assert missing == {"why": "there is no such folder", "mend": "mend its path in fleet.yml"}
    assert told["missing"]["next"] == ""
    assert "wants to run code of its own" in trusting["why"]


def test_the_plan_reads_as_four_lists_and_a_line_that_counts(wave: Path) -> None:
    words = (wave / "words.txt").read_text()
    headings = ["Safe (2)", "Look (1)", "Cannot tell (2)", "Nothing to do (2)"]
    assert sorted(headings, key=words.index) == headings
    assert "  edited  v1.0.0 → v1.2.0\n      notes.txt: conflict: " in words
    assert "  newest, plain\n" in words
    assert words.endswith("7 repositories: 2 safe, 1 look, 2 cannot tell, 2 nothing to do\n")


# ── In Markdown ─────────────────────────────────────────────────────────────────────────────────


FAR = Entry("org/shop", "https://github.com/org/shop.git", None, is_remote=True)
TRIED = Trial("teamkit check --local", frozenset(), frozenset({"target: `main` is not where this goes"}))


def rehearsal(*outcomes: Outcome, trials: tuple[Trial, ...] = ()) -> Rehearsal:
    return Rehearsal("https://example.com/template", "v1.0.0", "v1.2.0", "1" * 40, outcomes, trials=trials)


def test_a_repository_that_is_elsewhere_is_cloned_before_its_update() -> None:
    safe = Move(FAR, "v1.0.0", rehearsal(Outcome("a.txt", Kind.NEW, "")))
    assert safe.step == ("git clone -- https://github.com/org/shop.git shop && teamkit --root shop update --request")


def test_markdown_says_the_same_and_names_are_only_names() -> None:
    odd = Entry("<b>`odd`</b>", "/srv/a b", None, is_remote=False)
    broken = Move(odd, "v1.0.0", rehearsal(Outcome("a.txt", Kind.UPDATED, ""), trials=(TRIED,)))
    assert broken.risk is Risk.LOOK
    said = markdown(Wave((broken, Move(FAR, "", None)), (Unseen("nobody may list @org", "ask"),)))
    assert said == (
        "# A wave of updates\n\n"
        "2 repositories: 0 safe, 1 look, 0 cannot tell, 1 nothing to do.\n\n"
        "## Look (1)\n\nSomebody decides these first.\n\n"
        "- `` <b>`odd`</b> `` v1.0.0 → v1.2.0\n"
        "  - fails anew: target: `main` is not where this goes\n"
        "  - next: `teamkit --root '/srv/a b' rehearse`\n\n"
        "## Nothing to do (1)\n\nThese have the newest release, or nothing of a template.\n\n"
        "- `org/shop`\n\n"
        "## Not listed\n\n- nobody may list @\u2060org; ask\n"
    )


def test_a_check_that_nobody_could_run_makes_a_wave_blind() -> None:
    blind = Trial("teamkit check --local", frozenset(), Unseen("team.yml: is bad", "mend it"))
    move = Move(FAR, "v1.0.0", rehearsal(Outcome("a.txt", Kind.UPDATED, ""), trials=(blind,)))
    assert (move.risk, move.blind) == (Risk.BLIND, (Unseen("team.yml: is bad", "mend it"),))
    assert Wave((move,)).exit_code == 2
