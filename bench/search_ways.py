"""Ways to search the same stories: ours, plain Whoosh, plain FTS5.

Each builds its index in a folder and answers a query with a total and ten marked hits.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any, Protocol

import rjieba

from bench.search_corpus import Asked, Piece
from parser.issue import Reading
from parser.model import Article, Issue, Page

NEWSPAPER = "rmrb"
OURS = "banmian"
PLAIN = "whoosh + ChineseAnalyzer"


class Way(Protocol):
    """A way to index and search."""

    def build(self, stories: Iterable[Piece], folder: Path) -> None:
        """Index the stories."""

    def open(self, folder: Path) -> None:
        """Make ready for queries."""

    def ask(self, asked: Asked) -> int:
        """Answer a query, ten hits marked → how many match."""

    def index_bytes(self, folder: Path) -> int:
        """What the index takes on disk."""


def size(folder: Path) -> int:
    """Bytes of a file, or of all files of a folder; 0 where there is none."""
    files = [folder] if folder.is_file() else folder.rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file())


class Ours:
    """The archive of this project: ingest and search as users have them."""

    def build(self, stories: Iterable[Piece], folder: Path) -> None:
        """Through `Archive.add_all`, an issue a day, texts and all."""
        from index import Archive

        with Archive(folder) as archive:
            for _ in archive.add_all(_issues(stories)):
                pass

    def open(self, folder: Path) -> None:
        """The archive, for reading."""
        from index import Archive

        self._archive = Archive(folder, writable=False)

    def ask(self, asked: Asked) -> int:
        """Facets and marks come with every answer."""
        query = f'"{asked.words[0]}"' if asked.kind == "exact" else " ".join(asked.words)
        first, last = asked.month or (None, None)
        return self._archive.search(query, date_from=first, date_to=last).total

    def index_bytes(self, folder: Path) -> int:
        """Both indexes; the texts lie in the archive, whether there is an index or not."""
        raw = sqlite3.connect(folder / "banmian.db")
        tables = " OR ".join(f"name GLOB '{name}_*'" for name in ("pairs", "heads", "singles"))
        sizes = f"SELECT sum(pgsize) FROM dbstat WHERE {tables}"
        (exact,) = raw.execute(sizes).fetchone()
        raw.close()
        return int(exact) + size(folder / "words")


class PlainWhoosh:
    """What a user writes himself: Whoosh, `jieba.analyse.ChineseAnalyzer`, texts stored."""

    def build(self, stories: Iterable[Piece], folder: Path) -> None:
        """One writer, one commit."""
        from jieba.analyse import ChineseAnalyzer
        from whoosh import fields, index

        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            date=fields.DATETIME(stored=True, sortable=True),
            month=fields.ID(stored=True, sortable=True),
            headline=fields.TEXT(stored=True, analyzer=ChineseAnalyzer()),
            body=fields.TEXT(stored=True, analyzer=ChineseAnalyzer()),
        )
        folder.mkdir()
        writer = index.create_in(str(folder), schema).writer(limitmb=256)
        for story in stories:
            writer.add_document(
                id=str(story.number),
                date=datetime.combine(story.date, time()),
                month=f"{story.date:%Y-%m}",
                headline="\n".join(story.head),
                body="\n".join(story.paragraphs),
            )
        writer.commit()

    def open(self, folder: Path) -> None:
        """A searcher and a parser over headline and body."""
        from whoosh import index
        from whoosh.qparser.default import MultifieldParser

        self._searcher: Any = index.open_dir(str(folder)).searcher()
        self._parser: Any = MultifieldParser(["headline", "body"], self._searcher.schema)

    def ask(self, asked: Asked) -> int:
        """Ten hits with Whoosh's highlights; facets by month."""
        from whoosh.query.ranges import DateRange

        typed = f'"{asked.words[0]}"' if asked.kind == "exact" else " ".join(asked.words)
        options: dict[str, Any] = {"limit": 10}
        if asked.month:
            first, last = (datetime.combine(day, time()) for day in asked.month)
            options["filter"] = DateRange("date", first, last)
        if asked.kind == "facets":
            options["groupedby"] = "month"
        results = self._searcher.search(self._parser.parse(typed), **options)
        for hit in results:
            hit.highlights("body")
        return len(results)

    def index_bytes(self, folder: Path) -> int:
        """The whole folder: Whoosh holds the texts."""
        return size(folder)


class PlainFts5:
    """SQLite FTS5 over text cut by jieba, with the text beside it."""

    def build(self, stories: Iterable[Piece], folder: Path) -> None:
        """One table, one transaction."""
        folder.mkdir()
        raw = sqlite3.connect(folder / "fts.db")
        raw.execute("CREATE VIRTUAL TABLE story USING fts5(headline, body, date UNINDEXED)")
        raw.executemany(
            "INSERT INTO story(rowid, headline, body, date) VALUES (?, ?, ?, ?)",
            (
                (
                    story.number,
                    " ".join(rjieba.cut("\n".join(story.head))),
                    " ".join(rjieba.cut("\n".join(story.paragraphs))),
                    story.date.isoformat(),
                )
                for story in stories
            ),
        )
        raw.commit()
        raw.close()

    def open(self, folder: Path) -> None:
        """A connection."""
        self._raw = sqlite3.connect(folder / "fts.db")

    def ask(self, asked: Asked) -> int:
        """Ten hits with snippets; a count; facets by month."""
        cut = [rjieba.cut(word) for word in asked.words]
        wanted = " AND ".join(f'"{" ".join(words)}"' for words in cut)
        where, values = "story MATCH ?", [wanted]
        if asked.month:
            where += " AND date BETWEEN ? AND ?"
            values += [day.isoformat() for day in asked.month]
        shown = f"SELECT snippet(story, 1, '[', ']', '…', 30) FROM story WHERE {where}"
        self._raw.execute(f"{shown} ORDER BY rank LIMIT 10", values).fetchall()
        if asked.kind == "facets":
            months = f"SELECT substr(date, 1, 7), count(*) FROM story WHERE {where} GROUP BY 1"
            return sum(count for _, count in self._raw.execute(months, values))
        counted = f"SELECT count(*) FROM story WHERE {where}"
        return int(self._raw.execute(counted, values).fetchone()[0])

    def index_bytes(self, folder: Path) -> int:
        """The whole file: FTS5 holds the texts."""
        return size(folder)


WAYS: dict[str, type[Way]] = {
    OURS: Ours,
    PLAIN: PlainWhoosh,
    "fts5 + jieba": PlainFts5,
}


def _issues(stories: Iterable[Piece]) -> Iterable[Reading]:
    """Stories in order of day → an issue a day."""
    by_day: dict[Any, dict[int, list[Piece]]] = {}
    for story in stories:
        by_day.setdefault(story.date, {}).setdefault(story.page, []).append(story)
    for day, pages in sorted(by_day.items()):
        made = (
            Page(f"{label:02d}", place, articles=tuple(_articles(day, label, held)))
            for place, (label, held) in enumerate(sorted(pages.items()), 1)
        )
        yield Reading(Issue(NEWSPAPER, "人民日报", day, pages=tuple(made)))


def _articles(day: Any, label: int, stories: Iterable[Piece]) -> Iterable[Article]:
    for order, story in zip(itertools.count(1), stories, strict=False):
        head = "\n".join(story.head[1:]) or None
        yield Article(
            f"{NEWSPAPER}-{day}-{label:02d}-{order:02d}",
            headline=story.head[0] if story.head else None,
            subheadline=head,
            paragraphs=story.paragraphs,
        )
