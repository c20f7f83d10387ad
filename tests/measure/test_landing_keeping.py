"""What is kept of a branch makes reading quick, and never a number wrong."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from histories import git
from measure.landing_stories import Story

from teamkit.history.landing import patching
from teamkit.history.landing.model import Landing
from teamkit.history.landing.patching import Change
from teamkit.history.landing.reading import read

END = datetime.max.replace(tzinfo=UTC)
ANEW = "what was kept of this branch {}: it was read anew"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Story(5, 60).write(tmp_path_factory.mktemp("histories") / "short.git")


@pytest.fixture(scope="module")
def whole(repository: Path) -> list[Landing]:
    return list(read(repository, "main"))


@pytest.fixture
def keep(repository: Path, tmp_path: Path) -> Path:
    """A folder in which all but the newest landings are kept."""
    git("update-ref", "refs/heads/work", "main~4", where=repository)
    list(read(repository, "work", keep=tmp_path / "keep"))
    git("update-ref", "refs/heads/work", "main", where=repository)
    return tmp_path / "keep"


def kept(keep: Path) -> Path:
    (path,) = keep.glob("*.landings")
    return path


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commits whose patches are read."""
    commits: list[str] = []

    def changes(pieces: Iterable[bytes]) -> Iterator[tuple[str, list[Change]]]:
        for commit, found in patching.changes(pieces):
            commits.append(commit)
            yield commit, found

    monkeypatch.setattr("teamkit.history.landing.reading.changes", changes)
    return commits


def test_what_is_kept_is_not_read_again(repository: Path, keep: Path, whole: list[Landing], seen: list[str]) -> None:
    assert list(read(repository, "work", keep=keep)) == whole
    assert seen == [landing.commit for landing in whole[-4:]]
    assert list(read(repository, "work", keep=keep)) == whole
    assert len(seen) == 4


def test_a_later_span_goes_on_from_what_is_kept_of_a_longer_one(
    repository: Path, keep: Path, whole: list[Landing], seen: list[str]
) -> None:
    span = (whole[-2].at, END)
    landings = list(read(repository, "work", span, keep=keep))
    assert len(seen) == 4
    assert landings == whole[-len(landings) :]


def test_an_earlier_span_than_what_is_kept_is_read_from_its_beginning(
    repository: Path, whole: list[Landing], tmp_path: Path
) -> None:
    late = read(repository, "main", (whole[-10].at, END), keep=tmp_path)
    list(late)
    landings = read(repository, "main", keep=tmp_path)
    assert list(landings) == whole
    assert landings.notes == ()


def test_what_is_kept_is_for_this_user_alone_and_nobody_commits_it(keep: Path) -> None:
    assert kept(keep).stat().st_mode & 0o777 == 0o600
    assert keep.stat().st_mode & 0o777 == 0o700
    assert (keep / ".gitignore").read_text() == "*\n"
    assert {path.name for path in keep.iterdir()} == {".gitignore", kept(keep).name}


def test_of_a_history_that_was_rewritten_nothing_is_used_and_that_is_said(
    repository: Path, keep: Path, whole: list[Landing]
) -> None:
    git("update-ref", "refs/heads/work", "main~8", where=repository)
    landings = read(repository, "work", keep=keep)
    assert landings.notes == (ANEW.format("is of a history that was rewritten"),)
    assert list(landings) == whole[:-8]
    assert read(repository, "work", keep=keep).notes == ()


def test_what_was_counted_by_other_rules_is_not_used_and_that_is_said(repository: Path, keep: Path) -> None:
    landings = read(repository, "work", generated=("apps/",), keep=keep)
    assert landings.notes == (ANEW.format("was counted by other rules"),)
    assert list(landings) == list(read(repository, "work", generated=("apps/",)))


def test_what_another_version_kept_is_not_used_and_that_is_said(
    repository: Path, keep: Path, whole: list[Landing]
) -> None:
    kept(keep).write_bytes(kept(keep).read_bytes().replace(b"landings 2 ", b"landings 1 ", 1))
    landings = read(repository, "work", keep=keep)
    assert landings.notes == (ANEW.format("is of another version"),)
    assert list(landings) == whole


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize("share", [0, 0.001, 0.02, 0.1, 0.5, 0.9, 0.9999])
def test_what_is_damaged_anywhere_is_not_used_and_that_is_said(
    share: float, repository: Path, keep: Path, whole: list[Landing], *, is_cut: bool
) -> None:
    data = kept(keep).read_bytes()
    at = int(share * len(data))
    kept(keep).write_bytes(data[:at] if is_cut else data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    landings = read(repository, "work", keep=keep)
    (note,) = landings.notes
    assert note in {ANEW.format("is damaged"), ANEW.format("is of another version")}
    assert list(landings) == whole


def test_two_branches_are_kept_beside_each_other(repository: Path, keep: Path, whole: list[Landing]) -> None:
    assert list(read(repository, "main", keep=keep)) == whole
    assert len(list(keep.glob("*.landings"))) == 2
    assert read(repository, "work", keep=keep).notes == ()


def test_where_nothing_can_be_kept_it_is_read_all_the_same(
    repository: Path, whole: list[Landing], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    landings = read(repository, "main", keep=tmp_path / "file/keep")
    assert (list(landings), landings.notes) == (whole, ())


def test_what_was_not_read_to_the_end_is_not_kept(repository: Path, tmp_path: Path) -> None:
    for _ in read(repository, "main", keep=tmp_path / "keep"):
        break
    assert not (tmp_path / "keep").exists()
