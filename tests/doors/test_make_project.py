"""`make project` leads from nothing to a green project, or says in one line why not."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from histories import commit, git
from rendering import files

import make_project

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(upstream: Path, tmp_path: Path) -> Run:
    """Run the script of the template from an empty folder, without a terminal."""

    def run(*words: str, script: Path = upstream, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(script / "make_project.py"), *words]
        environment = {**os.environ, **variables}
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It ends with one line that holds the words, and exit code 2."""
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("error: ")
    assert [word for word in words if word not in last] == []
    assert "Traceback" not in done.stderr
    assert done.returncode == 2


def everything(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in files(folder)}


# ── The way that works ──────────────────────────────────────────────────────────────────────────


def test_the_project_has_its_branches_and_one_commit_that_holds_everything(making: tuple[Path, str]) -> None:
    project = making[0]
    assert git("branch", "--format", "%(refname:short)", where=project).split() == ["develop", "main"]
    assert git("branch", "--show-current", where=project) == "develop"
    assert git("rev-list", "--count", "main", where=project) == "1"
    assert git("rev-parse", "main", where=project) == git("rev-parse", "develop", where=project)
    assert git("status", "--porcelain", where=project) == ""


def test_it_ends_with_commands_that_work_as_printed(making: tuple[Path, str]) -> None:
    _, said = making
    line = next(line.strip() for line in said.splitlines() if line.strip().startswith("cd "))
    command = line.split("  #")[0].replace("just run", "just --list")
    done = subprocess.run(command, shell=True, cwd="/", capture_output=True, text=True, check=False)  # noqa: S602
    assert done.returncode == 0, done.stderr
    assert "test" in done.stdout


def test_an_existing_repository_becomes_a_project_and_keeps_what_it_has(run: Run, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "README.md").write_text("# Ours\n")
    git("init", "--quiet", "--initial-branch", "main", where=fresh)
    commit(fresh, "Start")
    done = run("fresh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "git status shows what was added to what you had" in done.stderr
    assert (fresh / "README.md").read_text() == "# Ours\n"
    assert git("diff", "--name-only", where=fresh) == ""
    assert "?? manage.py" in git("status", "--porcelain", where=fresh)
    assert git("rev-list", "--count", "--all", where=fresh) == "1"


def test_on_windows_the_commands_are_those_of_powershell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_project, "WINDOWS", True)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    line = make_project.command_line("C:\\tools\\uv.exe", Path("shop"), "run")
    assert line == 'cd "shop"; & "C:\\tools\\uv.exe" run just run'
    assert make_project.path_line(Path("tools")) == '$env:PATH += ";tools"'


def test_secrets_stay_out_of_the_repository(making: tuple[Path, str]) -> None:
    project, _ = making
    secret = next(line for line in (project / ".env").read_text().splitlines() if line.startswith("SECRET_KEY="))
    value = secret.partition("=")[2].strip("\"'")
    assert len(value) >= 50
    assert git("check-ignore", ".env", where=project) == ".env"
    assert git("log", "--all", "--format=%H", f"-S{value}", where=project) == ""


# ── What is refused ─────────────────────────────────────────────────────────────────────────────


def test_a_missing_destination_is_named_with_an_example(run: Run) -> None:
    assert_refused(run(""), "DEST is missing", "make project DEST=../shop")
    assert_refused(run("forge=gitlab"), "DEST is missing")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("brancing=gitflow", ['ANSWERS: "brancing" is not a question', "did you mean branching?"]),
        ("xyzzy=1", ['"xyzzy" is not a question', "known: branching, customise"]),
        ("gitlab", ['"gitlab" is not KEY=VALUE']),
        ("files={}", ['"files" is not a question']),
        ("project_slug=test", ['project_slug "test"', "shadows a package", "test-site"]),
        ("project_name=", ["project_name needs at least one letter"]),
        ("pipeline=gitlab", ["GitLab CI needs forge=gitlab"]),
    ],
)
def test_a_wrong_answer_is_one_line_and_leaves_nothing(answer: str, words: list[str], run: Run, tmp_path: Path) -> None:
    assert_refused(run("shop", answer), *words)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_in_a_file_of_answers_names_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text("forge: gitlab\nlicense: MIT\n")
    assert_refused(run("shop", "--data", "answers.yml"), "answers.yml", '"license" is not a question', "licence?")
    assert_refused(run("shop", "--data", "none.yml"), "DATA: ", "none.yml does not exist")


def test_a_destination_that_could_lose_something_is_left_alone(run: Run, tmp_path: Path) -> None:
    filled = tmp_path / "filled"
    filled.mkdir()
    (filled / "thesis.txt").write_text("the only copy")
    assert_refused(run("filled"), "DEST: ", "is not empty and not a git repository", "git init")
    git("init", "--quiet", where=filled)
    assert_refused(run("filled"), "has changes that are not committed")
    assert_refused(run("filled/thesis.txt"), "is a file")
    assert_refused(run("filled/thesis.txt/below"), "is a file")
    assert everything(filled) == {"thesis.txt": b"the only copy"}


def test_a_destination_inside_the_template_is_refused(run: Run, upstream: Path) -> None:
    assert_refused(run(str(upstream / "shop")), "is inside the template", "../shop")


def test_a_project_of_this_template_is_sent_to_update(run: Run, ready: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git("clone", "--quiet", str(ready), str(clone), where=tmp_path)
    assert_refused(run("clone"), "was made from this template already", "uvx copier update")


@pytest.mark.parametrize("place", ["/proc/shop", "/proc/deep/shop"])
def test_a_folder_that_cannot_be_written_is_one_line(place: str, run: Run) -> None:
    assert_refused(run(place), f"DEST: {place} cannot be made", "choose a folder that you can write")


def test_a_refusal_takes_folders_on_the_way_away_again(run: Run, tmp_path: Path) -> None:
    assert_refused(run("new/deep/shop", "project_slug=test"), "shadows a package")
    assert list(tmp_path.iterdir()) == []


def test_a_template_with_changes_is_refused_unless_asked_for(run: Run, upstream: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    git("clone", "--quiet", str(upstream), str(changed), where=tmp_path)
    (changed / "copier.yml").write_text("# less\n")
    assert_refused(run("shop", script=changed), "has changes that are not committed", "DEV=1")
    assert not (tmp_path / "shop").exists()


def test_a_template_without_git_is_refused(run: Run, upstream: Path, tmp_path: Path) -> None:
    shutil.copytree(upstream, tmp_path / "bare", ignore=shutil.ignore_patterns(".git", ".venv"))
    assert_refused(run("shop", script=tmp_path / "bare"), "is not a git clone")


# ── Machines that lack something ────────────────────────────────────────────────────────────────


@pytest.fixture
def few_tools(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, str]]:
    """Variables of a machine that has just the named tools and one Python."""

    def variables(*tools: str) -> dict[str, str]:
        folder = tmp_path_factory.mktemp("bin")
        for tool in tools:
            (folder / tool).symlink_to(str(shutil.which(tool)))
        (folder / f"python3.{sys.version_info.minor}").symlink_to(os.path.realpath(sys.executable))
        home = tmp_path_factory.mktemp("home")
        nowhere = str(home / "nowhere")
        return {
            "PATH": str(folder),
            "HOME": str(home),
            "XDG_DATA_HOME": nowhere,
            "PYENV_ROOT": nowhere,
            "UV_PYTHON_INSTALL_DIR": nowhere,
            "UV_CACHE_DIR": subprocess.check_output(["uv", "cache", "dir"], text=True).strip(),
            "UV_PYTHON_DOWNLOADS": "never",
        }

    return variables


SHELL = ("basename", "cat", "dirname", "grep", "mkdir", "rm", "sed", "sh", "tr", "uname")  # git's own scripts


def test_no_git_is_one_line(run: Run, few_tools: Callable[..., dict[str, str]]) -> None:
    assert_refused(run("shop", **few_tools()), "git is missing")


def test_no_interpreter_is_one_line_and_leaves_nothing(
    run: Run, few_tools: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    missing = "3.14" if sys.version_info.minor != 14 else "3.12"
    done = run("shop", f"python_version={missing}", **few_tools("git", "uv", *SHELL))
    assert_refused(done, f"Python {missing} is missing", "python_version=")
    assert list(tmp_path.iterdir()) == []


def test_no_uv_and_no_way_to_get_it_is_one_line(run: Run, few_tools: Callable[..., dict[str, str]]) -> None:
    done = run("shop", **few_tools("git"), PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert_refused(done, "uv could not be installed", "https://docs.astral.sh/uv/")


# ── Where updates come from ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def host(upstream: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The https address of a git host that serves the template; git finds it on loopback."""
    git("clone", "--quiet", "--bare", str(upstream), str(tmp_path / "served" / "template.git"), where=tmp_path)
    port = free_port()
    command = ["git", "daemon", "--export-all", "--listen=127.0.0.1", f"--port={port}", "--base-path=.", "--verbose"]
    daemon = subprocess.Popen(command, cwd=tmp_path / "served", stderr=subprocess.PIPE, text=True)
    assert daemon.stderr is not None
    assert "Ready" in daemon.stderr.readline()
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.git://127.0.0.1:{port}/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://git.example.org/")
    yield "https://git.example.org/template.git"
    daemon.terminate()
    daemon.wait()
    daemon.stderr.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clone_from(host: str, folder: Path) -> Path:
    git("clone", "--quiet", host, str(folder), where=folder.parent)
    return folder


def test_the_origin_is_written_down_where_it_answers_and_has_the_commit(host: str, tmp_path: Path) -> None:
    clone = clone_from(host, tmp_path / "clone")
    assert make_project.source(clone) == (host, git("rev-parse", "HEAD", where=clone))


def test_a_commit_that_the_origin_lacks_comes_from_this_clone(host: str, tmp_path: Path) -> None:
    clone = clone_from(host, tmp_path / "clone")
    commit(clone, "Not pushed")
    assert make_project.source(clone) == (f"git+{clone.as_uri()}", git("rev-parse", "HEAD", where=clone))


def test_an_origin_that_does_not_answer_is_not_written_down(host: str, tmp_path: Path) -> None:
    clone = clone_from(host, tmp_path / "clone")
    git("remote", "set-url", "origin", f"https://127.0.0.1:{free_port()}/template.git", where=clone)
    assert make_project.source(clone)[0] == f"git+{clone.as_uri()}"


def test_an_origin_that_uv_cannot_reach_is_not_written_down(host: str, tmp_path: Path) -> None:
    clone = clone_from(host, tmp_path / "clone")
    daemon = os.environ["GIT_CONFIG_KEY_0"].removeprefix("url.").removesuffix(".insteadOf")
    git("remote", "set-url", "origin", f"{daemon}template.git", where=clone)
    assert make_project.source(clone)[0] == f"git+{clone.as_uri()}"


def test_an_origin_on_this_machine_is_written_as_an_absolute_address(upstream: Path, tmp_path: Path) -> None:
    clone = clone_from(str(upstream), tmp_path / "clone")
    assert make_project.source(clone)[0] == f"git+{upstream.as_uri()}"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://git.example.org/team/template", "https://git.example.org/team/template.git"),
        ("https://git.example.org/team/template.git", "https://git.example.org/team/template.git"),
        ("git@git.example.org:team/template.git", "git+ssh://git@git.example.org/team/template.git"),
        ("ssh://git@git.example.org/team/template.git", "git+ssh://git@git.example.org/team/template.git"),
    ],
)
def test_an_address_is_written_as_copier_and_uv_recognise_it(address: str, written: str) -> None:
    assert make_project.written(address) == written


def test_a_colleague_can_update_what_was_made(host: str, tmp_path: Path) -> None:
    clone = clone_from(host, tmp_path / "clone")
    make_project.copy(["copier"], clone, tmp_path / "shop", "--defaults")
    git("init", "--quiet", where=tmp_path / "shop")
    commit(tmp_path / "shop", "Start")
    shutil.rmtree(clone)
    update = ["copier", "update", "--defaults", "--quiet", "--data", "linters=flake8-black"]
    done = subprocess.run(update, cwd=tmp_path / "shop", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "linters: flake8-black" in (tmp_path / "shop" / ".copier-answers.yml").read_text()
