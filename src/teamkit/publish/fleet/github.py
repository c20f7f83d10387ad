"""The workflow of GitHub Actions that brings the newest release of the template to each repository of a fleet."""

from collections.abc import Iterator, Sequence
from itertools import batched

from teamkit.publish.documents import Document
from teamkit.publish.header import OF_FLEETS, SOURCE

MOST = 256
_WORKFLOW = """\
# {header}; change fleet.yml and run it again.
# Put a token into the secret FLEET_TOKEN that may write contents, pull requests and workflows of these repositories.
name: {name}

on:
  schedule:
    - cron: "23 4 * * 1"
  workflow_dispatch:

permissions: {{}}

concurrency:
  group: {group}
  cancel-in-progress: false

jobs:
  update:
    name: ${{{{ matrix.repository }}}}
    runs-on: ubuntu-latest
    timeout-minutes: 30
    environment: fleet # which holds the secret, and may ask for somebody's consent
    permissions: {{}}
    strategy:
      fail-fast: false
      max-parallel: 10
      matrix:
        repository:
{repositories}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          repository: ${{{{ matrix.repository }}}}
          token: ${{{{ secrets.FLEET_TOKEN }}}}
          fetch-depth: 0
          persist-credentials: false
      - uses: astral-sh/setup-uv@20cfd1bf945f4377ade1205e4dbc17946fc9a30d # v10.0.1
        with: {{enable-cache: false}}
      - name: Take the update, and ask for review of it
        env:
          REPOSITORY: ${{{{ matrix.repository }}}}
          GITHUB_TOKEN: ${{{{ secrets.FLEET_TOKEN }}}}
          GIT_AUTHOR_NAME: github-actions[bot]
          GIT_AUTHOR_EMAIL: 41898282+github-actions[bot]@users.noreply.github.com
          GIT_COMMITTER_NAME: github-actions[bot]
          GIT_COMMITTER_EMAIL: 41898282+github-actions[bot]@users.noreply.github.com
          GIT_CONFIG_COUNT: "1"
          GIT_CONFIG_KEY_0: credential.helper
          GIT_CONFIG_VALUE_0: '!f() {{ echo username=x-access-token; echo "password=$GITHUB_TOKEN"; }}; f'
        run: |
          uv run -q --script team.py update --request || code=$?
          if test "${{code:-0}}" -eq 1; then
            echo "::warning title=A person is needed::$REPOSITORY has a draft that somebody finishes"
          else
            exit "${{code:-0}}"
          fi
"""


def documents(repositories: Sequence[str]) -> Iterator[Document]:
    """One workflow for each so many repositories as a matrix may hold."""
    for number, several in enumerate(batched(repositories, MOST), start=1):
        suffix = f"-{number}" if number > 1 else ""
        text = _WORKFLOW.format(
            header=OF_FLEETS,
            name=f"Fleet {number}" if number > 1 else "Fleet",
            group=f"fleet{suffix}",
            repositories="\n".join(f"          - {repository}" for repository in several),
        )
        yield Document(f".github/workflows/fleet{suffix}.yml", text, source=SOURCE)
