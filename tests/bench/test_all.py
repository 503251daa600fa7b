"""The table of all figures: each row names a command that is there."""

import importlib.util
import re

from bench.all import MEASURES


def test_every_measure_is_a_command_of_ours() -> None:
    """A measure that was renamed or went fails here, and each has figures to read."""
    for measure in MEASURES:
        assert importlib.util.find_spec(measure.module), measure
        assert measure.figures
        assert all(re.compile(pattern).groups == 1 for _, pattern in measure.figures)
