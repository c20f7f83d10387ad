"""A project carries the team's tool: pinned, apart from what it needs itself, and true from the first commit on."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from copier import run_copy
from doors.test_project import just
from histories import NEWEST, commit, git
from jinja2 import FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment
from render.test_documents import broken_links
from rendering import REPOSITORY, rendered, template

import make_project

SCRIPT = ("uv", "run", "--quiet", "--script", "team.py")


def team(project: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run([*SCRIPT, *words], cwd=project, env=environment, capture_output=True, text=True, check=False)


def metadata(script: Path) -> dict[str, object]:
    """What a script's inline metadata says (PEP 723)."""
    block = re.search(r"(?m)^# /// script\n((?:#.*\n)+?)# ///$", script.read_text())
    assert block is not None
    return tomllib.loads(re.sub(r"(?m)^# ?", "", block[1]))


@pytest.fixture
def project(ready: Path, tmp_path: Path) -> Path:
    """A copy of the project of default answers, with its environment."""
    return shutil.copytree(ready, tmp_path / "example-shop", symlinks=True)


def be_two(project: Path) -> None:
    """Let two people decide and stand in everywhere, as a team does before somebody joins."""
    people = {name: {"name": name.title(), "handle": name, "chat": f"@{name}"} for name in ("grace", "alan")}
    written = yaml.safe_load((project / "team.yml").read_text()) | {"users": people}
    for area in written["areas"].values():
        area |= {"accountable": "grace", "deputy": "alan"}
    (project / "team.yml").write_text(yaml.safe_dump(written, sort_keys=False))
    assert team(project, "team", "sync").returncode == 0
    git("switch", "--quiet", "--create", "feature/team", where=project)
    commit(project, "Be two")


# ── What is there from the first commit on ──────────────────────────────────────────────────────


def test_the_first_commit_agrees_with_the_team_in_every_check_that_needs_no_forge(ready: Path) -> None:
    done = team(ready, "check", "--local", "--format", "json")
    assert done.returncode == 0, done.stdout
    states = {check["name"]: check["state"] for check in json.loads(done.stdout)["checks"]}
    assert len(states) >= 12
    assert set(states.values()) == {"pass"}


def test_every_link_of_a_project_that_is_set_up_leads_somewhere(ready: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", str(ready), str(tmp_path / "clone"), where=tmp_path)
    assert broken_links(tmp_path / "clone") == []


def test_an_editor_finds_the_schema_beside_the_pages(ready: Path) -> None:
    first = (ready / "team.yml").read_text().splitlines()[0]
    schema = json.loads((ready / first.partition("$schema=")[2]).read_text())
    assert schema["title"] == "team.yml"
    assert set(yaml.safe_load((ready / "team.yml").read_text())) <= set(schema["properties"])


def test_every_command_of_the_first_day_page_does_what_the_page_says(project: Path) -> None:
    page = (project / "docs/team/first-day.md").read_text()
    commands = [
        line.strip() for block in re.findall(r"(?s)```sh\n(.*?)```", page) for line in block.strip().splitlines()
    ]
    assert len(commands) == 4
    be_two(project)
    joining = ("team", "add", "--id=ada", "--name=Ada", "--handle=ada", "--chat=@ada", "--timezone=Europe/London")
    assert team(project, *joining).returncode == 0
    for command in commands:
        done = subprocess.run(["sh", "-c", command], cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == 0, command + done.stdout + done.stderr
    assert "| Europe/London | Ada |" in (project / "docs/team/first-day.md").read_text()


def test_the_first_person_of_a_team_leaves_all_in_agreement(project: Path) -> None:
    git("switch", "--quiet", "--create", "feature/join", where=project)
    joining = ("team", "add", "--id=ada", "--name=Ada", "--handle=ada", "--chat=@ada", "--timezone=Europe/London")
    for words in (joining, ("team", "sync"), ("check", "--local")):
        done = team(project, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "* @ada" in (project / ".github/CODEOWNERS").read_text()


# ── It is guarded ───────────────────────────────────────────────────────────────────────────────


def test_a_commit_that_disagrees_with_the_team_is_refused_with_the_command_that_mends_it(project: Path) -> None:
    git("switch", "--quiet", "--create", "feature/owners", where=project)
    owners = project / ".github/CODEOWNERS"
    owners.write_text(owners.read_text() + "* @somebody-else\n")
    commit = ["git", "commit", "--quiet", "--all", "--message", "Own everything"]
    done = subprocess.run(commit, cwd=project, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert ".github/CODEOWNERS differs from what team.yml gives" in said
    assert "run `uv run -q --script team.py team sync`" in said
    assert team(project, "team", "sync").returncode == 0
    assert git("status", "--porcelain", where=project) == ""


def test_just_check_asks_what_the_hook_asks(project: Path) -> None:
    (project / "docs/team/channels.md").write_text("<!-- Generated from team.yml by teamkit team sync -->\n")
    done = just(project, "team")
    assert done.returncode == 1
    assert "docs/team/channels.md differs" in done.stdout


# ── It is pinned, and apart ─────────────────────────────────────────────────────────────────────


def test_the_tool_comes_from_this_template_at_the_full_commit(ready: Path, upstream: Path) -> None:
    commit = git("rev-parse", "HEAD", where=upstream)
    assert metadata(ready / "team.py")["dependencies"] == [f"copier-django-team@git+{upstream.as_uri()}@{commit}"]


@pytest.mark.parametrize("path", ["pyproject.toml", "uv.lock"])
def test_the_project_itself_does_not_depend_on_the_tool(path: str, ready: Path) -> None:
    assert "teamkit" not in (ready / path).read_text()
    assert "copier-django-team" not in (ready / path).read_text()


def test_no_file_of_a_project_can_stand_in_for_a_module_of_the_tool(project: Path) -> None:
    for name in ("click.py", "teamkit.py", "rich.py", "json.py"):
        (project / name).write_text("raise SystemExit('shadowed')\n")
    done = team(project, "--version")
    assert done.stdout.startswith("teamkit, version "), done.stderr


def test_it_works_without_a_network_once_it_was_used(project: Path) -> None:
    assert team(project, "--version").returncode == 0
    nowhere = "http://127.0.0.1:9"
    done = team(project, "check", "--local", HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere, UV_HTTP_RETRIES="0")
    assert done.returncode == 0, done.stderr


def test_its_dependencies_are_bounded_by_a_day_on_which_all_that_the_lock_holds_was_there() -> None:
    tool = metadata(rendered() / "team.py")["tool"]
    assert isinstance(tool, dict)
    bound = tool["uv"]["exclude-newer"]
    packages = {package["name"]: package for package in tomllib.loads((REPOSITORY / "uv.lock").read_text())["package"]}
    needed, asked = set[str](), ["copier-django-team"]
    while asked:
        name = asked.pop()
        needed.add(name)
        asked += [each["name"] for each in packages[name].get("dependencies", []) if each["name"] not in needed]
    times = [wheel["upload-time"] for name in needed for wheel in packages[name].get("wheels", [])]
    assert len(times) > 10
    assert max(times) < bound


# ── Where it comes from ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://git.example.org/team/template.git", "git+https://git.example.org/team/template.git"),
        ("gh:team/template", "git+https://github.com/team/template"),
        ("gl:group/sub/template.git", "git+https://gitlab.com/group/sub/template.git"),
        ("git@git.example.org:team/template.git", "git+ssh://git@git.example.org/team/template.git"),
        ("git+ssh://git@git.example.org/team/template.git", "git+ssh://git@git.example.org/team/template.git"),
        ("/srv/my templates/team", "git+file:///srv/my%20templates/team"),
    ],
)
def test_every_address_is_written_as_uv_knows_it(address: str, written: str) -> None:
    assert tool(address) == f"{written}@{'0' * 40}"


@pytest.mark.parametrize(
    "address", [".", "../template", "~/template", "git://git.example.org/t.git", "http://a.org/t.git"]
)
def test_no_other_address_passes(address: str) -> None:
    assert re.match(r"(git\+)?(https|ssh|file)://", tool(address)) is None


def tool(address: str) -> str:
    """What the template makes of its own address."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(REPOSITORY), extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"]
    )
    page = environment.get_template("includes/tool.txt")
    return page.render(_copier_answers={"_src_path": address}, _copier_conf={"vcs_ref_hash": "0" * 40})


def test_a_relative_address_is_refused_in_one_line(
    upstream: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(upstream.parent)
    with pytest.raises(ValueError, match=r"leads nobody else to this template: give its https or ssh address"):
        run_copy(upstream.name, tmp_path / "shop", vcs_ref=NEWEST, defaults=True, quiet=True)
    assert not (tmp_path / "shop").exists()


def test_a_team_py_that_is_somebody_elses_is_never_called(upstream: Path, tmp_path: Path) -> None:
    (tmp_path / "team.py").write_text("print('ours')\n")
    with pytest.raises(ValueError, match=r"team\.py exists and is not this template's: rename it"):
        run_copy(str(upstream), tmp_path, vcs_ref=NEWEST, defaults=True, quiet=True)
    assert [path.name for path in tmp_path.iterdir()] == ["team.py"]


def test_of_a_template_with_changes_the_last_commit_that_exists_is_written_down(
    upstream: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = tmp_path / "clone"
    git("clone", "--quiet", str(upstream), str(clone), where=tmp_path)
    git("remote", "remove", "origin", where=clone)
    (clone / "CHANGELOG.md").write_text("# Changed\n")
    monkeypatch.setenv("DEV", "1")
    make_project.copy(["copier"], clone, tmp_path / "shop", "--defaults")
    commit = git("rev-parse", "HEAD", where=clone)
    assert metadata(tmp_path / "shop/team.py")["dependencies"] == [f"copier-django-team@git+{clone.as_uri()}@{commit}"]
    assert f"_commit: {commit}\n" in (tmp_path / "shop/.copier-answers.yml").read_text()


# ── A layer has it too ──────────────────────────────────────────────────────────────────────────


def test_a_layer_in_a_poetry_repository_owns_what_it_finds_and_agrees(tmp_path: Path) -> None:
    old = {
        "backend/manage.py": "print('old')\n",
        "backend/shop/settings/base.py": "DEBUG = False\n",
        "backend/shop/urls.py": "urlpatterns = []\n",
        "backend/orders/models.py": "\n",
        "backend/orders/migrations/0001_initial.py": "\n",
        "pyproject.toml": '[tool.poetry]\nname = "old"\n',
    }
    for path, text in old.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    git("init", "--quiet", "--initial-branch", "main", where=tmp_path)
    run_copy(str(template()), tmp_path, data={"handle": "octocat"}, defaults=True, quiet=True)
    areas = yaml.safe_load((tmp_path / "team.yml").read_text())["areas"]
    assert list(areas) == ["everything", "delivery", "api", "schema", "security", "team"]
    assert areas["security"]["paths"] == ["**/settings/"]
    assert team(tmp_path, "team", "sync").returncode == 0
    assert "**/migrations/ @octocat" in (tmp_path / ".github/CODEOWNERS").read_text()
    done = team(tmp_path, "check", "--local")
    assert done.returncode == 0, done.stdout
    assert {path: (tmp_path / path).read_text() for path in old} == old
