"""How a figure stands to that of the period before, in words."""

from teamkit.publish.charts.units import spoken
from teamkit.publish.report.model import Figure


def compared(figure: Figure) -> str:
    """A few words, without a judgement: which way is good depends on the figure."""
    now, before = figure.now, figure.before
    if now.is_few or now.value is None:
        return "too few to say anything"
    if before is None or before.value is None:
        return "nothing to compare with"
    is_now, was = spoken(now.value, figure.unit), spoken(before.value, figure.unit)
    if before.is_few:
        return f"{was} before, of too few to compare"
    if is_now == was:
        return "as before"
    return f"{'up' if now.value > before.value else 'down'} from {was}"
