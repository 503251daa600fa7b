"""The closed sets of the model: every member has its words, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from parser import model
from parser.vocabulary import terms

SETS: dict[str, tuple[object, Mapping[Any, object]]] = {
    "verdicts": (model.Verdict, terms.VERDICTS),
    "settled": (model.Settled, terms.SETTLED),
    "directions": (model.Direction, terms.DIRECTIONS),
    "kinds": (model.Kind, terms.KINDS),
    "repairs": (model.RepairKind, terms.REPAIRS),
    "problems": (model.ProblemKind, terms.PROBLEMS),
    "acts": (model.Act, terms.ACTS),
}


@pytest.mark.parametrize(("closed", "words"), SETS.values(), ids=SETS)
def test_every_member_has_its_words(closed: object, words: Mapping[str, object]) -> None:
    """A member added without words, or words of a member that is gone, are seen here."""
    assert set(get_args(closed)) == set(words)


def test_open_is_said_once() -> None:
    """Neither matched nor repeated, and nothing said of it by an editor (contract §7)."""
    for verdict in get_args(model.Verdict):
        for settled in (None, *get_args(model.Settled)):
            one = model.Continuation("a", "b", None, verdict, "", settled=settled)
            assert one.open == (verdict not in ("matched", "repeated") and settled is None)


def test_a_reader_can_read_on_where_both_halves_are_there() -> None:
    """A pair found, or put together by an editor; without its other half it joins nothing."""
    joined = {v for v in get_args(model.Verdict) if model.Continuation("a", "b", None, v, "").joins}

    assert joined == {"matched", "page-mismatch", "repeated"}
    assert model.Continuation("a", "b", None, "no-tail", "", settled="linked").joins
    assert not model.Continuation("a", None, None, "matched", "").joins
