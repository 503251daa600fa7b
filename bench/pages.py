"""Saved article pages in, a table out: fields right, body F1 and pages a second, beside others.

    python -m bench.pages ../shared/pages/rmrb-2022

The truth is an independent reading of the 人民日报 2020-2024 skin by a handful of XPaths. The other
extractors are optional (`pip install trafilatura gne newspaper4k`) and run in the same process, on
the same bytes, after a warm-up: in each round all of them in turn, what they remembered of earlier
rounds forgotten. Speed is in pages per second of processor time, the median over the rounds.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import logging
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import lxml.html

from parser.epaper.families import family_of, key_of, shape_of
from parser.epaper.outlines import read_outline
from parser.epaper.page_names import read_name
from parser.epaper.read import read_pages
from parser.errors import BanmianError
from parser.markup.select import possible
from parser.markup.tree import classes_of, id_of, shared
from parser.model import Article, Issue, Page
from parser.source.files import Capture

FIELDS = (
    "headline", "kicker", "subheadline", "byline", "paragraphs", "captions", "pictures",
    "date", "label", "section", "regions",
)  # fmt: skip
#: What is kept from page to page: a round finds it as empty as an archive's first page does.
CACHES = (
    classes_of, family_of, id_of, key_of, possible, read_name, read_outline, shape_of, shared,
)  # fmt: skip
_NAME = re.compile(r"_(\d{4}-\d\d-\d\d)_p(\d\d)")


def named(error: BanmianError) -> None:
    """What could not be read, on stderr."""
    print(error, file=sys.stderr)


@dataclass(frozen=True, slots=True)
class Row:
    """One extractor's line in the table."""

    name: str
    pages_a_second: float
    #: How many times as fast as trafilatura in the same round, the median; None without it.
    times: float | None
    body_f1: float


def main() -> None:
    """Print accuracy per field, then speed and body F1 beside other extractors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder of saved 人民日报 article pages")
    parser.add_argument("--rounds", type=int, default=9, help="timed rounds")
    parser.add_argument("--alone", action="store_true", help="leave the other extractors out")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    captures = [Capture(f.name, f.read_bytes()) for f in sorted(options.folder.glob("*.html"))]
    if not captures:
        parser.error(f"no .html files in {options.folder}")
    print_fields(captures)
    print_table(captures, options.rounds, alone=options.alone)


def print_fields(captures: Sequence[Capture]) -> None:
    """Fields read exactly, spaces aside, of those that the pages hold."""
    issues = read_pages(captures, on_error=named)
    held = {a.source: (i, p, a) for i in issues for p in i.pages for a in p.articles}
    right: Counter[str] = Counter()
    for capture in captures:
        wanted = truth(capture)
        found = held.get(capture.name)
        got = as_read(*found) if found else {}
        right.update(field for field in FIELDS if got.get(field) == wanted[field])
    print(f"{len(captures)} pages, fields exactly right:")
    for field in FIELDS:
        print(f"  {field:12} {right[field] / len(captures):.4f}")
    print(f"  {'all':12} {sum(right.values()) / len(captures) / len(FIELDS):.4f}\n")


def truth(capture: Capture) -> dict[str, object]:
    """What a page holds, by XPaths written for this one skin."""
    tree = lxml.html.fromstring(capture.body)
    named = _NAME.search(capture.name)
    rows = [
        [bare(cell.text_content()) for cell in table.xpath(".//tr[2]")]
        for table in tree.xpath("//table[@class='pci_c']")
    ]
    areas = tree.xpath("//area[starts-with(@href, './')]/@coords")
    return {
        "headline": bare(tree.xpath("string(//div[@class='article']/h1)")),
        "kicker": bare(tree.xpath("string(//div[@class='article']/h3)")),
        "subheadline": bare(tree.xpath("string(//div[@class='article']/h2)")),
        "byline": bare("".join(tree.xpath("//p[@class='sec']/text()"))),
        "paragraphs": [
            t for p in tree.xpath("//*[@id='ozoom']//p") if (t := bare(p.text_content()))
        ],
        "captions": ["".join(row) for row in rows],
        "pictures": tree.xpath("//table[@class='pci_c']//img/@src"),
        "date": named[1] if named else "",
        "label": named[2] if named else "",
        "section": bare(tree.xpath("substring-after(//p[contains(@class, 'ban')], ':')")),
        "regions": [[float(n) for n in coords.split(",")] for coords in areas],
    }


def as_read(issue: Issue, page: Page, article: Article) -> dict[str, object]:
    """The same fields as we read them."""
    return {
        "headline": bare(article.headline),
        "kicker": bare(article.kicker),
        "subheadline": bare(article.subheadline),
        "byline": bare(article.byline),
        "paragraphs": [bare(text) for text in article.paragraphs],
        "captions": [bare(f"{one.caption or ''}{one.credit or ''}") for one in article.images],
        "pictures": [one.src for one in article.images],
        "date": issue.date.isoformat(),
        "label": page.label,
        "section": bare(page.section),
        "regions": [[number for corner in one for number in corner] for one in article.regions],
    }


def bare(text: str | None) -> str:
    """Without any white space."""
    return "".join((text or "").split())


def print_table(captures: Sequence[Capture], rounds: int, *, alone: bool) -> None:
    """Pages a second and body F1 of every extractor that is there."""
    bodies = ["".join(map(str, truth(one)["paragraphs"])) for one in captures]  # type: ignore[call-overload]
    makers: dict[str, Callable[[], Callable[[Capture], str]]] = {
        "trafilatura": trafilatura, "gne": gne, "newspaper4k": newspaper4k,
    }  # fmt: skip
    runs: dict[str, Callable[[], list[str]]] = {"banmian": lambda: ours(captures)}
    for name, make in ({} if alone else makers).items():
        try:
            extract = make()
        except ImportError:
            print(f"  {name}: not installed, left out")
            continue
        runs[name] = lambda extract=extract: [extract(one) for one in captures]  # type: ignore[misc]
    print(f"{'':22} {'pages/s':>8} {'body F1':>8}")
    for row in measured(runs, bodies, rounds):
        times = f"  {row.times:.1f} x trafilatura" if row.times else ""
        print(f"{versioned(row.name):22} {row.pages_a_second:8.0f} {row.body_f1:8.3f}{times}")


def measured(
    runs: Mapping[str, Callable[[], list[str]]], bodies: Sequence[str], rounds: int
) -> Iterator[Row]:
    """Every extractor's row: a warm-up, then rounds in which each has its turn."""
    texts = {name: run() for name, run in runs.items()}
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            forget()
            start = time.process_time()
            run()
            taken[name].append(time.process_time() - start)
    theirs = taken.get("trafilatura")
    for name, own in taken.items():
        times = median(b / a for a, b in zip(own, theirs, strict=True)) if theirs else None
        yield Row(name, len(bodies) / median(own), times, mean_f1(texts[name], bodies))


def forget() -> None:
    """Empty what extractors keep of pages they have read: a real archive has no page twice."""
    for cache in CACHES:
        cache.cache_clear()
    if module := sys.modules.get("trafilatura.meta"):
        module.reset_caches()


def versioned(name: str) -> str:
    """A package's name with its version."""
    return name if name == "banmian" else f"{name} {importlib.metadata.version(name)}"


def ours(captures: Sequence[Capture]) -> list[str]:
    """Bytes to Issues; then the body of each captured piece, in the order of the captures."""
    issues = read_pages(captures, on_error=named)
    held = {a.source: "".join(a.paragraphs) for i in issues for p in i.pages for a in p.articles}
    return [held.get(one.name, "") for one in captures]


def trafilatura() -> Callable[[Capture], str]:
    """trafilatura's plain text."""
    module = importlib.import_module("trafilatura")
    importlib.import_module("trafilatura.meta")
    return lambda one: module.extract(one.body) or ""


def gne() -> Callable[[Capture], str]:
    """gne's content, from text as it wants it."""
    extractor = importlib.import_module("gne").GeneralNewsExtractor()

    def extract(one: Capture) -> str:
        return str(extractor.extract(one.body.decode("utf-8", "replace")).get("content") or "")

    return extract


def newspaper4k() -> Callable[[Capture], str]:
    """newspaper4k's text, told that it is Chinese."""
    module = importlib.import_module("newspaper")

    def extract(one: Capture) -> str:
        article = module.Article("http://a.example/", language="zh")
        article.download(input_html=one.body.decode("utf-8", "replace"))
        article.parse()
        return str(article.text or "")

    return extract


def mean_f1(texts: Sequence[str], bodies: Sequence[str]) -> float:
    """Mean F1 over character trigrams."""
    return sum(map(f1, texts, bodies)) / len(bodies)


def f1(text: str, body: str) -> float:
    """F1 of the trigrams of a text against those of the true body."""
    got, true = trigrams(text), trigrams(body)
    shared = sum((got & true).values())
    if not got or not true:
        return float(not got and not true)
    return 2 * shared / (sum(got.values()) + sum(true.values()))


def trigrams(text: str) -> Counter[str]:
    """How often each three characters follow each other, white space aside."""
    signs = bare(text)
    return Counter(signs[n : n + 3] for n in range(len(signs) - 2))


if __name__ == "__main__":
    main()
