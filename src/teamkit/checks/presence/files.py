"""What the files of a branch tell about the edits of another one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from teamkit.checks.presence.lines import agree, balance, stands
from teamkit.history.commits import Version
from teamkit.history.crossing import Crossing
from teamkit.history.patches import Edit


class Files:
    """The files of a crossing's target, and the versions that they had while its two sides went apart."""

    def __init__(self, crossing: Crossing) -> None:
        """Remember where to look."""
        self._crossing = crossing

    def show(self, edit: Edit, is_later: Callable[[str], bool]) -> bool:
        """Whether the file reads as an edit left it, now or after a commit that `is_later`."""
        path = self._crossing.found(edit.path)
        if path is None or edit.is_deletion:
            return path is None and (edit.is_deletion or self._has_no_more(edit))
        is_moved = edit.old == edit.path or edit.old not in self._crossing.here
        is_set = edit.mode in {None, self._crossing.here[path].mode}
        is_same = edit.keeps_content or self._had(edit, is_later) or self._stands(edit, path)
        return is_moved and is_set and is_same

    def agree(self, edit: Edit) -> bool:
        """Whether the file has the lines that came with an edit, and none too many of those that went."""
        path = self._crossing.found(edit.path)
        if path is None:
            return self._has_no_more(edit)
        now, then = self._text(self._crossing.here[path].blob), self._text(edit.after)
        return now is not None and then is not None and agree(balance([edit]), then, now)

    def have_the_rest(self, edit: Edit, later: Iterable[Edit]) -> bool:
        """Whether the file has what is left of an edit on its own branch, where `later` ones replaced lines of it."""
        names = self._crossing.names(edit.path)
        own, here = self._lines(self._crossing.there, names[0]), self._lines(self._crossing.here, names[-1])
        change, gone = balance([edit]), balance(later)
        replaced = {line for line, number in change.items() if number > 0 > gone[line]}
        return bool(replaced) and all(
            here[line] <= own[line] if number < 0 else here[line] >= own[line] and not (line in replaced and own[line])
            for line, number in change.items()
        )

    def lack(self, edit: Edit) -> bool:
        """Whether an edit that they do not show is surely missing: lines tell so, or a file as it was before."""
        path = self._crossing.found(edit.path)
        if edit.hunks or edit.keeps_content:
            return True
        return edit.before is None if path is None else self._crossing.here[path].blob == edit.before

    def _has_no_more(self, edit: Edit) -> bool:
        """Whether the target deleted a file of which an edit only removes lines."""
        names = self._crossing.names(edit.path)
        files = (file for commit in self._crossing.meanwhile for file in commit.files)
        is_deleted = any(file.path in names and not file.after for file in files)
        return is_deleted and max(balance([edit]).values(), default=1) < 0

    def _had(self, edit: Edit, is_later: Callable[[str], bool]) -> bool:
        """Whether the whole file became this version here, and not the one before it any later."""
        names = self._crossing.names(edit.path)
        now = self._crossing.here.get(names[-1])
        if now and now.blob in {edit.before, edit.after}:
            return now.blob == edit.after
        versions = (pair for name in reversed(names) for pair in self._versions[name])
        known = (blob for name, blob in versions if blob in {edit.before, edit.after} and is_later(name))
        return next(known, None) == edit.after

    @cached_property
    def _versions(self) -> Mapping[str, list[tuple[str, str]]]:
        """For each path the commits that the target went through and the version that each left, the newest first."""
        versions: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for commit in self._crossing.line:
            for file in commit.files:
                if file.after:
                    versions[file.path].append((commit.hash, file.after.blob))
        return versions

    def _stands(self, edit: Edit, path: str) -> bool:
        now, then = self._text(self._crossing.here[path].blob), self._text(edit.after)
        if now is None or then is None:
            return False
        return all(stands(hunk, then, now) for hunk in edit.hunks) if edit.hunks else not then

    def _lines(self, files: Mapping[str, Version], path: str) -> Counter[str]:
        return Counter((self._text(files[path].blob) or "").split("\n")) if path in files else Counter()

    def _text(self, blob: str | None) -> str | None:
        return self._crossing.texts.get(blob or "")
