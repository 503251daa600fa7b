"""A probe in, lines for a terminal out."""

from __future__ import annotations

from collections.abc import Iterator

from parser.probe.result import Probe

_WIDTH = 14


def probe_lines(found: Probe) -> Iterator[str]:
    """What the page is, whose and why, each field with its rule and sample, what is missing."""
    yield f"{found.name}: {found.kind}"
    paper = found.newspaper
    if paper is None:
        yield _line("newspaper", "not told")
    else:
        house = ", ".join(part for part in (paper.publisher, paper.place) if part)
        named = f"{paper.name} ({paper.code})" + (f", {house}" if house else "")
        yield _line("newspaper", f"{named} by {found.sign}")
        address = paper.address_on(found.day)
        if address.url_template:
            sure = "only surveyed" if address.surveyed else "seen"
            yield _line("address", f"{address.url_template} ({sure}: {address.seen or 'not said'})")
    for note in found.notes:
        yield _line("note", note)
    yield _line("family", f"{found.family} by {found.family_by}" if found.family else "none known")
    yield _line("day", found.day.isoformat() if found.day else "not told")
    for field in found.fields:
        if field.sample is not None:
            yield _line(field.name, f"{field.sample}  ← {field.rule}")
    missing = [field.name for field in found.fields if field.sample is None]
    if missing:
        yield _line("not found", ", ".join(missing))
    for need in found.needs:
        yield _line("needed", need)


def _line(name: str, text: str) -> str:
    return f"  {name:<{_WIDTH}}{text}"
