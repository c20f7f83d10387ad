"""What was known of a path is known of what it is called today."""

from pathlib import Path

import pytest
from flows import NOW, an_empty
from pasts import at, opened

from teamkit.history.writers import written
from teamkit.measure.renames import Names, Rename

NAMES = Names([Rename(at(9), "b", "c"), Rename(at(5), "a", "b"), Rename(at(3), "x", "a")])


@pytest.mark.parametrize(
    ("path", "day", "today"),
    [("a", 4, "c"), ("a", 5, "c"), ("b", 6, "c"), ("x", 1, "c"), ("a", 6, "a"), ("c", 1, "c"), ("other", 1, "other")],
)
def test_a_path_is_followed_from_when_it_had_its_name(path: str, day: int, today: str) -> None:
    assert NAMES.today(path, at(day)) == today


def test_names_that_change_places_at_one_time_come_to_an_end() -> None:
    assert Names([Rename(at(1), "a", "b"), Rename(at(1), "b", "a")]).today("a", at(0)) == "a"


def test_the_files_of_a_request_are_those_of_today() -> None:
    assert NAMES.of_today(opened(since=at(4), files=("a", "c", "d"))).files == ("c", "d")


def test_renames_are_read_from_history_with_both_names(tmp_path: Path) -> None:
    shop = an_empty(tmp_path / "shop")
    shop.change("Start", "price.py", "".join(f"x = {line}\n" for line in range(9)), days=9)
    shop.git("mv", "price.py", "pricing.py")
    shop.change("Rename", "cart.py", days=5)
    later, first = written(shop.folder, "main", NOW.replace(year=2025), has_renames=True)
    assert (set(later.paths), later.renames) == ({"cart.py", "price.py", "pricing.py"}, (("price.py", "pricing.py"),))
    assert (first.paths, first.renames) == (("price.py",), ())
    names = Names(Rename(later.at, *pair) for pair in later.renames)
    assert names.today("price.py", first.at) == "pricing.py"


def test_no_name_and_no_empty_commit_ends_the_reading(tmp_path: Path) -> None:
    shop = an_empty(tmp_path / "shop")
    shop.change("Start", "price.py", by="A\x01d\x02a", days=9)
    shop.git("commit", "--quiet", "--allow-empty", "--message", "Nothing", days=8)
    shop.change("More", "cart.py", days=7)
    found = written(shop.folder, "main", NOW.replace(year=2025))
    assert [(each.name, each.paths) for each in found] == [
        ("Ada", ("cart.py",)),
        ("Ada", ()),
        ("A\x01d\x02a", ("price.py",)),
    ]
