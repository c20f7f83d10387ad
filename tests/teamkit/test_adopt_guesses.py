"""Answers are guessed from what a repository shows, each with where it stands."""

from dataclasses import replace
from datetime import date

import pytest

from teamkit.forges.addresses import parse
from teamkit.history.commits import Version
from teamkit.lifecycle.adopting.facts import Facts, Line
from teamkit.lifecycle.adopting.guessing import Guess, guesses

FILE = Version("100644", "blob")
TODAY = date(2026, 1, 15)


def facts(texts: dict[str, str] | None = None, *paths: str, remote: str = "", **changes: object) -> Facts:
    """A repository with files, some of which say something."""
    several = texts or {}
    address = parse(remote)
    whole = Facts(
        folder="corner-shop",
        tree=dict.fromkeys((*several, *paths), FILE),
        texts=several,
        addresses=(address,) if address else (),
        lines={"main": Line("main", TODAY, 0)},
        is_partial=False,
        email="ada@example.com",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def guess(name: str, known: Facts, **given: str) -> Guess:
    return next(each for each in guesses(known, given) if each.name == name)


def lines(**days: tuple[date, int]) -> dict[str, Line]:
    return {name: Line(name, at, merges) for name, (at, merges) in days.items()}


@pytest.mark.parametrize(
    ("known", "name", "value", "source"),
    [
        (
            facts({"pyproject.toml": '[project]\nversion = "1"\nname = "my_shop"\n'}),
            "project_name",
            "My Shop",
            "pyproject.toml",
        ),
        (facts({"pyproject.toml": '[tool.poetry]\nname = "OurShop"\n'}), "project_name", "OurShop", "pyproject.toml"),
        (
            facts({"pyproject.toml": '[project]\n[tool.x]\nname = "x"\n'}),
            "project_name",
            "Corner Shop",
            "the folder's name",
        ),
        (facts({"setup.py": "setup(name='shop')"}), "project_name", "Shop", "setup.py"),
        (facts(remote="git@github.com:org/web-shop.git"), "project_name", "Web Shop", "the remote"),
        (
            facts(remote="https://gitlab.example.org/a/b/shop.git"),
            "forge",
            "gitlab",
            "the remote is on gitlab.example.org",
        ),
        (facts(remote="https://git.example.org/a/shop.git"), "forge", "github", "nothing says otherwise"),
        (facts(None, ".gitlab-ci.yml"), "forge", "gitlab", ".gitlab-ci.yml"),
        (facts(None, ".github/dependabot.yml"), "forge", "github", ".github/dependabot.yml"),
        (facts(None, ".gitlab-ci.yml"), "pipeline", "gitlab", ".gitlab-ci.yml"),
        (facts(None, ".github/workflows/ci.yaml"), "pipeline", "actions", ".github/workflows/ci.yaml"),
        (facts(None, "Jenkinsfile"), "pipeline", "jenkins", "Jenkinsfile"),
        (facts(remote="https://gitlab.com/a/b/shop.git"), "organisation", "a/b", "the remote"),
        (facts(), "organisation", "", "no remote is on a forge"),
        (facts({"ruff.toml": ""}), "linters", "ruff", "ruff.toml"),
        (facts({".flake8": ""}), "linters", "flake8-black", ".flake8"),
        (facts({"requirements.txt": "black==24\n"}), "linters", "flake8-black", "requirements.txt"),
        (facts({"requirements.txt": "blackness==24\n"}), "linters", "ruff", "nothing says otherwise"),
        (facts({".python-version": "3.12.4\n"}), "python_version", "3.12", ".python-version"),
        (
            facts({"pyproject.toml": '[project]\nrequires-python = ">=3.14"\n'}),
            "python_version",
            "3.14",
            "pyproject.toml",
        ),
        (facts({"Dockerfile": "FROM --platform=x python:3.12-slim\n"}), "python_version", "3.12", "Dockerfile"),
        (
            facts({"runtime.txt": "python-3.9.1\n"}),
            "python_version",
            "3.13",
            "runtime.txt says 3.9, which the template does not know; only its own jobs use this one",
        ),
        (facts({"LICENSE": "MIT License\n"}), "licence", "MIT", "LICENSE"),
        (
            facts({"LICENSE.md": "Ask us.\n"}),
            "licence",
            "proprietary",
            "LICENSE.md is none that the template knows; yours stays",
        ),
    ],
)
def test_files_and_remotes_answer(known: Facts, name: str, value: str, source: str) -> None:
    found = guess(name, known)
    assert (found.value, found.source) == (value, source)


@pytest.mark.parametrize(
    ("known", "branching", "source"),
    [
        (lines(main=(TODAY, 0)), "github-flow", "main lasts, and no develop beside it"),
        (
            lines(main=(TODAY, 7), develop=(TODAY, 0)),
            "gitflow",
            "develop lasts beside main, which took in develop, releases or hotfixes 7 times in its last year",
        ),
        (
            lines(master=(TODAY, 0), develop=(TODAY, 0)),
            "gitflow",
            "develop lasts beside master, though no merge of its last year says so",
        ),
        (
            lines(main=(TODAY, 0), develop=(date(2024, 3, 1), 0)),
            "github-flow",
            "develop is there, but nothing reached it since 2024-03-01",
        ),
        (lines(trunk=(TODAY, 0)), "github-flow", "nothing lasts, and no develop beside it"),
    ],
)
def test_the_flow_is_the_one_that_is_lived(known: dict[str, Line], branching: str, source: str) -> None:
    found = guess("branching", facts(lines=known))
    assert (found.value, found.source) == (branching, source)


def test_the_newer_of_main_and_master_is_production() -> None:
    found = guess("production_branch", facts(lines=lines(main=(date(2020, 1, 1), 0), master=(TODAY, 0))))
    assert (found.value, found.source) == ("master", f"its last commit is of {TODAY}, newer than the other's")


@pytest.mark.parametrize(
    ("known", "name", "doubt"),
    [
        (
            facts(is_partial=True),
            "branching",
            "this clone may lack branches: --data branching=gitflow if there is a develop",
        ),
        (
            facts(lines=lines(master=(TODAY, 1), dev=(TODAY, 0))),
            "branching",
            "dev does here what the template calls develop: rename it",
        ),
        (
            facts(lines={}),
            "production_branch",
            "the template knows main and master alone: rename the branch that production runs, or fetch it",
        ),
        (
            facts(remote="https://git.example.org/a/shop.git"),
            "forge",
            "the remote is on git.example.org, which the template does not know",
        ),
        (
            facts(None, ".circleci/config.yml"),
            "pipeline",
            ".circleci/config.yml is there too; the team's checks run beside it",
        ),
        (
            facts(None, "Jenkinsfile", ".github/workflows/ci.yml"),
            "pipeline",
            "Jenkinsfile is there too; the team's checks run beside it",
        ),
    ],
)
def test_what_a_person_should_look_at_is_said(known: Facts, name: str, doubt: str) -> None:
    assert guess(name, known).doubt == doubt


@pytest.mark.parametrize(
    ("email", "remote", "handle"),
    [
        ("1234+octo-cat@users.noreply.github.com", "git@github.com:a/b.git", "octo-cat"),
        ("octo-cat@users.noreply.github.com", "git@github.com:a/b.git", "octo-cat"),
        ("99-ada.l@users.noreply.gitlab.com", "git@gitlab.com:a/b.git", "ada.l"),
        ("1234+octo-cat@users.noreply.github.com", "git@gitlab.com:a/b.git", ""),
        ("octo-cat@example.com", "git@github.com:a/b.git", ""),
        ("", "git@github.com:a/b.git", ""),
    ],
)
def test_a_handle_is_known_beyond_doubt_or_not_at_all(email: str, remote: str, handle: str) -> None:
    assert guess("handle", facts(remote=remote, email=email)).value == handle


def test_what_somebody_says_goes_before_every_guess() -> None:
    found = guess("pipeline", facts(None, ".github/workflows/ci.yml"), forge="gitlab", project_slug="shop")
    assert (found.value, found.source) == ("gitlab", "it comes with gitlab")
    assert guess("project_slug", facts(), project_slug="shop") == Guess("project_slug", "shop", "you say so")
