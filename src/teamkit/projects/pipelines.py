"""Which pipelines a repository has, and whether they run its tests."""

import re
from collections.abc import Mapping

from teamkit.projects.model import Pipeline

_SYSTEMS = (
    (r"\.github/workflows/[^/]+\.ya?ml", "GitHub Actions"),
    (r"\.gitlab-ci\.ya?ml", "GitLab CI"),
    (r"Jenkinsfile[^/]*", "Jenkins"),
    (r"\.circleci/config\.ya?ml", "CircleCI"),
    (r"(?:\.azure-pipelines/[^/]+|azure-pipelines[^/]*)\.ya?ml", "Azure Pipelines"),
    (r"bitbucket-pipelines\.ya?ml", "Bitbucket Pipelines"),
    (r"\.travis\.ya?ml", "Travis CI"),
    (r"\.drone\.ya?ml", "Drone"),
    (r"\.woodpecker(?:\.ya?ml|/[^/]+\.ya?ml)", "Woodpecker"),
    (r"\.forgejo/workflows/[^/]+\.ya?ml|\.gitea/workflows/[^/]+\.ya?ml", "Forgejo Actions"),
    (r"\.buildkite/[^/]+\.ya?ml", "Buildkite"),
    (r"cloudbuild\.ya?ml", "Cloud Build"),
    (r"buildspec\.ya?ml", "CodeBuild"),
    (r"appveyor\.ya?ml", "AppVeyor"),
)
_PATTERNS = tuple((re.compile(pattern), system) for pattern, system in _SYSTEMS)
_RUNNERS = (
    r"\b(?:pytest|tox|nox|unittest)\b|py\.test|manage(?:\.py)? test\b|django-admin test|setup\.py test|coverage run",
    r"(?:make|just|invoke|inv|task|poe|hatch) (?:[\w:-]*[:-])?tests?\b|run[-_]?tests|(?:^|[\s/\"'])tests?\.sh\b",
)
_CALLERS = (
    r"uses:\s*(?:\./|\S+\.ya?ml\b)|include:|docker[- ]compose (?:run|up)|docker run|\./[\w/.-]+\.sh|make |gulp |npm "
)
_TESTS, _CALLS = re.compile("|".join(_RUNNERS).encode()), re.compile(_CALLERS.encode())


def system(path: str) -> str | None:
    """What runs a file; None where it is no pipeline."""
    return next((name for pattern, name in _PATTERNS if pattern.fullmatch(path)), None)


def pipelines(files: Mapping[str, bytes]) -> tuple[Pipeline, ...]:
    """The pipelines of a repository, by their paths."""
    found = ((path, name) for path in sorted(files) if (name := system(path)))
    return tuple(Pipeline(name, path, _runs_tests(files[path])) for path, name in found)


def _runs_tests(text: bytes) -> bool | None:
    """Whether a pipeline names a runner of tests; what it calls by another name may do so."""
    if _TESTS.search(text):
        return True
    return None if _CALLS.search(text) else False
