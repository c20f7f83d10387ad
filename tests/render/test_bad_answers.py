"""Impossible answers are refused in one line that names the question and the remedy."""

from pathlib import Path

import pytest
from copier import run_copy
from rendering import template


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"project_name": ""}, "project_name needs at least one letter"),
        ({"project_name": "42"}, "project_name needs at least one letter"),
        ({"project_name": 'The "Shop"'}, "project_name cannot hold quotes"),
        ({"project_name": "Shop\nTwo"}, "project_name cannot hold quotes"),
        ({"project_name": "<b>Shop</b>"}, "project_name cannot hold quotes"),
        ({"project_name": "Test"}, 'project_slug "test" is a Python keyword or shadows a package'),
        ({"project_slug": "django"}, 'project_slug "django" is a Python keyword or shadows a package'),
        ({"project_slug": "class"}, "choose another, for example: class-site"),
        ({"project_slug": "My Shop"}, "must be lower-case letters, digits and hyphens"),
        ({"project_slug": "2shop"}, "starting with a letter"),
        ({"forge": "gitlab", "pipeline": "actions"}, "GitHub Actions needs forge=github"),
        ({"forge": "github", "pipeline": "gitlab"}, "GitLab CI needs forge=gitlab"),
        ({"organisation": "@acme"}, 'organisation "@acme" is not a name on a forge'),
        ({"handle": "@octocat"}, "without @"),
        ({"handle": "two words"}, 'handle "two words" is not a handle'),
        ({"branching": "trunk"}, "branching"),
        ({"python_version": "3.8"}, "python_version"),
        ({"licence": "WTFPL"}, "licence"),
    ],
)
def test_an_impossible_answer_is_refused_in_one_line_and_nothing_is_written(
    answers: dict[str, str], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        run_copy(str(template()), tmp_path / "shop", data=answers, defaults=True, quiet=True)
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value).strip()
    assert not (tmp_path / "shop").exists()
