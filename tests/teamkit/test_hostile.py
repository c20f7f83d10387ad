"""Whatever lies in a repository, in its template or around both: a command works or says one line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from histories import commit, git
from untouched import grown, state
from updates import LINES, SETTINGS, Files, Source, a_project, a_source, at, run

REHEARSE = ("rehearse", "--no-tests")
UPDATE = ("update", "--no-tests")
COMMANDS = [REHEARSE, UPDATE]
BRANCH = "chore/template-update"


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return a_source(tmp_path / "source", {"a.txt": f"1\n{LINES}"})


@pytest.fixture
def project(source: Source, tmp_path: Path) -> Path:
    """One that an update changes a file of, and brings a new one."""
    made = a_project(source, tmp_path / "project", {"a.txt": f"1\n{LINES}mine\n"})
    source.release("v2.0.0", {"a.txt": f"2\n{LINES}", "docs/new.txt": "new\n"})
    return made


def refused(done: Result) -> str:
    """The one line of a command that did nothing."""
    assert done.exit_code == 3, done.output
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def teamkit(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command as a process of its own."""
    tool = [str(Path(sys.executable).parent / "teamkit"), "--root", str(folder), *words]
    return subprocess.run(tool, env={**os.environ, **variables}, check=False, capture_output=True, text=True)


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def mount(*words: str) -> None:
    if subprocess.run(["mount", *words], check=False, capture_output=True).returncode:
        pytest.skip("only root may mount")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_link_out_of_the_tree_is_neither_followed_nor_read(
    project: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret\n")
    (project / "a.txt").unlink()
    (project / "a.txt").symlink_to(outside / "secret.txt")
    (project / "docs").symlink_to(outside)
    commit(project, "Link")
    before, around = state(project), state(outside)
    done = run(project, *command)
    assert done.exit_code == 1, done.output
    assert "secret\n" not in done.output
    assert state(outside) == around
    for branch in grown(project, before):
        assert git("diff", "--name-only", "HEAD", branch, where=project).split() == [
            ".copier-answers.yml",
            ".copier-undecided.md",
        ]


def test_no_formatter_writes_through_a_link(source: Source, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("MINE = 1\n")
    project = a_project(source, tmp_path / "project", {".gitignore": ".venv\n", "pyproject.toml": "[tool.ruff]\n"})
    program = project / ".venv/bin/ruff"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nfor file; do case "$file" in *.py) echo formatted >> "$file";; esac; done\n')
    program.chmod(0o755)
    (source.folder / "link.py").symlink_to(tmp_path / "mine.py")
    source.release("v2.0.0", {"copier.yml": f"_preserve_symlinks: true\n{SETTINGS}", "plain.py": "PLAIN = 1\n"})
    assert run(project, *UPDATE).exit_code == 0
    assert (tmp_path / "mine.py").read_text() == "MINE = 1\n"
    assert at(project, BRANCH, "plain.py") == "PLAIN = 1\nformatted"


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_line_ends_that_git_translates_lose_nothing(source: Source, tmp_path: Path, setting: str) -> None:
    windows = LINES.replace("\n", "\r\n")
    source.release("v1.1.0", {"windows.bat": f"1\r\n{windows}"})
    project = a_project(source, tmp_path / "project", version="v1.1.0")
    git("config", "core.autocrlf", setting, where=project)
    (project / "windows.bat").write_bytes(f"1\r\n{windows}mine\r\n".encode())
    commit(project, "Make it ours")
    source.release("v2.0.0", {"windows.bat": f"2\r\n{windows}"})
    before = state(project)
    assert run(project, *UPDATE).exit_code == 0
    assert grown(project, before) == {BRANCH}
    lines = at(project, BRANCH, "windows.bat").split()
    assert lines[0] == "2"
    assert lines[-1] == "mine"


def test_a_pointer_stays_one_where_lfs_is_configured_and_missing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3"
    (project / ".gitattributes").write_text("*.bin filter=lfs diff=lfs merge=lfs -text\n")
    (project / "photo.bin").write_text(f"{pointer}\n")
    commit(project, "Point")
    for key, value in (("clean", "no-lfs clean"), ("process", "no-lfs filter-process"), ("required", "true")):
        git("config", "--file", str(tmp_path / "config"), f"filter.lfs.{key}", value, where=project)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    done = run(project, *UPDATE)
    assert done.exit_code == 0, done.output
    assert at(project, BRANCH, "photo.bin") == pointer


@pytest.mark.parametrize("command", [*COMMANDS, ("eject",)])
def test_a_project_that_nobody_has_committed_is_refused_with_the_step_that_is_missing(
    project: Path, command: tuple[str, ...]
) -> None:
    shutil.rmtree(project / ".git")
    git("init", "--quiet", where=project)
    before = state(project)
    assert refused(run(project, *command)) == (
        "error: nothing is committed here yet; commit the project, then run it again"
    )
    assert state(project) == before


def test_no_hook_and_no_program_of_a_configuration_runs(project: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    program.chmod(0o755)
    (project / ".gitattributes").write_text("* merge=evil diff=evil\n")
    commit(project, "Name drivers")
    (tmp_path / "hooks").mkdir()
    for hook in ("post-checkout", "pre-commit", "post-commit", "commit-msg", "post-index-change", "post-merge"):
        shutil.copy(program, tmp_path / "hooks" / hook)
    for key in ("core.editor", "core.askPass", "merge.evil.driver", "diff.evil.command", "diff.evil.textconv"):
        git("config", key, str(program), where=project)
    for key in ("gpg.program", "diff.external", "core.sshCommand", "credential.helper", "core.pager"):
        git("config", key, str(program), where=project)
    for key, value in (("core.hooksPath", str(tmp_path / "hooks")), ("commit.gpgsign", "true")):
        git("config", key, value, where=project)
    git("config", "core.fsmonitor", str(program), where=project)
    assert run(project, *UPDATE).exit_code == 0
    assert at(project, BRANCH, "docs/new.txt") == "new"
    assert not (tmp_path / "ran").exists()


def test_a_hook_may_update_whatever_index_and_repository_it_was_called_with(project: Path, tmp_path: Path) -> None:
    hook = project / ".git/hooks/post-commit"
    tool = Path(sys.executable).parent / "teamkit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\nexport GIT_DIR=.git GIT_WORK_TREE=.\n{tool} {' '.join(UPDATE)} > {tmp_path}/said 2>&1\n"
    )
    hook.chmod(0o755)
    (project / "b.txt").write_text("mine\n")
    git("add", "b.txt", where=project)
    (project / "c.txt").write_text("not committed\n")
    git("commit", "--quiet", "--message", "Mine", where=project)
    assert at(project, BRANCH, "docs/new.txt") == "new", (tmp_path / "said").read_text()
    assert git("status", "--porcelain", where=project) == "?? c.txt"


@pytest.mark.parametrize("command", COMMANDS)
def test_no_password_of_a_template_is_printed(
    project: Path, tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPIER_CACHE_DIR", str(tmp_path / "cache"))
    answers = "_commit: v1.0.0\n_src_path: git+http://me:sec@ret@127.0.0.1:9/x.git\n"
    (project / ".copier-answers.yml").write_text(answers)
    commit(project, "Go elsewhere")
    before = state(project)
    line = refused(run(project, *command))
    assert line.startswith("error: the template git+http://127.0.0.1:9/x.git cannot be reached (")
    assert "ret" not in line
    assert grown(project, before) == set()


def from_afar(project: Path, source: Source, version: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A rehearsal of a project whose template has a password in its address, which leads to a folder."""
    (project.parent / "config").write_text(f'[url "{source.folder}"]\ninsteadOf = https://me:secret@x.test/y.git\n')
    (project / ".copier-answers.yml").write_text(f"_commit: {version}\n_src_path: https://me:secret@x.test/y.git\n")
    commit(project, "Go elsewhere")
    variables = {"GIT_CONFIG_GLOBAL": str(project.parent / "config"), "COPIER_CACHE_DIR": str(project.parent / "cache")}
    return teamkit(project, *REHEARSE, *words, **variables)


@pytest.mark.parametrize(("version", "words"), [("7", ()), ("v1.0.0", ("--data", "nobody=asks"))])
def test_no_password_is_in_what_is_refused(project: Path, source: Source, version: str, words: tuple[str, ...]) -> None:
    done = from_afar(project, source, version, *words)
    assert done.returncode == 3
    assert "https://x.test/y.git" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_no_password_is_in_what_a_rehearsal_prints(project: Path, source: Source, form: str) -> None:
    done = from_afar(project, source, "v1.0.0", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "docs/new.txt" in done.stdout
    assert "secret" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_no_space_for_a_room_is_one_line(project: Path, tiny: Path, command: tuple[str, ...]) -> None:
    (project / "large.bin").write_bytes(os.urandom(700_000))
    commit(project, "Large")
    before = state(project)
    done = teamkit(project, *command, TMPDIR=str(tiny))
    assert done.returncode == 3
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.endswith(f"; make room in {tiny}, or name another folder in TMPDIR")
    assert grown(project, before) == set()
    assert list(tiny.iterdir()) == []


def test_no_space_in_the_repository_is_one_line(source: Source, tiny: Path) -> None:
    project = a_project(source, tiny / "project")
    source.release("v2.0.0", {"large.bin": os.urandom(700_000)})
    before = state(project)
    assert "No space left on device" in refused(run(project, *UPDATE))
    assert grown(project, before) == set()


def test_a_repository_that_may_only_be_read_is_one_line(project: Path) -> None:
    before = state(project)
    mount("--bind", str(project), str(project))
    try:
        mount("--options", "remount,ro,bind", str(project))
        assert run(project, *REHEARSE).exit_code == 0
        assert "Read-only file system" in refused(run(project, *UPDATE))
    finally:
        subprocess.run(["umount", str(project)], check=True)
    assert state(project) == before


def test_a_large_file_is_never_in_our_memory(project: Path, tmp_path: Path) -> None:
    with (project / "large.bin").open("wb") as file:
        file.truncate(100_000_000)
    commit(project, "Large")
    code = (
        "import sys; from pathlib import Path; from teamkit.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0], file=sys.stderr)"
    )
    words = [sys.executable, "-c", code, "--root", str(project), *UPDATE]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    assert int(done.stderr.split()[-1]) < 160 * 1024  # KiB of this program alone: rusage also counts who started it
    assert git("rev-parse", "HEAD:large.bin", where=project) == git("rev-parse", f"{BRANCH}:large.bin", where=project)


def test_nothing_that_a_template_says_commands_a_terminal(source: Source, tmp_path: Path) -> None:
    project = a_project(source, tmp_path / "project", {"a\x1b[31m.txt": "mine\n"})
    news = "# Changelog\n\n## v2.0.0\n\n- \x1b[2J[bold]news[/bold]\n"
    question = 'more: {type: str, default: "\\e[31m", help: "\\e[2J"}\n_message_after_update: "\\e[2Jhello"\n'
    files: Files = {"CHANGELOG.md": news, "a\x1b[31m.txt": "theirs\n", "copier.yml": SETTINGS + question}
    source.release("v2.0.0", files)
    for command in COMMANDS:
        assert "\x1b" not in run(project, *command).output
