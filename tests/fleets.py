"""A small template with three releases, and repositories that were made of it."""

import os
import shutil
from pathlib import Path

from click.testing import CliRunner, Result
from copier import run_copy
from histories import commit, git

from teamkit.cli import main

TEAM = """\
users:
  ada: {name: Ada, handle: ada}
  grace: {name: Grace, handle: grace}
  alan: {name: Alan, handle: alan}
areas:
  code: {title: Code, paths: ["*"], accountable: ada, deputy: grace, responsible: [alan]}
  docs: {title: Pages, paths: ["/docs/", "*.yml", "*.txt"], accountable: grace, deputy: alan, responsible: [ada]}
"""
COPIER = """\
_subdirectory: template
branching: {type: str, default: github-flow}
profile: {type: str, default: project}
keep: {type: yaml, default: "[]"}
"""
ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
RELEASES = {
    "v1.0.0": {"copier.yml": COPIER, f"template/{ANSWERS}": "{{ _copier_answers | to_nice_yaml }}", "first.txt": "1\n"},
    "v1.1.0": {"template/second.txt": "2\n"},
    "v1.2.0": {"template/notes.txt": "one\nTWO\nthree\n"},
}


def template(folder: Path) -> Path:
    """The template's repository."""
    folder.mkdir(parents=True)
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    write(folder, {"template/notes.txt": "one\ntwo\nthree\n"})
    for tag, texts in RELEASES.items():
        write(folder, texts)
        commit(folder, tag)
        git("tag", tag, where=folder)
    return folder


def project(source: Path, folder: Path, version: str = "v1.2.0") -> Path:
    """A repository that was made of a version of the template, and of which every check approves."""
    run_copy(str(source), folder, vcs_ref=version, defaults=True, quiet=True)
    write(folder, {"team.yml": TEAM, "shop.py": "", "docs/guide.md": "# Guide\n"})
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    commit(folder, "Begin")
    CliRunner().invoke(main, ["--root", str(folder), "team", "sync"])
    commit(folder, "Publish the team")
    return folder


def copied(original: Path, folder: Path, **texts: str) -> Path:
    """Another repository like one, with some texts changed; a double underscore stands for a dot."""
    shutil.copytree(original, folder)
    if texts:
        write(folder, {name.replace("__", "."): text for name, text in texts.items()})
        commit(folder, "Change")
    return folder


def write(folder: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def broken(folder: Path) -> Path:
    """A repository whose commits are there, and whose trees and files are not."""
    listed = git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)", where=folder)
    for name, kind in (line.split() for line in listed.splitlines()):
        if kind != "commit":
            (folder / ".git/objects" / name[:2] / name[2:]).unlink()
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    """Every byte below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def fleet(folder: Path, *entries: str) -> Path:
    """A fleet.yml that names repositories."""
    (folder / "fleet.yml").write_text("repositories:\n" + "".join(f"  - {entry}\n" for entry in entries))
    return folder / "fleet.yml"


def run(file: Path, *words: str, cache: Path, **environment: str) -> Result:
    """A command on a fleet."""
    variables = {**os.environ, "XDG_CACHE_HOME": str(cache), **environment}
    return CliRunner().invoke(main, ["fleet", "--file", str(file), "--jobs", "2", *words], env=variables)
