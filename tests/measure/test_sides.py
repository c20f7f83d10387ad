"""What stands beside a branch is read as its merges and its other branches tell."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flows import NOW, Repository, a_flow, an_empty

from teamkit.history.branches import branches
from teamkit.history.sides import Side, Sides, sides

YEAR = timedelta(weeks=52)


def found(shop: Repository, *lasting: str, since: datetime = NOW - YEAR) -> Sides:
    """What stands beside the first of these branches."""
    known = branches(shop.folder)
    others = [each for each in known if each.name not in lasting]
    head = shop.git("rev-parse", lasting[0])
    return sides(shop.folder, head, [each for each in known if each.name in lasting], others, since)


def told(several: Iterable[Side]) -> dict[str, tuple[int, int | None, int]]:
    """How many days ago each began and was merged, and its lines."""
    return {
        each.name: ((NOW - each.began).days, (NOW - each.merged).days if each.merged else None, each.lines)
        for each in several
    }


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """A branch that took main in, on a main with a merge and a commit of its own."""
    made = an_empty(tmp_path / "shop")
    made.change("Start", "shop.py", days=400)
    made.branch("old", "main", days=390)
    made.merge("old", "main", days=380)
    made.branch("cart", "main", "Grace", commits=2, days=30)
    made.merge("cart", "main", days=20)
    made.branch("stock", "main~1", days=40)
    made.change("Count", "count.py", "1\n2\n", "Alan", days=10)
    made.git("switch", "--quiet", "main")
    made.change("Mend", "mend.py", "1\n2\n3\n", days=9)
    made.merge("main", "stock", days=8)
    return made


def test_merged_and_open_branches_are_told_with_their_beginning_and_their_lines(shop: Repository) -> None:
    beside = found(shop, "main")
    assert told(beside.merged) == {"Merge branch 'cart'": (30, 20, 1)}
    assert told(beside.open) == {"stock": (40, None, 3)}
    assert [each.authors for each in beside.open] == [{"Ada <ada@example.com>", "Alan <alan@example.com>"}]
    assert beside.direct == ("Ada <ada@example.com>",)


def test_what_landed_before_is_left_out(shop: Repository) -> None:
    beside = found(shop, "main", since=NOW - timedelta(days=15))
    assert (beside.merged, len(beside.direct)) == ((), 1)
    assert told(beside.open) == {"stock": (40, None, 3)}
    assert told(found(shop, "main", since=NOW).open) == {"stock": (40, None, 3)}
    assert len(found(shop, "main", since=NOW - 2 * YEAR).merged) == 2


def test_a_branch_that_stands_on_nothing_or_bears_a_version_is_no_open_work(shop: Repository) -> None:
    shop.branch("stable/1.x", "main~1", days=5)
    shop.git("tag", "v1.0.1")
    shop.git("switch", "--quiet", "--orphan", "pages")
    shop.change("Publish", "index.html", days=4)
    assert told(found(shop, "main").open).keys() == {"stock"}


def test_lasting_branches_that_are_taken_in_are_no_work(shop: Repository) -> None:
    shop.git("switch", "--quiet", "main")
    shop.change("Pulled", "pulled.py", days=3)
    pulled = shop.git("rev-parse", "main")
    shop.git("reset", "--quiet", "--hard", "main~1")
    shop.change("Mine", "mine.py", days=2)
    message = "Merge branch 'main' of https://forge.example/org/shop"
    shop.git("merge", "--quiet", "--no-ff", "--message", message, pulled, days=1)
    assert told(found(shop, "main").merged).keys() == {"Merge branch 'cart'"}


def test_under_gitflow_neither_production_nor_what_it_has_is_open(tmp_path: Path) -> None:
    shop = a_flow(tmp_path / "shop")
    shop.branch("hotfix/loop", "main", days=2)
    shop.merge("hotfix/loop", "main", days=1)
    shop.git("switch", "--quiet", "develop")
    shop.git("merge", "--quiet", "--no-ff", "--message", "Bring it back", "main", hours=1)
    beside = found(shop, "develop", "main")
    assert told(beside.merged) == {"Merge branch 'feature/SHOP-1-basket' into develop": (20, 15, 1)}
    assert {name for name in told(beside.open) if name.startswith(("hotfix", "main"))} == set()
    assert "feature/SHOP-13-stock" in told(beside.open)
