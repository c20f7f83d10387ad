"""The pipelines of GitLab that bring the newest release of the template to each project of a fleet."""

from collections.abc import Iterator, Sequence

from teamkit.publish.documents import Document
from teamkit.publish.header import OF_FLEETS, SOURCE

PARENT, CHILD = "fleet.gitlab-ci.yml", "fleet-wave.gitlab-ci.yml"
_PARENT = """\
# {header}; change fleet.yml and run it again.
# Include it in .gitlab-ci.yml (include: [{{local: {parent}}}]), and make a schedule: Build > Pipeline schedules.
# Put a group access token with the scopes api and write_repository into the masked variable GITLAB_TOKEN.
fleet:
  trigger:
    include: [{{local: {child}}}]
    strategy: depend
    forward: {{pipeline_variables: false}}
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - if: $CI_PIPELINE_SOURCE == "web"
      when: manual
"""
_CHILD = """\
# {header}; change fleet.yml and run it again.
# Exit code 1 is a warning: the project has a draft that somebody finishes.
workflow:
  rules:
    - when: always

.update:
  image: ghcr.io/astral-sh/uv:python3.13-trixie
  stage: test
  needs: []
  timeout: 30 minutes
  allow_failure: {{exit_codes: 1}}
  variables: {{GIT_STRATEGY: none}}
  script:
    - |
      export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=credential.helper
      export GIT_CONFIG_VALUE_0='!f() {{ echo username=oauth2; echo "password=$GITLAB_TOKEN"; }}; f'
      export GIT_AUTHOR_NAME="$GITLAB_USER_NAME" GIT_AUTHOR_EMAIL="$GITLAB_USER_EMAIL"
      export GIT_COMMITTER_NAME="$GITLAB_USER_NAME" GIT_COMMITTER_EMAIL="$GITLAB_USER_EMAIL"
    - folder="$(mktemp -d)"
    - git clone --quiet "$CI_SERVER_URL/$PROJECT.git" "$folder"
    - cd "$folder"
    - uv run -q --script team.py update --request
"""
_JOB = """
{project}:
  extends: .update
  variables: {{PROJECT: {project}}}
"""


def documents(projects: Sequence[str]) -> Iterator[Document]:
    """The parent, which a schedule runs, and the child that it triggers, with a job a project."""
    yield Document(PARENT, _PARENT.format(header=OF_FLEETS, parent=PARENT, child=CHILD), source=SOURCE)
    jobs = "".join(_JOB.format(project=project) for project in projects)
    yield Document(CHILD, _CHILD.format(header=OF_FLEETS) + jobs, source=SOURCE)
