"""The archive's list of stories not yet in the word index in; an index that has caught up out.

`Helper` does it in a second process (`index/__main__.py`) beside the one that stores issues.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from index.search.engine import Engine
from index.store import exact, tables
from index.store.database import Store
from index.store.texts import story_segments
from index.words.word_index import (
    DEFAULT,
    WORD_INDEXES,
    WordIndex,
    Writer,
    discard_others,
    word_index,
)
from parser.errors import ArchiveBusy

#: Stories taken up between two looks at the clock.
_BATCH = 200
#: Seconds between two looks for new stories.
_PAUSE = 0.05
_UNINDEXED = tables.unindexed
#: A line of the list: its number, the story, whether that is gone.
_Line = tuple[int, int, int]


def open_words(store: Store) -> WordIndex | None:
    """The word index of an archive; made anew where it is missing or of another version.

    None where it is neither there nor can be made.
    """
    with store.read() as connection:
        name, stamp = _held(connection)
    words = word_index(name, store.folder, stamp, writable=store.writable)
    if stamp and words.is_there():
        return words
    return renew(store, even_if_there=False) if store.writable else None


def renew(store: Store, name: str | None = None, *, even_if_there: bool = True) -> WordIndex:
    """An empty word index, and every story on the list of those to take up.

    `name` is that of another word index to change to.
    """
    with store.write() as connection:
        held, old = _held(connection)
        there = word_index(held, store.folder, old)
        if old and not even_if_there and there.is_there():
            # Another process made it while this one waited for its turn.
            return there
        there.close()
        name, stamp = name or held, uuid.uuid4().hex
        words = word_index(name, store.folder, stamp)
        words.make()
        row = {"name": "words", "value": f"{name} {stamp}"}
        known = upsert(tables.state).on_conflict_do_update(["name"], set_={"value": row["value"]})
        connection.execute(known, [row])
        connection.execute(delete(_UNINDEXED))
        every = select(tables.stories.c.number, text("0")).order_by(tables.stories.c.number)
        connection.execute(insert(_UNINDEXED).from_select(["story", "gone"], every))
    discard_others(name, store.folder)
    return words


def rebuild_exact(store: Store) -> int:
    """Build the tables of exact search anew, whole or not at all → how many stories."""
    with store.write() as connection:
        exact.clear(connection)
        numbers = list(connection.scalars(select(tables.stories.c.number)))
        for first in range(0, len(numbers), _BATCH):
            batch = numbers[first : first + _BATCH]
            exact.insert(connection, story_segments(connection, batch))
    return len(numbers)


def backlog(store: Store) -> int:
    """How many stories the word index has still to take up or to drop."""
    with store.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(_UNINDEXED)) or 0)


def catch_up(
    store: Store,
    engine: Engine,
    *,
    seconds: float | None = None,
    more: Callable[[], bool] = lambda: False,
    progress: Callable[[int], object] = lambda count: None,
) -> int:
    """Take up what is on the list → how many stories; 0 where another process is at it.

    Goes on while `more()` says that more is to come; stops after `seconds`, with what is done kept.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    done = 0
    while True:
        taken, finished = _transaction(store, engine, deadline, more, progress)
        done += taken
        if finished:
            return done


def _transaction(
    store: Store,
    engine: Engine,
    deadline: float | None,
    more: Callable[[], bool],
    progress: Callable[[int], object],
) -> tuple[int, bool]:
    """One transaction of the word index → stories taken up, and whether the list is at its end."""
    writer: Writer | None = None
    taken: list[_Line] = []
    finished = False
    try:
        while not finished and not (writer and writer.is_full):
            coming = more()
            rows = _work(store, taken[-1][0] if taken else 0)
            if rows and writer is None and (writer := engine.writer()) is None:
                return 0, True
            if rows and writer is not None:
                _take(store, writer, rows)
                taken += rows
                progress(len(rows))
            elif coming:
                time.sleep(_PAUSE)
            else:
                finished = True
            finished |= deadline is not None and time.monotonic() > deadline
        if writer is not None:
            writer.commit()
            writer = None
            _settle(store, taken)
    finally:
        if writer is not None:
            writer.cancel()
    return len(taken), finished


def _work(store: Store, after: int) -> list[_Line]:
    """The next lines of the list: line, story, whether it is gone."""
    table = _UNINDEXED
    wanted = select(table.c.number, table.c.story, table.c.gone).where(table.c.number > after)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(table.c.number).limit(_BATCH)).all()
    return [(row.number, row.story, row.gone) for row in rows]


def _take(store: Store, writer: Writer, rows: list[_Line]) -> None:
    gone = {story for _, story, is_gone in rows if is_gone}
    new = [story for _, story, is_gone in rows if not is_gone and story not in gone]
    writer.remove(gone)
    with store.read() as connection:
        held = story_segments(connection, new)
    for story in new:
        # A story that was replaced since then has no text any more, and a line of its own.
        if held[story]:
            writer.add(story, held[story])


def _settle(store: Store, done: list[_Line]) -> None:
    """Strike what was committed off the list. Done twice, it is no harm."""
    try:
        with store.write() as connection:
            # Not all up to the last one: numbers of lines that another process struck off in the
            # meantime may stand for new stories.
            strike = "DELETE FROM unindexed WHERE number = ? AND story = ? AND gone = ?"
            connection.exec_driver_sql(strike, done)
    except ArchiveBusy:
        # The lines stay; the word index knows its own stories and will not take them up again.
        return


def _held(connection: Connection) -> tuple[str, str]:
    """Name and stamp of the archive's word index; the default and "" where there is none yet."""
    table = tables.state
    said = connection.scalar(select(table.c.value).where(table.c.name == "words")) or ""
    name, _, stamp = said.partition(" ")
    return (name, stamp) if name in WORD_INDEXES else (DEFAULT, "")


class Helper:
    """A second process that takes up stories while this one stores them."""

    def __init__(self, folder: Path) -> None:
        """Start it. Standard input is the only line to it: when it ends, so does the helper."""
        root = str(Path(__file__).resolve().parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-m", "index", str(folder)],
            stdin=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    def finish(self) -> None:
        """Let it end its work, and wait."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def stop(self) -> None:
        """End it at once; what it has not committed is taken up at the next start."""
        self._process.kill()
        self.finish()
