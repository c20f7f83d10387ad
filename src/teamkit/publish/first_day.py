"""The first-day page: what a newcomer needs, generated around the part that people write once."""

from collections.abc import Collection, Mapping
from datetime import time

from teamkit.publish import channels, decides
from teamkit.publish.hours import JANUARY, JULY, at_work, spans, together
from teamkit.publish.markdown import plain, table
from teamkit.publish.naming import names, reach, title
from teamkit.team.calling import call
from teamkit.team.model import Team

PATH = "docs/team/first-day.md"
BIRTH = """\
# Your first day

## What we build, and for whom

Not written yet. Write here, once and in your own words: who uses this and what for, what it must never get wrong, what
the team wants to reach this year, and where to see how it is doing. The marked parts below follow from `team.yml`;
everything outside the marks is yours.

"""
_SET_UP = """\
## Set-up

You need git and [uv](https://docs.astral.sh/uv/getting-started/installation/). Clone the repository; then, at its top:

```sh
uv run just setup
uv run just test
```

The first prepares everything and can be repeated, the second shows that all is well. Where uv finds no Python, run
`python3 scripts/setup.py` in place of the first: it also looks among the versions of pyenv."""
_FIRST_TASK = """\
## Your first task

Put yourself into `team.yml`: name, handles, time zone, skills. It is small and true, and it takes you along the whole
way once: branch, checks, review, merge.{guide}

1. Start a branch and add yourself below `users`.
2. Bring the pages and the owners file in line, and check:

   ```sh
   {tool} team sync
   {tool} check --local
   ```

3. Commit all that changed and ask for a review."""
_READMES = ("README.md", "README.rst", "README.txt", "README")


def regions(team: Team, tree: Collection[str]) -> Mapping[str, str]:
    """The generated regions of the page, in their order."""
    return {"people": _people(team), "hours": _hours(team), "set-up": _set_up(tree), "first-task": _first_task(tree)}


def _set_up(tree: Collection[str]) -> str:
    if {"justfile", "scripts/setup.py"} <= set(tree):
        return _SET_UP
    readme = next((name for name in _READMES if name in tree), None)
    if readme:
        return f"## Set-up\n\nClone the repository, then follow [its README](../../{readme})."
    return "## Set-up\n\nNothing says yet how to set this up: ask, then write it down in `README.md`."


def _first_task(tree: Collection[str]) -> str:
    guide = " [How we work](../how-we-work.md) has the commands." if "docs/how-we-work.md" in tree else ""
    return _FIRST_TASK.format(guide=guide, tool=call(tree))


def _people(team: Team) -> str:
    rows = tuple((plain(title(team, area)), *decides.first_two(team, area)) for area in team.areas)
    owners = dict.fromkeys(who for area in team.areas.values() for who in (area.accountable, area.deputy) if who)
    return "\n\n".join(
        (
            "## Who owns what",
            table(("area", "decides", "deputy"), rows) if rows else "There is no area yet: write one in `team.yml`.",
            *(
                [table(("who", "where to ask"), ((names(team, (who,)), reach(team, who)) for who in owners))]
                if owners
                else []
            ),
            f"[Who decides]({_beside(decides.PATH)}) says whom to ask when nobody answers,"
            f" [channels and answer times]({_beside(channels.PATH)}) what to ask where. An answer may take a while:"
            f" {channels.answer_times(team)}.",
        )
    )


def _hours(team: Team) -> str:
    if not team.users:
        return "## Whose hours\n\nNobody is known in `team.yml` yet."
    zones = sorted({user.timezone for user in team.users.values()})
    rows = (
        (
            plain(zone),
            names(team, (who for who, user in team.users.items() if user.timezone == zone)),
            *(spans(at_work(zone, *_working(team), season)) for season in (JANUARY, JULY)),
        )
        for zone in zones
    )
    shared = tuple(spans(together(zones, *_working(team), season)) or "never" for season in (JANUARY, JULY))
    return "\n\n".join(
        (
            "## Whose hours",
            channels.hours(team),
            table(
                ("time zone", "who", "in January, UTC", "in July, UTC"),
                (*rows, *([("everybody at once", "", *shared)] if len(zones) > 1 else [])),
            ),
        )
    )


def _working(team: Team) -> tuple[time, time]:
    return team.answers.hours.first, team.answers.hours.last


def _beside(path: str) -> str:
    return path.rpartition("/")[2]
