"""How far branches are apart is what git counts for each of them, whatever their history."""

import subprocess
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flows import Repository, an_empty
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.findings import Refusal
from teamkit.history.distances import apart, lacking
from teamkit.history.versions import newest_version
from teamkit.history.words import Person, words

HISTORIES = st.lists(st.sets(st.integers(0, 30), max_size=3), min_size=1, max_size=14)


@settings(max_examples=25, deadline=None)
@given(HISTORIES, st.sets(st.integers(0, 30), min_size=2, max_size=4))
def test_distances_are_those_that_git_counts(histories: list[set[int]], chosen: set[int]) -> None:
    with TemporaryDirectory() as folder:
        git = ["git", "-C", folder]
        subprocess.run([*git, "init", "--quiet", "--initial-branch", "main"], check=True)
        subprocess.run([*git, "fast-import", "--quiet"], input=stream(histories), text=True, check=True)
        names = sorted({f"refs/heads/{number % len(histories)}" for number in chosen})
        heads = subprocess.run([*git, "rev-parse", *names], capture_output=True, text=True, check=True).stdout.split()
        pairs = tuple(permutations(heads, 2))
        counts = {
            (one, other): int(
                subprocess.run(
                    [*git, "rev-list", "--count", one, f"^{other}"], capture_output=True, text=True, check=True
                ).stdout
            )
            for one, other in pairs
        }
        assert lacking(apart(Path(folder), heads), pairs) == counts


def stream(histories: list[set[int]]) -> str:
    """A branch for each commit, whose parents are among those before it; without parents it begins anew."""
    text = ""
    for number, parents in enumerate(histories):
        before = sorted({parent % number for parent in parents}) if number else []
        links = "".join(f"{'merge' if place else 'from'} refs/heads/{parent}\n" for place, parent in enumerate(before))
        person = f"committer Ada <ada@example.com> {1_700_000_000 + number * 60} +0000"
        text += f"commit refs/heads/{number}\n{person}\ndata <<E\n{number}\nE\n{links}\n"
    return text


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    return an_empty(tmp_path / "shop")


def test_no_heads_are_not_apart_and_one_that_is_gone_is_refused(shop: Repository) -> None:
    assert apart(shop.folder, ()) == {}
    with pytest.raises(Refusal, match="bad object"):
        apart(shop.folder, ("1" * 40,))


def test_what_all_heads_share_is_not_read(shop: Repository) -> None:
    shared = shop.change("Start", "a.py")
    heads = [shop.branch("one", "main"), shop.branch("other", "main")]
    assert set(apart(shop.folder, heads)) == set(heads)
    assert lacking(apart(shop.folder, (*heads, shared)), [(heads[0], shared), (shared, heads[0])]) == {
        (heads[0], shared): 1,
        (shared, heads[0]): 0,
    }


def test_words_of_commits_are_read_at_once(shop: Repository) -> None:
    first = shop.change("Start\n\nBecause.\n\nX: y", "a.py")
    second = shop.change("Go on: ä", "b.py", by="Grace")
    found = words(shop.folder, [first, second, first])
    assert (found[first].subject, found[first].body) == ("Start", "Because.\n\nX: y")
    assert (found[second].subject, found[second].author) == ("Go on: ä", Person("Grace", "grace@example.com"))
    assert words(shop.folder, ()) == {}


def test_the_newest_version_is_that_of_production_whatever_other_tags_say(shop: Repository) -> None:
    shop.change("Start", "a.py", days=5)
    for tag in ("v1.9.0", "v1.10.0", "nightly", "v2.0.0rc1", "2026"):
        shop.git("tag", tag)
    shop.branch("feature/x", "main")
    shop.git("tag", "v9.0.0")
    found = newest_version(shop.folder, "main")
    assert found is not None
    assert (found.tag, found.commit) == ("v1.10.0", shop.git("rev-parse", "main"))
    shop.git("tag", "--annotate", "v1.9.1", "--message", "A later fix", "main", days=1)
    later = newest_version(shop.folder, "main")
    assert later is not None
    assert (later.tag, later.commit) == ("v1.9.1", shop.git("rev-parse", "main"))
    shop.git("tag", "--annotate", "v3.0.0", "--message", "A tree", "main^{tree}")
    assert newest_version(shop.folder, "main") == later
