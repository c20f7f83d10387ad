"""What reached production comes back to develop: each way in which it may, beside the same history without it."""

import copy
import json
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from histories import commit, git

from teamkit.cli import main

VIEWS = "def home():\n    user = request.user\n    loop(user)\n    return user\n\n\ndef about():\n    return None\n"
STOPPED = VIEWS.replace("loop(user)", "stop(user)")
UNSEEN = "nobody could look whether anything is lost"
ANSWERS = "branching: gitflow\nproduction_branch: main\n"


class Shop:
    """A repository with production and develop, written as people do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch", "main")
        self.write("Start", {"views.py": VIEWS, "old.py": "x = 1\ny = 2\n", ".copier-answers.yml": ANSWERS})
        self.git("branch", "develop")

    def git(self, *words: str) -> str:
        return git(*words, where=self.folder)

    def write(self, message: str, files: dict[str, str | None]) -> str:
        for path, text in files.items():
            if text is None:
                (self.folder / path).unlink()
            else:
                (self.folder / path).write_text(text)
        commit(self.folder, message)
        return self.git("rev-parse", "HEAD")

    def on(self, branch: str, message: str, **files: str | None) -> str:
        """Commit on a branch; a name with an underscore is a path with a dot."""
        self.git("switch", "--quiet", branch)
        return self.write(message, {path.replace("_", "."): text for path, text in files.items()})

    def merge_by_hand(self, **files: str | None) -> None:
        """Merge develop into production, and write these files before the commit."""
        self.git("switch", "--quiet", "main")
        merge = ["git", "merge", "--quiet", "--no-ff", "--no-commit", "develop"]
        subprocess.run(merge, cwd=self.folder, check=False, capture_output=True)
        self.write("Merge branch 'develop'", {path.replace("_", "."): text for path, text in files.items()})

    def check(self, *words: str) -> Result:
        return CliRunner().invoke(main, ["--root", str(self.folder), "check", "nothing-lost", *words])

    @property
    def findings(self) -> list[tuple[str, str]]:
        """State and words of each finding."""
        (found,) = json.loads(self.check("--format", "json").output)["checks"]
        return [(finding["state"], finding["what"]) for finding in found["findings"]]

    @property
    def states(self) -> list[str]:
        return [state for state, _ in self.findings]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


def hotfix(shop: Shop, after: str = STOPPED) -> str:
    return shop.on("main", "Stop the loop", views_py=after)


# ── Ways to be present, each beside the same history without it ─────────────────────────────────


def by_ancestry(shop: Shop) -> None:
    hotfix(shop)
    shop.git("switch", "--quiet", "develop")
    shop.git("merge", "--quiet", "--no-ff", "--no-edit", "main")


def by_patch_under_another_name(shop: Shop) -> None:
    hotfix(shop)
    shop.on("develop", "Backport", views_py=STOPPED)
    shop.on("develop", "Rewrite", views_py="def start():\n    pass\n")


def another_patch_under_another_name(shop: Shop) -> None:
    hotfix(shop)
    shop.on("develop", "Backport", views_py=VIEWS.replace("loop(user)", "pause(user)"))


def by_pick_in_other_words(shop: Shop) -> None:
    name = hotfix(shop)
    text = VIEWS.replace("loop(user)", "halt(user)")
    shop.on("develop", f"Stop it\n\n(cherry picked from commit {name})", views_py=text)


def by_pick_of_another_commit(shop: Shop) -> None:
    hotfix(shop)
    text = VIEWS.replace("loop(user)", "halt(user)")
    shop.on("develop", f"Stop it\n\n(cherry picked from commit {'1' * 40})", views_py=text)


def by_pick_that_production_made(shop: Shop) -> None:
    name = shop.on("develop", "Stop it", views_py=VIEWS.replace("loop(user)", "halt(user)"))
    shop.on("main", f"Stop the loop\n\n(cherry picked from commit {name})", views_py=STOPPED)


def by_pick_that_was_released_meanwhile(shop: Shop) -> None:
    by_pick_in_other_words(shop)
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--no-edit", "--strategy-option", "ours", "develop")
    shop.on("develop", "Go on", new_py="")


def by_revert_on_production(shop: Shop) -> None:
    hotfix(shop)
    shop.git("revert", "--no-edit", "HEAD")


def by_half_a_revert(shop: Shop) -> None:
    shop.on("main", "Stop the loop", views_py=STOPPED, old_py="x = 2\n")
    shop.on("main", 'Revert "Stop the loop"', views_py=VIEWS)


def by_revert_on_develop(shop: Shop) -> None:
    hotfix(shop)
    shop.on("develop", "Stop the loop", views_py=STOPPED)
    shop.git("revert", "--no-edit", "HEAD")


def by_revert_on_production_alone(shop: Shop) -> None:
    by_revert_on_production(shop)
    shop.on("develop", "Stop the loop", views_py=STOPPED)


def by_twin_in_other_surroundings(shop: Shop) -> None:
    hotfix(shop)
    shop.on("develop", "Rename", views_py=VIEWS.replace("user = ", "user: User = ").replace("return user", "return 1"))
    adapted = STOPPED.replace("user = ", "user: User = ").replace("return user", "return 1")
    shop.on("develop", "Stop the loop (#7)", views_py=adapted)


def by_name_alone(shop: Shop) -> None:
    hotfix(shop)
    shop.on("develop", "Stop the loop (#7)", new_py="stop(user)\n")


def by_twin_of_blank_lines(shop: Shop) -> None:
    hotfix(shop, VIEWS.replace("    loop", "\n    loop"))
    shop.on("develop", "Stop the loop", views_py=f"\n{VIEWS}")


def by_deletion_elsewhere(shop: Shop) -> None:
    hotfix(shop, VIEWS.replace("    loop(user)\n", ""))
    text = VIEWS.replace("request.user", "None").replace("return user", "return 1")
    shop.on("develop", "Rewrite", views_py=text)
    shop.on("develop", "Stop the loop", views_py=text.replace("    loop(user)\n", ""))


def by_name_of_a_deletion(shop: Shop) -> None:
    hotfix(shop, VIEWS.replace("    loop(user)\n", ""))
    shop.on("develop", "Stop the loop", new_py="x = 1\n")


def by_one_deletion_of_two(shop: Shop) -> None:
    twice = VIEWS.replace("    loop(user)\n", "    loop(user)\n    loop(user)\n")
    shop.on("main", "Loop twice", views_py=twice)
    shop.git("branch", "--force", "develop", "main")
    hotfix(shop, VIEWS)
    shop.on("develop", "Stop the loop", views_py=f"import this\n{twice}")


def by_deletion_of_the_file(shop: Shop) -> None:
    shop.on("main", "Shorten", old_py="x = 1\n")
    shop.on("develop", "Remove what is old", old_py=None)


def by_deletion_of_another_file(shop: Shop) -> None:
    shop.on("main", "Shorten", old_py="x = 1\n")
    shop.on("develop", "Remove what is old", views_py=None)


def by_twin_in_a_renamed_file(shop: Shop) -> None:
    hotfix(shop)
    shop.git("switch", "--quiet", "develop")
    shop.git("mv", "views.py", "pages.py")
    shop.on("develop", "Rename")
    shop.on("develop", "Stop the loop", pages_py=STOPPED)


def in_a_file_that_develop_renamed(shop: Shop) -> None:
    hotfix(shop)
    shop.git("switch", "--quiet", "develop")
    shop.git("mv", "views.py", "pages.py")
    shop.on("develop", "Rename")


def by_squash_of_a_branch(shop: Shop) -> None:
    shop.git("switch", "--quiet", "--create", "hotfix/loop", "main")
    shop.on("hotfix/loop", "Try", views_py=VIEWS.replace("loop(user)", "wait(user)"))
    shop.on("hotfix/loop", "Stop", views_py=STOPPED)
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--no-ff", "--no-edit", "hotfix/loop")
    shop.on("develop", "No more loops (#9)", views_py=STOPPED)
    shop.on("develop", "Rewrite", views_py="def start():\n    pass\n")


def by_squash_of_half_a_branch(shop: Shop) -> None:
    by_squash_of_a_branch(shop)
    shop.git("switch", "--quiet", "hotfix/loop")
    shop.on("hotfix/loop", "Shorten", old_py="x = 1\n")
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--no-ff", "--no-edit", "hotfix/loop")


def by_squash_that_lists(shop: Shop) -> None:
    shop.on("main", "Try", views_py=VIEWS.replace("loop(user)", "return None"))
    shop.on("main", "Stop", views_py=STOPPED, old_py="x = 1\n")
    text = STOPPED.replace("request.user", "None")
    shop.on("develop", "Rewrite", views_py=VIEWS.replace("request.user", "None"))
    shop.on("develop", "Bring back (#9)\n\n* Try\n* Stop", views_py=text, old_py="x = 1\n")
    shop.on("develop", "Go on", views_py=text.replace("stop", "halt"))


def by_squash_that_lists_more_than_it_does(shop: Shop) -> None:
    hotfix(shop)
    shop.on("develop", "Bring back (#9)\n\n* Stop the loop", old_py="x = 1\n")


def by_release(shop: Shop) -> None:
    shop.on("develop", "Grow", new_py="x = 1\n")
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--no-ff", "--no-edit", "develop")


def by_squashed_release(shop: Shop) -> None:
    shop.on("develop", "Grow", new_py="x = 1\n")
    shop.on("develop", "Stop", views_py=STOPPED)
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--squash", "develop")
    shop.on("main", "Release 1.0.0")
    shop.on("develop", "Go on", new_py="y = 1\n", views_py="def start():\n    pass\n")


def by_evil_release(shop: Shop) -> None:
    shop.on("develop", "Grow", new_py="x = 1\n")
    shop.merge_by_hand(views_py=STOPPED)


def by_choice_in_a_conflict(shop: Shop) -> None:
    shop.on("main", "Set", old_py="x = 1\ny = 3\n")
    shop.on("develop", "Set", old_py="x = 1\ny = 3\n")
    shop.on("develop", "Count", old_py="x = 1\ny = 4\nz = 3\n")
    shop.merge_by_hand(old_py="x = 1\ny = 4\nz = 3\n")


def by_evil_release_that_came_back(shop: Shop) -> None:
    by_evil_release(shop)
    shop.on("develop", "Stop", views_py=f"import this\n{STOPPED}")


PRESENT = [
    by_ancestry,
    by_patch_under_another_name,
    by_pick_in_other_words,
    by_pick_that_production_made,
    by_pick_that_was_released_meanwhile,
    by_revert_on_production,
    by_revert_on_develop,
    by_twin_in_other_surroundings,
    by_deletion_elsewhere,
    by_deletion_of_the_file,
    by_twin_in_a_renamed_file,
    by_squash_of_a_branch,
    by_squash_that_lists,
    by_release,
    by_squashed_release,
    by_choice_in_a_conflict,
    by_evil_release_that_came_back,
]
LOST = [
    hotfix,
    another_patch_under_another_name,
    by_pick_of_another_commit,
    by_half_a_revert,
    by_revert_on_production_alone,
    by_name_alone,
    by_twin_of_blank_lines,
    by_name_of_a_deletion,
    by_one_deletion_of_two,
    by_deletion_of_another_file,
    in_a_file_that_develop_renamed,
    by_squash_of_half_a_branch,
    by_squash_that_lists_more_than_it_does,
    by_evil_release,
]


@pytest.mark.parametrize("way", PRESENT)
def test_what_came_back_is_green(way: Callable[[Shop], object], shop: Shop) -> None:
    way(shop)
    assert shop.findings == []


@pytest.mark.parametrize("way", LOST)
def test_what_did_not_come_back_is_red(way: Callable[[Shop], object], shop: Shop) -> None:
    way(shop)
    assert set(shop.states) == {"fail"}


# ── What it says ────────────────────────────────────────────────────────────────────────────────


def test_a_hotfix_on_production_only_is_named_with_author_age_and_files(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", (datetime.now(UTC) - timedelta(days=12)).isoformat())
    name = hotfix(shop)
    assert shop.findings == [
        ("fail", f'{name[:10]} "Stop the loop" (Test, 12 days old) is on main and not on develop: views.py')
    ]
    assert shop.check().exit_code == 1


def test_the_command_that_it_names_brings_it_back(shop: Shop) -> None:
    hotfix(shop)
    said = shop.check().output
    assert "→ bring it back with a merge commit: ask for main → develop;\n" in said
    assert "where that conflicts: `git switch" in said
    (command,) = re.findall(r"`(git switch [^`]+)`", said)
    subprocess.run(command, shell=True, cwd=shop.folder, check=True, capture_output=True)  # noqa: S602
    shop.git("branch", "--force", "develop")
    assert shop.check().exit_code == 0


def test_what_is_superseded_is_a_report_with_the_reason_and_whose_word_it_is(shop: Shop) -> None:
    name = hotfix(shop)
    shop.git("switch", "--quiet", "develop")
    words = re.findall(r"`(git commit [^`]+)`", shop.check().output)[0]
    command = words.replace("<why>", "The loop is gone with the old pages").replace("<hash>", name[:7])
    subprocess.run(command, shell=True, cwd=shop.folder, check=True, capture_output=True)  # noqa: S602
    by = shop.git("rev-parse", "HEAD")[:10]
    assert shop.findings == [
        (
            "pass",
            f'{name[:10]} "Stop the loop" (Test, 0 days old) is superseded on develop: '
            f"chore: The loop is gone with the old pages (Test, {by})",
        )
    ]
    assert shop.check().exit_code == 0


def test_beside_a_superseded_one_the_others_come_back_alone(shop: Shop) -> None:
    name = hotfix(shop)
    other = shop.on("main", "Shorten", old_py="x = 1\n")
    shop.on("develop", f"Not needed\n\nSupersedes: {name}")
    said = shop.check().output
    (command,) = re.findall(r"`(git switch [^`]+)`", said)
    assert command == (
        f"git switch --create backmerge/{other[:10]} --no-track develop && git cherry-pick -x {other[:10]}"
    )
    subprocess.run(command, shell=True, cwd=shop.folder, check=True, capture_output=True)  # noqa: S602
    shop.git("branch", "--force", "develop")
    assert shop.states == ["pass"]


def test_under_github_flow_it_does_not_apply_and_says_so(shop: Shop) -> None:
    hotfix(shop)
    shop.on("main", "Change", **{"_copier-answers_yml": "branching: github-flow\nproduction_branch: main\n"})
    shop.git("branch", "--delete", "--force", "develop")
    assert shop.findings == [("pass", "not applicable: main is the only lasting branch, so nothing has to come back")]


# ── Open releases ───────────────────────────────────────────────────────────────────────────────


def release(shop: Shop) -> None:
    shop.on("develop", "Grow", new_py="x = 1\n")
    shop.git("branch", "release/1.5.0", "develop")


def test_a_hotfix_that_an_open_release_lacks_is_red_although_develop_has_it(shop: Shop) -> None:
    release(shop)
    by_ancestry(shop)
    ((state, what),) = shop.findings
    assert state == "fail"
    assert "is on main and not on release/1.5.0: views.py" in what
    (command,) = re.findall(r"`(git switch [^`]+)`", shop.check().output)
    assert "-to-1.5.0 --no-track release/1.5.0 && git merge --no-edit main" in command
    subprocess.run(command, shell=True, cwd=shop.folder, check=True, capture_output=True)  # noqa: S602
    shop.git("branch", "--force", "release/1.5.0")
    assert shop.findings == []


def test_a_release_that_another_one_overtook_is_not_open(shop: Shop) -> None:
    release(shop)
    by_release(shop)
    by_ancestry(shop)
    assert shop.findings == []


# ── What cannot be told ─────────────────────────────────────────────────────────────────────────


def test_a_shallow_clone_is_unknown_and_fails_where_it_is_required(shop: Shop, tmp_path: Path) -> None:
    by_ancestry(shop)
    git("clone", "--quiet", "--depth", "1", shop.folder.as_uri(), str(tmp_path / "clone"), where=tmp_path)
    clone = copy.copy(shop)
    clone.folder = tmp_path / "clone"
    assert clone.findings == [("unknown", f"{UNSEEN}: the history is cut off")]
    assert "→ fetch the whole history: `git fetch --unshallow`" in clone.check().output
    assert clone.check().exit_code == 2
    assert clone.check("--require", "nothing-lost").exit_code == 1


def test_in_a_bare_clone_history_is_judged_and_what_needs_files_is_unknown(shop: Shop, tmp_path: Path) -> None:
    shop.on("main", "Stop the loop", views_py=STOPPED)
    git("clone", "--quiet", "--bare", str(shop.folder), str(tmp_path / "bare.git"), where=tmp_path)
    shop.folder = tmp_path / "bare.git"
    result = shop.check()
    assert (result.exit_code, '"Stop the loop"' in result.output) == (1, True)
    for name in ("migration-radar", "migration-graph", "migration-safety"):
        result = CliRunner().invoke(main, ["--root", str(shop.folder), "check", name])
        assert (result.exit_code, "this is a bare clone, which has no files" in result.output) == (2, True)


@pytest.mark.parametrize(("there", "missing"), [("main", "develop"), ("develop", "main")])
def test_a_branch_that_is_missing_is_unknown_with_the_command_that_fetches_it(
    there: str, missing: str, shop: Shop, tmp_path: Path
) -> None:
    words = ("--quiet", "--single-branch", "--branch", there, shop.folder.as_uri(), str(tmp_path / "clone"))
    git("clone", *words, where=tmp_path)
    clone = copy.copy(shop)
    clone.folder = tmp_path / "clone"
    assert clone.findings == [("unknown", f"{UNSEEN}: the branch {missing} is not in this clone")]
    (command,) = re.findall(r"`(git fetch [^`]+)`", clone.check().output)
    subprocess.run(command, shell=True, cwd=clone.folder, check=True, capture_output=True)  # noqa: S602
    assert clone.findings == []


def test_a_clone_of_one_branch_without_answers_is_unknown(shop: Shop, tmp_path: Path) -> None:
    shop.on("main", "Leave the template", **{"_copier-answers_yml": None})
    words = ("--quiet", "--single-branch", "--branch", "main", shop.folder.as_uri(), str(tmp_path / "clone"))
    git("clone", *words, where=tmp_path)
    clone = copy.copy(shop)
    clone.folder = tmp_path / "clone"
    assert clone.findings == [("unknown", f"{UNSEEN}: this clone has one branch")]
    (command,) = re.findall(r"`(git fetch [^`]+)`", clone.check().output)
    subprocess.run(command, shell=True, cwd=clone.folder, check=True, capture_output=True)  # noqa: S602
    assert clone.states == ["fail"]


def test_an_object_that_is_gone_is_unknown_in_one_line(shop: Shop) -> None:
    hotfix(shop)
    blob = shop.git("rev-parse", "main:views.py")
    (shop.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    ((state, what),) = shop.findings
    assert state == "unknown"
    assert what == f"{UNSEEN}: unable to read {blob}"


@pytest.mark.parametrize(
    ("theirs", "state"), [(None, "fail"), (b"\0another", "unknown"), (b"\0new", "present")], ids=str
)
def test_a_picture_is_judged_by_what_it_is(theirs: bytes | None, state: str, shop: Shop) -> None:
    shop.git("switch", "--quiet", "main")
    (shop.folder / "logo.png").write_bytes(b"\0old")
    shop.on("main", "Draw")
    shop.git("branch", "--force", "develop", "main")
    (shop.folder / "logo.png").write_bytes(b"\0new")
    shop.on("main", "Draw again")
    if theirs:
        shop.git("switch", "--quiet", "develop")
        (shop.folder / "logo.png").write_bytes(theirs)
        shop.on("develop", "Draw otherwise")
    assert shop.states == ([] if state == "present" else [state])


def test_another_mode_is_judged_by_the_mode(shop: Shop) -> None:
    shop.git("switch", "--quiet", "main")
    (shop.folder / "old.py").chmod(0o755)
    shop.on("main", "Let it run")
    assert shop.states == ["fail"]
    shop.git("switch", "--quiet", "develop")
    (shop.folder / "old.py").chmod(0o755)
    shop.on("develop", "Make it a script", new_py="x = 1\n")
    assert shop.states == []


def test_answers_that_cannot_be_read_are_one_line(shop: Shop) -> None:
    (shop.folder / ".copier-answers.yml").write_text("branching: [\n")
    result = shop.check()
    assert result.exit_code == 3
    assert result.stderr == (
        "error: .copier-answers.yml: cannot be read; take it back from history: git checkout -- .copier-answers.yml\n"
    )


def test_the_answers_of_another_template_are_no_answers(shop: Shop) -> None:
    hotfix(shop)
    (shop.folder / ".copier-answers.yml").write_text("production_branch: live\n")
    assert shop.states == ["fail"]
    (shop.folder / ".copier-answers.team.yml").write_text("branching: github-flow\nproduction_branch: main\n")
    assert shop.states == ["pass"]
