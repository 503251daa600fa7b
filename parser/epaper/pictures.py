"""An article page in; its pictures with captions and credits, and where these stand, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from parser.byline import ends_in_picture_credit, is_credit, split_credit
from parser.epaper import article_selectors as selectors
from parser.epaper.page import SavedPage
from parser.markup.select import find, matching
from parser.markup.tree import Element, line_of, lines_of, plain, within
from parser.model import Image
from parser.newspaper import Newspaper
from parser.vocabulary.headlines import CAPTION

#: 作者：(张三)   … in front of a caption, as one system writes it.
_FRONT_CREDIT = re.compile(r"^作者：\s?[（(]([^()（）]{1,40})[)）]\s{0,9}")
#: Attributes in which skins keep the caption that shows under the pointer.
_SAYING = ("data-original-title", "data-title", "data-caption", "data-desc", "data-description")
#: Who reports in words and pictures signs a piece, not a picture.
_REPORT = re.compile(r"摄影报道|文/图|图/文|图文|^[^。]{0,12}(?:讯|电)\s?[（(]")
_SMALL = 48
#: A longer text around a picture, or one of more lines, is a part of the body.
_LONGEST_CAPTION, _MOST_LINES = 200, 2
#: How far up the block that is a picture's own may be.
_BOXES = 4
#: No piece has more pictures than this.
MOST = 200


def article_pictures(
    page: SavedPage, body: Element | None, newspaper: Newspaper
) -> tuple[tuple[Image, ...], set[Element]]:
    """The pictures of a piece in order, and the elements whose text went into captions."""
    images = _images(page, body, newspaper)
    named = _named_captions(page, images, newspaper)
    bodies = {body} if body is not None else set()
    taken: set[Element] = set()
    found: list[Image] = []
    for image in images:
        holder = named.get(image)
        said = _said(image)
        if holder is not None:
            holders = [holder]
        else:
            holders = [] if said else _caption_holders(image, images, bodies)
        lines = [line for one in holders if one not in taken for line in lines_of(one)] or said
        taken.update(holders)
        caption, credit = split_lines(lines)
        found.append(Image(page.address(_src(image)) or None, caption, credit))
    return tuple(found), taken


def split_lines(lines: list[str]) -> tuple[str | None, str | None]:
    """Printed lines under a picture as caption and credit, where a credit has a line of its own.

    One that stands at the end of a caption's only line is read where all captions are.
    """
    credit = None
    if lines and (match := _FRONT_CREDIT.match(lines[0])):
        credit = match[1]
        lines = [lines[0][match.end() :], *lines[1:]]
    elif len(lines) > 1 and is_credit(lines[-1]):
        credit = lines[-1]
        lines = lines[:-1]
    return " ".join(line for line in lines if line) or None, credit


def _images(page: SavedPage, body: Element | None, newspaper: Newspaper) -> list[Element]:
    """The pictures of the piece in document order, the furniture of the site left out."""
    wanted: dict[Element, None] = {}
    own = newspaper.selectors_for("pictures")
    for expression in matching(page.document, own + selectors.PICTURES):
        wanted.update(dict.fromkeys(find(page.document, expression)))
    if body is not None:
        wanted.update(dict.fromkeys(body.iter("img")))
    if not wanted:
        return []
    seen: set[str] = set()
    kept: list[Element] = []
    for image in page.document.having("img"):
        if image not in wanted:
            continue
        src = _src(image)
        if src and src not in seen and not _furniture(image, src):
            seen.add(src)
            kept.append(image)
    return kept[:MOST]


def _src(image: Element) -> str:
    """Where the picture is: some pages load it late, from another attribute."""
    return (image.get("data-original") or image.get("data-src") or image.get("src") or "").strip()


def _furniture(image: Element, src: str) -> bool:
    low = src.lower()
    if image.get("usemap") or any(part in low for part in selectors.FURNITURE):
        return True
    sizes = [image.get("width") or "", image.get("height") or ""]
    return any(size.isdigit() and int(size) <= _SMALL for size in sizes)


def _named_captions(
    page: SavedPage, images: list[Element], newspaper: Newspaper
) -> dict[Element, Element]:
    """Pictures whose caption has a class of its own: the first such element after each."""
    own = newspaper.selectors_for("captions")
    named = matching(page.document, own + selectors.CAPTIONS)
    captions = {element for one in named for element in find(page.document, one)}
    if not captions or not images:
        return {}
    pictures = set(images)
    found: dict[Element, Element] = {}
    current: Element | None = None
    for element in page.document.root.iter():
        if element in pictures:
            current = element
        elif element in captions and current is not None:
            found.setdefault(current, element)
            current = None
    return found


def _caption_holders(image: Element, images: list[Element], bodies: set[Element]) -> list[Element]:
    """The elements that say what is under a picture, by where they stand."""
    cell = next(image.iterancestors("td", "figure", "body"), None)
    if cell is not None and cell.tag == "figure":
        return [one for one in cell.iter("figcaption")][:1]
    if cell is not None and cell.tag == "td" and not _holds(cell, bodies):
        if line_of(cell) and not _holds(cell, [one for one in images if one is not image]):
            return [cell]
        row = next(cell.iterancestors("tr"), None)
        below = row.getnext() if row is not None else None
        if below is not None and below.tag == "tr" and not _holds(below, [*images, *bodies]):
            return [below]
        return []
    if centred := _centred(image, images, bodies):
        return centred
    if within(image, bodies):
        return _below(image, images, bodies)
    return _following(image, images, bodies)


def _said(image: Element) -> list[str]:
    """What the picture's own mark-up says under the pointer: the caption of some skins."""
    if text := next(_told(image, _SAYING), ""):
        return [text]
    return [text for text in _told(image, ("title", "alt")) if _is_caption(text)][:1]


def _told(image: Element, names: Iterable[str]) -> Iterator[str]:
    """What attributes of those names say, the empty ones left out."""
    yield from (text for name in names if (held := image.get(name)) and (text := plain(held)))


def _below(image: Element, images: list[Element], bodies: set[Element]) -> list[Element]:
    """The line right below a picture in the text that only a picture has: 图为渡口。江渡 摄."""
    others = [*bodies, *(one for one in images if one is not image)]
    block = image
    while (parent := block.getparent()) is not None and not _holds(parent, others):
        block = parent
        if line_of(block):
            return [block] if _names_picture(block) else []
    if (block.tail or "").strip():
        return []
    found: list[Element] = []
    for element in block.itersiblings():
        text = line_of(element) if isinstance(element.tag, str) else ""
        if _holds(element, images) or (text and not _names_picture(element)):
            break
        if text and found and not is_credit(text):
            break
        found += [element] if text else []
        if len(found) > 1 or (element.tail or "").strip():
            break
    return found


def _names_picture(element: Element) -> bool:
    """Whether a line can only be said of a picture; a report by who photographed it is none."""
    text = line_of(element)
    if len(text) > _LONGEST_CAPTION or len(lines_of(element)) > _MOST_LINES:
        return False
    if CAPTION.match(text):
        return True
    return split_credit(text)[1] is not None and not _REPORT.search(text)


def _centred(image: Element, images: list[Element], bodies: set[Element]) -> list[Element]:
    """The words set in the middle with a picture: in its block, or right below it."""
    others = [*bodies, *(one for one in images if one is not image)]
    for block in islice(image.iterancestors("p", "div", "center"), _BOXES):
        if _holds(block, others):
            break
        text, middle = line_of(block), _in_the_middle(block)
        if text:
            short = len(text) <= _LONGEST_CAPTION and len(lines_of(block)) <= _MOST_LINES
            return [block] if middle and short else []
        below = block.getnext() if middle else None
        if below is not None and not _holds(below, images) and _in_the_middle(below):
            return [below] if _is_caption(line_of(below)) else []
    return []


def _is_caption(text: str) -> bool:
    """Whether a centred line says what a picture shows: a heading has no full stop."""
    return bool(CAPTION.match(text)) or ends_in_picture_credit(text) or text.endswith("。")


def _in_the_middle(block: Element) -> bool:
    style = (block.get("style") or "").replace(" ", "").lower()
    centred = (block.get("align") or "").strip().lower() == "center"
    return block.tag == "center" or centred or "text-align:center" in style


def _holds(element: Element, others: Collection[Element]) -> bool:
    """Whether an element is one of others, or has one below it."""
    return any(one in others for one in element.iter())


def _following(image: Element, images: list[Element], bodies: set[Element]) -> list[Element]:
    """Paragraphs right after a picture that stands before the body: its caption."""
    place: Element = image
    while place.getnext() is None and place.getparent() is not None:
        parent = place.getparent()
        if parent is None or parent.tag not in ("p", "a", "center", "span", "b"):
            break
        place = parent
    found: list[Element] = []
    for element in place.itersiblings():
        if element.tag != "p" or _holds(element, [*images, *bodies]):
            break
        found.append(element)
    return found
