"""How repair does on real text: clean articles in, every repair made on them out; and, with faults
planted in the same articles, how many come back exactly as printed.

    python -m bench.repair ../shared/corpus/rmrb2020-h1.jsonl.xz [--plant 2000] [--seed 1]
"""

from __future__ import annotations

import json
import lzma
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import click

from bench.faults import PLANTERS
from parser.model import Article
from parser.repair.mend import repair


def read_corpus(path: Path) -> Iterator[Article]:
    """The articles of a corpus file (JSON lines, xz), bodies split into paragraphs."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            paragraphs = (text.strip("\u3000\xa0 \r") for text in record["body"].split("\n"))
            yield Article(
                id=f"rmrb-{record['date']}-{record['page']:02}-{number}",
                headline=record["headline"],
                paragraphs=tuple(text for text in paragraphs if text),
                source=record["source_id"],
            )


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--plant", default=0, help="Plant each fault in so many articles.")
@click.option("--seed", default=1, help="Of the random choice of articles and places.")
@click.option("--show", default=0, help="Show so many faults of each kind that did not come back.")
def main(corpus: Path, plant: int, seed: int, show: int) -> None:
    """Every repair on clean articles, then the planted faults."""
    articles = list(read_corpus(corpus))
    clean(articles)
    if plant:
        planted(articles, plant, Random(seed), show)


def clean(articles: list[Article]) -> None:
    """Prints every repair made on clean articles, and how many a thousand articles."""
    start = time.process_time()
    done = [repair(article) for article in articles]
    took = time.process_time() - start
    changed = [article for article in done if article.repairs]
    for article in changed:
        for item in article.repairs:
            click.echo(f"{article.source} {item.kind}: {item.note}: {item.text[:60]}")
            if item.paragraph is not None:
                click.echo(f"    {article.paragraphs[item.paragraph][:120]}")
    share = 1000 * len(changed) / len(articles)
    click.echo(f"{len(changed)} of {len(articles)} articles changed: {share:.2f} per thousand")
    click.echo(f"{len(articles) / took:,.0f} articles a second of processor time")


def planted(articles: list[Article], count: int, rng: Random, show: int) -> None:
    """Prints, for each kind of fault, how many articles came back exactly."""
    fit = [article for article in articles if len(article.paragraphs) >= 4]
    click.echo(f"{'fault':32}{'planted':>8}{'text back':>11}{'and named':>11}")
    for name, plant in PLANTERS.items():
        tally: Counter[str] = Counter()
        for article in rng.sample(fit, len(fit)):
            fault = plant(article.paragraphs, rng)
            if fault is None:
                continue
            got = repair(Article(article.id, paragraphs=fault.faulty))
            back = got.paragraphs == fault.right
            named = back and tuple(sorted(item.kind for item in got.repairs)) == fault.kinds
            tally.update(planted=1, back=back, named=named)
            if not named and tally["shown"] < show:
                tally["shown"] += 1
                wrong = [text for text in got.paragraphs if text not in fault.right]
                click.echo(f"  {article.source} {[one[:30] + '…' + one[-30:] for one in wrong]}")
                click.echo(
                    f"    {[(item.kind, item.text[:30], item.note) for item in got.repairs]}"
                )
            if tally["planted"] == count:
                break
        done = tally["planted"] or 1
        shares = f"{tally['back'] / done:11.1%}{tally['named'] / done:11.1%}"
        click.echo(f"{name:32}{tally['planted']:8}{shares}")


if __name__ == "__main__":
    main()
