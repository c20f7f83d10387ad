"""The first adoption: files that are new, a team.yml of this repository, and a baseline."""

from collections.abc import Collection
from datetime import date

from teamkit.checks.wording import counted
from teamkit.findings import Finding, Refusal
from teamkit.lifecycle.adopting import baseline
from teamkit.lifecycle.adopting.founding import accepting
from teamkit.lifecycle.adopting.model import Adoption, Wish
from teamkit.lifecycle.adopting.modules import MODULES, titled
from teamkit.lifecycle.adopting.naming import named
from teamkit.lifecycle.adopting.offering import choice
from teamkit.lifecycle.adopting.opening import Opening
from teamkit.lifecycle.adopting.settling import Settled, settle
from teamkit.lifecycle.adopting.staging import staged
from teamkit.lifecycle.adopting.standing import Standing
from teamkit.team.calling import SCRIPT
from teamkit.team.model import Waiver
from teamkit.team.reading import TEAM_FILE, read_team, text_of


def begin(found: Opening, wish: Wish, today: date) -> Adoption:
    """Adopt the parts that are wanted. Raises Refusal, with the repository as it was."""
    place, standing = found.ground, found.offer.standing(found.ground.tree)
    _refuse_other_tool(standing)
    picked = choice(found.offer, standing, found.wanted)
    has_team = TEAM_FILE in picked.added
    branch = named(found.flow, "adopt", () if {*found.wanted} == {*MODULES} else found.wanted)
    place.name(branch)
    found.render(picked.keep, picked.added)
    staged(place.folder, (*picked.added, found.answers_file))
    settled = settle(found, standing, today, with_people=wish.with_people) if has_team else Settled()
    added = tuple(sorted({*picked.added, *settled.pages, found.answers_file}))
    waivers, red = _baseline(found, added, today, has_team=has_team)
    body = f"It adds {counted(len(added), 'file')} and changes none."
    commit = place.commit(staged(place.folder, added), f"Adopt {titled(found.wanted)}", body)
    return Adoption(
        template=found.offer.source.address,
        version=found.offer.version,
        guesses=found.guesses,
        added=added,
        kept=(*picked.kept, *settled.kept),
        open=tuple(name for name in MODULES if name not in found.wanted),
        waivers=waivers,
        red=red,
        people=settled.people,
        delivery=found.deliver(commit, branch, is_dry=wish.is_dry),
    )


def _baseline(
    found: Opening, added: Collection[str], today: date, *, has_team: bool
) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    """What is accepted for a while, in a team.yml that is new, and what stays red."""
    folder = found.ground.folder
    staged(folder, added)
    red = baseline.failures(folder, today)
    if not (red and has_team):
        return (), red
    owner = next(iter(read_team(folder).users), None) if found.answers["handle"] else None
    waivers = baseline.waivers(red, owner, today)
    text = accepting(text_of(folder / TEAM_FILE), waivers)
    (folder / TEAM_FILE).write_text(text, encoding="utf-8", newline="\n")
    return waivers, baseline.failures(folder, today)


def _refuse_other_tool(standing: Standing) -> None:
    if standing.kept(SCRIPT):
        raise Refusal(f"{SCRIPT} exists and is not this template's; rename it, for the team's tool goes by that name")
