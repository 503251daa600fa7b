"""How fast search is and what it costs, beside what one would write from common packages.

    python -m bench.search ../shared/corpus/rmrb2020-h1.jsonl.xz --size 1000 --size 10000

The corpus is repeated with changed dates to each size. Each way is built and asked in a process of
its own. Prints a Markdown table; tells on standard error how far it is. Figures on a shared machine
wander: compare the lines of one size, not the days.
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
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from bench.search_corpus import KINDS, Asked, pieces, queries
from bench.search_plot import draw
from bench.search_ways import OURS, PLAIN, WAYS, Way
from bench.search_ways import size as bytes_of


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one way at one size."""

    way: str
    stories: int
    #: Stories indexed a second and a second of processor, texts stored, all written.
    per_second: float
    per_cpu_second: float
    #: Index bytes for each byte of text, and bytes of all files, texts and all.
    index_share: float
    disk_share: float
    #: Milliseconds of opening and of the first query.
    first_ms: float
    #: Milliseconds at the 50th and 95th percentile, by kind of query.
    latency: dict[str, tuple[float, float]]
    #: The same in milliseconds of processor, which other work on the machine disturbs less.
    cpu: dict[str, tuple[float, float]]
    #: Of the exact queries, those answered with the true number of stories.
    exact_right: str
    #: Memory beyond the stories themselves, helpers included.
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Missing:
    """What was not measured, and why."""

    way: str
    stories: int
    reason: str


Row = Figures | Missing


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--size", "sizes", multiple=True, type=int, default=(1_000, 10_000))
@click.option("--queries", "count", default=200, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--plain-most", default=10_000, show_default=True, help="Largest size for Whoosh.")
@click.option("--seconds", default=1_800, show_default=True, help="Most for one line.")
@click.option("--way", "ways", multiple=True, type=click.Choice(list(WAYS)), default=tuple(WAYS))
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Write an SVG.")
@click.option("--one", is_flag=True, hidden=True, help="Measure one way at one size, as JSON.")
def main(
    corpus: Path,
    sizes: tuple[int, ...],
    count: int,
    seed: int,
    plain_most: int,
    seconds: int,
    ways: tuple[str, ...],
    plot: Path | None,
    one: bool,
) -> None:
    """Measure, print a table, draw a plot."""
    if one:
        click.echo(json.dumps(asdict(measure(ways[0], corpus, sizes[0], count, seed))))
        return
    found: list[Row] = []
    for size in sizes:
        for way in ways:
            click.echo(f"{way}, {size:,} stories …", err=True)
            if way == PLAIN and size > plain_most:
                found.append(Missing(way, size, f"left out above {plain_most:,} stories"))
            else:
                found.append(_apart(way, corpus, size, count, seed, seconds))
    for line in table(found):
        click.echo(line)
    if plot is not None:
        figures = [row for row in found if isinstance(row, Figures)]
        points = [(f.way, f.stories, f.latency["words"][1], f.per_second) for f in figures]
        plot.write_text(draw(points), encoding="utf-8")


def measure(way: str, corpus: Path, size: int, count: int, seed: int) -> Figures:
    """Build and ask one way in this process."""
    stories = list(pieces(corpus, size))
    texts = Counter(story.text for story in stories)
    text_bytes = sum(len(text.encode()) * times for text, times in texts.items())
    asked = queries(corpus, count, seed)
    before = resource.getrusage(_SELF).ru_maxrss
    folder = Path(tempfile.mkdtemp(prefix="banmian-bench-")) / "index"
    try:
        began, busy = time.perf_counter(), time.process_time()
        WAYS[way]().build(stories, folder)
        built, used = time.perf_counter() - began, time.process_time() - busy
        engine = WAYS[way]()
        began = time.perf_counter()
        engine.open(folder)
        engine.ask(asked[0])
        first = time.perf_counter() - began
        times = _ask(engine, asked, texts)
        peak = sum(resource.getrusage(who).ru_maxrss for who in (_SELF, _CHILDREN))
        return Figures(
            way=way,
            stories=size,
            per_second=size / built,
            per_cpu_second=size / used,
            index_share=engine.index_bytes(folder) / text_bytes,
            disk_share=bytes_of(folder) / text_bytes,
            first_ms=first * 1000,
            latency={kind: _percentiles(values) for kind, values in times.wall.items()},
            cpu={kind: _percentiles(values) for kind, values in times.cpu.items()},
            exact_right=f"{times.right}/{len(times.wall['exact'])}",
            peak_mb=(peak - before) / 1024,
        )
    finally:
        shutil.rmtree(folder.parent)


@dataclass(slots=True)
class _Times:
    """Milliseconds of each query by kind, and how many exact ones had the true number."""

    wall: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    cpu: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    right: int = 0


def _ask(engine: Way, asked: list[Asked], texts: Counter[str]) -> _Times:
    """Every query once; `texts`: how often each text is in the corpus, by which exact is judged."""
    made = _Times()
    for query in asked:
        began, busy = time.perf_counter(), time.process_time()
        total = engine.ask(query)
        made.wall[query.kind].append((time.perf_counter() - began) * 1000)
        made.cpu[query.kind].append((time.process_time() - busy) * 1000)
        if query.kind == "exact":
            wanted = query.words[0]
            made.right += total == sum(n for text, n in texts.items() if wanted in text)
    return made


_SELF, _CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


def _apart(way: str, corpus: Path, size: int, count: int, seed: int, seconds: int) -> Row:
    """Measure in a process of its own, so that memory and caches are its own."""
    command = [sys.executable, "-m", "bench.search", str(corpus), "--one", "--way", way]
    numbers = ["--size", str(size), "--queries", str(count), "--seed", str(seed)]
    try:
        done = subprocess.run(
            [*command, *numbers], capture_output=True, text=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return Missing(way, size, f"not done in {seconds:,} s")
    if done.returncode:
        raise click.ClickException(f"{way} at {size}: {done.stderr.strip().splitlines()[-1]}")
    values = json.loads(done.stdout.splitlines()[-1])
    return Figures(**values)


def _percentiles(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Lines of a Markdown table, then how ours compare with plain Whoosh."""
    kinds = [f"{kind} p50 / p95 ms" for kind in KINDS]
    head = ["way", "stories", "stories/s", "a processor s", "index ÷ text", "disk ÷ text"]
    head += [
        "open + first ms",
        *kinds,
        "words, facets p95 processor ms",
        "exact right",
        "memory MB",
    ]
    yield _cells(head)
    yield _cells(["---", *["--:"] * (len(head) - 1)])
    for row in rows:
        if isinstance(row, Missing):
            yield _cells([row.way, f"{row.stories:,}", row.reason, *[""] * (len(head) - 3)])
        else:
            yield _cells(_shown(row))
    yield ""
    plain = {row.stories: row for row in rows if isinstance(row, Figures) and row.way == PLAIN}
    for row in rows:
        if not isinstance(row, Figures) or row.way != OURS:
            continue
        if other := plain.get(row.stories):
            yield (
                f"{row.way} at {row.stories:,} stories: "
                f"{row.per_second / other.per_second:.1f} × the speed of {PLAIN} "
                f"({row.per_cpu_second / other.per_cpu_second:.1f} × by processor time), "
                f"{row.index_share / other.index_share:.2f} × the size of its index."
            )


def _shown(row: Figures) -> list[str]:
    return [
        row.way,
        f"{row.stories:,}",
        f"{row.per_second:.0f}",
        f"{row.per_cpu_second:.0f}",
        f"{row.index_share:.2f}",
        f"{row.disk_share:.2f}",
        f"{row.first_ms:.0f}",
        *("{:.1f} / {:.1f}".format(*row.latency[kind]) for kind in KINDS),
        f"{row.cpu['words'][1]:.1f}, {row.cpu['facets'][1]:.1f}",
        row.exact_right,
        f"{row.peak_mb:.0f}",
    ]


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
