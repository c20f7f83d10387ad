"""The lines that live on a branch, each by the landing that brought it."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from teamkit.history.landing.patching import Change, Hunk

OLD = 0
"""What stands for the landing of a line that does not count."""


class Lines:
    """The lines of each file of a branch at one landing, by the number of the landing that brought them.

    Where reading began in the middle of a history, not all files are known, and of those that are not their end. What
    is not known does not count, no more than what lands in files that nobody writes by hand.
    """

    def __init__(
        self,
        files: "dict[str, array[int]]",
        is_written: Callable[[str], bool],
        number_of_lines: Callable[[str], int],
    ) -> None:
        """Go on from these files, which change in place.

        Lines that come in a path that is not `is_written` do not count. `number_of_lines` is asked of blobs of which
        git shows no lines.
        """
        self._files = files
        self._is_written = is_written
        self._number_of_lines = number_of_lines

    def land(self, number: int, changes: Iterable[Change]) -> tuple[int, Mapping[int, int]]:
        """Let a landing change files: how many lines came that count, and how many went, by the landing of each."""
        added, gone = 0, array("I")
        for change in changes:
            lines = array("I") if change.is_new else self._files.pop(change.old, array("I"))
            mark = number if self._is_written(change.path) and not change.is_commit else OLD
            came = _edit(lines, self._hunks(change, lines, mark), mark, gone)
            added += came if mark else 0
            if not change.is_gone:
                self._files[change.path] = lines
        deleted = Counter(gone)
        deleted.pop(OLD, None)
        return added, deleted

    def _hunks(self, change: Change, lines: "array[int]", mark: int) -> Iterable[Hunk]:
        """What git shows; where it shows nothing, all lines go, and those come that the file has now."""
        if not (change.is_gone or change.is_binary):
            return change.hunks
        is_asked = mark and not change.is_new and not change.is_gone
        return ((0, len(lines), self._number_of_lines(change.blob) if is_asked else 0),)


def _edit(lines: "array[int]", hunks: Iterable[Hunk], mark: int, gone: "array[int]") -> int:
    """Let lines go and come, in place: each hunk counts from where those before it have left the file.

    How many came; the landings of those that went are appended to `gone`.
    """
    added, one = 0, array("I", [mark])
    for begin, fewer, more in hunks:
        end = begin + fewer
        if end > len(lines):
            lines.extend(array("I", [OLD]) * (end - len(lines)))
        gone.extend(lines[begin:end])
        lines[begin:end] = one * more
        added += more
    return added
