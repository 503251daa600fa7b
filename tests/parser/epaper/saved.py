"""Captures in, the issues they make and what went wrong out: what tests of saved pages ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parser.epaper import read
from parser.errors import BanmianError
from parser.model import Issue
from parser.source.files import Capture


def read_pages(captures: Iterable[Capture], **said: Any) -> tuple[list[Issue], list[BanmianError]]:
    """The issues, and each error in the order it was told."""
    errors: list[BanmianError] = []
    return read.read_pages(captures, on_error=errors.append, **said), errors
