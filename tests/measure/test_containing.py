"""The first deployment that contains a commit is the one that git would find by asking of each pair."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flows import Repository, an_empty
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import Importer

from teamkit.history.containing import first_containing, logged, own_line
from teamkit.history.tagged import tags

HISTORIES = st.lists(st.sets(st.integers(0, 30), max_size=3), min_size=1, max_size=9)


@settings(max_examples=12, deadline=None)
@given(HISTORIES, st.lists(st.integers(0, 30), min_size=1, max_size=3))
def test_it_is_what_git_says_of_each_pair(histories: list[set[int]], deployed: list[int]) -> None:
    with TemporaryDirectory() as folder:
        root, names = Path(folder) / "repository", list[str]()
        with Importer(root) as importer:
            for number, parents in enumerate(histories):
                before = sorted({parent % number for parent in parents}) if number else []
                names.append(importer.commit(str(number), {}, *(names[parent] for parent in before)))
        heads = [names[number % len(names)] for number in deployed]
        parents_of = {name: commit.parents for name, commit in logged(root, names).items()}
        expected = {
            name: head
            for name in names
            if (head := next((head for head in heads if is_ancestor(root, name, head)), None))
        }
        assert first_containing(parents_of, heads) == expected


def is_ancestor(root: Path, one: str, other: str) -> bool:
    asked = ["git", "merge-base", "--is-ancestor", one, other]
    return subprocess.run(asked, cwd=root, check=False).returncode == 0


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    return an_empty(tmp_path / "shop")


def test_commits_are_read_with_all_that_they_descend_from(shop: Repository) -> None:
    first = shop.change("Start", "a.py", days=9)
    side = shop.branch("feature/x", "main", "Grace", days=8)
    merge = shop.merge("feature/x", "main", days=7)
    found = logged(shop.folder, [merge])
    assert found.keys() == {first, side, merge}
    assert found[merge].parents == (first, side)
    assert (found[side].author, found[side].subject) == ("Grace <grace@example.com>", "Work on feature/x")
    assert found[side].committed.isoformat() == "2026-01-12T12:00:00+00:00"
    assert own_line(shop.folder, merge) == (found[merge], found[first])


def test_what_git_does_not_have_and_what_is_no_commit_are_left_out(shop: Repository) -> None:
    first = shop.change("Start", "a.py")
    blob = shop.git("rev-parse", "HEAD:a.py")
    assert logged(shop.folder, ["1" * 40, blob]) == {}
    assert logged(shop.folder, ["1" * 40, blob, first]).keys() == {first}
    assert logged(shop.folder, []) == {}


def test_a_tag_on_a_side_branch_contains_what_it_branched_from(shop: Repository) -> None:
    first, second = (shop.change(name, f"{name}.py") for name in ("a", "b"))
    side = shop.branch("release/1", first)
    shop.git("switch", "--quiet", "main")
    third = shop.change("c", "c.py")
    known = {name: commit.parents for name, commit in logged(shop.folder, [third, side]).items()}
    assert first_containing(known, [side, third]) == {first: side, side: side, second: third, third: third}


def test_tags_lead_to_their_commits_and_say_whether_they_have_a_time_of_their_own(shop: Repository) -> None:
    first = shop.change("Start", "a.py", days=9)
    shop.git("tag", "v1")
    shop.git("tag", "--annotate", "--message", "Two", "v2", days=3)
    shop.git("tag", "--annotate", "--message", "Of a tag", "v3", "v2", days=2)
    shop.git("tag", "blob", shop.git("rev-parse", "HEAD:a.py"))
    found = {each.tag: each for each in tags(shop.folder)}
    assert {name: each.commit for name, each in found.items() if name != "v3"} == {"v1": first, "v2": first}
    assert [found[name].is_dated for name in ("v1", "v2")] == [False, True]
    assert [found[name].at.day for name in ("v1", "v2")] == [11, 17]
