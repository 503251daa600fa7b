"""How plain-text pages are read back into pieces: pages made of real articles in, tables out.

python -m bench.excerpts ../shared/corpus/rmrb2020-h1.jsonl.xz [--pages 300] [--show 5]
"""

from __future__ import annotations

import json
import lzma
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import click

from bench.faults import PLANTERS
from parser.excerpt.read import read_excerpt
from parser.model import Article
from parser.newspaper import Newspaper
from parser.repair.mend import repair
from parser.vocabulary.openings import opens_report


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece as it was put on the page."""

    head: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def opens(self) -> bool:
        """Whether its first words say that a report begins."""
        return bool(self.paragraphs) and opens_report(self.paragraphs[0])


def read_days(path: Path) -> dict[tuple[str, int], list[Printed]]:
    """The pieces of each page of the corpus, with the headline stack the corpus gives them."""
    pages: dict[tuple[str, int], list[Printed]] = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            head = (record["kicker"], record["headline"], record["subhead"])
            body = (text.strip("\u3000\xa0 \r") for text in record["body"].split("\n"))
            pages[record["date"], record["page"]].append(
                Printed(tuple(filter(None, head)), tuple(filter(None, body)))
            )
    return pages


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pages", default=300, help="How many pages, chosen by chance.")
@click.option("--seed", default=1)
@click.option("--show", default=0, help="Show so many pieces that came back wrong.")
@click.option("--opening", is_flag=True, help="Only pieces that begin with 本报讯, 新华社…电 ….")
@click.option("--faulty", is_flag=True, help="Plant one fault in each piece.")
def main(corpus: Path, pages: int, seed: int, show: int, opening: bool, faulty: bool) -> None:
    """Counts pieces, headlines and paragraphs that come back exactly."""
    held = [
        [piece for piece in pieces if piece.head and (piece.opens or not opening)]
        for pieces in read_days(corpus).values()
    ]
    chosen = Random(seed).sample([page for page in held if len(page) > 1], pages)
    tally: Counter[str] = Counter()
    rng = Random(seed)
    for page in chosen:
        printed = [_faulty(piece, rng) if faulty else piece for piece in page]
        text = "\n\n".join(line for piece in printed for line in (*piece.head, *piece.paragraphs))
        got = read_excerpt(
            text, newspaper=Newspaper("x", "x"), date=date(2020, 1, 1), label="01", source="-"
        )
        _count(page, list(map(repair, got.articles)), tally, show)
    click.echo(
        f"{pages} pages, {tally['printed']} pieces printed, {tally['read']} read: "
        f"{tally['body'] / tally['printed']:.1%} with exactly their text, "
        f"{tally['piece'] / tally['printed']:.1%} with exactly their headline too; "
        f"{tally['pages'] / pages:.1%} of the pages with the right number of pieces"
    )


def _faulty(piece: Printed, rng: Random) -> Printed:
    """The piece with a fault of any kind, as it is where none can be planted."""
    fault = PLANTERS[rng.choice(_SURE)](piece.paragraphs, rng)
    return Printed(piece.head, fault.faulty) if fault else piece


#: Faults that come back nearly always: what is wrong then is the parting into pieces.
_SURE = [name for name in PLANTERS if "overlap" not in name and name != "lost beginning"]


def _count(page: list[Printed], read: list[Article], tally: Counter[str], show: int) -> None:
    bodies = {_body(article): article for article in read}
    tally.update(printed=len(page), read=len(read), pages=len(page) == len(read))
    for piece in page:
        found = bodies.get("".join(sorted("".join(piece.paragraphs))))
        exact = found is not None and " ".join(_head(found)) == " ".join(piece.head)
        tally.update(body=found is not None, piece=exact)
        if not exact and tally["shown"] < show:
            tally["shown"] += 1
            click.echo(f"printed {piece.head} {[text[:12] for text in piece.paragraphs[:4]]}")
            near = [one for one in read if set(one.paragraphs) & set(piece.paragraphs)]
            for one in near:
                click.echo(f"   read {_head(one)} {[text[:12] for text in one.paragraphs[:4]]}")


def _body(article: Article) -> str:
    """All characters under the headline, wherever they went: paragraphs, captions, credits."""
    images = [part or "" for one in article.images for part in (one.caption, one.credit)]
    return "".join(sorted("".join([*article.paragraphs, *images])))


def _head(article: Article) -> tuple[str, ...]:
    """All lines of the headline stack, whatever they were taken for."""
    parts = (article.column_name, article.kicker, article.headline, article.subheadline)
    return tuple(part for part in parts if part)


if __name__ == "__main__":
    main()
