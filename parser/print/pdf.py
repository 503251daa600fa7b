"""The bytes of a PDF in, a Sheet for each of its pages out. The one module that knows PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import hypot

from parser.errors import UnreadableSource
from parser.layout.geometry import Box, around
from parser.print.fold import folded
from parser.print.sheet import Glyph, Sheet

#: A rule is no thicker, and no shorter than this many points.
_THIN, _SHORT = 3.0, 12.0
#: Pictures smaller than this (points each way) are ornaments.
_ORNAMENT = 24.0
#: A drawing has more paths than this.
_PATHS = 8
#: No newspaper has more pages, no page more characters.
MOST_PAGES, MOST_GLYPHS = 400, 200_000
#: Weight from which a font is bold (OS/2: 400 is normal, 700 bold).
_BOLD = 600


def sheets(body: bytes, *, file: object = None) -> Iterator[Sheet]:
    """The pages of a PDF in order.

    Raises UnreadableSource where it is damaged, locked, empty or too long.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(f"not a readable PDF ({error})", file=file) from error
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise UnreadableSource(f"a PDF of {len(document)} pages", file=file)
        for number in range(len(document)):
            try:
                page = document[number]
                yield _sheet(page, file)
            except pypdfium2.PdfiumError as error:
                raise UnreadableSource(f"page {number + 1}: {error}", file=file) from error
    finally:
        document.close()


def _sheet(page: object, file: object) -> Sheet:
    width, height = page.get_size()  # type: ignore[attr-defined]
    glyphs, changes = [], {}
    for glyph in _glyphs(page, height, file):
        text = folded(glyph.text)
        if text != glyph.text:
            changes[glyph.text] = text
            glyph = Glyph(text, glyph.x, glyph.y, glyph.size, glyph.width, glyph.bold)
        glyphs.append(glyph)
    rules, pictures = _drawn(page, width, height)
    return Sheet(width, height, tuple(glyphs), rules, pictures, tuple(sorted(changes.items())))


def _glyphs(page: object, height: float, file: object) -> Iterator[Glyph]:
    """The characters that are printed; blanks and those PDFium makes up are passed over."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()  # type: ignore[attr-defined]
    count = text.count_chars()
    if count > MOST_GLYPHS:
        raise UnreadableSource(f"{count} characters on one page", file=file)
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix, loose = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    raw, before = text.raw, (-1.0, -1.0)
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code <= 32 or code in (0xA0, 0x3000) or pdfium.FPDFText_IsGenerated(raw, at) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        pdfium.FPDFText_GetMatrix(raw, at, matrix)
        pdfium.FPDFText_GetLooseCharBox(raw, at, loose)
        scale = max(hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d))
        size = pdfium.FPDFText_GetFontSize(raw, at) * scale
        if size <= 0:
            continue
        bold = pdfium.FPDFText_GetFontWeight(raw, at) >= _BOLD
        wide = size if code > 0x2E7F else min(max(loose.right - x.value, 0.2 * size), size)
        left = x.value
        if (left, y.value) == before:
            # A ligature (——): its second character has no place of its own.
            left += wide
        before = x.value, y.value
        yield Glyph(chr(code), left, height - y.value, size, wide, bold)


def _drawn(page: object, width: float, height: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Rules and pictures among what is drawn on the page."""
    import pypdfium2.raw as pdfium

    rules: list[Box] = []
    pictures: list[Box] = []
    drawn_parts: list[Box] = []
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    for drawn in page.get_objects(filter=kinds, max_depth=8):  # type: ignore[attr-defined]
        left, bottom, right, top = drawn.get_bounds()
        box = Box(left, height - top, right, height - bottom)
        if drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            sides = list(_rules_of(drawn, box, width))
            rules += sides
            whole = box.width > 0.97 * width and box.height > 0.97 * height
            if not sides and not whole:
                drawn_parts.append(box)
        elif min(box.width, box.height) > _ORNAMENT:
            pictures.append(box)
    pictures += [box for box in _drawings(drawn_parts) if not _covered(box, pictures)]
    return tuple(rules), tuple(pictures)


def _covered(box: Box, pictures: list[Box]) -> bool:
    return any(picture.meet(box).area > 0.5 * box.area for picture in pictures)


def _drawings(parts: list[Box]) -> Iterator[Box]:
    """Pictures that are drawn, not embedded: many paths over one another."""
    clusters: list[tuple[Box, int]] = []
    for part in sorted(parts, key=lambda box: -box.area):
        touching = [one for one in clusters if _touch(one[0], part)]
        apart = [one for one in clusters if one not in touching]
        count = 1 + sum(number for _, number in touching)
        clusters = [*apart, (around([part, *(box for box, _ in touching)]), count)]
    for box, count in clusters:
        if count > _PATHS and min(box.width, box.height) > _ORNAMENT:
            yield box


def _touch(one: Box, other: Box) -> bool:
    return min(one.right, other.right) >= max(one.left, other.left) and min(
        one.bottom, other.bottom
    ) >= max(one.top, other.top)


def _rules_of(drawn: object, box: Box, width: float) -> Iterator[Box]:
    """A path as a rule, or the four sides of a frame as rules."""
    import pypdfium2.raw as pdfium

    if min(box.width, box.height) <= _THIN:
        if max(box.width, box.height) >= _SHORT:
            yield box
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn.raw, filled, stroked)  # type: ignore[attr-defined]
    outline = pdfium.FPDFPath_CountSegments(drawn.raw) in (4, 5)  # type: ignore[attr-defined]
    hollow = stroked.value and not filled.value
    if outline and hollow and min(box.width, box.height) > _ORNAMENT and box.width < 0.98 * width:
        yield Box(box.left, box.top, box.right, box.top)
        yield Box(box.left, box.bottom, box.right, box.bottom)
        yield Box(box.left, box.top, box.left, box.bottom)
        yield Box(box.right, box.top, box.right, box.bottom)
