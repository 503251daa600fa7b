"""All quality figures in one run: the folder of shared data in, one table of them out.

    python -m bench.all ../shared [--slow]

Each figure is made by the command named in its row, a process of its own; `--slow` adds those that
take minutes. A command that fails is a row that says so, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measure:
    """A command and the figures read from what it prints."""

    module: str
    #: Its arguments, with {shared} for the folder.
    arguments: tuple[str, ...]
    #: What a figure is called, and the pattern whose group is it.
    figures: tuple[tuple[str, str], ...]
    slow: bool = False


#: The end of a row of bench.pages.
_TIMES = r"[^\n]*?(\d+\.\d) x trafilatura"
_CORPUS = "{shared}/corpus/rmrb2020-h1.jsonl.xz"
MEASURES = (
    Measure(
        "bench.bylines",
        ("{shared}/gold/bylines.jsonl", "--corpus", _CORPUS),
        (
            ("people in bylines, F1", r"gold: people, F1\s+([01]\.\d+)"),
            ("people with roles, F1", r"gold: people with roles, F1\s+([01]\.\d+)"),
            ("openings of the corpus caught", r"opening words caught\s+([01]\.\d+)"),
        ),
    ),
    Measure(
        "bench.pages",
        ("{shared}/pages/rmrb-2022", "seeds/jizhou-2024-03-12", "--rounds", "3"),
        (
            ("fields of saved pages exact", r"^\s*all\s+([01]\.\d{4})"),
            ("lone pages, reading, × trafilatura", rf"lone pages[^$]*?reading{_TIMES}"),
            ("lone pages, end to end, × trafilatura", rf"lone pages[^$]*?end to end{_TIMES}"),
            ("a whole issue, end to end, × trafilatura", rf"whole issue[^$]*?end to end{_TIMES}"),
        ),
    ),
    Measure(
        "bench.repair",
        (_CORPUS,),
        (("clean articles that repair changes", r"(\d+) of \d+ articles changed"),),
    ),
    Measure(
        "bench.linking",
        (_CORPUS, "--issues", "100", "--seed", "61", "--gold", "{shared}/gold/continuations.jsonl"),
        (
            ("stories over jump lines, precision", r"precision ([01]\.\d{4})"),
            ("stories over jump lines, recall", r"recall ([01]\.\d{4})"),
            ("planted faults named right", r"planted faults named right ([01]\.\d{4})"),
            ("real repeated pairs found, of 249", r"real repeated pairs: (\d+) of"),
        ),
        slow=True,
    ),
    Measure(
        "bench.segmentation",
        (_CORPUS, "--pages", "40", "--seed", "500"),
        (
            ("printed pages, characters in the right piece", r"right piece \| ([01]\.\d{4})"),
            ("printed pages, clean pieces", r"clean pieces \| ([01]\.\d{4})"),
        ),
        slow=True,
    ),
)


def rows(shared: Path, slow: bool) -> Iterator[tuple[str, str, str]]:
    """What was measured, the figure, the command; the figure is "failed" where there is none."""
    for measure in MEASURES:
        if measure.slow and not slow:
            continue
        arguments = [one.format(shared=shared) for one in measure.arguments]
        command = " ".join(["python -m", measure.module, *arguments])
        print(command, file=sys.stderr)
        run = subprocess.run(
            [sys.executable, "-m", measure.module, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        for name, pattern in measure.figures:
            found = re.search(pattern, run.stdout, re.MULTILINE)
            yield name, found[1] if found and run.returncode == 0 else "failed", command


def main() -> int:
    """Prints the table; 1 where a figure could not be made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--slow", action="store_true", help="those that take minutes too")
    chosen = parser.parse_args()
    print("| figure | value | command |\n|---|--:|---|")
    failed = 0
    for name, value, command in rows(chosen.shared, chosen.slow):
        failed += value == "failed"
        print(f"| {name} | {value} | `{command}` |", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
