"""A page set in type in; the stylesheet that puts every piece in its place out.

Only numbers of ours stand in it, so that no text of a page can reach it. Places are parts of the
page, sizes hundredths of its width (cqw). They are a layer of their own: layout.css, which turns a
narrow page into a list, is above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from web.sheet.grid import COLUMNS, ROWS, Cells
from web.sheet.model import Nameplate, PageSheet, SheetZone


def style(sheet: PageSheet) -> str:
    """The rules of one page, in which zone n is #z1, #z2 … and its boxes #z1b1, #z1b2 …"""
    return f"@layer page{{{''.join(_rules(sheet))}}}"


def _rules(sheet: PageSheet) -> Iterator[str]:
    yield f".sheet-room{{--shape:{sheet.width / sheet.height if sheet.height else 1:.4f}}}"
    if sheet.nameplate is not None:
        yield _plate(sheet.nameplate)
    for number, zone in enumerate(sheet.zones, 1):
        yield from _zone(f"#z{number}", zone)


def _zone(name: str, zone: SheetZone) -> Iterator[str]:
    if zone.plot is None:
        return
    if zone.head is None:
        yield f"{name}{{{_place(zone.plot.box)}}}"
    else:
        yield f"{name}h{{{_place(zone.head)}}}"
    if zone.size:
        yield f"{name} .title{{font-size:{zone.size:g}cqw}}"
    if zone.second:
        yield f"{name} :is(.kicker,.sub){{font-size:{zone.second:g}cqw}}"
    for number, box in enumerate(zone.boxes, 1):
        where = _place(box.place) if box.place else ""
        yield f"{name}b{number}{{columns:{box.columns};--body:{box.body:g}cqw;{where}}}"


def _plate(plate: Nameplate) -> str:
    size = f"--size:{plate.size:g}cqw;" if plate.size else ""
    return f".plate{{{size}{_place(plate.place)}}}"


def _place(cells: Cells) -> str:
    across, down = 100 / COLUMNS, 100 / ROWS
    return (
        f"left:{cells.left * across:.6g}%;top:{cells.top * down:.6g}%;"
        f"width:{cells.width * across:.6g}%;height:{cells.height * down:.6g}%"
    )
