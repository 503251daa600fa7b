"""Killed, or out of disk, a command loses nothing, doubles nothing, and can be run again."""

from __future__ import annotations

import random

import pytest

from bench.kills import COMMANDS, rounds


@pytest.mark.slow
@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_killed_at_random_moments(command: str) -> None:
    """kill -9: each issue is as before or as after; run again, all is as if nothing had been."""
    found = list(rounds(6, random.Random(f"kills of {command}"), only=command))

    assert len(found) == 6
    assert [wrong for _, _, wrong in found if wrong] == []


@pytest.mark.slow
@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_the_disk_is_full(command: str) -> None:
    """Writes fail from a random byte on: one line and exit 1, and with room again all goes on."""
    rnd = random.Random(f"full disks of {command}")
    found = list(rounds(5, rnd, disk_full=True, only=command))

    assert {end for _, end, _ in found} <= {"exit 0", "exit 1"}
    assert [wrong for _, _, wrong in found if wrong] == []
