"""Runs a Jenkinsfile with a strict stand-in for Jenkins, on this machine."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from platforms.checkout import Checkout
from tools import java_home, postgresql, system_tool

STAND_IN = Path(__file__).parent / "jenkins"


@dataclass(frozen=True)
class Run:
    """How a build ended: its result, the result of every stage, and everything that was printed."""

    result: str
    stages: dict[str, str]
    output: str


def build(checkout: Checkout, **variables: str) -> Run:
    """Run a build with the variables that Jenkins would set."""
    groovy = system_tool("groovy", "groovy")
    command = [groovy, str(STAND_IN / "stand_in.groovy"), "Jenkinsfile", *(f"{k}={v}" for k, v in variables.items())]
    environment = {**checkout.variables, "JAVA_HOME": java_home(), "JAVA_OPTS": "-XX:TieredStopAtLevel=1"}
    environment["PATH"] = os.pathsep.join([str(STAND_IN), environment["PATH"], str(postgresql())])
    done = subprocess.run(
        command, cwd=checkout.folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    events = [line[3:].split("\t") for line in done.stdout.splitlines() if line.startswith("@@ ")]
    stages = {event[1]: event[2] for event in events if event[0] == "stage"}
    results = [event[1] for event in events if event[0] == "build"]
    return Run(results[0] if results else "ERROR", stages, done.stdout + done.stderr)
