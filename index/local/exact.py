"""Strings that are really there: FTS5 tables of overlapping pairs of characters, exact by phrase.

A text of n characters becomes n - 1 pairs at consecutive positions, so a phrase of pairs stands
exactly where the characters stand; a border between segments breaks the run. Single characters have
a table of their own. The tables hold no text; they are written in the transaction of the issue.
Measured on 100,000 stories: all matches of a string with p50 1 ms, p95 5 ms, no verification.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import add

import numpy as np
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from index.store.documents import Segment
from index.text.folding import fold

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

#: Parts of a story that can be searched apart; each has a column of the print and a folded one.
PLACES = ("head", "lead", "body", "note")
_PLACE = {"kicker": "head", "headline": "head", "subheadline": "head", "body": "body"}
_COLUMNS = (*PLACES, *(f"{place}_folded" for place in PLACES))
#: The `ascii` tokenizer splits at ASCII punctuation and drops case: ASCII goes to a private plane.
_FIRST = 0x10FF00
AWAY = {code: chr(_FIRST + code) for code in range(128)}
_ASCII = frozenset(map(chr, AWAY))
#: Stands between segments; it is in no text and in no query.
_BORDER = chr(0x10FFFD)
#: The private characters that the tables use; in a text they are no characters at all.
_OURS = re.compile("[\U0010ff00-\U0010ffff]")
_HEADS = ("head", "head_folded")
#: Table → columns and how much it knows of a place. Headlines stand in a small table of their own
#: too: they are asked for with every word, to rank by.
_TABLES = {
    "pairs": (_COLUMNS, "full"),
    "heads": (_HEADS, "full"),
    "singles": (_COLUMNS, "column"),
}
_SETTINGS = "content='', columnsize=0, tokenize='ascii'"


def create(connection: Connection) -> None:
    """Make the tables where they are not there."""
    for name, (columns, detail) in _TABLES.items():
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} "
                f"USING fts5({', '.join(columns)}, {_SETTINGS}, detail={detail})"
            )
        )
        # Every issue is a transaction and so a segment: merging half as often writes a tenth less.
        connection.execute(text(f"INSERT INTO {name}({name}, rank) VALUES ('automerge', 8)"))


def missing(connection: Connection) -> bool:
    """Whether a table is not there."""
    wanted = ", ".join(f"'{name}'" for name in _TABLES)
    there = f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ({wanted})"
    return int(connection.exec_driver_sql(there).scalar_one()) < len(_TABLES)


def clear(connection: Connection) -> None:
    """Empty the tables, for building them anew."""
    for name in _TABLES:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    create(connection)


def insert(connection: Connection, stories: Mapping[int, Iterable[Segment]]) -> None:
    """Take up stories by their numbers, inside the caller's transaction."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in _TABLES}
    for number, segments in stories.items():
        columns = _columns(segments)
        pairs = {name: _pairs(value) for name, value in columns.items()}
        rows["pairs"].append({"n": number, **pairs})
        rows["heads"].append({"n": number, **{name: pairs[name] for name in _HEADS}})
        rows["singles"].append({"n": number, **_singles(columns)})
    for table, (names, _) in _TABLES.items():
        if rows[table]:
            values = ", ".join(f":{name}" for name in names)
            into = f"INSERT INTO {table}(rowid, {', '.join(names)}) VALUES (:n, {values})"
            connection.execute(text(into), rows[table])


def find(
    connection: Connection, wanted: str, *, folded: bool, places: Iterable[str] = ()
) -> Numbers:
    """Numbers of the stories that contain `wanted`, ascending; numbers of replaced ones may be in.

    `folded` looks for its folded form in the folded text, beside the literal one in the print;
    `places` narrows to some of PLACES.
    """
    chosen = tuple(places)
    table = "heads" if chosen == ("head",) else "pairs"
    if len(wanted) == 1:
        table = "singles"
    return _match(connection, table, expression(wanted, folded=folded, places=chosen))


def expression(wanted: str, *, folded: bool, places: Iterable[str] = ()) -> str:
    """The FTS5 expression of one string, for the table that its length asks for."""
    chosen = tuple(places) or PLACES
    literal = f"{{{' '.join(chosen)}}} : {_phrase(wanted)}"
    if not folded:
        return literal
    both = (*chosen, *(f"{place}_folded" for place in chosen))
    other = fold(wanted)
    either = (
        _phrase(other) if len(both) == len(_COLUMNS) else f"{{{' '.join(both)}}} : {_phrase(other)}"
    )
    return either if other == wanted else f"(({literal}) OR ({either}))"


def find_all(connection: Connection, expressions: Iterable[str]) -> Numbers:
    """Numbers of the stories in which all expressions over pairs hold, ascending."""
    return _match(connection, "pairs", " AND ".join(f"({e})" for e in expressions))


def _match(connection: Connection, table: str, wanted: str) -> Numbers:
    # One long value is three times as quick to fetch as a row for each number.
    found = connection.exec_driver_sql(
        f"SELECT group_concat(rowid) FROM (SELECT rowid FROM {table} WHERE {table} MATCH ?)",
        (wanted,),
    ).scalar()
    return np.fromstring(found, dtype=np.int64, sep=",") if found else np.empty(0, np.int64)


def _columns(segments: Iterable[Segment]) -> dict[str, list[str]]:
    """Column → its segments; the folded columns hold only what folding changed."""
    columns: dict[str, list[str]] = {name: [] for name in _COLUMNS}
    listed = [(segment.field, _OURS.sub("\ufffd", segment.text)) for segment in segments]
    # Folded in one go: the call costs more than a paragraph.
    folded = fold(_BORDER.join(printed for _, printed in listed)).split(_BORDER)
    for (field, printed), other in zip(listed, folded, strict=bool(listed)):
        place = _PLACE.get(field, "note")
        if place == "body" and not columns["lead"]:
            place = "lead"
        columns[place].append(printed)
        if other != printed:
            columns[f"{place}_folded"].append(other)
    return columns


def _pairs(segments: list[str]) -> str:
    """Overlapping pairs as tokens; by array, several times the speed of strings."""
    if not segments:
        return ""
    run = _BORDER.join(segments).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(run, np.uint32)
    codes = np.where(codes < len(AWAY), codes + _FIRST, codes)
    tokens = np.full((max(0, len(codes) - 1), 3), ord(" "), np.uint32)
    tokens[:, 0], tokens[:, 1] = codes[:-1], codes[1:]
    return tokens.tobytes().decode("utf-32-le", "surrogatepass")


def _singles(columns: Mapping[str, list[str]]) -> dict[str, str]:
    """Column → its characters, each once; a folded column only those that its print lacks."""
    made: dict[str, str] = {}
    for place in PLACES:
        printed = set("".join(columns[place]))
        folded = set("".join(columns[f"{place}_folded"])) - printed
        made[place] = _apart(printed)
        made[f"{place}_folded"] = _apart(folded)
    return made


def _apart(characters: set[str]) -> str:
    """Characters as tokens."""
    ascii_ones = characters & _ASCII
    return " ".join((characters - ascii_ones) | {AWAY[ord(one)] for one in ascii_ones})


def _phrase(wanted: str) -> str:
    run = wanted.translate(AWAY)
    tokens = map(add, run, run[1:]) if len(run) > 1 else run
    return f'"{" ".join(tokens)}"'


def faults(connection: Connection, stories: Iterable[Mapping[int, Iterable[Segment]]]) -> list[str]:
    """Tables that do not hold just the texts of the archive's stories, given batch by batch.

    What the tables hold and what they would hold if made anew are each reduced to one number.
    """
    expected = dict.fromkeys(_TABLES, 0)
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as scratch:
        for batch in stories:
            clear(scratch)
            insert(scratch, batch)
            for name in _TABLES:
                expected[name] += _sum(scratch, name, "1")
    engine.dispose()
    found = []
    for name in _TABLES:
        try:
            held = _sum(connection, name, "doc IN (SELECT number FROM stories)")
        except DatabaseError as error:
            held, said = -1, f" ({error.orig})"
        else:
            said = ""
        if held != expected[name]:
            found.append(f"table {name} of exact search is not that of the texts{said}")
    return found


#: A number for each place of each token; their sum does not depend on their order.
_MIXED = (
    "((unicode(term) * 8191 + ifnull(unicode(substr(term, 2)), 7)) % 2147483647 * 31337"
    " + doc * 131071 + ifnull(offset, 0) * 524287 + unicode(substr(col, -1)) * 17"
    " + unicode(col) * 257 + length(col)) % 2147483647"
)


def _sum(connection: Connection, table: str, where: str) -> int:
    connection.execute(
        text(f"CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(main, '{table}', 'instance')")
    )
    try:
        return int(
            connection.execute(
                text(f"SELECT ifnull(sum({_MIXED}), 0) FROM temp.tokens WHERE {where}")
            ).scalar_one()
        )
    finally:
        connection.execute(text("DROP TABLE temp.tokens"))
