"""What rendering costs, beside Copier's own cost for as many files without any condition."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare

TEMPLATE = Path(__file__).resolve().parents[1]
WIDEST = ("forge=gitlab", "pipeline=jenkins", "linters=flake8-black", "licence=Apache-2.0", "handle=octocat")


def figures(scratch: Path, project: Path) -> Iterator[Figure]:
    """Ratio to a bare render of the same files, and seconds for answers far from the defaults."""
    source = scratch / "template"
    shutil.copytree(TEMPLATE, source, ignore=shutil.ignore_patterns(".git", ".venv"))
    bare = bare_template(project, scratch / "bare-template")
    ours, floor, ratio = compare(lambda: render(source, scratch), lambda: render(bare, scratch), runs=11)
    yield Figure("render: CPU against a bare Copier render", ratio, "x", "≤ 1.3", f"{ours:.2f} s and {floor:.2f} s")
    yield Figure("render: CPU, answers far from the defaults", render(source, scratch, *WIDEST), "s", "< 4", "")


def render(template: Path, scratch: Path, *answers: str) -> float:
    """CPU seconds of `copier copy` into an empty folder."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        data = [word for answer in answers for word in ("--data", answer)]
        command = ["copier", "copy", "--quiet", "--defaults", *data, str(template), f"{folder}/example-shop"]
        return Command(command, scratch).cpu_seconds()


def bare_template(project: Path, folder: Path) -> Path:
    """A template of one question whose sources are the files of `project`, each a template with one value."""
    answers_file = "{{_copier_conf.answers_file}}.jinja"
    listed = subprocess.run(["git", "ls-files"], cwd=project, capture_output=True, text=True, check=True)
    for path in set(listed.stdout.splitlines()) - {"uv.lock"}:
        place = folder / "template" / f"{path}.jinja"
        place.parent.mkdir(parents=True, exist_ok=True)
        text = (project / path).read_text()
        place.write_text("{{ project_name }}\n{% raw %}\n" + text + "\n{% endraw %}\n")
    (folder / "template" / answers_file).write_text("{{ _copier_answers | to_nice_yaml }}")
    (folder / "copier.yml").write_text("_subdirectory: template\nproject_name: {type: str, default: Shop}\n")
    return folder
