"""Write a version and its changelog into a commit, beside the work tree of whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from teamkit.findings import Place, Refusal
from teamkit.history.git import ask
from teamkit.lifecycle.flowing.changelog import released
from teamkit.lifecycle.flowing.commands import commitizen, git
from teamkit.lifecycle.flowing.steps import Bump

CHANGELOG = "CHANGELOG.md"
_NO_HOOKS = ("-c", "core.hooksPath=/dev/null")


def following(root: Path, commit: str) -> str:
    """The version that the commits since the last one ask for. Raises Refusal where they ask for none."""
    with _beside(root, commit) as folder:
        try:
            return commitizen(folder, "bump", "--get-next", "--yes").split()[-1]
        except Refusal as refusal:
            raise Refusal(f"nothing asks for a new version ({refusal}); to have one: flow release X.Y.Z") from None


def difference(root: Path, step: Bump) -> str:
    """What a step would change, as a diff."""
    with _beside(root, step.head) as folder:
        _bump(folder, step)
        return ask(folder, "diff", "--cached")


def commit(root: Path, step: Bump) -> None:
    """Add the commit to its branch; a work tree that is on it moves along where nothing stands in the way."""
    with _beside(root, step.head) as folder:
        message = _bump(folder, step)
        git(folder, *_NO_HOOKS, "commit", "--quiet", "--no-verify", "--message", message)
        made = ask(folder, "rev-parse", "HEAD").strip()
    if step.is_current:
        git(root, "merge", "--quiet", "--ff-only", made)
    else:
        git(root, "branch", "--force", step.branch, made)


@contextmanager
def _beside(root: Path, commit: str) -> Iterator[Path]:
    """A work tree of a commit that is nobody's, for a moment."""
    with TemporaryDirectory(prefix="teamkit-") as parent:
        folder = Path(parent).resolve() / "tree"
        git(root, "worktree", "prune")
        git(root, *_NO_HOOKS, "worktree", "add", "--quiet", "--detach", str(folder), commit)
        try:
            yield folder
        finally:
            git(root, "worktree", "remove", "--force", str(folder))


def _bump(folder: Path, step: Bump) -> str:
    """Stage version and changelog, and give commitizen's message.

    Commitizen drops what people wrote under "Unreleased": it gets a file of its own for what it generates, one that
    begins with the last tag, so that it looks no further back.
    """
    own = folder.with_name("section.md")
    tags = ask(folder, "tag", "--list", step.tag).split()
    own.write_text("".join(f"## {tag}\n" for tag in tags), encoding="utf-8")
    options = ("--version-files-only", "--yes", "--allow-no-commit", "--changelog", "--file-name", str(own))
    said = commitizen(folder, "bump", *options, step.version)
    generated = own.read_text(encoding="utf-8").split("\n## ", 1)[0]
    changelog = folder / CHANGELOG
    changelog.write_bytes(released(_text(changelog), generated).encode())
    git(folder, "add", "--all")
    return said.partition("\ntag to create: ")[0].strip()


def _text(path: Path) -> str:
    if path.is_symlink():
        raise Refusal("is a symbolic link, and nothing is written through one; put the file there", Place(path.name))
    try:
        return path.read_bytes().decode() if path.exists() else "# Changelog\n"
    except UnicodeDecodeError:
        raise Refusal("is not UTF-8; convert it", Place(path.name)) from None
