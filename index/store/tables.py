"""The database schema of this version: what SQLAlchemy must know of the archive's tables.

The texts lie in `articles`; a story that was joined over a break keeps its joined paragraphs too.
Types are SQLAlchemy's own, so that another database can hold them. Who changes a table here adds a
numbered step under `migrations/versions/`.
The two FTS5 tables of exact search, in the same file, are made in `index/local/exact.py`.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Json(TypeDecorator[Any]):
    """Nested values as JSON text, so that 400 and 400.0 come back as they went in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Python lists, dicts and numbers → JSON; None stays NULL."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """JSON → Python; NULL stays None."""
        return None if value is None else json.loads(value)


#: Constraints have names, so that a later step can change them.
metadata = MetaData(
    naming_convention={
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

#: Where the schema stands, under the name that Alembic gives it.
alembic_version = Table(
    "alembic_version", metadata, Column("version_num", String(32), primary_key=True)
)

newspapers = Table(
    "newspapers",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", Text, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("newspaper", String, ForeignKey("newspapers.code"), nullable=False),
    Column("newspaper_name", Text, nullable=False),
    Column("date", Date, nullable=False),
    #: 晚报; null for the only or first edition of the day, which is number 1.
    Column("edition", Text),
    Column("edition_number", Integer, nullable=False, server_default="1"),
    Column("printed_number", Text),
    Column("labels", Json),
    # Counts that lists show, so that a calendar of ten years reads one table.
    Column("article_count", Integer, nullable=False),
    Column("story_count", Integer, nullable=False),
    Column("jump_count", Integer, nullable=False),
    Column("open_jump_count", Integer, nullable=False),
    Column("page_labels", Json, nullable=False),
    #: Label → the highest number ever given to a piece of that page: none is given twice.
    Column("given", Json),
    UniqueConstraint("newspaper", "date", "edition_number"),
)

pages = Table(
    "pages",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("issue", ForeignKey("issues.number", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("label", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("section", Text),
    Column("size", Json, nullable=False),
    Column("image", Text),
    Column("pdf", Text),
    Column("source", Text),
    Index("pages_of_issue", "issue", "place"),
)

stories = Table(
    "stories",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("issue", ForeignKey("issues.number", ondelete="CASCADE"), nullable=False),
    Column("id", String, nullable=False),
    Column("newspaper", String, nullable=False),
    Column("date", Date, nullable=False),
    Column("kind", String, nullable=False),
    Column("headline", Text),
    Column("byline", Text),
    Column("pages", Json, nullable=False),
    Column("sections", Json, nullable=False),
    Column("authors", Json, nullable=False),
    #: Characters of its text, for ranking.
    Column("length", Integer, nullable=False),
    #: Joined paragraphs, only where they differ from those of the parts one after another.
    Column("paragraphs", Json),
    Index("stories_of_issue", "issue"),
    Index("stories_by_id", "id"),
    # Numbers are never used twice: the indexes may still hold a number that was replaced.
    sqlite_autoincrement=True,
)

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("page", ForeignKey("pages.number", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("story", ForeignKey("stories.number")),
    Column("part", Integer),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("column_name", Text),
    Column("kicker", Text),
    Column("headline", Text),
    Column("subheadline", Text),
    Column("byline", Text),
    Column("authors", Json, nullable=False),
    Column("dateline", Json),
    Column("paragraphs", Json, nullable=False),
    Column("images", Json, nullable=False),
    Column("references", Json, nullable=False),
    Column("regions", Json, nullable=False),
    Column("source", Text),
    Index("articles_of_page", "page", "place"),
    Index("articles_of_story", "story", "part"),
    Index("articles_by_id", "id"),
)

jumps = Table(
    "jumps",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", ForeignKey("articles.number", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("direction", String, nullable=False),
    Column("pages", Json, nullable=False),
    Column("mark", Text),
    Index("jumps_of_article", "article"),
)

repairs = Table(
    "repairs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", ForeignKey("articles.number", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("paragraph", Integer),
    Column("note", Text),
    Index("repairs_of_article", "article"),
)

continuations = Table(
    "continuations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("issue", ForeignKey("issues.number", ondelete="CASCADE"), nullable=False),
    Column("head", String),
    Column("tail", String),
    Column("jump", Text),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("score", Float),
    Column("settled", String),
    Index("continuations_of_issue", "issue"),
)

#: Stories as the linker gave them (more than one part): what `Issue.stories` holds.
joined_stories = Table(
    "joined_stories",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("issue", ForeignKey("issues.number", ondelete="CASCADE"), nullable=False),
    Column("id", String, nullable=False),
    Column("parts", Json, nullable=False),
    Column("pages", Json, nullable=False),
    Index("joined_stories_of_issue", "issue"),
)

pictures = Table(
    "pictures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("issue", ForeignKey("issues.number", ondelete="CASCADE"), nullable=False),
    Column("src", Text, nullable=False),
    Column("media_type", String, nullable=False),
    #: Names the file under pictures/; never a name that a page gave.
    Column("sha256", String, nullable=False),
    Column("seal", String),
    UniqueConstraint("issue", "src"),
)

#: Every reading of an issue that ever was the newest, oldest first by number.
readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("issue", ForeignKey("issues.number", ondelete="CASCADE"), nullable=False),
    #: When the newest page of it was captured; null where its file does not say.
    Column("captured_at", DateTime),
    Column("stored_at", DateTime, nullable=False),
    #: The version of the program that read it; null where that was not noted (0.1.0).
    Column("parser", String),
    #: SHA-256 of the bytes that were read; null where that was not noted.
    Column("input", String),
    #: SHA-256 of the issue as `readings.canonical` writes it.
    Column("digest", String, nullable=False),
    #: The reading that `body` was compressed against; null where it stands alone.
    Column("base", Integer),
    #: Null for the reading that the other tables hold.
    Column("body", LargeBinary),
    Column("seal", String),
    Index("readings_of_issue", "issue"),
    sqlite_autoincrement=True,
)

#: Pieces and issues that are not shown. No key of an issue: removed and read again, it stays so.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("newspaper", String, nullable=False),
    Column("date", Date, nullable=False),
    Column("edition_number", Integer, nullable=False),
    #: The id of a piece; null for the whole issue.
    Column("target", String),
    #: What was asked to be withdrawn: a story's pieces go together and come back together.
    Column("asked", String, nullable=False),
    Column("reason", Text),
    Column("at", DateTime, nullable=False),
    Column("restored_at", DateTime),
    Column("seal", String),
    Index("withdrawals_by_day", "newspaper", "date"),
)

captures = Table(
    "captures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("newspaper", String, nullable=False),
    Column("date", Date, nullable=False),
    Column("status", String, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("got", Integer, nullable=False),
    Column("missing", Json, nullable=False),
    Column("finished_at", DateTime, nullable=False),
    Column("warc", Text),
    Column("seal", String),
    Index("captures_by_day", "newspaper", "date"),
)

#: The records of WARC files as they stood when their capture was noted, one after another.
records = Table(
    "records",
    metadata,
    #: The file's path inside the data folder.
    Column("file", String, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("length", Integer, nullable=False),
    Column("sha256", String, nullable=False),
)

#: Stories that the word index has still to take up or to drop, written with the issue itself.
unindexed = Table(
    "unindexed",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("story", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
)

#: Facts about the indexes: the version they were built with, the generation of the archive.
state = Table(
    "state",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
