"""`teamkit audit` on repositories of every kind: what it says, and that it leaves them as they are."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from histories import commit, git

from teamkit.checks.auditing.reading import from_json
from teamkit.cli import main
from teamkit.lifecycle.auditing import tools

KEY = "k8Qz2mP0vR7tYw4xJ6nL9sD3fG5hB1cA8eU2"
TOKEN = f"TOKEN = 'ghp_{KEY}'\n"
GOOD = {
    ".github/CODEOWNERS": "* @ada\n",
    ".github/pull_request_template.md": "What changes?\n",
    ".gitlab-ci.yml": "test: {script: python manage.py test}\n",
    "Dockerfile": "FROM python:3.13-slim\n",
    "config/settings.py": "import os\nDEBUG = False\nSECRET_KEY = os.environ['SECRET_KEY']\n"
    "INSTALLED_APPS = ['shop']\nDEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n",
    "config/wsgi.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')\n",
    "manage.py": "import django\n",
    "pyproject.toml": "[project]\nname = 'shop'\ndependencies = ['django>=5.2,<5.3']\n[tool.ruff]\n",
    "shop/__init__.py": "",
    "shop/migrations/0001_initial.py": "class Migration(migrations.Migration):\n    dependencies = []\n",
    "shop/migrations/__init__.py": "",
    "shop/models.py": "class Price(models.Model):\n    pass\n",
    "shop/tests.py": "def test_price():\n    assert True\n",
    "uv.lock": "[[package]]\nname = 'django'\nversion = '5.2.8'\nsdist = {}\nwheels = [{url = 'x'}]\n",
}


@pytest.fixture(autouse=True)
def _no_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)


def write(folder: Path, files: dict[str, str], message: str = "Change") -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    commit(folder, message)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    write(folder, GOOD, "Start")
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["audit", *words])


def told(place: Path | str, *words: str) -> dict[str, Any]:
    result = run(str(place), "--format", "json", *words)
    assert result.exit_code in {0, 1, 2}, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def states(place: Path | str, *words: str) -> dict[str, str]:
    return {item["check"]: item["state"] for item in told(place, *words)["items"]}


def whats(place: Path, check: str, *words: str) -> list[str]:
    (item,) = [item for item in told(place, *words)["items"] if item["check"] == check]
    return [finding["what"] for finding in item["findings"]]


# ── A well-kept repository, and one fault at a time ─────────────────────────────────────────────

ASKED = {"gitleaks", "pip-audit", "django-upgrade", "zizmor"}


def test_a_well_kept_repository_has_no_red_and_no_doubt_but_the_tools_that_are_missing(shop: Path) -> None:
    found = states(shop)
    assert {name for name, state in found.items() if state == "unknown"} == ASKED
    assert "fail" not in found.values()
    assert run(str(shop)).exit_code == 2


@pytest.mark.parametrize(
    ("path", "text", "check"),
    [
        ("config/settings.py", f"INSTALLED_APPS = []\nSECRET_KEY = '{KEY}'\n", "secret-key"),
        ("config/settings.py", "INSTALLED_APPS = []\nDEBUG = True\n", "debug-off"),
        ("config/settings.py", "INSTALLED_APPS = []\nALLOWED_HOSTS = ['*']\n", "any-host"),
        ("config/settings.py", "INSTALLED_APPS = ['shop']\n", "auto-field"),
        ("uv.lock", "[[package]]\nname = 'django'\nversion = '4.2.1'\n", "django-supported"),
        ("Dockerfile", "FROM python:3.8\n", "python-supported"),
        ("shop/tests.py", "", "tests"),
        (".gitlab-ci.yml", "lint: {script: ruff check}\n", "pipeline"),
        ("shop/api.py", TOKEN, "secrets"),
        (".env", f"SECRET_KEY={KEY}\n", "private-files"),
    ],
)
def test_one_fault_turns_one_check_red(shop: Path, path: str, text: str, check: str) -> None:
    write(shop, {path: text})
    assert {name for name, state in states(shop).items() if state == "fail"} - {"models-migrated"} >= {check}
    assert run(str(shop)).exit_code == 1


@pytest.mark.parametrize(
    ("path", "checks"),
    [("uv.lock", {"locked"}), ("shop/migrations", {"models-migrated"}), (".gitlab-ci.yml", {"pipeline"})],
)
def test_what_is_missing_turns_its_check_red(shop: Path, path: str, checks: set[str]) -> None:
    git("rm", "-r", "--quiet", path, where=shop)
    commit(shop, "Remove")
    assert {name for name, state in states(shop).items() if state == "fail"} == checks


def test_people_are_asked_for_owners_and_a_form_where_there_are_several(shop: Path) -> None:
    git("rm", "-r", "--quiet", ".github", where=shop)
    commit(shop, "Remove")
    assert states(shop)["owners-file"] == "pass"
    git("commit", "--quiet", "--allow-empty", "--author", "Grace <g@example.com>", "-m", "Another", where=shop)
    found = states(shop)
    assert (found["owners-file"], found["request-form"]) == ("fail", "fail")


def test_a_secret_is_never_printed(shop: Path) -> None:
    write(shop, {"shop/api.py": TOKEN, ".env": f"SECRET_KEY={KEY}\n", "config/settings.py": f"SECRET_KEY = '{KEY}'\n"})
    for form in ("text", "json", "sarif"):
        output = run(str(shop), "--format", form, "--history").output
        assert KEY not in output
        assert "shop/api.py" in output


# ── What it is made of ──────────────────────────────────────────────────────────────────────────


def test_it_says_what_the_repository_is_made_of_and_where_that_is_written(shop: Path) -> None:
    git("remote", "add", "origin", "https://ada:password@github.com/org/shop.git", where=shop)
    audit = told(shop)
    traits = {trait["name"]: (trait["value"], trait["source"]) for trait in audit["traits"]}
    assert audit["repository"] == "org/shop"
    assert traits["Django"] == ("5.2.8", "uv.lock")
    assert traits["Python"] == ("3.13", "Dockerfile:1")
    assert traits["Packages"] == ("uv", "uv.lock")
    assert traits["Settings of production"] == ("config.settings", "config/wsgi.py:1")
    assert traits["Tests"] == ("1 test in 1 file", "shop/tests.py")
    assert traits["Migrations"] == ("1 migration of 1 app", "shop/migrations")
    assert traits["Forge"] == ("github.com/org/shop", "remote")
    assert traits["Linters"] == ("ruff", "pyproject.toml")
    assert traits["Flow"][0] == "main; 0 % of the newest 1 commit are merges"
    assert traits["Newest version"] == ("", "")
    assert "password" not in json.dumps(audit["traits"])


def test_the_screen_shows_all_of_it_without_a_score(shop: Path) -> None:
    write(shop, {"Dockerfile": "FROM python:3.8\n"})
    output = run(str(shop)).output
    assert "Python" in output
    assert "  fail     python-supported  Python still gets security fixes.\n" in output
    assert "           Dockerfile:1: Python 3.8 gets no security fixes since 2024-10-07\n" in output
    assert "→ build on the next version; run the tests with `python -W error` before (a day)\n" in output
    assert output.endswith("17 pass, 1 fail, 4 unknown\n")


def test_quiet_says_what_is_wrong_alone(shop: Path) -> None:
    output = CliRunner().invoke(main, ["--quiet", "audit", str(shop)]).output
    assert "Django" not in output.splitlines()[0]
    assert "  pass" not in output


def test_json_is_read_back_whole(shop: Path) -> None:
    text = run(str(shop), "--format", "json").stdout
    audit = from_json(text, "audit.json")
    assert audit.commit == git("rev-parse", "HEAD", where=shop)
    assert {item.check: item.state.value for item in audit.items} == states(shop)


def test_sarif_has_a_rule_for_each_check_and_a_place_for_each_result(shop: Path) -> None:
    write(shop, {"Dockerfile": "FROM python:3.8\n"})
    (log,) = json.loads(run(str(shop), "--format", "sarif").stdout)["runs"]
    rules = {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    assert rules == set(states(shop))
    assert {result["ruleId"] for result in log["results"]} <= rules
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["results"]}
    assert uris == {"Dockerfile", "."}


# ── Every kind of clone ─────────────────────────────────────────────────────────────────────────


def test_a_bare_clone_and_an_address_give_the_same(shop: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--bare", str(shop), "bare.git", where=tmp_path)
    assert states(tmp_path / "bare.git") == states(shop) == states(shop.as_uri())


def test_a_shallow_clone_does_not_know_its_people(shop: Path, tmp_path: Path) -> None:
    git("rm", "-r", "--quiet", ".github", where=shop)
    commit(shop, "Remove")
    git("clone", "--quiet", "--depth", "1", shop.as_uri(), "shallow", where=tmp_path)
    found = states(tmp_path / "shallow")
    assert {name for name, state in found.items() if state == "unknown"} - ASKED == {
        "nothing-lost",
        "owners-file",
        "request-form",
    }


def test_nothing_in_the_repository_changes(shop: Path) -> None:
    def everything() -> dict[str, tuple[int, bytes]]:
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in shop.rglob("*") if path.is_file()}

    before = everything()
    run(str(shop), "--history")
    assert everything() == before


def test_the_folder_that_one_stands_in_is_audited_by_default(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop / "config")
    assert json.loads(run("--format", "json").stdout)["repository"] == "shop"


def test_develop_that_nobody_works_on_is_no_flow(shop: Path) -> None:
    git("branch", "develop", where=shop)
    assert states(shop)["nothing-lost"] == "pass"
    git("switch", "--quiet", "develop", where=shop)
    git("switch", "--quiet", "-c", "trunk", where=shop)
    assert "people do not work on it" in whats(shop, "nothing-lost")[0]


# ── History ─────────────────────────────────────────────────────────────────────────────────────


def test_history_names_the_commit_that_brought_a_secret(shop: Path) -> None:
    write(shop, {"shop/api.py": TOKEN})
    brought = git("rev-parse", "HEAD", where=shop)
    write(shop, {"shop/api.py": f"# moved\n{TOKEN}"})
    write(shop, {"shop/api.py": ""})
    assert states(shop)["secrets"] == "pass"
    (what,) = whats(shop, "secrets-in-history", "--history")
    assert what.startswith(f"a GitHub token in commit {brought[:10]} (mark ")


def test_history_without_a_secret_passes(shop: Path) -> None:
    assert states(shop, "--history")["secrets-in-history"] == "pass"


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────


def test_what_is_no_repository_is_refused_in_one_line(tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert "not a git repository" in result.stderr
    result = run(str(tmp_path / "absent"))
    assert result.stderr == f"error: {tmp_path / 'absent'} is not a folder; name a repository\n"


def test_an_empty_repository_is_refused_in_one_line(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    result = run(str(tmp_path))
    assert result.exit_code == 3
    assert result.stderr == f"error: {tmp_path} has no commit at its HEAD; check out a branch that has one\n"


def test_an_address_that_cannot_be_reached_is_told_without_its_password(tmp_path: Path) -> None:
    result = run("http://ada:hunter2@127.0.0.1:9/org/shop.git")
    assert result.exit_code == 3
    assert result.stderr.startswith("error: http://127.0.0.1:9/org/shop.git cannot be cloned (")
    assert result.stderr.endswith("mend the address or the network\n")
    assert "hunter2" not in result.output


def test_an_address_is_never_an_option_or_a_command(tmp_path: Path) -> None:
    for address in ("ext::touch made", "--upload-pack=touch made://x"):
        assert CliRunner().invoke(main, ["audit", "--", address]).exit_code == 3
    assert not Path("made").exists()


def test_a_repository_without_django_has_unknown_and_no_red_about_it(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    write(tmp_path, {"README.md": "# Notes\n"})
    found = states(tmp_path)
    about_django = ("secret-key", "debug-off", "django-supported", "django-held", "models-migrated", "auto-field")
    assert {found[name] for name in about_django} == {"unknown"}


def test_links_submodules_large_files_and_odd_names_are_taken_as_they_are(shop: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text(TOKEN)
    (shop / "link.py").symlink_to(outside)
    (shop / "large.txt").write_bytes(b"x" * (1 << 20) + TOKEN.encode())
    (shop / "pointer.png").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n")
    odd = os.fsdecode(b"odd\xff.py")
    (shop / odd).write_text(TOKEN)
    (shop / "new\nline.py").write_text(TOKEN)
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module", where=shop)
    commit(shop, "Oddities")
    item = next(item for item in told(shop)["items"] if item["check"] == "secrets")
    wrong = [finding["where"]["path"] for finding in item["findings"] if finding["state"] == "fail"]
    assert wrong == ["new\nline.py", "odd\\xff.py"]
    assert [finding["what"] for finding in item["findings"] if finding["state"] == "pass"] == [
        "1 file too large to be read, or not here: large.txt"
    ]
    assert run(str(shop)).exit_code == 1


# ── Tools that are installed ────────────────────────────────────────────────────────────────────


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put a program of a name on the path, which says and does what a script in Python does."""
    (tmp_path / "bin").mkdir()
    monkeypatch.undo()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.defpath}")

    def put(name: str, script: str) -> None:
        program = tmp_path / "bin" / name
        program.write_text(f"#!{sys.executable}\nimport json, pathlib, sys\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    return put


ZIZMOR = """\
assert "--offline" in sys.argv
there = pathlib.Path(".github/workflows/ci.yml").exists() and not pathlib.Path("manage.py").exists()
key = {"key": {"Local": {"verbatim_path": "./.github/workflows/ci.yml"}}, "kind": "Primary"}
place = {"symbolic": key, "concrete": {"location": {"start_point": {"row": 2}}}}
said = {"ident": "unpinned-uses", "desc": "unpinned", "determinations": {"severity": "High"}, "locations": [place]}
print(json.dumps([said] if there else []))
"""
UPGRADE = """\
assert "--check" in sys.argv and "5.2" in sys.argv
print("Rewriting shop/models.py", file=sys.stderr)
sys.exit(1)
"""
LEAKS = """\
report = pathlib.Path(sys.argv[sys.argv.index("--report-path") + 1])
report.write_text(json.dumps([{"RuleID": "some-key", "File": "manage.py", "StartLine": 1, "Secret": "REDACTED"}]))
"""
PIP = """\
listed = pathlib.Path(sys.argv[sys.argv.index("--requirement") + 1]).read_text()
assert listed == "django==5.2.8\\n", listed
hole = {"id": "PYSEC-1", "fix_versions": ["5.2.9"]}
print(json.dumps({"dependencies": [{"name": "django", "version": "5.2.8", "vulns": [hole]}]}))
"""


@pytest.mark.parametrize(
    ("name", "script", "said"),
    [
        ("zizmor", ZIZMOR, "fail: unpinned-uses: unpinned (high)"),
        ("django-upgrade", UPGRADE, "pass: it would rewrite 1 file: shop/models.py"),
        ("gitleaks", LEAKS, "fail: some-key"),
        ("pip-audit", PIP, "fail: django 5.2.8: PYSEC-1, mended in 5.2.9"),
    ],
)
def test_a_tool_that_is_installed_is_heard(shop: Path, install: Any, name: str, script: str, said: str) -> None:
    write(shop, {".github/workflows/ci.yml": "on: push\njobs:\n  x: {}\n"})
    install(name, script)
    (item,) = [item for item in told(shop, "--online")["items"] if item["check"] == name]
    assert [f"{item['state']}: {finding['what']}" for finding in item["findings"]] == [said]


def test_a_tool_sees_no_token(shop: Path, install: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "a-token-of-somebody")
    monkeypatch.setenv("ELSEWHERE", "a-token-of-somebody")
    install("gitleaks", f"import os\nassert 'a-token-of-somebody' not in os.environ.values()\n{LEAKS}")
    assert whats(shop, "gitleaks") == ["some-key"]


def test_a_tool_that_asks_the_network_is_not_run_unasked(shop: Path, install: Any) -> None:
    install("pip-audit", PIP)
    assert "it asks the network about each package by name" in whats(shop, "pip-audit")[0]


def test_what_a_tool_could_not_look_up_is_unknown(shop: Path, install: Any) -> None:
    install("pip-audit", 'print(json.dumps({"dependencies": [{"name": "django", "skip_reason": "not found"}]}))')
    assert states(shop, "--online")["pip-audit"] == "unknown"
    assert whats(shop, "pip-audit", "--online") == ["1 package could not be looked up: django"]


def test_a_tool_that_has_nothing_to_ask_about_is_unknown(tmp_path: Path, install: Any) -> None:
    git("init", "--quiet", where=tmp_path)
    write(tmp_path, {"manage.py": "import django\n"})
    install("pip-audit", PIP)
    install("django-upgrade", UPGRADE)
    assert whats(tmp_path, "pip-audit", "--online") == [
        "pip-audit was not asked: no file says which versions are installed"
    ]
    assert whats(tmp_path, "django-upgrade") == ["django-upgrade was not asked: no file says which Django this is"]


@pytest.mark.parametrize("script", ["print('rubbish')", "print('[{}]')", "sys.exit(3)"])
def test_a_tool_that_answers_rubbish_is_unknown(shop: Path, install: Any, script: str) -> None:
    write(shop, {".github/workflows/ci.yml": "on: push\n"})
    install("zizmor", script)
    assert whats(shop, "zizmor") == ["zizmor was not asked: it did not answer as it should"]


def test_a_rewriter_that_breaks_is_unknown(shop: Path, install: Any) -> None:
    install("django-upgrade", "sys.exit(2)")
    assert states(shop)["django-upgrade"] == "unknown"


def test_a_tool_that_never_ends_is_unknown(shop: Path, install: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write(shop, {".github/workflows/ci.yml": "on: push\n"})
    install("zizmor", "import time; time.sleep(60)")
    monkeypatch.setattr(tools, "PATIENCE", 0.2)
    assert whats(shop, "zizmor") == ["zizmor was not asked: it took more than 0.2 seconds"]
