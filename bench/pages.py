"""Saved article pages in, a table out: fields right, body F1 and pages a second, beside others.

    python -m bench.pages ../shared/pages/rmrb-2022 seeds/jizhou-2024-03-12

The first folder holds lone article pages of 人民日报: the truth is an independent reading of its
2020-2024 skin by a handful of XPaths. Every further folder is a whole issue and is only timed. Each
folder is timed twice: *reading*, from bytes in memory to raw pieces, and *end to end*, from files
to linked Issue JSON, which is what others are compared with. The other extractors are optional
(`pip install trafilatura lxml_html_clean gne newspaper4k`) and run in the same process, after a
warm-up: in each round all of them in turn, what they remembered of earlier rounds forgotten. Speed
is in pages per second of processor time, the median over the rounds; start-up is left out.
"""

from __future__ import annotations

import argparse
import functools
import gc
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

from parser.epaper.read import read_pages
from parser.errors import BanmianError
from parser.issue import read_issues
from parser.issue_json import dump_issue
from parser.model import Article, Issue, Page
from parser.source.files import Capture

FIELDS = (
    "headline", "kicker", "subheadline", "byline", "paragraphs", "captions", "pictures",
    "date", "label", "section", "regions",
)  # fmt: skip
READING, END_TO_END = "banmian, reading", "banmian, end to end"
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
    #: None where the truth is not known.
    body_f1: float | None


def main() -> None:
    """Print accuracy per field, then speed and body F1 beside other extractors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder of saved 人民日报 article pages")
    parser.add_argument("issues", type=Path, nargs="*", help="folders of whole issues")
    parser.add_argument("--rounds", type=int, default=9, help="timed rounds")
    parser.add_argument("--alone", action="store_true", help="leave the other extractors out")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    files = pages_in(options.folder)
    if not files:
        parser.error(f"no pages in {options.folder}")
    captures = [Capture(f.name, f.read_bytes()) for f in files]
    print_fields(captures)
    bodies = ["".join(map(str, truth(one)["paragraphs"])) for one in captures]  # type: ignore[call-overload]
    print_table(options.folder, files, bodies, options.rounds, alone=options.alone)
    for folder in options.issues:
        print_table(folder, pages_in(folder), None, options.rounds, alone=options.alone)


def pages_in(folder: Path) -> list[Path]:
    """The saved pages of a folder, in order."""
    return sorted(f for f in folder.rglob("*") if f.suffix in (".html", ".htm", ".shtml"))


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


def print_table(
    folder: Path, files: Sequence[Path], bodies: Sequence[str] | None, rounds: int, *, alone: bool
) -> None:
    """Pages a second of every extractor that is there, and body F1 where the truth is known."""
    captures = [Capture(f.name, f.read_bytes()) for f in files]
    runs: dict[str, Callable[[], list[str]]] = {
        READING: lambda: reading(captures),
        END_TO_END: lambda: end_to_end(folder, files),
    }
    for name, make in ({} if alone else OTHERS).items():
        try:
            extract = make()
        except ImportError:
            print(f"  {name}: not installed, left out")
            continue
        runs[name] = lambda extract=extract: [extract(f.read_bytes()) for f in files]  # type: ignore[misc]
    kind = "lone pages" if bodies is not None else "a whole issue"
    print(f"{f'{len(files)} files, {kind}':34} {'pages/s':>8} {'body F1':>8}")
    for row in measured(runs, bodies, len(files), rounds):
        times = f"  {row.times:.1f} x trafilatura" if row.times else ""
        right = f"{row.body_f1:8.3f}" if row.body_f1 is not None else f"{'':8}"
        print(f"{versioned(row.name):34} {row.pages_a_second:8.0f} {right}{times}")
    print()


def measured(
    runs: Mapping[str, Callable[[], list[str]]],
    bodies: Sequence[str] | None,
    pages: int,
    rounds: int,
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
        right = mean_f1(texts[name], bodies) if bodies is not None else None
        yield Row(name, pages / median(own), times, right)


def forget() -> None:
    """Empty what extractors keep of pages they have read: a real archive has no page twice.

    Tables without a limit (definitions, compiled selectors) are of the program, not of pages.
    """
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and kept.cache_info().maxsize:
            kept.cache_clear()
    if module := sys.modules.get("trafilatura.meta"):
        module.reset_caches()


def versioned(name: str) -> str:
    """A package's name with its version."""
    return name if name in (READING, END_TO_END) else f"{name} {importlib.metadata.version(name)}"


def reading(captures: Sequence[Capture]) -> list[str]:
    """Bytes to raw pieces; then the body of each captured piece, in the order of the captures."""
    issues = read_pages(captures, on_error=named)
    return _bodies(issues, [one.name for one in captures])


def end_to_end(folder: Path, files: Sequence[Path]) -> list[str]:
    """Files to linked Issue JSON; then the body of each captured piece, in the order of files."""
    issues = [one.issue for one in read_issues([folder], on_error=named)]
    for issue in issues:
        dump_issue(issue)
    return _bodies(issues, [file.relative_to(folder).as_posix() for file in files])


def _bodies(issues: Sequence[Issue], names: Sequence[str]) -> list[str]:
    held = {a.source: "".join(a.paragraphs) for i in issues for p in i.pages for a in p.articles}
    return [held.get(name, "") for name in names]


def trafilatura() -> Callable[[bytes], str]:
    """trafilatura's plain text."""
    module = importlib.import_module("trafilatura")
    importlib.import_module("trafilatura.meta")
    return lambda body: module.extract(body) or ""


def gne() -> Callable[[bytes], str]:
    """gne's content, from text as it wants it."""
    extractor = importlib.import_module("gne").GeneralNewsExtractor()
    return lambda body: str(extractor.extract(body.decode("utf-8", "replace")).get("content") or "")


def newspaper4k() -> Callable[[bytes], str]:
    """newspaper4k's text, told that it is Chinese."""
    module = importlib.import_module("newspaper")

    def extract(body: bytes) -> str:
        article = module.Article("http://a.example/", language="zh")
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        return str(article.text or "")

    return extract


OTHERS: dict[str, Callable[[], Callable[[bytes], str]]] = {
    "trafilatura": trafilatura,
    "gne": gne,
    "newspaper4k": newspaper4k,
}


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
