"""How well bylines are read: an annotated file and a corpus in, a table of figures out.

The annotated file has one JSON object a line (text, kind, agency, place, date_text, people); the
corpus (.jsonl or .jsonl.xz) one article a line (date, body).
"""

from __future__ import annotations

import json
import lzma
import random
import re
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from parser.byline import find_byline, parse_byline
from parser.byline.dateline import resolve
from parser.byline.heads import head_end
from parser.byline.likelihood import is_name
from parser.byline.people import read_names
from parser.byline.read import read_line, read_to_end
from parser.model import Byline
from parser.vocabulary.openings import fold

Row = tuple[str, str, str]

#: How often the annotated lines are read for their speed.
_ROUNDS = 40
_OPENING = re.compile(r"(?:据)?(?:新华社|本报)[^。，]{1,40}电[\s]")
_WITH_PEOPLE = re.compile(r"(?:据)?(?:新华社|本报)[^。，]{1,40}电\s*（记者([^）]+)）")
_DAY = re.compile(r"(?:(\d+|[〇一二三四五六七八九十]+)月)?(\d+|[〇一二三四五六七八九十]+)日")


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--show", default=0, metavar="N", help="Also print N bylines found, to be looked at.")
@click.option("--seed", default=1, show_default=True, help="Which of them; and of the made ones.")
def main(gold: Path, corpus: Path | None, show: int, seed: int) -> None:
    """Measure the reading of bylines on GOLD and, if given, on a corpus of articles."""
    rows = [*_gold(gold)]
    if corpus:
        articles = [*_lines(corpus)]
        found = [_find(article) for article in articles]
        rows += [*_openings(articles, found), *_made(_reporters(articles), seed)]
    for name, value, count in rows:
        click.echo(f"{name:<44}{value:>10}  {count}")
    if corpus and show:
        _print_sample([byline for byline in found if byline], show, seed)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    body = path.read_bytes()
    text = (lzma.decompress(body) if path.suffix == ".xz" else body).decode()
    yield from map(json.loads, text.split("\n")[: text.count("\n")])


def _gold(path: Path) -> Iterator[Row]:
    """People and roles as F1; agency, place, day and kind as the share that is exact."""
    cases = [(case, parse_byline(case["text"])) for case in _lines(path)]
    wanted, got = [], []
    for number, (case, byline) in enumerate(cases):
        wanted += [(number, one["name"], one.get("role")) for one in case["people"]]
        got += [(number, author.name, author.role) for author in byline.authors]
    many = f"{len(cases)} bylines, {len(wanted)} people"
    yield "gold: people, F1", f"{_f1({w[:2] for w in wanted}, {g[:2] for g in got}):.3f}", many
    yield "gold: people with roles, F1", f"{_f1(set(wanted), set(got)):.3f}", many
    for name, good in (
        ("agency", _agency_right),
        ("place", lambda case, byline: _part(byline, "place") == case["place"]),
        ("day", _day_right),
        ("kind", lambda case, byline: byline.kind == case["kind"]),
    ):
        right = sum(good(case, byline) for case, byline in cases)
        yield f"gold: {name}, exact", f"{right / len(cases):.3f}", f"{right} of {len(cases)}"
    start = time.process_time()
    for _ in range(_ROUNDS):
        for remembered in (read_line, read_to_end, head_end, is_name, fold):
            remembered.cache_clear()
        for case, _ in cases:
            parse_byline(case["text"])
    speed = _ROUNDS * len(cases) / (time.process_time() - start)
    yield "bylines read in a second", f"{speed:,.0f}", ""


def _f1(wanted: set[Any], got: set[Any]) -> float:
    return 2 * len(wanted & got) / max(1, len(wanted) + len(got))


def _part(byline: Byline, name: str) -> object:
    return getattr(byline.dateline, name) if byline.dateline else None


def _agency_right(case: dict[str, Any], byline: Byline) -> bool:
    """Every agency named is that of the dateline or of a person; a mere picture source is not."""
    printed = {_part(byline, "agency"), *(author.affiliation for author in byline.authors)}
    named = set((case["agency"] or "").split("、")) - {""}
    return named <= printed or (not case["people"] and case["kind"] == "photo")


def _day_right(case: dict[str, Any], byline: Byline) -> bool:
    """The day printed, found and worked out for an issue of that autumn."""
    if not case["date_text"]:
        return _part(byline, "date") is None
    issued = date(2022, 12, 31)
    found = _DAY.search(case["date_text"].translate({0xFF10 + i: str(i) for i in range(10)}))
    day = _part(parse_byline(case["text"], issued=issued), "date")
    return found is not None and day == resolve(None, found[1], found[2], issued)


def _find(article: dict[str, Any]) -> Byline | None:
    return find_byline(article["body"].split("\n"), issued=date.fromisoformat(article["date"]))


def _openings(articles: list[dict[str, Any]], found: list[Byline | None]) -> Iterator[Row]:
    """How many of the opening words that a plain search sees are found, and read."""
    seen = caught = named = read = 0
    for article, byline in zip(articles, found, strict=True):
        head = article["body"].strip()
        if _OPENING.match(head):
            seen += 1
            caught += byline is not None and (
                head.startswith(byline.text)
                or (byline.dateline is not None and head.startswith(byline.dateline.text))
            )
        people = _WITH_PEOPLE.match(head)
        if people:
            named += 1
            names = tuple(author.name for author in byline.authors) if byline else ()
            read += names[:1] == (re.split("[、，]", people[1])[0].strip(),) and bool(
                byline and byline.dateline
            )
    yield "corpus: opening words caught", f"{caught / max(1, seen):.4f}", f"{caught} of {seen}"
    yield "corpus: and their people and day read", f"{read / max(1, named):.4f}", f"of {named}"
    some = sum(byline is not None for byline in found)
    people_in = sum(byline is not None and bool(byline.authors) for byline in found)
    yield (
        "corpus: articles with a byline",
        f"{some}",
        f"of {len(articles)}, {people_in} with people",
    )


def _reporters(articles: Iterable[dict[str, Any]]) -> list[str]:
    """Names that stand parted by 、 in brackets after 记者: their limits are certain."""
    names: dict[str, None] = {}
    for article in articles:
        for found in re.finditer(
            r"（(?:本报|新华社)?[^（）]{0,40}?记者([^（）\s]+)）", article["body"]
        ):
            parts = found[1].split("、")
            names |= dict.fromkeys(
                part for part in parts if len(parts) > 1 and re.fullmatch("[一-鿿]{2,3}", part)
            )
    return sorted(names)


def _made(names: list[str], seed: int) -> Iterator[Row]:
    """The same names as a page prints them: padded, parted by spaces, run together."""
    chance = random.Random(seed)
    for name, forms, count in (
        ("parted by spaces, padded", _padded, 2000),
        ("two run together", lambda few: "".join(few[:2]), 2000),
        ("three run together", lambda few: "".join(few[:3]), 2000),
    ):
        right = tried = 0
        for _ in range(count):
            few = chance.sample(names, 3)
            kept = few if "two" not in name else few[:2]
            if sum(map(len, kept)) < 4:
                continue
            tried += 1
            right += [one.text for one in read_names(forms(few))] == kept
        yield f"names: {name}", f"{right / max(1, tried):.3f}", f"of {tried}, {len(names)} people"


def _padded(few: list[str]) -> str:
    return "  ".join("  ".join(name) if len(name) == 2 else name for name in few)


def _print_sample(found: list[Byline], show: int, seed: int) -> None:
    for byline in random.Random(seed).sample(found, min(show, len(found))):
        people = " ".join(
            f"{a.name}/{a.role or '-'}/{a.affiliation or '-'}{'' if a.certain else '?'}"
            for a in byline.authors
        )
        click.echo(f"{byline.kind:<12}{byline.text!r:.80}\n            {people}")


if __name__ == "__main__":
    main()
