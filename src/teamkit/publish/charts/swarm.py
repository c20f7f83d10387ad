"""Dots beside each other where they would lie over each other."""

from collections.abc import Iterator, Sequence


def swarm(places: Sequence[float], size: float, most: float) -> list[float]:
    """How far each dot steps aside, so that no two touch; none further than `most`, where they may."""
    put: list[tuple[float, float]] = []
    for place in places:
        near = [aside for other, aside in put if abs(other - place) < size]
        free = (step for step in _steps(size, most) if all(abs(step - aside) >= size for aside in near))
        put.append((place, next(free, 0)))
    return [aside for _, aside in put]


def _steps(size: float, most: float) -> Iterator[float]:
    """None, then to both sides in turn."""
    yield 0
    for number in range(1, int(most / size) + 1):
        yield from (number * size, -number * size)
