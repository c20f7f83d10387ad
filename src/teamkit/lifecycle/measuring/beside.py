"""Which branches stand beside the one that is measured."""

from collections.abc import Sequence

from teamkit.history.branches import branches
from teamkit.history.containing import Logged
from teamkit.history.kinds import kind_of
from teamkit.history.sides import Sides, sides
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.lifecycle.standpoint import MERGES, distinct
from teamkit.measure.norms import YEAR


def beside(scene: Scene, line: Sequence[Logged]) -> Sides:
    """What landed on the branch's own line in the last 52 weeks, and what is open. Raises Refusal where git refuses."""
    known, flow = branches(scene.root), scene.flow
    names = {*(flow.lasting if flow else ()), *(each.name for each in known if each.ref == scene.ref)}
    programs = {each.name for each in known if flow and (kind := kind_of(flow, each.name)) and kind.is_bots}
    lasting = [each for each in known if each.name in names]
    others = [each for each in known if each.name not in names | programs and each.remote != MERGES]
    return sides(scene.root, line, lasting, distinct(others), scene.period.until - YEAR)
