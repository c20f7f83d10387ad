"""A further part of the layer, at the version that is adopted: new files, and the list of what updates leave alone."""

from datetime import date

from teamkit.checks.wording import counted
from teamkit.lifecycle.adopting import baseline
from teamkit.lifecycle.adopting.model import Adoption
from teamkit.lifecycle.adopting.modules import titled
from teamkit.lifecycle.adopting.naming import named
from teamkit.lifecycle.adopting.offering import further
from teamkit.lifecycle.adopting.opening import Opening
from teamkit.lifecycle.adopting.parts import parts
from teamkit.lifecycle.adopting.staging import staged


def extend(found: Opening, today: date, *, is_dry: bool) -> Adoption:
    """Adopt the parts that are wanted, as far as they are not. Raises Refusal, with the repository as it was."""
    place, standing = found.ground, found.offer.standing(found.ground.tree)
    picked = further(found.offer, standing, found.wanted, found.keep)
    source, version = found.offer.source.address, found.offer.version
    is_open = tuple(part.name for part in parts(found.offer, standing, picked.keep) if part.open)
    if not picked.added:
        return Adoption(source, version, kept=picked.kept, open=is_open)
    branch = named(found.flow, "adopt", found.wanted)
    place.name(branch)
    found.render(picked.keep, picked.added)
    tree = staged(place.folder, (*picked.added, found.answers_file))
    body = f"It adds {counted(len(picked.added), 'file')}, and changes {found.answers_file} alone."
    commit = place.commit(tree, f"Adopt {titled(found.wanted)}", body)
    return Adoption(
        template=source,
        version=version,
        added=picked.added,
        changed=(found.answers_file,),
        kept=picked.kept,
        open=is_open,
        red=baseline.failures(place.folder, today),
        delivery=found.deliver(commit, branch, is_dry=is_dry),
    )
