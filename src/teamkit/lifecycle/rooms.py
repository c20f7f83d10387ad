"""A room: a throw-away repository that has the objects and refs of another one, and leaves that one as it is."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from teamkit.findings import Refusal
from teamkit.history.commits import Version
from teamkit.history.git import ask, command, environment
from teamkit.lifecycle.flowing.commands import reason

_PLAIN = ("core.autocrlf=false", "core.hooksPath=/dev/null", "core.safecrlf=false", "gc.auto=0", "core.longpaths=true")
_ATTRIBUTES = "* !filter\n"
"""Bytes as they are committed: what a filter like that of LFS takes out, it would keep in the room and not in git."""
_NOTHING_FROM_AFAR = {"GIT_LFS_SKIP_SMUDGE": "1", "GIT_TERMINAL_PROMPT": "0"}
_FROM_A_FOLDER = ("-c", "protocol.file.allow=always")
_IDENT = re.compile(r"(?P<name>.*) <(?P<email>.*)> ")
_MADE = "refs/teamkit/made"
_NOBODY = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in {"NAME": "teamkit", "EMAIL": "teamkit@localhost"}.items()
}


@dataclass(frozen=True)
class Room:
    """A bare repository beside folders that are checked out of it; `root` is the one whose objects it borrows."""

    root: Path
    folder: Path

    @property
    def store(self) -> Path:
        """The repository itself."""
        return self.folder / "room.git"

    def git(self, *arguments: str, given: str = "", **variables: str) -> str:
        """What git prints in the room. Raises Refusal with its reason."""
        done = self._run(arguments, given, variables)
        if done.returncode != 0:
            why = reason(os.fsdecode(done.stderr))
            is_full = "No space left" in why or "unable to write" in why
            raise Refusal(
                f"{why}; make room in {self.folder.parent}, or name another folder in TMPDIR" if is_full else why
            )
        return os.fsdecode(done.stdout)

    def checkout(self, name: str, commit: str) -> Path:
        """A work tree of a commit, in a folder of the room that gets this name. Raises Refusal."""
        folder = self.folder / name
        self.git("worktree", "add", "--quiet", "--detach", str(folder), commit)
        self.git("read-tree", commit, GIT_INDEX_FILE=str(self._index(name)))
        return folder

    def tree(self, folder: Path) -> str:
        """The tree that holds every file of a folder, ignored ones too, and a checkout's submodules. Raises Refusal."""
        return self._added(folder, "--all", "--force")

    def changed(self, tree: str, changes: Mapping[str, Version | None]) -> str:
        """The tree that has other versions of some files; None takes one away. Raises Refusal."""
        index = {"GIT_INDEX_FILE": str(self._index("changed"))}
        self.git("read-tree", tree, **index)
        gone = (f"0 {'0' * len(tree)}\t{path}\0" for path, version in changes.items() if not version)
        there = (f"{version.mode} {version.blob}\t{path}\0" for path, version in changes.items() if version)
        self.git("update-index", "-z", "--index-info", given="".join((*gone, *there)), **index)
        return self.git("write-tree", **index).strip()

    def edited(self, folder: Path) -> str:
        """The tree that the committed files of a checkout make as they are there now. Raises Refusal."""
        return self._added(folder, "--update")

    def ignored(self, folder: Path, paths: Iterable[str]) -> frozenset[str]:
        """Which paths git ignores in a work tree of the room, by the rules that are written there."""
        words = ("-c", "core.excludesFile=", f"--work-tree={folder}", "check-ignore", "--no-index", "-z", "--stdin")
        done = self._run(words, "".join(f"{path}\0" for path in paths), {})
        return frozenset(os.fsdecode(done.stdout).split("\0")) - {""}

    def commit(self, tree: str, message: str, *parents: str) -> str:
        """A commit of a tree, by whoever the other repository says would write it. Raises Refusal."""
        return self._commit(tree, message, parents, _people(self.root))

    def draft(self, tree: str, *parents: str) -> str:
        """A commit of a tree that nobody gets to see, so that nobody has to be named. Raises Refusal."""
        return self._commit(tree, "Draft", parents, _NOBODY)

    def deliver(self, commit: str, branch: str, *, instead: bool = False) -> None:
        """Bring a commit of the room into the repository, as a new branch of it: whole, or not at all.

        Raises Refusal where there is such a branch that has other commits, unless it comes `instead` of these; where
        that branch is checked out; and where git refuses.
        """
        self.git("update-ref", _MADE, commit)
        only = ("--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules")
        fetch = command(*_FROM_A_FOLDER, "fetch", *only, str(self.store), f"{'+' * instead}{_MADE}:refs/heads/{branch}")
        done = subprocess.run(fetch, cwd=self.root, env=environment(), capture_output=True, check=False)
        if done.returncode != 0:
            raise Refusal(_undelivered(self.root, branch, os.fsdecode(done.stderr)))

    def _index(self, name: str) -> Path:
        return self.folder / f"{name}.index"

    def _added(self, folder: Path, *which: str) -> str:
        """The tree of a folder's own index, once files are added to it."""
        index = {"GIT_INDEX_FILE": str(self._index(folder.name)), "GIT_WORK_TREE": str(folder)}
        self.git("add", *which, "--", str(folder), **index)
        return self.git("write-tree", **index).strip()

    def _commit(self, tree: str, message: str, parents: tuple[str, ...], people: Mapping[str, str]) -> str:
        named = [word for parent in parents for word in ("-p", parent)]
        return self.git("commit-tree", tree, *named, "-F", "-", given=message, **people).strip()

    def _run(
        self, arguments: tuple[str, ...], given: str, variables: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        settings = (word for setting in _PLAIN for word in ("-c", setting))
        return subprocess.run(
            command(*settings, f"--git-dir={self.store}", *arguments),
            cwd=self.folder,
            env={**environment(), **_NOTHING_FROM_AFAR, **variables},
            input=os.fsencode(given),
            capture_output=True,
            check=False,
        )


@contextmanager
def room(root: Path) -> Iterator[Room]:
    """A room of a repository, for a moment. Raises Refusal where git refuses."""
    with TemporaryDirectory(prefix="teamkit-", ignore_cleanup_errors=True) as folder:
        made = Room(root, Path(folder).resolve())
        form = ask(root, "rev-parse", "--show-object-format").strip()
        ask(made.folder, "init", "--quiet", "--bare", "--template=", f"--object-format={form}", str(made.store))
        _borrow(made)
        refs = ask(root, "for-each-ref", "--format=create %(refname) %(objectname)")
        made.git("update-ref", "--stdin", given=refs)
        yield made


def _undelivered(root: Path, branch: str, said: str) -> str:
    """Why a branch did not get a commit, by what git said."""
    if "checked out at" in said:
        return f"{branch} is checked out, and stays as it is; go to another branch first: git switch -"
    if "[rejected]" in said:
        return f"there is a branch {branch} with other commits; give it another name: git branch -m {branch} NAME"
    for other in _in_the_way(root, branch):
        return f"the branch {other} stands in the way of {branch}; give it another name: git branch -m {other} NAME"
    return reason(said)


def _in_the_way(root: Path, branch: str) -> list[str]:
    """The branches of which one would have to be the folder of the other: git cannot have both."""
    beside = f"refs/heads/{branch.partition('/')[0]}"
    known = ask(root, "for-each-ref", "--format=%(refname:strip=2)", beside).splitlines()
    return [each for each in known if branch.startswith(f"{each}/") or each.startswith(f"{branch}/")]


def _borrow(made: Room) -> None:
    objects, shallow = (
        ask(made.root, "rev-parse", "--path-format=absolute", "--git-path", name).strip()
        for name in ("objects", "shallow")
    )
    (made.store / "objects/info").mkdir(parents=True, exist_ok=True)
    (made.store / "info").mkdir(exist_ok=True)
    (made.store / "info/attributes").write_text(_ATTRIBUTES)
    (made.store / "objects/info/alternates").write_bytes(os.fsencode(f"{objects}\n"))
    if Path(shallow).exists():
        (made.store / "shallow").write_bytes(Path(shallow).read_bytes())


def _people(root: Path) -> Mapping[str, str]:
    variables: dict[str, str] = {}
    for role in ("AUTHOR", "COMMITTER"):
        found = _IDENT.match(ask(root, "var", f"GIT_{role}_IDENT"))
        if found:
            variables |= {f"GIT_{role}_NAME": found["name"], f"GIT_{role}_EMAIL": found["email"]}
    return variables
