"""Runs GitHub's workflows with act, on this machine."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from platforms.checkout import Checkout
from tools import python_tool


@dataclass(frozen=True)
class Run:
    """How a workflow ended: the result of every job that ran, by its name, and everything that was printed."""

    green: bool
    jobs: dict[str, str]
    output: str


def act(checkout: Checkout, workflow: str, event: str, payload: dict[str, Any], *options: str) -> Run:
    """Run a workflow for an event. Steps that use other people's actions do nothing."""
    nothing = checkout.apart / "nothing"
    nothing.mkdir(exist_ok=True)
    (nothing / "action.yml").write_text("runs: {using: composite, steps: [{run: 'true', shell: sh}]}\n")
    (checkout.apart / "event.json").write_text(json.dumps(payload))
    command = [python_tool("act"), event, "--json", "--platform=ubuntu-latest=-self-hosted", "--no-cache-server"]
    command += [f"--workflows=.github/workflows/{workflow}", f"--eventpath={checkout.apart / 'event.json'}"]
    command += [f"--action-cache-path={checkout.apart / 'act'}", "--env-file=/dev/null", *options]
    command += [f"--env={name}={value}" for name, value in checkout.environment.items()]
    command += [f"--local-repository={action}={nothing}" for action in actions(checkout.folder)]
    done = subprocess.run(
        command, cwd=checkout.folder, env=checkout.variables, capture_output=True, text=True, timeout=300, check=False
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    jobs = {line["job"].rpartition("/")[2].strip(): line["jobResult"] for line in lines if "jobResult" in line}
    return Run(done.returncode == 0, jobs, "".join(line["msg"] + "\n" for line in lines) + done.stderr)


def workflows(folder: Path) -> dict[str, Any]:
    """Every workflow of a project, by its file's name."""
    return {file.name: yaml.safe_load(file.read_text()) for file in sorted(folder.glob(".github/workflows/*.yml"))}


def actions(folder: Path) -> set[str]:
    """Every action that the workflows of a project use."""
    jobs = [job for workflow in workflows(folder).values() for job in workflow["jobs"].values()]
    return {step["uses"] for job in jobs for step in job.get("steps", []) if "uses" in step}
