"""What a project depends on is read from its files, and how two states differ is told by what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.dependencies.comparing import Kind, Move, moves
from teamkit.dependencies.model import Dependencies, Wish
from teamkit.dependencies.reading import dependencies, is_lock, is_wishes

PROJECT = """\
[project]
dependencies = ["Django>=6.1,<7 ; python_version > '3.12'", "zope.interface", "boto3[crt]==1.2.*"]
[project.optional-dependencies]
fast = ["uvloop~=0.21"]
[dependency-groups]
dev = ["pytest>=9", {include-group = "lint"}]
[tool.uv]
dev-dependencies = ["ruff"]
[tool.uv.sources]
boto3 = {git = "https://example.com/boto3", rev = "abc"}
pytest = {workspace = true}
"""
POETRY = """\
[tool.poetry.dependencies]
python = "^3.12"
Django = "^6.1"
celery = {version = "5.*", extras = ["redis"]}
odd = {path = "../odd"}
any = "*"
several = [{version = "1"}]
[tool.poetry.group.dev.dependencies]
pytest = ">=9"
[tool.poetry.dev-dependencies]
black = "26"
"""
REQUIREMENTS = """\
-r base.txt
--index-url https://example.com
Django==6.1 \\
    --hash=sha256:abc
httpx>=0.28  # asks
# a comment
-e git+https://example.com/a.git@v1#egg=Some_Tool&subdirectory=x
wheel @ https://example.com/wheel.whl
./local.whl
${SECRET}
"""
LOCK = """\
version = 1
[[package]]
name = "django"
version = "6.1.3"
source = {registry = "https://pypi.org/simple"}
[[package]]
name = "numpy"
version = "2.9"
[[package]]
name = "numpy"
version = "2.10"
[[package]]
name = "numpy"
version = "odd"
[[package]]
name = "shop"
version = "0.1"
source = {editable = "."}
[[package]]
name = "dynamic"
"""


def read(path: str, text: str) -> Dependencies:
    return dependencies({path: text.encode()})


def kinds(before: Dependencies, after: Dependencies) -> dict[str, Kind]:
    return {move.name: move.kind for move in moves(before, after)}


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────


def test_a_project_names_what_it_runs_with_and_what_it_is_developed_with() -> None:
    assert read("pyproject.toml", PROJECT) == Dependencies(
        {
            "django": Wish("<7,>=6.1"),
            "zope-interface": Wish(""),
            "boto3": Wish("https://example.com/boto3@abc", is_elsewhere=True),
            "uvloop": Wish("~=0.21"),
            "pytest": Wish(">=9", is_runtime=False),
            "ruff": Wish("", is_runtime=False),
        }
    )


def test_poetry_s_tables_are_read_too() -> None:
    assert read("pyproject.toml", POETRY).wishes == {
        "django": Wish("^6.1"),
        "celery": Wish("5.*"),
        "odd": Wish("../odd", is_elsewhere=True),
        "any": Wish(""),
        "several": Wish(""),
        "pytest": Wish(">=9", is_runtime=False),
        "black": Wish("26", is_runtime=False),
    }


def test_a_list_for_pip_is_read_without_its_options() -> None:
    assert read("requirements/base.txt", REQUIREMENTS).wishes == {
        "django": Wish("==6.1"),
        "httpx": Wish(">=0.28"),
        "some-tool": Wish("git+https://example.com/a.git@v1", is_elsewhere=True),
        "wheel": Wish("https://example.com/wheel.whl", is_elsewhere=True),
    }


@pytest.mark.parametrize("path", ["requirements-dev.txt", "dev-requirements.in", "requirements/tests.txt"])
def test_a_list_is_for_development_by_its_name(path: str) -> None:
    assert is_wishes(path)
    assert read(path, "pytest").wishes == {"pytest": Wish("", is_runtime=False)}


def test_what_the_application_needs_counts_before_what_developers_need() -> None:
    texts = {
        "requirements/dev.txt": b"httpx",
        "requirements/base.txt": b"httpx>=1",
        "requirements/more.txt": b"httpx>=2",
    }
    assert dependencies(texts).wishes == {"httpx": Wish(">=1")}


def test_a_lock_holds_versions_the_newest_of_each_and_not_of_the_project_itself() -> None:
    assert read("uv.lock", LOCK) == Dependencies(locked={"django": "6.1.3", "numpy": "2.10"})


def test_what_pipenv_is_asked_for_and_what_it_holds_is_read() -> None:
    assert read("Pipfile", '[packages]\nDjango = "~=5.0"\n[dev-packages]\nblack = "*"\n').wishes == {
        "django": Wish("~=5.0"),
        "black": Wish("", is_runtime=False),
    }
    default = '{"django": {"version": "==5.0.1"}, "odd": {"git": "x"}}'
    held = f'{{"default": {default}, "develop": {{"black": {{"version": "==26"}}}}}}'
    assert read("Pipfile.lock", held) == Dependencies(locked={"django": "5.0.1", "black": "26"})


def test_what_setuptools_is_asked_for_is_read_and_not_run() -> None:
    assert read("setup.cfg", "[options]\ninstall_requires =\n    Django>=5\n    httpx\n").wishes == {
        "django": Wish(">=5"),
        "httpx": Wish(""),
    }
    assert read("setup.py", "setup(install_requires=['Django>=5', computed()], name=1/0)").wishes == {
        "django": Wish(">=5")
    }


@pytest.mark.parametrize(
    ("path", "package", "unbuilt"),
    [
        ("uv.lock", "sdist = {url = 'x'}", ("odd",)),
        ("uv.lock", "sdist = {}\nwheels = [{url = 'x'}]", ()),
        ("poetry.lock", "files = [{file = 'odd.tar.gz'}]", ("odd",)),
        ("poetry.lock", "files = [{file = 'odd.tar.gz'}, {file = 'odd.whl'}]", ()),
        ("pdm.lock", "files = [{file = 'odd.tar.gz'}]", ("odd",)),
        ("poetry.lock", "", ()),
    ],
)
def test_packages_without_a_wheel_are_named_where_a_lock_says_so(
    path: str, package: str, unbuilt: tuple[str, ...]
) -> None:
    assert read(path, f"[[package]]\nname = 'odd'\nversion = '1'\n{package}\n").unbuilt == unbuilt


@pytest.mark.parametrize(
    ("path", "wishes", "lock"),
    [
        ("pyproject.toml", True, False),
        ("libs/a/pyproject.toml", True, False),
        ("requirements.txt", True, False),
        ("requirements/any.in", True, False),
        ("uv.lock", False, True),
        ("poetry.lock", False, True),
        ("pdm.lock", False, True),
        ("Pipfile", True, False),
        ("Pipfile.lock", False, True),
        ("setup.cfg", True, False),
        ("setup.py", True, False),
        ("docs/requirements.md", False, False),
        ("shop/requirements.py", False, False),
        ("Cargo.lock", False, False),
        ("my_requirements_list.csv", False, False),
    ],
)
def test_files_are_known_by_their_names(path: str, *, wishes: bool, lock: bool) -> None:
    assert (is_wishes(path), is_lock(path)) == (wishes, lock)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "<<<<<<< HEAD"),
        ("pyproject.toml", "[project]\ndependencies = 7"),
        ("pyproject.toml", "project = 7"),
        ("uv.lock", "package = [7]"),
        ("uv.lock", "[[package]]\nversion = '1'"),
        ("poetry.lock", "[["),
        ("poetry.lock", "a = " + "[" * 100_000),
        ("Pipfile.lock", "[]"),
        ("setup.cfg", "no section"),
        ("setup.py", "setup("),
    ],
)
def test_a_file_that_nobody_can_read_is_named(path: str, text: str) -> None:
    assert read(path, text) == Dependencies(unreadable=(path,))


def test_a_list_in_another_encoding_is_named() -> None:
    assert dependencies({"requirements.txt": b"\xff\xfe"}).unreadable == ("requirements.txt",)


@given(
    st.binary(max_size=60),
    st.sampled_from(["pyproject.toml", "requirements.txt", "uv.lock", "Pipfile.lock", "setup.cfg", "setup.py"]),
)
def test_whatever_a_file_holds_it_is_read_or_named(text: bytes, path: str) -> None:
    found = dependencies({path: text})
    assert found.unreadable in {(), (path,)}


# ── Comparing ───────────────────────────────────────────────────────────────────────────────────


def pinned(**versions: str) -> Dependencies:
    return Dependencies({name: Wish(f">={version}") for name, version in versions.items()})


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("5.2", "6.0", Kind.MAJOR),
        ("5.2", "5.3", Kind.MINOR),
        ("0.27", "0.28", Kind.MAJOR),
        ("0.27.1", "0.27.2", Kind.MINOR),
        ("0.9", "1.0", Kind.MAJOR),
        ("6.0", "5.9", Kind.BACK),
        ("6.0.1", "6.0", Kind.BACK),
        ("2026.1", "2027.1", Kind.MAJOR),
    ],
)
def test_versions_move_by_what_the_step_means(before: str, after: str, kind: Kind) -> None:
    assert kinds(pinned(x=before), pinned(x=after)) == {"x": kind}
    locks = (Dependencies(locked={"x": before}), Dependencies(locked={"x": after}))
    assert kinds(*locks) == {"x": kind}


@pytest.mark.parametrize(
    ("words", "after", "kind"),
    [
        ("<6,>=5.1", "<7,>=6.1", Kind.MAJOR),
        ("^5.1", "^6.0", Kind.MAJOR),
        ("~5.1", "~5.2", Kind.MINOR),
        ("5.*", "6.*", Kind.MAJOR),
        ("!=5.0,>=5.1", "!=6.0,>=5.2", Kind.MINOR),
        ("<6", "<7", Kind.MINOR),
        ("", ">=6", Kind.MINOR),
    ],
)
def test_a_wish_moves_by_the_version_that_it_begins_with(words: str, after: str, kind: Kind) -> None:
    assert kinds(Dependencies({"x": Wish(words)}), Dependencies({"x": Wish(after)})) == {"x": kind}


def test_what_was_resolved_counts_before_what_was_asked_for() -> None:
    before = Dependencies({"x": Wish(">=1")}, {"x": "3.1"})
    after = Dependencies({"x": Wish(">=2")}, {"x": "3.2"})
    assert moves(before, after) == (Move("x", Kind.MINOR, "3.1", "3.2", is_asked=True, is_runtime=True),)


def test_a_package_that_was_there_for_others_and_is_asked_for_now_is_new() -> None:
    before, after = Dependencies(locked={"x": "3.1"}), Dependencies({"x": Wish("")}, {"x": "3.1"})
    assert moves(before, after) == (Move("x", Kind.ADDED, None, "3.1", is_asked=True, is_runtime=True),)
    assert moves(after, before) == (Move("x", Kind.REMOVED, "3.1", None, is_asked=True, is_runtime=True),)


def test_what_comes_along_with_others_is_not_asked_for() -> None:
    before, after = Dependencies(locked={"gone": "1"}), Dependencies(locked={"come": "2"})
    assert moves(before, after) == (
        Move("come", Kind.ADDED, None, "2", is_asked=False, is_runtime=False),
        Move("gone", Kind.REMOVED, "1", None, is_asked=False, is_runtime=False),
    )


def test_a_package_from_an_address_comes_first_and_an_older_one_second() -> None:
    before = pinned(a="1", b="2", c="1")
    after = Dependencies({**pinned(a="2", b="1").wishes, "c": Wish("https://example.com/c", is_elsewhere=True)})
    assert [move.name for move in moves(before, after)] == ["c", "b", "a"]
    assert moves(before, after)[0].after == "https://example.com/c"


def test_what_the_application_needs_comes_before_what_developers_need() -> None:
    after = Dependencies({"a": Wish("", is_runtime=False), "b": Wish("")})
    assert [(move.name, move.after) for move in moves(Dependencies(), after)] == [("b", "any"), ("a", "any")]


def test_what_stays_is_not_told() -> None:
    assert moves(pinned(a="1"), pinned(a="1")) == ()
