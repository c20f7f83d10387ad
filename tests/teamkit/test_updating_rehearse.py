"""A rehearsal says of each file what an update would do to it, and changes nothing."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from histories import commit, git
from updates import LINES, SETTINGS, a_project, a_source, at, everything, kinds, run, screen, write

from teamkit.findings import Refusal
from teamkit.lifecycle.updating.delivering import update
from teamkit.lifecycle.updating.describing import text
from teamkit.lifecycle.updating.model import Kind
from teamkit.lifecycle.updating.rehearsing import Wish, rehearse
from teamkit.telling.updating_data import as_json

FIRST = {
    f"{name}.txt": f"{name}\n{LINES}"
    for name in ("conflict", "deleted", "dropped", "merged", "renamed", "same", "plain")
}
SECOND = {
    **{f"{name}.txt": f"{name.upper()}\n{LINES}" for name in ("conflict", "deleted", "merged", "plain")},
    "dropped.txt": None,
    "renamed.txt": None,
    "named.txt": f"renamed\n{LINES}",
    "new.txt": "new\n",
    "both.txt": "theirs\n",
}
OURS = {
    "conflict.txt": f"mine\n{LINES}",
    "deleted.txt": None,
    "dropped.txt": f"dropped\n{LINES}mine\n",
    "merged.txt": f"merged\n{LINES}mine\n",
    "renamed.txt": f"renamed\n{LINES}mine\n",
    "both.txt": "mine\n",
}
EDITED = {
    "conflict.txt": Kind.CONFLICT,
    "deleted.txt": Kind.NOT_DELIVERED,
    "dropped.txt": Kind.EDIT_LOST,
    "merged.txt": Kind.MERGED,
    "renamed.txt": Kind.EDIT_LOST,
    "both.txt": Kind.COLLIDES,
    "new.txt": Kind.NEW,
    "plain.txt": Kind.UPDATED,
}


def two_versions(folder: Path, first: dict[str, str | bytes | None], second: dict[str, str | bytes | None]) -> Path:
    """A project of the first of two versions."""
    source = a_source(folder / "source", first)
    project = a_project(source, folder / "project")
    source.release("v2.0.0", second)
    return project


def after(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """The owner changes files."""
    write(folder, files)
    commit(folder, "Make it ours")
    return folder


def test_each_dangerous_case_has_its_verdict_and_nothing_is_touched(tmp_path: Path) -> None:
    project = after(two_versions(tmp_path, {**FIRST}, {**SECOND}), {**OURS})
    before = everything(project)
    found = run(project, "rehearse", "--no-tests", "--format", "json")
    assert everything(project) == before
    assert found.exit_code == 1
    told = {each["path"]: each["kind"] for each in json.loads(found.output)["files"]}
    assert told == {**EDITED, "same.txt": "unchanged", ".copier-answers.yml": "updated"}


def test_without_an_edit_it_is_safe(tmp_path: Path) -> None:
    project = two_versions(tmp_path, {**FIRST}, {**SECOND})
    found = rehearse(project)
    assert found.exit_code == 0
    assert kinds(found) == {
        **dict.fromkeys(("conflict.txt", "deleted.txt", "merged.txt", "plain.txt", "renamed.txt"), Kind.UPDATED),
        "dropped.txt": Kind.REMOVED,
        "new.txt": Kind.NEW,
        "both.txt": Kind.NEW,
    }
    assert {each.path: each.renamed for each in found.outcomes if each.renamed} == {"renamed.txt": "named.txt"}


def test_what_is_not_committed_is_no_obstacle_and_is_named_where_the_update_touches_it(tmp_path: Path) -> None:
    project = two_versions(tmp_path, {**FIRST}, {**SECOND})
    write(project, {"plain.txt": "a draft\n", "new.txt": "another\n", "same.txt": "a third\n"})
    found = rehearse(project)
    assert found.dirty == ("new.txt", "plain.txt")
    assert kinds(found)["plain.txt"] is Kind.UPDATED
    assert "not committed, so not part of this, and touched by it: new.txt, plain.txt\n" in screen(found)


def test_a_project_at_the_newest_version_has_nothing_to_take(tmp_path: Path) -> None:
    project = a_project(a_source(tmp_path / "source", {**FIRST}), tmp_path / "project")
    found = run(project, "rehearse")
    assert (found.exit_code, found.output) == (0, "the template is at v1.0.0: nothing to take\n")


def test_new_questions_message_and_changelog_are_shown(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"name.txt.jinja": "{{ name }}\n"})
    project = a_project(source, tmp_path / "project")
    asks = 'colour: {type: str, default: blue, help: "Which colour?"}\nhidden: {type: str, when: false, default: x}\n'
    asks += "never: {type: bool, ask: false, default: false}\n"
    source.release(
        "v2.0.0",
        {
            "copier.yml": f"{SETTINGS}{asks}_message_after_update: 'Paint it {{{{ colour }}}}'\n",
            "CHANGELOG.md": "# Changes\n\n## 2.0.0\n\n- Colours.\n\n## 1.0.0\n\n- The beginning.\n",
        },
    )
    found = rehearse(project)
    assert [(each.name, each.default, each.help) for each in found.questions] == [("colour", "blue", "Which colour?")]
    assert found.news == "## 2.0.0\n\n- Colours."
    assert found.message == "Paint it blue"
    told = screen(found)
    assert "new question colour, answered blue: Which colour?\n" in told
    assert "\nits changelog:\n  ## 2.0.0\n" in told
    assert "\nPaint it blue\n" in told


def test_another_answer_is_an_update_without_a_new_version(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"name.txt.jinja": "{{ name }}\n"})
    project = a_project(source, tmp_path / "project")
    found = rehearse(project, Wish(answers={"name": "bakery"}))
    assert kinds(found) == {"name.txt": Kind.UPDATED}


def test_a_version_may_be_named_and_the_newest_release_is_taken_otherwise(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"a.txt": "1\n"})
    project = a_project(source, tmp_path / "project")
    for version in ("v1.1.0", "v2.0.0", "v3.0.0rc1"):
        source.release(version, {"a.txt": f"{version}\n"})
    assert rehearse(project).after == "v2.0.0"
    assert rehearse(project, Wish("v1.1.0")).after == "v1.1.0"


def test_a_project_that_is_ahead_of_every_release_stays_where_it_is(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"a.txt": "1\n"})
    write(source.folder, {"a.txt": "2\n"})
    commit(source.folder, "Not released")
    project = a_project(source, tmp_path / "project", version="HEAD")
    assert rehearse(project).is_current
    with pytest.raises(Refusal, match=r"^v1\.0\.0 is older than v1\.0\.0-1-g\w+, which the project has; name a later"):
        rehearse(project, Wish("v1.0.0"))


# ── Files of every kind ─────────────────────────────────────────────────────────────────────────


def test_what_cannot_be_merged_by_lines_is_a_conflict_and_no_guess(tmp_path: Path) -> None:
    first: dict[str, str | bytes | None] = {
        "logo.png": b"\0one",
        "tool.sh": "echo 1\n",
        "page.txt": "a\r\nb\r\nc\r\n",
    }
    project = two_versions(
        tmp_path, first, {"logo.png": b"\0two", "tool.sh": "echo 2\n", "page.txt": "a\r\nB\r\nc\r\n"}
    )
    (project / "tool.sh").unlink()
    (project / "tool.sh").symlink_to("logo.png")
    after(project, {"logo.png": b"\0mine", "page.txt": "a\nb\nc\n"})
    assert kinds(rehearse(project)) == dict.fromkeys(("logo.png", "page.txt", "tool.sh"), Kind.CONFLICT)


def test_a_mode_and_the_lines_of_a_file_are_merged_apart(tmp_path: Path) -> None:
    project = two_versions(tmp_path, {"tool.sh": f"echo\n{LINES}"}, {"tool.sh": f"echo 2\n{LINES}"})
    (project / "tool.sh").chmod(0o755)
    commit(project, "Run it")
    assert kinds(update(project, Wish()).rehearsal) == {"tool.sh": Kind.MERGED}
    listed = git("ls-tree", "chore/template-update", "tool.sh", where=project)
    assert listed.startswith("100755 ")


def test_names_that_are_no_text_and_names_like_options_are_files_like_others(tmp_path: Path) -> None:
    odd = os.fsdecode(b"caf\xe9.txt")
    project = two_versions(tmp_path, {odd: f"1\n{LINES}", "--help": "1\n"}, {odd: f"2\n{LINES}", "--help": "2\n"})
    after(project, {odd: f"1\n{LINES}mine\n"})
    found = rehearse(project)
    assert kinds(found) == {odd: Kind.MERGED, "--help": Kind.UPDATED}
    assert "caf\\xe9.txt" in screen(found).encode().decode()
    assert "caf\\xe9.txt" in text(found).encode().decode()
    assert json.loads(as_json(found).encode())["files"][-1]["path"] == odd


@pytest.mark.parametrize(
    ("theirs", "ours"), [("docs/page.md", "docs"), ("docs", "docs/page.md"), ("docs/a/b.md", "docs/a")]
)
def test_a_file_of_the_template_gives_way_where_you_have_a_folder_or_the_other_way_round(
    theirs: str, ours: str, tmp_path: Path
) -> None:
    project = after(two_versions(tmp_path, {"a.txt": "1\n"}, {theirs: "theirs\n"}), {ours: "mine\n"})
    assert kinds(update(project, Wish()).rehearsal) == {theirs: Kind.COLLIDES}
    assert git("show", f"chore/template-update:{ours}", where=project) == "mine"
    assert "+theirs" in git("show", "chore/template-update:.copier-undecided.md", where=project)


def test_a_file_that_the_template_turns_into_a_folder_is_taken_so(tmp_path: Path) -> None:
    project = two_versions(tmp_path, {"docs": "1\n"}, {"docs": None, "docs/page.md": "2\n"})
    assert kinds(update(project, Wish()).rehearsal) == {"docs": Kind.REMOVED, "docs/page.md": Kind.NEW}
    assert git("show", "chore/template-update:docs/page.md", where=project) == "2"


def test_nothing_is_put_into_a_submodule(tmp_path: Path) -> None:
    project = two_versions(tmp_path, {"a.txt": "1\n"}, {"vendor/lib/x.txt": "x\n"})
    head = git("rev-parse", "HEAD", where=project)
    git("update-index", "--add", "--cacheinfo", f"160000,{head},vendor/lib", where=project)
    git("commit", "--quiet", "--message", "Add a submodule", where=project)
    assert kinds(rehearse(project)) == {"vendor/lib/x.txt": Kind.COLLIDES}


def test_what_git_ignores_in_the_project_is_in_no_commit(tmp_path: Path) -> None:
    project = two_versions(
        tmp_path, {".gitignore": ".env\n", ".env.jinja": "1\n"}, {".env.jinja": "2\n", "log/x.log": "x\n"}
    )
    after(project, {".gitignore": ".env\n*.log\n"})
    found = rehearse(project)
    assert kinds(found, every=True) == dict.fromkeys((".env", ".gitignore", "log/x.log"), Kind.UNCHANGED)


def test_what_the_template_writes_once_stays_and_comes_where_it_is_missing(tmp_path: Path) -> None:
    settings = f"{SETTINGS}_skip_if_exists: [once.txt, gone.txt]\n"
    source = a_source(tmp_path / "source", {"once.txt": "1\n", "gone.txt": "1\n"}, settings)
    project = a_project(source, tmp_path / "project", {"gone.txt": None})
    source.release("v2.0.0", {"once.txt": "2\n", "gone.txt": "2\n"})
    assert kinds(rehearse(project), every=True) == {"once.txt": Kind.UNCHANGED, "gone.txt": Kind.NEW}


@pytest.mark.parametrize(("mine", "kind"), [("", Kind.UPDATED), ("mine\n", Kind.EDIT_LOST)])
def test_what_the_template_writes_once_is_told_when_it_gets_another_name(tmp_path: Path, mine: str, kind: Kind) -> None:
    settings = f"{SETTINGS}_skip_if_exists: [once.txt]\n"
    source = a_source(tmp_path / "source", {"old.txt": LINES}, settings)
    project = a_project(source, tmp_path / "project", {"old.txt": LINES + mine})
    source.release("v2.0.0", {"old.txt": None, "once.txt": f"new\n{LINES}"})
    assert kinds(rehearse(project)) == {"old.txt": kind}
    update(project, Wish())
    assert at(project, "chore/template-update", "once.txt") == f"new\n{LINES}{mine}".rstrip()


def test_what_the_new_version_leaves_out_by_its_settings_is_not_deleted(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"yours.txt": "1\n"}, f"_exclude: [copier.yml, .git]\n{SETTINGS}")
    project = a_project(source, tmp_path / "project")
    source.release("v2.0.0", {"copier.yml": f"_exclude: [copier.yml, .git, yours.txt]\n{SETTINGS}"})
    assert kinds(rehearse(project)) == {}


# ── Where projects are ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A repository with two projects in folders, one of them edited."""
    source = a_source(tmp_path / "source", {"a.txt": f"1\n{LINES}"})
    folder = tmp_path / "several"
    for name in ("shop", "back/office"):
        made = a_project(source, tmp_path / name.replace("/", "-"))
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        made.rename(folder / name)
        (folder / name / ".git").rename(tmp_path / f"git-of-{name.replace('/', '-')}")
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    write(folder, {"shop/a.txt": f"1\n{LINES}mine\n", "a.txt": "not of a template\n"})
    commit(folder, "Start")
    source.release("v2.0.0", {"a.txt": f"2\n{LINES}"})
    return folder


def test_a_project_in_a_folder_is_updated_there_and_nowhere_else(several: Path) -> None:
    found = update(several / "shop", Wish()).rehearsal
    assert {each.path: each.kind for each in found.outcomes} == {
        "shop/.copier-answers.yml": Kind.UPDATED,
        "shop/a.txt": Kind.MERGED,
    }
    changed = git("diff", "--name-only", "HEAD", "chore/template-update", where=several).splitlines()
    assert changed == ["shop/.copier-answers.yml", "shop/a.txt"]


def test_of_several_projects_one_has_to_be_named(several: Path) -> None:
    with pytest.raises(
        Refusal,
        match=r"^several projects are here, by back/office/\.copier-answers\.yml, shop/\.copier-answers\.yml; "
        r"name the folder of one: --root FOLDER$",
    ):
        rehearse(several)


def test_the_only_project_of_a_repository_is_found_wherever_it_is(several: Path) -> None:
    git("rm", "-r", "--quiet", "back", where=several)
    commit(several, "Close the office")
    assert {each.path for each in rehearse(several).outcomes} == {"shop/.copier-answers.yml", "shop/a.txt"}


def test_a_bare_clone_and_a_detached_head_are_rehearsed_too(several: Path, tmp_path: Path) -> None:
    git("rm", "-r", "--quiet", "back", where=several)
    commit(several, "Close the office")
    git("switch", "--quiet", "--detach", where=several)
    git("clone", "--quiet", "--bare", str(several), str(tmp_path / "bare.git"), where=tmp_path)
    assert kinds(rehearse(several)) == kinds(rehearse(tmp_path / "bare.git"))


# ── What is refused ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is one version behind; copy it before you change it."""
    return two_versions(tmp_path_factory.mktemp("made"), {"a.txt": "1\n"}, {"a.txt": "2\n"})


@pytest.fixture
def behind(made: Path, tmp_path: Path) -> Path:
    """A copy of that project."""
    return Path(shutil.copytree(made, tmp_path / "behind"))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (None, r"PLACE: is not committed here, so nobody knows a template of this project"),
        ("<<<<<<< ours\n_commit: a\n", r"PLACE:1: has conflict markers; resolve them and commit it"),
        ("_commit: [\n", r"PLACE: cannot be read; take back what it was before, and commit that"),
        ("just words\n", r"PLACE: cannot be read"),
        ("_commit: v1.0.0\n", r"PLACE: has no _src_path; write the address of the template there"),
        (
            "_src_path: /x\n",
            r"PLACE: has no _commit that is text; write the version that /x was taken at",
        ),
        ("_src_path: /x\n_commit: 1.0\n", r"PLACE: has no _commit that is text"),
        (
            "_src_path: ../x\n_commit: v1\n",
            r"PLACE: names the template by a relative path, \.\./x; write its full address",
        ),
        (
            "_src_path: /nowhere\n_commit: v1\n",
            r"the template /nowhere cannot be reached \(Local template .*\); mend the address",
        ),
    ],
)
def test_an_answers_file_that_leads_nowhere_is_told_in_one_line(answers: str | None, told: str, behind: Path) -> None:
    after(behind, {".copier-answers.yml": answers})
    found = run(behind, "rehearse", "--no-tests")
    assert found.exit_code == 3
    assert re.fullmatch(f"error: {told}[^\n]*\n", found.stderr.replace(".copier-answers.yml", "PLACE")), found.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("_tasks: [touch ran]\n", "wants to run code of its own, and nothing here trusts it"),
        (
            "_migrations: [{version: v2.0.0, command: touch ran}]\n",
            r"runs code of its own to update to v2\.0\.0, and nothing here trusts it; read its _migrations",
        ),
        ("_jinja_extensions: [os.path]\n", "wants to run code of its own, and nothing here trusts it"),
        ("_subdirectory: '{{ nothing.at.all }}'\n", "has an error of its own .* tell those who keep it$"),
        ("_subdirectory: [\n", "has settings that nobody can read; tell those who keep it$"),
    ],
)
def test_a_template_that_asks_for_trust_or_is_broken_is_refused_whoever_trusts_it(
    settings: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = two_versions(tmp_path, {"a.txt": "1\n"}, {"copier.yml": f"{SETTINGS}{settings}"})
    (tmp_path / "settings.yml").write_text(f"trust: [{tmp_path}/]\n")
    monkeypatch.setenv("COPIER_SETTINGS_PATH", str(tmp_path / "settings.yml"))
    with pytest.raises(Refusal, match=told):
        rehearse(project)
    assert not list(tmp_path.rglob("ran"))


def test_an_answer_to_no_question_is_refused_with_those_that_there_are(behind: Path) -> None:
    with pytest.raises(Refusal, match=r"source does not ask for nmae; it asks for name$"):
        rehearse(behind, Wish(answers={"nmae": "x"}))
    assert run(behind, "rehearse", "--data", "name").stderr == (
        "error: --data name gives no answer; write it like --data NAME=VALUE\n"
    )
