"""The responsibility matrix as a picture, for light and dark pages, for two people or sixty."""

from collections.abc import Iterator
from dataclasses import dataclass

from teamkit.publish.header import HEADER
from teamkit.publish.naming import name, title
from teamkit.publish.responsibilities import MEANING, Part, columns, parts
from teamkit.publish.text import shortened, width, xml
from teamkit.team.model import Team

PATH = "docs/team/responsibilities.svg"
_LETTER = 7.9  # the width of an average small letter
_SPACE = 16
_LANE, _PITCH = 38, 42
_LEGEND = 28
_FIRST_LETTER = 28.0
_LEAST_WIDTH = 420
_LONGEST_TITLE, _LONGEST_NAME = 36, 24
_UPRIGHT = 8  # names of so many people stand upright, of more they are turned
_STYLE = """\
    svg {
      --lane: #f6f8fa; --line: #d1d9e0; --ink: #1f2328; --quiet: #59636e; --on: #ffffff;
      --decides: #0969da; --works: #1a7f37; --asked: #9a6700;
    }
    @media (prefers-color-scheme: dark) {
      svg {
        --lane: #161b22; --line: #30363d; --ink: #e6edf3; --quiet: #9198a1; --on: #0d1117;
        --decides: #58a6ff; --works: #3fb950; --asked: #d9a62e;
      }
    }
    text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif; fill: var(--ink); }
    .lane { fill: var(--lane); }
    .line { stroke: var(--line); stroke-width: 0.5; }
    .small { font-size: 11px; fill: var(--quiet); }
    .quiet { fill: var(--quiet); }
    .middle { text-anchor: middle; }
    symbol { overflow: visible; }
    symbol circle { fill: var(--colour); fill-opacity: 0.15; }
    symbol text { fill: var(--colour); font-weight: 600; text-anchor: middle; }
    #A, #D { --colour: var(--decides); }
    #R { --colour: var(--works); }
    #C { --colour: var(--asked); }
    #I { --colour: var(--quiet); }
    #A circle { fill-opacity: 1; }
    #A text { fill: var(--on); }
    #D circle { fill-opacity: 0; stroke: var(--colour); stroke-width: 1.5; }
    #I circle { fill-opacity: 0.1; }"""


@dataclass(frozen=True)
class _Layout:
    """Where things stand."""

    left: float
    head: float
    column: float
    columns: int
    rows: int
    is_turned: bool

    @property
    def width(self) -> float:
        """The picture's width."""
        return max(_LEAST_WIDTH, self.left + self.columns * self.column + _SPACE / 2)

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return self.head + self.rows * _PITCH

    def x(self, column: int) -> float:
        """The middle of a column."""
        return self.left + (column + 0.5) * self.column

    def y(self, row: int) -> float:
        """The middle of a lane."""
        return self.head + row * _PITCH + _LANE / 2


def text(team: Team) -> str:
    """The whole picture."""
    shown = columns(team)
    layout = _layout(team, shown)
    legend = tuple(_legend(layout))
    height = layout.bottom + _SPACE + _LEGEND * (1 + max(line for line, _, _ in legend))
    size = f'width="{layout.width:.0f}" height="{height:.0f}" viewBox="0 0 {layout.width:.0f} {height:.0f}"'
    return "\n".join(
        (
            f"<!-- {HEADER} -->",
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title words">',
            '  <title id="title">Who has which part in which area</title>',
            f'  <desc id="words">{_words(team)}</desc>',
            f"  <style>\n{_STYLE}\n  </style>",
            f"  <defs>\n{_symbols(layout)}\n  </defs>",
            *_head(team, shown, layout),
            *(line for row, area in enumerate(team.areas) for line in _lane(team, area, shown, layout, row)),
            *(f'  <use href="#{part}" x="{x:.0f}" y="{_legend_y(layout, line):.0f}"/>' for line, x, part in legend),
            *(
                f'  <text class="quiet" x="{x + 17:.0f}" y="{_legend_y(layout, line) + 4.5:.1f}">{MEANING[part]}</text>'
                for line, x, part in legend
            ),
            "</svg>\n",
        )
    )


def _layout(team: Team, shown: tuple[str, ...]) -> _Layout:
    titles = [_wide(shortened(title(team, area), _LONGEST_TITLE)) for area in team.areas]
    people = [_wide(shortened(name(team, who), _LONGEST_NAME)) for who in shown]
    is_turned = len(shown) > _UPRIGHT
    longest = max(people, default=0)
    return _Layout(
        left=max(titles, default=0) + 2 * _SPACE,
        head=longest + _SPACE if is_turned else 2 * _SPACE,
        column=(22 if len(shown) > 3 * _UPRIGHT else 30) if is_turned else max(longest + _SPACE, 64),
        columns=len(shown),
        rows=max(1, len(team.areas)),
        is_turned=is_turned,
    )


def _symbols(layout: _Layout) -> str:
    radius = 10 if layout.column < 30 else 12
    return "\n".join(
        f'    <symbol id="{part}"><circle r="{radius}"/><text y="4.6">{part}</text></symbol>' for part in Part
    )


def _head(team: Team, shown: tuple[str, ...], layout: _Layout) -> Iterator[str]:
    """The names above their columns."""
    for column, who in enumerate(shown):
        label = _label(name(team, who), _LONGEST_NAME)
        x = layout.x(column)
        if layout.is_turned:
            yield f'  <text transform="translate({x + 4.5:.1f} {layout.head - 10:.0f}) rotate(-90)">{label}</text>'
        else:
            yield f'  <text class="middle" x="{x:.1f}" y="{layout.head - 12:.0f}">{label}</text>'


def _lane(team: Team, area: str, shown: tuple[str, ...], layout: _Layout, row: int) -> Iterator[str]:
    """One area: its title, and everybody's part."""
    y = layout.y(row)
    has_owner = team.areas[area].accountable is not None
    yield f'  <rect class="lane" y="{y - _LANE / 2:.0f}" width="{layout.width:.0f}" height="{_LANE}" rx="8"/>'
    label = _label(title(team, area), _LONGEST_TITLE)
    yield f'  <text x="{_SPACE}" y="{y + (4.5 if has_owner else -2):.1f}">{label}</text>'
    if not has_owner:
        yield f'  <text class="small" x="{_SPACE}" y="{y + 12:.1f}">nobody decides yet</text>'
    found = parts(team, area)
    if layout.is_turned:
        yield f'  <path class="line" d="{_lines(layout, y)}"/>'
    for column, who in enumerate(shown):
        if who in found:
            yield f'  <use href="#{found[who]}" x="{layout.x(column):.1f}" y="{y:.1f}"/>'


def _lines(layout: _Layout, y: float) -> str:
    """A line through the lane in each column, which leads the eye up to the name."""
    return " ".join(f"M{layout.x(column):.0f} {y - _LANE / 2:.0f}v{_LANE}" for column in range(layout.columns))


def _legend(layout: _Layout) -> Iterator[tuple[int, float, Part]]:
    """Line and place of each letter that is explained, as many in a line as fit."""
    line, x = 0, _FIRST_LETTER
    for part, meaning in MEANING.items():
        wide = _wide(meaning) + 3 * _SPACE
        if x > _FIRST_LETTER and x + wide > layout.width:
            line, x = line + 1, _FIRST_LETTER
        yield line, x, part
        x += wide


def _legend_y(layout: _Layout, line: int) -> float:
    return layout.bottom + _SPACE / 2 + _LEGEND * (line + 0.5)


def _label(words: str, limit: float) -> str:
    """A text that fits, with the whole of it where it had to be shortened."""
    fitting = shortened(words, limit)
    return xml(fitting) if fitting == words else f"{xml(fitting)}<title>{xml(words)}</title>"


def _words(team: Team) -> str:
    """The picture for those who hear it."""
    sentences = []
    for area in team.areas:
        found = ", ".join(f"{name(team, who)} {MEANING[part]}" for who, part in parts(team, area).items())
        sentences.append(f"{title(team, area)}: {found or 'nobody yet'}.")
    return xml(" ".join(sentences)) or "There is no area yet."


def _wide(words: str) -> float:
    return width(words) * _LETTER
