"""How fast search is and what it costs, beside what one would write from the same packages.

    python -m bench.search ../shared/corpus/rmrb2020-h1.jsonl.xz --size 1000 --size 10000

The corpus is repeated with changed dates to each size. Each way is built and asked in a process of
its own. Figures on a shared machine wander: compare the columns, not the days.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from bench.search_corpus import KINDS, pieces, queries
from bench.search_plot import draw
from bench.search_ways import WAYS


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one way at one size."""

    way: str
    stories: int
    #: Stories indexed a second, texts stored, all written.
    per_second: float
    #: Index bytes for each byte of text.
    index_share: float
    #: Milliseconds of opening and of the first query.
    first_ms: float
    #: Milliseconds at the 50th and 95th percentile, by kind of query.
    latency: dict[str, tuple[float, float]]
    #: Of the exact queries, those answered with the true number of stories.
    exact_right: str
    peak_mb: float


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--size", "sizes", multiple=True, type=int, default=(1_000, 10_000))
@click.option("--queries", "count", default=200, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--plain-most", default=10_000, show_default=True, help="Largest size for Whoosh.")
@click.option("--way", "ways", multiple=True, type=click.Choice(list(WAYS)), default=tuple(WAYS))
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Write an SVG.")
@click.option("--one", is_flag=True, hidden=True, help="Measure one way at one size, as JSON.")
def main(
    corpus: Path,
    sizes: tuple[int, ...],
    count: int,
    seed: int,
    plain_most: int,
    ways: tuple[str, ...],
    plot: Path | None,
    one: bool,
) -> None:
    """Measure, print a table, draw a plot."""
    if one:
        click.echo(json.dumps(asdict(measure(ways[0], corpus, sizes[0], count, seed))))
        return
    found: list[Figures] = []
    for size in sizes:
        for way in ways:
            if way.startswith("whoosh") and size > plain_most:
                click.echo(f"{way}: not measured at {size}, see --plain-most", err=True)
                continue
            found.append(_apart(way, corpus, size, count, seed))
            click.echo(_line(found[-1]) if len(found) > 1 else f"{_head()}\n{_line(found[-1])}")
    if plot is not None:
        points = [(f.way, f.stories, f.latency["words"][1], f.per_second) for f in found]
        plot.write_text(draw(points), encoding="utf-8")


def measure(way: str, corpus: Path, size: int, count: int, seed: int) -> Figures:
    """Build and ask one way in this process."""
    stories = list(pieces(corpus, size))
    text_bytes = sum(len(story.text.encode()) for story in stories)
    asked = queries(corpus, count, seed)
    folder = Path(tempfile.mkdtemp(prefix="banmian-bench-")) / "index"
    try:
        began = time.perf_counter()
        WAYS[way]().build(stories, folder)
        built = time.perf_counter() - began
        engine = WAYS[way]()
        began = time.perf_counter()
        engine.open(folder)
        engine.ask(asked[0])
        first = time.perf_counter() - began
        times: dict[str, list[float]] = {kind: [] for kind in KINDS}
        right = 0
        for query in asked:
            began = time.perf_counter()
            total = engine.ask(query)
            times[query.kind].append((time.perf_counter() - began) * 1000)
            if query.kind == "exact":
                right += total == sum(query.words[0] in story.text for story in stories)
        usage = [resource.getrusage(who).ru_maxrss for who in (_SELF, _CHILDREN)]
        return Figures(
            way=way,
            stories=size,
            per_second=size / built,
            index_share=engine.index_bytes(folder) / text_bytes,
            first_ms=first * 1000,
            latency={kind: _percentiles(values) for kind, values in times.items()},
            exact_right=f"{right}/{len(times['exact'])}",
            peak_mb=sum(usage) / 1024,
        )
    finally:
        shutil.rmtree(folder.parent)


_SELF, _CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


def _apart(way: str, corpus: Path, size: int, count: int, seed: int) -> Figures:
    """Measure in a process of its own, so that memory and caches are its own."""
    command = [sys.executable, "-m", "bench.search", str(corpus), "--one", "--way", way]
    numbers = ["--size", str(size), "--queries", str(count), "--seed", str(seed)]
    done = subprocess.run([*command, *numbers], capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{way} at {size}: {done.stderr.strip().splitlines()[-1]}")
    values = json.loads(done.stdout.splitlines()[-1])
    return Figures(**values)


def _percentiles(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def _head() -> str:
    kinds = "".join(f"{kind + ' p50/p95 ms':>22}" for kind in KINDS)
    return (
        f"{'way':26}{'stories':>8}{'per s':>7}{'index/text':>11}{'open+first ms':>14}"
        f"{kinds}{'exact right':>12}{'peak MB':>9}"
    )


def _line(figures: Figures) -> str:
    latency = "".join("{:>22}".format("{:.1f} / {:.1f}".format(*figures.latency[k])) for k in KINDS)
    return (
        f"{figures.way:26}{figures.stories:>8}{figures.per_second:>7.0f}"
        f"{figures.index_share:>11.2f}{figures.first_ms:>14.0f}{latency}"
        f"{figures.exact_right:>12}{figures.peak_mb:>9.0f}"
    )


if __name__ == "__main__":
    main()
