"""Rests between requests, by a clock of our own."""

from scraper.pace import Pace


def test_rests_add_up_to_the_longest() -> None:
    """Delay, Retry-After and back-off run side by side, host by host, by any clock."""
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(lambda: now[0], sleep)
    pace.wait("a", 1.0)
    pace.ended("a")
    pace.rest("a", 5.0)
    pace.rest("a", 2.0)
    pace.wait("b", 1.0)
    assert slept == []
    pace.wait("a", 1.0)
    pace.ended("a")
    pace.wait("a", 1.5)

    assert slept == [5.0, 1.5]
