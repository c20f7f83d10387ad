"""Commands that are killed at a moment which is always the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_GIT = """\
#!/bin/sh
case " $* " in *" {when} "*) {before} ;; esac
{git} "$@"
code=$?
case " $* " in *" {when} "*) {after} ;; esac
exit $code
"""
_KILL = "kill -9 0"


def killed(folder: Path, words: tuple[str, ...], when: str, *, after: bool = False) -> None:
    """Run a command on `project` until its git is told a word, or did what it was told; kill it with all that it began.

    Whatever it leaves outside of the project is in `temporary`.
    """
    programs, temporary = folder / "programs", folder / "temporary"
    programs.mkdir()
    temporary.mkdir()
    before, then = (":", _KILL) if after else (_KILL, ":")
    (programs / "git").write_text(_GIT.format(when=when, git=shutil.which("git"), before=before, after=then))
    (programs / "git").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    tool = [str(Path(sys.executable).parent / "teamkit"), "--root", str(folder / "project"), *words]
    environment = {**os.environ, "PATH": path, "TMPDIR": str(temporary)}
    done = subprocess.run(tool, env=environment, check=False, capture_output=True, start_new_session=True)
    assert done.returncode == -9, done.stderr
