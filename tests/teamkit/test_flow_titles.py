"""A request whose title a squash makes a message has a title that is one."""

from pathlib import Path

import pytest

from teamkit.lifecycle.flowing.titling import titled
from teamkit.lifecycle.form import fault

FORM = '[tool.commitizen]\nname = "cz_conventional_commits"\n'


@pytest.mark.parametrize(
    ("branch", "title"),
    [
        ("feature/sign-in-page", "feat: sign in page"),
        ("feature/SHOP-12-sign-in", "feat: SHOP-12 Sign in"),
        ("hotfix/login-loop", "fix: login loop"),
        ("docs/first-day", "docs: first day"),
    ],
)
def test_where_messages_have_a_form_the_words_of_a_branch_get_the_type_of_its_kind(
    branch: str, title: str, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(FORM)
    assert titled(tmp_path, branch, ["feat: one", "fix: two"]) == title
    assert fault(tmp_path, title) is None


def test_without_a_form_the_words_stand_alone(tmp_path: Path) -> None:
    assert titled(tmp_path, "feature/sign-in-page", []) == "Sign in page"


def test_the_only_commit_says_what_a_request_is_about(tmp_path: Path) -> None:
    assert titled(tmp_path, "feature/sign-in-page", ["feat: let people in"]) == "feat: let people in"
