"""No input, whatever it is, ends a run: mutated pages, Issue JSON, WARCs and zips."""

import pytest

from tests.fuzz.harness import KINDS, LARGE, fuzz


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_of_each_kind(kind: str) -> None:
    """No exception that is not ours, no error of more than one line."""
    assert fuzz(kind, 40, stored=False).foreign == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_many_of_each_kind(kind: str) -> None:
    """The same of more, stored and shown; none takes five seconds, all less than a gigabyte."""
    tally = fuzz(kind, 600, start=1_000_000)

    assert tally.foreign == []
    assert tally.slow == []
    assert tally.memory <= LARGE
