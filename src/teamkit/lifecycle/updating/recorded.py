"""Which template a project was made of, as its answers file says at a commit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from teamkit.findings import Place, Refusal
from teamkit.forges.addresses import without_password
from teamkit.history.git import ask, is_bare, top
from teamkit.history.objects import contents, files
from teamkit.lifecycle.answers import FILES, OURS

_LEADS = re.compile(r"[a-z][a-z0-9+.-]*://.+|g[hl]:.+|[^/\s]+@[^/\s]+:.+|~.*", re.IGNORECASE)
_MARKER = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)


@dataclass(frozen=True)
class Recorded:
    """The template of a project, the version that it has of it, and its answers file; `folder` is empty at the top."""

    folder: str
    file: str
    template: str
    version: str

    @property
    def path(self) -> str:
        """The answers file as git names it."""
        return _below(self.folder, self.file)


@dataclass(frozen=True)
class Here:
    """A repository, the commit that is checked out, and what that records of the project in a folder of it."""

    root: Path
    head: str
    found: Recorded


def here(folder: Path) -> Here:
    """What is checked out in a folder, or is main in a bare clone. Raises Refusal as `recorded` does."""
    root = top(folder)
    below = "" if is_bare(folder) else ask(folder, "rev-parse", "--show-prefix").strip("/\n")
    head = _head(root)
    return Here(root, head, recorded(root, head, below))


def recorded(root: Path, commit: str, folder: str = "", file: str | None = None) -> Recorded:
    """What a commit records of the project in a folder; elsewhere where there is only one in the repository.

    Raises Refusal where that is none, or several, or nobody can tell of which template.
    """
    tree = files(root, commit)
    there = [name for name in ((file,) if file else FILES) if _below(folder, name) in tree]
    if not there:
        only = PurePosixPath(_only(tree, _below(folder, file or FILES[-1])))
        folder, there = only.parent.as_posix().removeprefix("."), [only.name]
    read = {name: _read(root, commit, _below(folder, name)) for name in there}
    name = next((name for name in there if OURS in read[name]), there[-1])
    return _recorded(folder, name, read[name])


def _only(tree: Mapping[str, str], wanted: str) -> str:
    """The one answers file of a repository."""
    found = [path for path in tree if PurePosixPath(path).name in FILES]
    if len(found) > 1:
        raise Refusal(f"several projects are here, by {', '.join(found)}; name the folder of one: --root FOLDER")
    if not found:
        raise Refusal("is not committed here, so nobody knows a template of this project", Place(wanted))
    return found[0]


def _read(root: Path, commit: str, path: str) -> Mapping[str, object]:
    name = f"{commit}:{path}"
    text = contents(root, [name])[name].decode(errors="replace")
    marker = _MARKER.search(text)
    if marker:
        line = text.count("\n", 0, marker.start()) + 1
        raise Refusal("has conflict markers; resolve them and commit it", Place(path, line))
    try:
        given = YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        given = None
    if not isinstance(given, dict):
        raise Refusal("cannot be read; take back what it was before, and commit that", Place(path))
    return given


def _recorded(folder: str, file: str, answers: Mapping[str, object]) -> Recorded:
    place = Place(_below(folder, file))
    template, version = (answers.get(key) for key in ("_src_path", "_commit"))
    if not (template and isinstance(template, str)):
        raise Refusal("has no _src_path; write the address of the template there", place)
    if not (version and isinstance(version, str)):
        mend = f"write the version that {without_password(template)} was taken at"
        raise Refusal(f"has no _commit that is text; {mend}", place)
    if not (_LEADS.fullmatch(template) or Path(template).is_absolute()):
        raise Refusal(f"names the template by a relative path, {template}; write its full address", place)
    return Recorded(folder, file, template, version)


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _head(root: Path) -> str:
    try:
        return ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    except Refusal:
        raise Refusal("nothing is committed here yet; commit the project, then run it again") from None
