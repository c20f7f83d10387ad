"""What was deployed is read from git: whole, or since an instant, with the same answer."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from deliveries import deployed
from flows import NOW, Repository, an_empty

from teamkit.history.tagged import tags
from teamkit.lifecycle.delivered import deliveries
from teamkit.measure.deployed import deployments
from teamkit.measure.lead_time import lead_time
from teamkit.measure.periods import last
from teamkit.measure.programs import Programs
from teamkit.team.model import Deployments

AGES = timedelta(days=5000)


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """Four versions, one of them a hotfix beside the line, and a commit after the last."""
    shop = an_empty(tmp_path / "shop")
    for number in range(3):
        shop.change(f"Add {number}", f"{number}.py", days=40 - 10 * number)
        shop.branch(f"feature/{number}", "main", "Grace", days=38 - 10 * number)
        shop.merge(f"feature/{number}", "main", days=37 - 10 * number)
        shop.git("tag", "--annotate", "--message", "x", f"v1.{number}.0", days=36 - 10 * number)
    shop.branch("hotfix/1", "v1.1.0", days=15)
    shop.git("tag", "--annotate", "--message", "x", "v1.1.1", days=14)
    shop.git("switch", "--quiet", "main")
    shop.change("Add more", "more.py", days=2)
    return shop


def test_lead_times_of_all_tags_are_read_in_one_go(shop: Repository) -> None:
    found = deployments(Deployments(tags="v*"), [], tags(shop.folder))
    changes = lead_time([], deliveries(shop.folder, found, NOW - AGES), Programs(), last(8, NOW)).changes
    assert {(each.commit.subject, each.deployment.name, each.lead.days) for each in changes} == {
        ("Add 1", "v1.1.0", 4),
        ("Work on feature/1", "v1.1.0", 2),
        ("Add 2", "v1.2.0", 4),
        ("Work on feature/2", "v1.2.0", 2),
        ("Work on hotfix/1", "v1.1.1", 1),
    }


@pytest.mark.parametrize("days", [45, 30, 20, 15, 5])
def test_since_an_instant_the_answer_is_the_same_and_less_is_walked(shop: Repository, days: int) -> None:
    found = deployments(Deployments(tags="v*"), [], tags(shop.folder))
    since = NOW - timedelta(days=days)
    (whole,) = deliveries(shop.folder, found, NOW - AGES)
    (part,) = deliveries(shop.folder, found, since)
    assert part.first == {name: each for name, each in whole.first.items() if each.at >= since}
    for deployment in (each for each in found if each.at >= since):
        assert part.landings(deployment) == whole.landings(deployment)
        assert part.begins(deployment) == whole.begins(deployment)
    assert len(part.commits) < len(whole.commits) or days == 45


def test_each_environment_has_its_own_history_and_what_is_gone_is_known(shop: Repository) -> None:
    head = shop.git("rev-parse", "HEAD")
    told = [deployed("1" * 40, NOW, "eu"), deployed(head, NOW, "eu"), replace(deployed(head, NOW), environment="us")]
    eu, us = deliveries(shop.folder, told, NOW - AGES)
    assert (eu.environment, us.environment) == ("eu", "us")
    assert (eu.missing, us.missing) == (frozenset({"1" * 40}), frozenset())
    assert eu.commits.keys() == us.commits.keys()
