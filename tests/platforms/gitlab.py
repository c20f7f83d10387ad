"""Runs GitLab's pipelines with gitlab-ci-local, on this machine."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from platforms.checkout import Checkout
from tools import gitlab_ci_local


@dataclass(frozen=True)
class Run:
    """How a pipeline ended: PASS, WARN or FAIL for every job that ran, and everything that was printed."""

    green: bool
    jobs: dict[str, str]
    output: str


def run(checkout: Checkout, variables: dict[str, str], *jobs: str) -> Run:
    """Run a pipeline, or some jobs of it, on the shell; the database server is there without a container."""
    state = checkout.folder / ".gitlab-ci-local"
    state.mkdir(exist_ok=True)
    (state / ".gitignore").write_text("*\n")
    pipeline = yaml.safe_load(_call(checkout, "--preview").stdout)
    for job in pipeline.values():
        if isinstance(job, dict):
            job.pop("image", None)
            job.pop("services", None)
    (state / "pipeline.yml").write_text(yaml.safe_dump(pipeline))
    options = ["--file=.gitlab-ci-local/pipeline.yml", "--force-shell-executor", *_options(variables)]
    done = _call(checkout, *options, *jobs)
    output = done.stdout + done.stderr
    results = re.findall(r"^ (PASS|WARN|FAIL)\s+(\S+)", output, re.MULTILINE)
    return Run(done.returncode == 0, {job: result for result, job in results}, output)


def chosen(checkout: Checkout, variables: dict[str, str]) -> set[str]:
    """The jobs that the rules put into a pipeline."""
    listed = yaml.safe_load(_call(checkout, "--list-json", *_options(variables)).stdout)
    return {job["name"] for job in listed if job["when"] != "never"}


def pipeline(folder: Path) -> dict[str, Any]:
    """The pipeline's own file."""
    return dict(yaml.safe_load((folder / ".gitlab-ci.yml").read_text()))


def _options(variables: dict[str, str]) -> list[str]:
    branch = [] if "CI_COMMIT_BRANCH" in variables else ["--unset-variable=CI_COMMIT_BRANCH"]
    variables = {"UV_CACHE_DIR": subprocess.check_output(["uv", "cache", "dir"], text=True).strip(), **variables}
    known = f"--ignore-predefined-vars={','.join(variables)}"
    return ["--no-color", known, *branch, *(f"--variable={name}={value}" for name, value in variables.items())]


def _call(checkout: Checkout, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*gitlab_ci_local(), "--no-json-schema-validation", *arguments]
    environment = checkout.variables
    return subprocess.run(
        command, cwd=checkout.folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
