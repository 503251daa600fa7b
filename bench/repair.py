"""How repair does on real text: clean articles in, every repair made on them out; and, with faults
planted in the same articles, how many come back exactly as printed.

    python -m bench.repair ../shared/corpus/rmrb2020-h1.jsonl.xz [--plant 2000] [--seed 1]
"""

from __future__ import annotations

import json
import lzma
import time
from collections.abc import Iterator
from pathlib import Path

import click

from parser.model import Article
from parser.repair import repair


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
def main(corpus: Path) -> None:
    """Every repair on clean articles, and how many a thousand articles."""
    articles = list(read_corpus(corpus))
    start = time.perf_counter()
    done = [repair(article) for article in articles]
    took = time.perf_counter() - start
    changed = [article for article in done if article.repairs]
    for article in changed:
        for item in article.repairs:
            click.echo(
                f"{article.source} {item.kind} p{item.paragraph} {item.note}: {item.text[:60]}"
            )
            if item.paragraph is not None:
                click.echo(f"    {article.paragraphs[item.paragraph][:120]}")
    per_thousand = 1000 * len(changed) / len(articles)
    click.echo(
        f"{len(changed)} of {len(articles)} articles changed: {per_thousand:.2f} per thousand"
    )
    click.echo(f"{len(articles) / took:,.0f} articles a second")


if __name__ == "__main__":
    main()
