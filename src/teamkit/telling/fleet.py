"""What people read about a fleet."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from teamkit.findings import Unseen
from teamkit.publish.fleet.model import Adopted, Fleet, Standing
from teamkit.publish.text import one_line
from teamkit.telling.words import shown

UNKNOWN = Text("unknown", style="yellow")
NOTHING = Text("–", style="dim")


def status(fleet: Fleet) -> RenderableType:
    """One table of all repositories, then what nobody could look at and why, and one line that counts."""
    parts: list[RenderableType] = [table(fleet), Text()]
    parts += [line for standing in fleet.repositories for line in blind(standing)]
    parts += [Text.assemble(("unknown ", "yellow"), reason(each)) for each in fleet.unlisted]
    parts += [Text(f"left out: {one_line(each)}", style="dim") for each in fleet.left_out]
    return Group(*parts, summary(fleet))


def table(fleet: Fleet) -> Table:
    """A row a repository; those of a group stand below its name."""
    drawn = Table("repository", "version", "behind", "adopted", "red", "updated", box=None, header_style="bold")
    ordered = sorted(fleet.repositories, key=lambda standing: standing.group or "")
    for group, several in groupby(ordered, key=lambda standing: standing.group):
        if group:
            drawn.add_row(Text(one_line(group), style="bold dim"))
        for standing in several:
            drawn.add_row(Text(one_line(standing.name)), *cells(standing))
    return drawn


def cells(standing: Standing) -> Iterator[Text]:
    """What stands behind the name of a repository."""
    yield from adopted(standing.adopted)
    yield red(standing)
    yield when(standing)


def adopted(found: Adopted | Unseen | None) -> tuple[Text, Text, Text]:
    """The version of the template, how far behind the newest one it is, and what was taken of it."""
    if found is None or isinstance(found, Unseen):
        return (UNKNOWN, UNKNOWN, UNKNOWN) if found else (NOTHING, NOTHING, Text("nothing", style="dim"))
    kept = f", keeps {len(found.kept)}" if found.kept else ""
    return Text(one_line(found.version)), behind(found), Text(f"{one_line(found.profile)}{kept}")


def behind(found: Adopted) -> Text:
    """How many releases lie between a version and the newest one."""
    if isinstance(found.behind, Unseen):
        return UNKNOWN
    if found.behind == 0:
        return Text("newest", style="green")
    return Text(f"{found.behind} to {one_line(found.newest)}", style="yellow")


def red(standing: Standing) -> Text:
    """The checks that fail; where some could not tell, their number too."""
    if isinstance(standing.checks, Unseen):
        return UNKNOWN
    failing = Text(shown(standing.failing), style="red") if standing.failing else Text("none", style="green")
    more = Text(f"{len(standing.untold)} unknown", style="yellow") if standing.untold else Text()
    if not standing.failing and standing.untold:
        return more
    return Text(", ").join((failing, more)) if more else failing


def when(standing: Standing) -> Text:
    """The day of the last update."""
    if standing.updated is None or isinstance(standing.updated, Unseen):
        return UNKNOWN if standing.updated else NOTHING
    return Text(f"{standing.updated.date()}")


def blind(standing: Standing) -> Iterator[Text]:
    """What could not be looked at in a repository, and why."""
    for each in standing.unseen:
        yield Text.assemble(("unknown ", "yellow"), (one_line(standing.name), "bold"), ": ", reason(each))
    if standing.untold:
        checks = f"could not tell: {shown(standing.untold)}"
        yield Text.assemble(("unknown ", "yellow"), (one_line(standing.name), "bold"), ": ", checks)


def reason(each: Unseen) -> str:
    """Why, and what to do about it."""
    return one_line(f"{each.why} → {each.mend}" if each.mend else each.why)


def summary(fleet: Fleet) -> Text:
    """How many there are of each kind, in words."""
    several = fleet.repositories
    red = sum(bool(each.failing) for each in several)
    unknown = sum(bool(each.unseen or each.untold) for each in several)
    noun = "repository" if len(several) == 1 else "repositories"
    return Text(f"{len(several)} {noun}: {red} with something red, {unknown} with something unknown", style="bold")
