"""The archive's list of stories not yet in the word index in; an index that has caught up out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack

from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from index.local import exact
from index.local.counts import count_words
from index.local.stamp import Tie
from index.local.whoosh_words import WordIndex
from index.local.whoosh_writer import WordWriter
from index.store import tables
from index.store.database import Store
from index.store.documents import Segment
from index.store.texts import story_segments
from parser.errors import ArchiveBusy

#: Stories taken up between two looks at the clock.
_BATCH = 200
#: Seconds that making an index anew waits for a process that is writing to it.
_PATIENCE = 10.0
_UNINDEXED = tables.unindexed
_STATE = tables.state
#: A line of the list: its number, the story, whether that is gone.
_Task = tuple[int, int, int]

Progress = Callable[[int], object]


def tie(connection: Connection) -> Tie:
    """What the database says of its word index; empty where it never had one."""
    said, behind = connection.exec_driver_sql(
        "SELECT (SELECT value FROM state WHERE name = 'words'), EXISTS (SELECT 1 FROM unindexed)"
    ).one()
    begun, _, commit = (said or "").partition(" ")
    return Tie(begun, commit, bool(behind))


def tie_now(store: Store) -> Tie:
    """What the database says of its word index at this moment."""
    with store.read() as connection:
        return tie(connection)


def renew(store: Store, words: WordIndex, *, unless_sound: bool = False) -> None:
    """An empty word index, and every story on the list of those to take up.

    `unless_sound`: only where the one that is there is still unusable once it is our turn.
    Raises ArchiveNotWritable, ArchiveBusy.
    """
    with ExitStack() as until_told, store.write() as connection:
        if unless_sound and words.fault(tie(connection), thorough=True) is None:
            return
        _tie(connection, until_told.enter_context(words.making(patience=_PATIENCE)))
        connection.execute(delete(_UNINDEXED))
        every = select(tables.stories.c.number, text("0")).order_by(tables.stories.c.number)
        connection.execute(insert(_UNINDEXED).from_select(["story", "gone"], every))


def _tie(connection: Connection, now: Tie) -> None:
    row = {"name": "words", "value": f"{now.begun} {now.commit}"}
    known = upsert(_STATE).on_conflict_do_update(["name"], set_={"value": row["value"]})
    connection.execute(known, [row])


def rebuild_exact(store: Store) -> int:
    """Build the tables of exact search anew, whole or not at all → how many stories."""
    total = 0
    with store.write() as connection:
        exact.clear(connection)
        for held in batches(connection):
            exact.insert(connection, held)
            total += len(held)
    return total


def batches(
    connection: Connection, progress: Progress = lambda count: None
) -> Iterator[dict[int, tuple[Segment, ...]]]:
    """The texts of all stories by their numbers, so many at a time."""
    numbers = list(connection.scalars(select(tables.stories.c.number)))
    for first in range(0, len(numbers), _BATCH):
        batch = numbers[first : first + _BATCH]
        yield story_segments(connection, batch)
        progress(len(batch))


def enlist(connection: Connection, new: Iterable[int], gone: Iterable[int]) -> None:
    """Put stories on the list, in the transaction that stores or removes them."""
    work = [{"story": n, "gone": 1} for n in gone] + [{"story": n, "gone": 0} for n in new]
    if work:
        connection.execute(insert(_UNINDEXED), work)


def backlog(store: Store) -> int:
    """How many stories the word index has still to take up or to drop."""
    with store.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(_UNINDEXED)) or 0)


def catch_up(
    store: Store,
    words: WordIndex,
    *,
    seconds: float | None = None,
    pause: float = 0.0,
    progress: Progress = lambda count: None,
) -> int:
    """Take up what is on the list → how many stories; 0 where another process is at it.

    Stops after `seconds`, with what is done kept; rests `pause` seconds after every 200 stories.
    Raises WordsUnusable.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    done = 0
    while True:
        taken, finished = _transaction(store, words, deadline, pause, progress)
        done += taken
        if finished:
            return done


def _transaction(
    store: Store, words: WordIndex, deadline: float | None, pause: float, progress: Progress
) -> tuple[int, bool]:
    """One commit of the word index → stories taken up, and whether the list is at its end."""
    writer = words.writer(lambda: tie_now(store))
    if writer is None:
        return 0, True
    taken: list[_Task] = []
    finished = False
    try:
        while not finished and not writer.is_full:
            rows = _work(store, taken[-1][0] if taken else 0)
            _take(store, writer, rows)
            taken += rows
            progress(len(rows))
            time.sleep(pause)
            finished = not rows or (deadline is not None and time.monotonic() > deadline)
        if not taken:
            return 0, True
        _settle(store, writer.tie, writer.commit(), taken)
        return len(taken), finished
    finally:
        writer.release()


def _work(store: Store, after: int) -> list[_Task]:
    """The next lines of the list: line, story, whether it is gone."""
    table = _UNINDEXED
    wanted = select(table.c.number, table.c.story, table.c.gone).where(table.c.number > after)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(table.c.number).limit(_BATCH)).all()
    return [(row.number, row.story, row.gone) for row in rows]


def _take(store: Store, writer: WordWriter, rows: Sequence[_Task]) -> None:
    gone = {story for _, story, is_gone in rows if is_gone}
    new = [story for _, story, is_gone in rows if not is_gone and story not in gone]
    writer.remove(gone)
    with store.read() as connection:
        held = story_segments(connection, new)
    for story in new:
        # A story that was replaced since then has no text any more, and a line of its own.
        if held[story]:
            writer.add(story, count_words(held[story]))


def _settle(store: Store, before: Tie, now: Tie, done: list[_Task]) -> None:
    """Strike what was committed off the list. Done twice, it is no harm."""
    try:
        with store.write() as connection:
            if tie(connection).begun != before.begun:
                # Made anew in the meantime, and with it the list.
                return
            _tie(connection, now)
            # Not all up to the last one: numbers of lines that another process struck off in the
            # meantime may stand for new stories.
            strike = "DELETE FROM unindexed WHERE number = ? AND story = ? AND gone = ?"
            connection.exec_driver_sql(strike, done)
    except ArchiveBusy:
        # The lines stay, and what is taken up again takes its own place.
        return
