"""The table and the plot of the search bench: every line is there, what was left out too."""

from __future__ import annotations

from xml.etree import ElementTree

from bench.search import Figures, Missing, Row, table
from bench.search_corpus import KINDS
from bench.search_plot import draw
from bench.search_ways import OURS, PLAIN


def figures(way: str, per_second: float, share: float) -> Figures:
    """Invented figures of one way."""
    latency: dict[str, tuple[float, float]] = {kind: (1.0, 2.0) for kind in KINDS}
    return Figures(
        way,
        stories=1_000,
        per_second=per_second,
        per_cpu_second=2 * per_second,
        index_share=share,
        disk_share=2 * share,
        first_ms=300.0,
        latency=latency,
        cpu=latency,
        exact_right="50/50",
        peak_mb=100.0,
    )


def test_table() -> None:
    """A Markdown table of even lines, a reason in place of figures, and the comparison."""
    rows: list[Row] = [
        figures(OURS, 800, 0.5),
        figures(PLAIN, 200, 2.0),
        Missing(PLAIN, 100_000, "left out"),
    ]
    lines = list(table(rows))
    assert len({line.count("|") for line in lines[:5]}) == 1
    assert "left out" in lines[4]
    assert lines[-1].startswith("banmian at 1,000 stories: 4.0 × the speed")
    assert "0.25 × the size" in lines[-1]


def test_plot_of_one_size_and_of_several() -> None:
    """The plot is well-formed and has a dot for each point in each panel."""
    for sizes in ((1_000,), (1_000, 10_000, 100_000)):
        points = [(way, size, 5.0, 300.0) for way in (OURS, PLAIN) for size in sizes]
        tree = ElementTree.fromstring(draw(points))
        dots = [element for element in tree.iter() if element.tag.endswith("circle")]
        assert len(dots) == 2 * len(points)
