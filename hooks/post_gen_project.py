#!/usr/bin/env python3
"""Hand Cookiecutter's answers to Copier, so that both doors lead to the same project."""

import importlib.util
import json
import shutil
import sys
import tempfile
from pathlib import Path

ANSWERS = json.loads(r"""{{ cookiecutter | jsonify }}""")
sys.path.insert(0, ANSWERS["_repo_dir"])

from make_project import Refusal, copy, say  # noqa: E402


def copier() -> list[str]:
    if importlib.util.find_spec("copier"):
        return [sys.executable, "-m", "copier"]
    return ["copier"] if shutil.which("copier") else ["uvx", "copier"]


def main() -> None:
    template = Path(ANSWERS["_template"])
    if not template.is_dir():
        template = Path(ANSWERS["_repo_dir"])
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "answers.json")
        data.write_text(
            json.dumps({key: value for key, value in ANSWERS.items() if not key.startswith("_")}), encoding="utf-8"
        )
        copy(copier(), template.resolve(), Path.cwd(), "--defaults", "--overwrite", "--data-file", str(data))
    say(f"{ANSWERS['project_name']} is rendered. Next:\n\n    cd {ANSWERS['project_slug']} && uv run just setup")


if __name__ == "__main__":
    try:
        main()
    except Refusal as refusal:
        sys.exit(f"error: {refusal}")
