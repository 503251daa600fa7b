"""Figures at several sizes in, a plot as SVG out: lines told apart by dash, not by colour."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

_WIDTH, _HEIGHT = 360, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 32, 34, 40
_DASHES = ("", "6 4", "2 3", "10 3 2 3")
_STYLE = """<style>
text{font:12px system-ui,sans-serif;fill:#333}.t{font-weight:600}
.g{stroke:#ccc}.l{fill:none;stroke:#333;stroke-width:2}.p{fill:#333}
@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#555}.l{stroke:#ddd}.p{fill:#ddd}}
</style>"""

#: Way, stories, milliseconds at the 95th percentile, stories indexed a second.
Point = tuple[str, int, float, float]


def draw(points: Iterable[Point]) -> str:
    """Two panels side by side, both axes logarithmic, and the key below."""
    held = list(points)
    ways = list(dict.fromkeys(way for way, *_ in held))
    panels = (
        _panel("95 % of word queries within, ms", [(w, n, ms) for w, n, ms, _ in held], ways, 0),
        _panel("stories indexed a second", [(w, n, s) for w, n, _, s in held], ways, _WIDTH),
    )
    key = "".join(_key(way, place) for place, way in enumerate(ways))
    height = _HEIGHT + 22 * len(ways) + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDTH} {height}" role="img">'
        f"<title>Search as the archive grows</title>{_STYLE}{''.join(panels)}{key}</svg>\n"
    )


def _panel(title: str, values: list[tuple[str, int, float]], ways: list[str], x0: int) -> str:
    across = _scale([n for _, n, _ in values], x0 + _LEFT, x0 + _WIDTH - _RIGHT)
    up = _scale([v for *_, v in values], _HEIGHT - _BOTTOM, _TOP)
    parts = [f'<text class="t" x="{x0 + _LEFT}" y="20">{escape(title)}</text>']
    for tick in _ticks([v for *_, v in values]):
        y = up(tick)
        parts.append(f'<path class="g" d="M{x0 + _LEFT} {y:.1f}H{x0 + _WIDTH - _RIGHT}"/>')
        at = f'x="{x0 + _LEFT - 6}" y="{y + 4:.1f}"'
        parts.append(f'<text {at} text-anchor="end">{tick:g}</text>')
    for size in sorted({n for _, n, _ in values}):
        x = across(size)
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 18}" text-anchor="middle">{size:,}</text>')
    for place, way in enumerate(ways):
        dots = [(across(n), up(v)) for w, n, v in values if w == way]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        dash = _DASHES[place % len(_DASHES)]
        parts.append(f'<polyline class="l" stroke-dasharray="{dash}" points="{line}"/>')
        parts += [f'<circle class="p" r="3.5" cx="{x:.1f}" cy="{y:.1f}"/>' for x, y in dots]
    return "".join(parts)


def _key(way: str, place: int) -> str:
    y = _HEIGHT + 22 * place + 8
    return (
        f'<path class="l" stroke-dasharray="{_DASHES[place % len(_DASHES)]}" d="M{_LEFT} {y}h40"/>'
        f'<text x="{_LEFT + 50}" y="{y + 4}">{escape(way)}</text>'
    )


def _ticks(values: list[float]) -> list[float]:
    low, high = _decades(values)
    return [10.0**power for power in range(low, high + 1)]


def _decades(values: list[float]) -> tuple[int, int]:
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


class _scale:
    """A logarithmic axis from one pixel to another."""

    def __init__(self, values: Iterable[float], first: float, last: float) -> None:
        self._low, self._high = _decades(list(values))
        self._first, self._last = first, last

    def __call__(self, value: float) -> float:
        part = (math.log10(value) - self._low) / max(1, self._high - self._low)
        return self._first + part * (self._last - self._first)
