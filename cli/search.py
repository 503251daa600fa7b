"""search: a query in, stories as text or JSON out."""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any, get_args

import click

from cli.base import data_option, note
from cli.days import A_DAY, held_day


def as_query(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> str:
    """All words of a query; one that begins with a minus sign is no option: 大同 -雕塑."""
    for word in value:
        if re.match("--?[A-Za-z]", word):
            raise click.NoSuchOption(word, ctx=ctx)
    return " ".join(value)


class SearchCommand(click.Command):
    """A command with the options of a search for stories, brought when it is used."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        from index.request import PROPERTIES, Sort

        first, *others = super().get_params(ctx)
        options = [
            click.Option([f"--{each.option}", each.name], metavar=each.metavar, help=each.help)
            for each in PROPERTIES
        ]
        options.append(
            click.Option(
                ["--sort"],
                type=click.Choice(get_args(Sort)),
                default="relevance",
                show_default=True,
            )
        )
        return [first, *options, *others]


@click.command(cls=SearchCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, callback=as_query)
@click.option("--from", "date_from", help="From this day on.", **A_DAY)
@click.option("--to", "date_to", help="Up to and with this day.", **A_DAY)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(0))
@click.option("--offset", default=0, show_default=True, type=click.IntRange(0))
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@data_option
def search(query: str, as_json: bool, data: Path, **options: Any) -> None:
    """Find stories.

    \b
    防汛 调研            both words
    "全力以赴安全度汛"   exactly these characters
    大同 -雕塑           without a word
    防汛 OR 防涝         either
    标题:防汛 作者:韩云峰 版:01 日期:2022-08-01..2022-08-31
    """
    from index import Archive, Search
    from index.printing import in_brackets, results_json, results_text

    with Archive(data, writable=False) as archive:
        for end in ("date_from", "date_to"):
            if options[end]:
                options[end] = held_day(archive, options["newspaper"], options[end])
        results = archive.search(Search(query, **options))
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
