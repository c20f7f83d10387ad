"""What checks of hygiene look at first: the portrait, and what production settings say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from teamkit.checks.facts import Facts
from teamkit.checks.portrait.facts import Portrait
from teamkit.findings import Place, Unseen
from teamkit.projects.model import Settings, Site, Value

_UNPAINTED = Unseen("nobody looked at the repository", "run `teamkit audit`")
_NO_DJANGO = Unseen("no Django was found here", "name a repository with a Django project")


def portrait(facts: Facts) -> Portrait | Unseen:
    """What the repository is made of, or why nobody knows."""
    return facts.portrait or _UNPAINTED


def of_django(facts: Facts) -> Portrait | Unseen:
    """The same for a check that is about Django."""
    seen = portrait(facts)
    return seen if isinstance(seen, Unseen) or seen.is_django else _NO_DJANGO


def production(facts: Facts) -> Iterator[Settings | Unseen]:
    """The settings that each project uses in production, or why nobody knows them; a package has none."""
    seen = of_django(facts)
    if isinstance(seen, Unseen):
        yield seen
    else:
        yield from (site.production or _untold(site) for site in seen.sites)


class Certainty(StrEnum):
    """How sure it is that a setting of production is bad."""

    SURE = "it is"
    DEFAULT = "it is where the environment does not say otherwise"
    PERHAPS = "something else decides"
    COMPUTED = "only running it would tell"


@dataclass(frozen=True)
class Doubtful:
    """A setting of production that is bad, or may be."""

    certainty: Certainty
    where: Place


def bad(facts: Facts, name: str, is_bad: Callable[[Any], bool]) -> Iterator[Doubtful | Unseen]:
    """Each project in which a setting is bad in production, may be, or could not be looked at."""
    for settings in production(facts):
        if isinstance(settings, Unseen):
            yield settings
            continue
        values = settings.values.get(name, ())
        if not values and settings.is_open:
            yield _elsewhere(settings, name)
        found = _doubtful(settings, values, is_bad)
        if found:
            yield found


def _doubtful(settings: Settings, values: tuple[Value, ...], is_bad: Callable[[Any], bool]) -> Doubtful | None:
    wrong = [value for value in values if value.is_known and is_bad(value.value)]
    if wrong:
        is_all = len(wrong) == len(values) and not settings.is_open
        by_default = Certainty.DEFAULT if any(value.asks for value in wrong) else None
        return Doubtful(by_default or (Certainty.SURE if is_all else Certainty.PERHAPS), wrong[0].where)
    unread = [value.where for value in values if not value.is_known]
    return Doubtful(Certainty.COMPUTED, unread[0]) if unread else None


def _untold(site: Site) -> Unseen:
    where = site.folder or "the root"
    why = f"nothing says which settings production uses in {where}"
    return Unseen(why, "name them in wsgi.py: os.environ.setdefault('DJANGO_SETTINGS_MODULE', …)")


def _elsewhere(settings: Settings, name: str) -> Unseen:
    why = f"{settings.path} does not say what {name} is, and takes settings over that are not read here"
    return Unseen(why, f"look at what it is: `python manage.py diffsettings`, with {settings.module}")
