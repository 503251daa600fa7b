"""A reading with the corrections of its issue in; the issue shown, and what no longer fits, out.

Pure: the same reading and corrections give the same issue, in whatever order they are handed over.
Taking an act back leaves it out, so that what was before comes back to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from parser.continuation.linker import link
from parser.corrections.content import CONTENT, RELINKING
from parser.corrections.links import relinked, settled, without
from parser.corrections.model import ON_JUMPS, Correction
from parser.corrections.state import Misfit, State
from parser.model import Issue


@dataclass(frozen=True, slots=True)
class Unfit:
    """A correction that a new reading left without what it was made on."""

    correction: Correction
    #: In one line, for the editor.
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """An issue as it is shown, and what people said of it besides."""

    issue: Issue
    applied: tuple[Correction, ...] = ()
    #: Kept, and waiting for a look: none is lost, none is applied blindly.
    unfit: tuple[Unfit, ...] = ()
    #: Ids of pieces that are to be seen nowhere; the whole issue where `issue_withdrawn`.
    withdrawn: frozenset[str] = frozenset()
    issue_withdrawn: bool = False
    #: Merged pieces, each with the piece it is part of now.
    moved: Mapping[str, str] = field(default_factory=dict)
    #: Faults dismissed: target and kind.
    dismissed: frozenset[tuple[str | None, str]] = frozenset()


def corrected(
    reading: Issue,
    corrections: Iterable[Correction],
    *,
    given: Mapping[str, Collection[int]] | None = None,
) -> Corrected:
    """The reading with its corrections applied.

    `given` are the numbers ever given to pieces, by page label; a split takes the next free one.
    """
    acts = acting(corrections)
    state = State(reading, {label: set(numbers) for label, numbers in (given or {}).items()})
    fit: list[Correction] = []
    unfit: list[Unfit] = []
    for one in (act for act in acts if act.act in CONTENT):
        _try(CONTENT[one.act], state, one, fit, unfit)
    if any(_relinks(one) for one in fit):
        state.issue = link(replace(state.issue, continuations=(), stories=()))
    for one in (act for act in acts if act.act in ON_JUMPS):
        _try(settled, state, one, fit, unfit)
    if any(one.act in ("link", "unlink") for one in fit):
        state.issue = relinked(state.issue)
    state.issue = without(state.issue, state.withdrawn)
    return Corrected(
        issue=state.issue,
        applied=tuple(sorted(fit, key=_moment)),
        unfit=tuple(unfit),
        withdrawn=frozenset(state.withdrawn),
        issue_withdrawn=state.issue_withdrawn,
        moved=dict(state.moved),
        dismissed=frozenset(state.dismissed),
    )


def _try(
    act: Callable[[State, Correction], None],
    state: State,
    one: Correction,
    fit: list[Correction],
    unfit: list[Unfit],
) -> None:
    """Does an act, or says why it can't be done."""
    try:
        act(state, one)
    except Misfit as misfit:
        unfit.append(Unfit(one, str(misfit)))
    else:
        fit.append(one)


def _relinks(one: Correction) -> bool:
    """Whether an act changes what jump lines are looked up in."""
    return one.act in RELINKING or (one.act == "field" and one.field not in _BESIDE)


#: Fields that no jump line is looked up in.
_BESIDE = frozenset(
    [
        "newspaper_name",
        "number",
        "section",
        "width",
        "height",
        "image",
        "pdf",
        "source",
        "authors",
        "dateline",
        "images",
        "references",
        "regions",
        "column_name",
    ]
)


def acting(corrections: Iterable[Correction]) -> list[Correction]:
    """Those in force, oldest first: without what was taken back, and without the taking back.

    Taking back a taking back puts the first act in force again.
    """
    ordered = sorted(corrections, key=_moment)
    undone: set[str] = set()
    for one in reversed(ordered):
        if one.undoes is not None and one.id not in undone:
            undone.add(one.undoes)
    return [one for one in ordered if one.undoes is None and one.id not in undone]


def _moment(one: Correction) -> tuple[datetime, str]:
    return one.when or datetime.max.replace(tzinfo=UTC), one.id or ""


def standing(reading: Issue, corrections: Sequence[Correction], one: Correction) -> object:
    """What stands now where a correction is to be made: its `before`. Raises Misfit."""
    return State(corrected(reading, corrections).issue, {}).standing(one)
