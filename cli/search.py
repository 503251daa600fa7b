"""search: a query in, stories as text or JSON out."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import click

from cli.base import A_DAY, data_option, note


@click.command()
@click.argument("query")
@click.option("--newspaper", metavar="CODE")
@click.option("--from", "date_from", help="From this day on.", **A_DAY)
@click.option("--to", "date_to", help="Up to and with this day.", **A_DAY)
@click.option("--page", metavar="LABEL", help="Stories with a part on this page.")
@click.option("--by", "author", metavar="NAME", help="Stories by this person.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(0))
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@data_option
def search(query: str, as_json: bool, data: Path, **options: object) -> None:
    """Find stories.

    \b
    防汛 调研            both words
    "全力以赴安全度汛"   exactly these characters
    大同 -雕塑           without a word
    防汛 OR 防涝         either
    标题:防汛 作者:韩云峰 版:01 日期:2022-08-01..2022-08-31
    """
    from index import Archive
    from index.printing import in_brackets, results_json, results_text

    with Archive(data, writable=False) as archive:
        results = archive.search(query, **options)  # type: ignore[arg-type]
        problem = archive.search_state().problem
    if problem:
        note(problem)
    if as_json:
        click.echo(json.dumps(results_json(results), ensure_ascii=False))
        return
    note(f"{results.total} 篇：{results.understood}")
    red = partial(click.style, fg="red")
    for line in results_text(results, red if sys.stdout.isatty() else in_brackets):
        click.echo(line)


COMMANDS = (search,)
