"""How well printed stories are put together: real articles are cut, printed on pages, and linked.

Takes a corpus of articles (JSON lines, .xz or plain, with date, headline and body), cuts them at
random, puts the halves on the pages of test issues with every printed form and every planted
fault, and prints precision, recall, verdicts and time. With `--gold` also the real pairs.
"""

from __future__ import annotations

import json
import lzma
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import click

from bench.linking_issues import Planted, Story, TestIssue, make_issue
from parser.continuation.linker import link
from parser.ids import make_id, split_id
from parser.jump.article import extract
from parser.labels import find_label
from parser.model import Article, Direction, Issue, Page


@dataclass(slots=True)
class Tally:
    """What was found, over all test issues."""

    pairs: int = 0
    found: int = 0
    right: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    printed: int = 0
    listed: int = 0
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, made: TestIssue, linked: Issue, seconds: float) -> None:
        """Count one issue."""
        self.seconds.append(seconds)
        found = {(one.head, one.tail) for one in linked.continuations if one.head and one.tail}
        self.pairs += len(made.pairs)
        self.found += len(found)
        self.right += len(found & made.pairs)
        self.printed += len(made.planted)
        answered = _answers(linked)
        self.listed += sum(map(len, answered.values()))
        for planted in made.planted:
            given = answered.get((planted.article, planted.text), [])
            self.verdicts[planted.case] += 1
            verdict = given.pop(0) if given else "not listed"
            self.named[planted.case] += verdict == planted.verdict
            if verdict != planted.verdict:
                self.errors.append(
                    f"{linked.date} {planted.case}: {planted.article} {planted.text!r} "
                    f"is {planted.verdict}, named {verdict}"
                )
        for pair in sorted(found - made.pairs):
            self.errors.append(f"{linked.date} false pair {pair}")


def _answers(linked: Issue) -> dict[tuple[str, str], list[str]]:
    """The verdicts given, by the article that prints the jump line and its text."""
    owner: defaultdict[str, list[str]] = defaultdict(list)
    for page in linked.pages:
        for article in page.articles:
            for jump in article.jumps:
                owner[jump.text].append(article.id)
    answers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in linked.continuations:
        for half in filter(None, (one.head, one.tail)):
            if one.jump and half in owner[one.jump]:
                answers[half, one.jump].append(one.verdict)
                break
    return answers


def read_stories(corpus: Path) -> dict[str, list[Story]]:
    """The articles of a corpus by day, those printed twice on a day once."""
    days: defaultdict[str, dict[str, Story]] = defaultdict(dict)
    opened = lzma.open if corpus.suffix == ".xz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            body = (row.get("body") or "").strip()
            if len(body) >= 150:
                story = Story(row["headline"] or "", tuple(filter(None, body.split("\n"))))
                days[row["date"]].setdefault(body[60:120], story)
    return {day: list(stories.values()) for day, stories in days.items() if len(stories) >= 25}


def real_pairs(corpus: Path, gold: Path) -> Iterator[tuple[str, int, int, int]]:
    """For each day with real repeated pairs: day, pairs, found, found beyond them."""
    wanted: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "same_text" in row["kind"]:
            wanted[row["date"]].add((row["from_id"], row["to_id"]))
    days: defaultdict[str, defaultdict[int, list[dict[str, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            days[row["date"]][row["page"]].append(row)
    for day, pages in sorted(days.items()):
        names: dict[str, str] = {}
        linked = link(_real_issue(day, pages, names))
        found = {
            (names[one.head], names[one.tail])
            for one in linked.continuations
            if one.head and one.tail
        }
        yield day, len(wanted[day]), len(found & wanted[day]), len(found - wanted[day])


def _real_issue(day: str, pages: dict[int, list[dict[str, str]]], names: dict[str, str]) -> Issue:
    made: list[Page] = []
    for sequence, (number, rows) in enumerate(sorted(pages.items()), 1):
        articles: list[Article] = []
        for order, row in enumerate(rows, 1):
            name = f"rmrb-{day}-{number:02d}-{order:02d}"
            names[name] = row["source_id"]
            paragraphs = tuple(filter(None, (row["body"] or "").split("\n")))
            articles.append(Article(id=name, headline=row["headline"], paragraphs=paragraphs))
        made.append(Page(label=f"{number:02d}", sequence=sequence, articles=tuple(articles)))
    return Issue("rmrb", "人民日报", date.fromisoformat(day), pages=tuple(made))


def run(days: dict[str, list[Story]], issues: int, seed: int, pages: int, pieces: int) -> Tally:
    """Make and link so many issues."""
    rng = random.Random(seed)
    names = sorted(days)
    tally = Tally()
    for _ in range(issues):
        day = rng.choice(names)
        made = make_issue(day, days[day], rng, pages=pages, pieces=pieces)
        # Jump lines are read while the page is; what is timed is the linking.
        issue = extracted(made.issue)
        start = time.process_time()
        linked = link(issue)
        tally.add(made, linked, time.process_time() - start)
    return tally


@dataclass(slots=True)
class Copies:
    """What became of pairs whose whole text was planted on a third page."""

    pairs: int = 0
    found: int = 0
    repeated: int = 0


def run_copies(days: dict[str, list[Story]], issues: int, seed: int) -> Copies:
    """Issues as in `run`, each true pair of two pages given whole on a third page as well."""
    rng = random.Random(seed)
    counted = Copies()
    for _ in range(issues):
        day = rng.choice(sorted(days))
        made = make_issue(day, days[day], rng, pages=8, pieces=80)
        issue, wholes = with_copies(extracted(made.issue), made.pairs, rng)
        linked = link(issue)
        found = {(one.head, one.tail): one.verdict for one in linked.continuations}
        for (head, tail), whole in wholes.items():
            counted.pairs += 1
            counted.found += (head, tail) in found
            counted.repeated += found.get((head, whole)) == "repeated"
    return counted


def with_copies(
    issue: Issue, pairs: Iterable[tuple[str, str]], rng: random.Random
) -> tuple[Issue, dict[tuple[str, str], str]]:
    """The issue with the whole text of each pair on a page of neither half, and those texts' ids.

    Only pairs whose halves both print a jump line to the other's page.
    """
    pages = {page.label: list(page.articles) for page in issue.pages}
    wholes: dict[tuple[str, str], str] = {}
    for first, second in sorted(pairs):
        head, tail = issue.article(first), issue.article(second)
        one, other = split_id(first).label, split_id(second).label
        mutual = _names(head, "to", other) and _names(tail, "from", one)
        places = [label for label in pages if label not in (one, other)]
        if not mutual or not places:
            continue
        label = rng.choice(places)
        id_ = make_id(issue.stem, label, 90 + len(pages[label]))
        texts = _run_together(head.paragraphs, tail.paragraphs)
        whole = Article(id_, headline=head.headline, paragraphs=texts)
        pages[label].insert(rng.randrange(len(pages[label]) + 1), whole)
        wholes[first, second] = id_
    made = tuple(replace(page, articles=tuple(pages[page.label])) for page in issue.pages)
    return replace(issue, pages=made), wholes


def _names(article: Article, direction: Direction, page: str) -> bool:
    jumps = (jump for jump in article.jumps if jump.direction == direction)
    return any(find_label(label, [page]) for jump in jumps for label in jump.pages)


def _run_together(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    if not first or not second or first[-1][-1:] in "。！？…”）":
        return first + second
    return (*first[:-1], first[-1] + second[0], *second[1:])


def extracted(issue: Issue) -> Issue:
    """The issue with its jump lines taken out of the texts, as reading the page does."""
    pages = tuple(
        Page(
            page.label, page.sequence, articles=tuple(extract(article) for article in page.articles)
        )
        for page in issue.pages
    )
    return Issue(
        issue.newspaper, issue.newspaper_name, issue.date, labels=issue.labels, pages=pages
    )


def report(tally: Tally) -> list[str]:
    """The figures as lines."""
    planted = Counter({case: n for case, n in tally.verdicts.items() if case != "sound"})
    named = sum(tally.named[case] for case in planted)
    spent = sorted(tally.seconds)
    lines = [
        f"pairs {tally.pairs}   precision {tally.right / max(1, tally.found):.4f}"
        f"   recall {tally.right / max(1, tally.pairs):.4f}",
        f"verdicts of sound jump lines {_share(tally, ['sound'])}",
        f"planted faults named right {named / max(1, sum(planted.values())):.4f}"
        f" of {sum(planted.values())}",
        f"jump lines printed {tally.printed}, listed {tally.listed}",
        f"processor time an issue: median {1000 * spent[len(spent) // 2]:.0f} ms,"
        f" 95 % under {1000 * spent[int(len(spent) * 0.95)]:.0f} ms",
    ]
    return lines + [f"  {case:28s} {_share(tally, [case])}" for case in sorted(planted)]


def _share(tally: Tally, cases: Sequence[str]) -> str:
    total = sum(tally.verdicts[case] for case in cases)
    return f"{sum(tally.named[case] for case in cases) / max(1, total):.4f} of {total}"


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--issues", default=100, show_default=True, help="How many issues to make.")
@click.option("--pages", default=8, show_default=True, help="Pages of an issue.")
@click.option("--pieces", default=80, show_default=True, help="Pieces of an issue.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--gold", type=click.Path(exists=True, path_type=Path), help="Real pairs, JSON lines."
)
@click.option("--errors", default=0, show_default=True, help="How many errors to print.")
def main(
    corpus: Path, issues: int, pages: int, pieces: int, seed: int, gold: Path | None, errors: int
) -> None:
    """Print the table."""
    tally = run(read_stories(corpus), issues, seed, pages, pieces)
    click.echo("\n".join(report(tally) + tally.errors[:errors]))
    copies = run_copies(read_stories(corpus), max(1, issues // 2), seed)
    click.echo(
        f"halves given whole on a third page: {copies.found} of {copies.pairs} pairs found,"
        f" {copies.repeated} copies named"
    )
    if gold:
        rows = list(real_pairs(corpus, gold))
        found, wanted = sum(row[2] for row in rows), sum(row[1] for row in rows)
        beyond = sum(row[3] for row in rows)
        click.echo(f"real repeated pairs: {found} of {wanted} found, {beyond} beyond them")


__all__ = ["Planted", "main"]

if __name__ == "__main__":
    main()
