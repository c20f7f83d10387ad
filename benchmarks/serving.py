"""What a request and a worker cost, beside a bare Django project with the same view and template."""

import http.client
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare

REQUESTS = 3000
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "for measuring only: 0123456789 abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "localhost",
    "DATABASE_URL": "sqlite:///db.sqlite3",
    "EMAIL_URL": "smtp://localhost",
    "DEFAULT_FROM_EMAIL": "site@example.com",
    "TRUST_X_FORWARDED_PROTO": "true",
}
BARE_SETTINGS = """
DEBUG = False
ALLOWED_HOSTS = ["localhost"]
TEMPLATES[0]["DIRS"] = ["{templates}"]
"""
BARE_URLS = """
from django.contrib import admin
from django.shortcuts import render
from django.urls import path

urlpatterns = [
    path("", lambda request: render(request, "home.html", {"site_name": "Example", "development": False}), name="home"),
    path("admin/", admin.site.urls),
]
"""


def figures(scratch: Path, project: Path) -> Iterator[Figure]:
    """Requests per CPU second and memory of a worker, and the cost of `manage.py check`."""
    bare = bare_project(scratch, project)
    bin_folder = project / ".venv" / "bin"
    environment = {**os.environ, **PRODUCTION, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    command = Command(["python", "manage.py", "collectstatic", "--no-input"], project, environment)
    command.cpu_seconds()
    with serving(project, "config.wsgi", environment) as ours, serving(bare, "bare.wsgi", environment) as floor:
        mine, theirs, ratio = compare(ours.requests_per_cpu_second, floor.requests_per_cpu_second, runs=5)
        detail = f"{mine:.0f} and {theirs:.0f} a second"
        yield Figure("home page: requests per CPU second against bare", ratio, "x", "≥ 0.7", detail)
        yield Figure("worker: memory (PSS)", ours.memory(), "MiB", "≤ 65", f"bare: {floor.memory():.0f}")
    check = ["python", "manage.py", "check"]
    mine, theirs, ratio = compare(
        Command(check, project, environment).cpu_seconds, Command(check, bare, environment).cpu_seconds, runs=5
    )
    yield Figure("manage.py check: CPU against bare", ratio, "x", "≤ 1.5", f"{mine:.2f} s and {theirs:.2f} s")


def bare_project(scratch: Path, project: Path) -> Path:
    """What `django-admin startproject` makes, with the project's own home page."""
    folder = scratch / "bare"
    folder.mkdir()
    start = [str(project / ".venv/bin/django-admin"), "startproject", "bare", str(folder)]
    subprocess.run(start, check=True)
    settings = BARE_SETTINGS.replace("{templates}", str(project / "templates"))
    with (folder / "bare/settings.py").open("a") as file:
        file.write(settings)
    (folder / "bare/urls.py").write_text(BARE_URLS)
    return folder


class Server:
    """A server with one worker."""

    def __init__(self, process: int, port: int) -> None:
        """Remember the server's process and port."""
        self.process = process
        self.connection = http.client.HTTPConnection("localhost", port, timeout=10)

    def get(self) -> int:
        """Fetch the home page and return its status."""
        headers = {"Host": "localhost", "X-Forwarded-Proto": "https"}
        self.connection.request("GET", "/", headers=headers)
        response = self.connection.getresponse()
        response.read()
        return response.status

    def worker(self) -> int:
        """The process id of the worker."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return int(children[-1])

    def cpu_seconds(self) -> float:
        """User and system seconds of the worker so far."""
        fields = Path(f"/proc/{self.worker()}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def requests_per_cpu_second(self) -> float:
        """Fetch the page many times over one connection."""
        before = self.cpu_seconds()
        if {self.get() for _ in range(REQUESTS)} != {200}:
            raise RuntimeError("the home page did not answer 200")
        return REQUESTS / (self.cpu_seconds() - before)

    def memory(self) -> float:
        """MiB of the worker, shared pages counted in proportion."""
        rollup = Path(f"/proc/{self.worker()}/smaps_rollup").read_text()
        found = re.search(r"(?m)^Pss: +(\d+) kB", rollup)
        return int(found[1]) / 1024 if found else 0.0


@contextmanager
def serving(folder: Path, module: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """A server that answers, stopped at the end."""
    port = free_port()
    command = ["granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--no-log"]
    place = {**environment, "PYTHONPATH": str(folder)}
    process = subprocess.Popen(
        [
            str(Path(environment["PATH"].split(os.pathsep)[0]) / command[0]),
            *command[1:],
            "--port",
            str(port),
            f"{module}:application",
        ],
        cwd=folder,
        env=place,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A free port below 32768, where outgoing connections cannot have taken it."""
    for port in range(18000, 19000):
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)):
                return port
    raise RuntimeError("no free port between 18000 and 19000")


def wait_for(port: int) -> None:
    """Return once the port answers; raises TimeoutError after twenty seconds."""
    for _ in range(200):
        with socket.socket() as probe:
            if not probe.connect_ex(("localhost", port)):
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")
