"""Measure churn on any repository: `python -m benchmarks.churning PATH [--blame] [--peer] [--picture FILE]`."""

import argparse
import os
import sys
import tempfile
from itertools import islice
from pathlib import Path

from benchmarks.churning.blaming import Compared, compared
from benchmarks.churning.costing import figures, subject
from benchmarks.churning.drawing import drawn
from benchmarks.churning.growing import curves

SHOWN = 40


def main() -> int:
    """Print the figures; 1 where a line is said to have landed elsewhere than git's blame says."""
    asked = _asked()
    is_sound = True
    with tempfile.TemporaryDirectory(prefix="churning.") as folder:
        scratch = Path(folder)
        if asked.picture:
            asked.picture.write_text(drawn(curves(scratch)))
        if asked.path:
            measured = subject(asked.path.resolve(), scratch)
            print("| figure | value | bound | measured |\n| --- | --- | --- | --- |")
            for each in figures(measured, scratch, asked.runs, with_peer=asked.peer) if asked.runs else ():
                print(f"| {each.name} | {each.value:.2f} {each.unit} | {each.bound} | {each.detail} |", flush=True)
            if asked.blame:
                is_sound = told(list(compared(measured.folder, asked.every)))
    return not is_sound


def told(files: list[Compared]) -> bool:
    """Print how many lines differ, and the first of them; whether none does."""
    differing = [(file.path, *line) for file in files for line in file.differing]
    print(f"| lines that differ from blame | {len(differing)} | 0 | {sum(file.lines for file in files):,} compared |")
    for path, line, ours, theirs in islice(differing, SHOWN):
        print(f"{path}:{line}: landed with {ours}, blame says {theirs}", file=sys.stderr)
    return not differing


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="a repository, which is only read")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured; 0 for not at all")
    parser.add_argument("--peer", action="store_true", help="measure PyDriller too, which uv fetches")
    parser.add_argument("--blame", action="store_true", help="compare with git blame")
    parser.add_argument("--every", type=int, default=1, help="compare every so many-th file")
    parser.add_argument("--picture", type=Path, help="an SVG of what longer histories cost")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")
    sys.exit(main())
