"""The command line: thin commands that wire parser, scraper, index and web together.

Results on stdout; progress, notes and errors on stderr. Exit 0: all well; 1: something failed or
faults were found; 2: wrong usage. The commands themselves lie in `cli/`, a file for each group.
"""

from __future__ import annotations

import click

from cli import archive, base, check, fetch, history, keep, pages, probe, search, serve


@click.group(cls=base.Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="banmian")
def main() -> None:
    """Newspaper pages in, a readable and searchable archive out.

    \b
    A first look:    banmian demo
    A page as data:  banmian parse dtrb-2022-08-10-01.txt --pretty
    Into an archive: banmian ingest saved-pages/
    Find:            banmian search '防汛 作者:韩云峰'
    Jump lines:      banmian check dtrb 2022-08-10

    DATE is YYYY-MM-DD, YYYYMMDD, latest, today or yesterday. Exit code 0: all well; 1: something
    failed or faults were found, each named; 2: wrong usage.
    """


for group in (serve, fetch, pages, probe, archive, history, keep, search, check):
    for command in group.COMMANDS:
        main.add_command(command)


if __name__ == "__main__":
    main()
