"""What stands beside a branch is read as its merges and its other branches tell."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from histories import git
from importing import PERSON, Importer

from teamkit.history.branches import branches
from teamkit.history.containing import own_line
from teamkit.history.sides import Side, Sides, sides

NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)


class Shop(Importer):
    """A history whose commits say how many days ago they were made; each file has one line more than its name."""

    def change(self, days: float, files: str, *parents: str, message: str = "Change") -> str:
        texts = {name: f"{name}\n" * (len(name) + 1) for name in files.split()}
        return self.commit(message, texts, *parents, at=NOW - timedelta(days=days))


def found(root: Path, *lasting: str, weeks: float = 52) -> Sides:
    """What stands beside the first of these branches."""
    known = branches(root)
    others = [each for each in known if each.name not in lasting]
    (head,) = (each.head for each in known if each.name == lasting[0])
    since = NOW - timedelta(weeks=weeks)
    return sides(root, own_line(root, head), [each for each in known if each.name in lasting], others, since)


def told(several: Iterable[Side]) -> dict[str, tuple[int, int | None, int]]:
    """How many days ago each began and was merged, and its lines."""
    return {
        each.name: ((NOW - each.began).days, (NOW - each.merged).days if each.merged else None, each.lines)
        for each in several
    }


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A main with two merges and a commit of its own, which a branch took in later."""
    root = tmp_path / "shop"
    with Shop(root) as made:
        start = made.change(400, "a")
        old = made.change(390, "a b", start)
        first = made.change(380, "a b", start, old, message="Merge branch 'old'")
        cart = made.change(29, "a b cc dd", made.change(30, "a b cc", first))
        second = made.change(20, "a b cc dd", first, cart, message="Merge branch 'cart'")
        mended = made.change(9, "a b cc dd e", second)
        stock = made.change(10, "a b fff", made.change(40, "a b ff", first))
        made.point("stock", made.change(8, "a b cc dd e fff", stock, mended, message="Merge branch 'main' into stock"))
        made.point("stable/1.x", made.change(5, "a b x", second))
        made.point("pages", made.change(4, "page"))
        made.point("cart", cart)
        made.point("main", mended)
    git("tag", "v1.0.1", "stable/1.x", where=root)
    return root


def test_merged_and_open_branches_are_told_with_their_beginning_and_their_lines(shop: Path) -> None:
    beside = found(shop, "main")
    assert told(beside.merged) == {"Merge branch 'cart'": (30, 20, 6)}
    assert told(beside.open)["stock"] == (40, None, 4)
    assert {each.authors for each in (*beside.merged, *beside.open)} == {frozenset({PERSON})}
    assert beside.direct == (PERSON,)


def test_a_branch_that_is_merged_stands_on_nothing_or_bears_a_version_is_no_open_work(shop: Path) -> None:
    assert told(found(shop, "main").open).keys() == {"stock"}


def test_what_landed_before_is_left_out_and_what_is_open_stays_as_it_is(shop: Path) -> None:
    lately, now = found(shop, "main", weeks=2), found(shop, "main", weeks=0)
    assert (lately.merged, lately.direct, now.merged, now.direct) == ((), (PERSON,), (), ())
    assert told(lately.open) == told(now.open) == {"stock": (40, None, 4)}
    assert len(found(shop, "main", weeks=100).merged) == 2


def test_a_line_that_somebody_pulled_is_no_work(tmp_path: Path) -> None:
    with Shop(tmp_path / "shop") as made:
        start = made.change(9, "a")
        pull = "Merge branch 'main' of https://forge.example/org/shop"
        mine, theirs = made.change(3, "a b", start), made.change(4, "a c", start)
        request = "Merge pull request #1 from grace/main"
        merge = made.change(2, "a b c", mine, theirs, message=pull)
        made.change(1, "a b c d", merge, made.change(1.5, "a b c d", merge), message=request)
    assert told(found(tmp_path / "shop", "main").merged).keys() == {request}


def test_under_gitflow_neither_production_nor_what_it_has_is_work(tmp_path: Path) -> None:
    with Shop(tmp_path / "shop") as made:
        start = made.change(60, "a")
        basket = made.change(20, "a b", start)
        merged = made.change(15, "a b", start, basket, message="Merge branch 'feature/basket' into develop")
        hotfix = made.change(3, "c", start)
        production = made.change(2, "c", start, hotfix, message="Merge branch 'hotfix/loop'")
        made.point("develop", made.change(1, "a b c", merged, production, message="Bring it back"))
        made.point("feature/stock", made.change(5, "a b d", merged))
        made.point("hotfix/loop", hotfix)
        made.point("main", production)
    beside = found(tmp_path / "shop", "develop", "main")
    assert told(beside.merged) == {"Merge branch 'feature/basket' into develop": (20, 15, 2)}
    assert told(beside.open).keys() == {"feature/stock"}
