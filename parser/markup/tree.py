"""A page's text in, its tree with an index by id, class and tag out; and the texts of elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from lxml import etree

from parser.errors import UnreadableSource
from parser.markup.bombs import refuse_bombs
from parser.markup.names import names_of, shared, tags_in

Element = etree._Element

_BLOCK_TAGS = (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead "
    "tr ul founder-content cms-content"
)
_SILENT_TAGS = (
    "script style noscript select option textarea iframe object embed head title button map area "
    "input video audio canvas svg template rt rp"
)
#: Tags that begin and end a paragraph.
BLOCKS = frozenset(_BLOCK_TAGS.split())
#: Tags whose text no reader sees.
SILENT = frozenset(_SILENT_TAGS.split())
_BLOCK, _LINE = "\x1e", "\x1f"
_ENDS = re.compile(f"[{_BLOCK}{_LINE}]")
_BREAKS = re.compile(f"[{_BLOCK}{_LINE}\n]")
_EDGES = " \t\r\n\u3000\xa0\u200b\u2002\u2003\u2009"
_NOTHING = _EDGES + _LINE
_INDENT = re.compile(r"[ \t]*(?:\u3000{2}|[\u3000\xa0\u2002\u2003]{2,}|\xa0{4}| {4})")
_WRAP = re.compile(r"[ \t]*\n[ \t\n]*")
_WIDE = "[\u2014\u2018-\u201d\u2026\u2e80-\uffef]"
_WIDE_WRAP = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t\n]*(?={_WIDE})")
_WRITTEN = re.compile(
    r"""document\.write(?:ln)?\(\s{0,9}(?:\w{1,20}\(\s{0,9})?(["'])(.{0,2000}?)\1""", re.S
)
_BREAK_TAG = re.compile(r"<\s{0,3}br\s{0,3}/?\s{0,3}>", re.I)
_TAG = re.compile(r"<[^<>]{0,300}>")
#: A longer cell is a column of text.
_LONGEST_CELL = 120
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.I)


@dataclass(frozen=True, slots=True)
class Document:
    """One page, parsed once for every layer that reads it."""

    root: Element
    #: `#id`, `.class` and the tags asked for, in lower case → elements in document order (pages
    #: repeat ids).
    index: dict[str, list[Element]]
    #: All ids and classes of the page, and at least its tags: one and the same set for all pages
    #: of a template.
    names: frozenset[str]
    #: What a comment says, in lower case → the comments by which Founder's systems mark fields.
    marks: Mapping[str, list[Element]]
    #: All links with an address, and where they point.
    links: tuple[tuple[Element, str], ...]

    def having(self, name: str) -> list[Element]:
        """The elements of a `tag`, `#id` or `.class`."""
        found = self.index.get(name)
        if found is None:
            there = name in self.names and name[0] not in "#."
            found = self.index[name] = list(self.root.iter(name)) if there else []
        return found


#: Ids are looked up in our own index, which keeps all elements of an id that a page repeats.
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, collect_ids=False)
_NAMED = etree.XPath("descendant-or-self::*[@id or @class]")


def parse(page: bytes, file: str) -> Document:
    """The tree of a page in UTF-8. Raises UnreadableSource for what is empty or no page at all."""
    if not page or page.isspace():
        raise UnreadableSource("empty", file=file)
    refuse_bombs(page, file)
    try:
        root = etree.fromstring(page, _PARSER)
    except etree.LxmlError as error:
        raise UnreadableSource(f"no mark-up to read ({error})", file=file) from error
    if root is None:
        raise UnreadableSource("no mark-up to read", file=file)
    return _indexed(root, page)


def _indexed(root: Element, page: bytes) -> Document:
    """The index of a tree; what an attribute prints is taken apart once a page.

    Only elements with a name of their own are touched here: an element costs more than its mark-up.
    """
    index: defaultdict[str, list[Element]] = defaultdict(list)
    lists: dict[tuple[str, str], tuple[list[Element], ...]] = {}
    for element in _NAMED(root):
        for printed in element.items():
            if printed[0] == "class" or printed[0] == "id":
                if (known := lists.get(printed)) is None:
                    known = lists[printed] = tuple(index[name] for name in names_of(*printed))
                for elements in known:
                    elements.append(element)
    names = shared(frozenset(index) | tags_in(page))
    links = [(a, href) for a in root.iter("a") if (href := (a.get("href") or "").strip())]
    return Document(root, dict(index), names, _marks(root, page), tuple(links))


def _marks(root: Element, page: bytes) -> Mapping[str, list[Element]]:
    """The comments that mark fields, by what they say."""
    marks: defaultdict[str, list[Element]] = defaultdict(list)
    if b"<!--" in page and (b"npm:" in page or b"enp" in page):
        for comment in root.iter(etree.Comment):
            text = comment.text
            if text and ("npm:" in text or "enp" in text):
                marks[text.strip().lower()].append(comment)
    return marks


def clean(text: str) -> str:
    """Without indent and trailing space; a line end in the source is none on the page."""
    if "\n" in text:
        text = _WRAP.sub(" ", _WIDE_WRAP.sub("", text))
    return text.strip(_EDGES)


def line_of(element: Element, skip: Collection[Element] = ()) -> str:
    """All an element says, on one line: printed line breaks become a single space."""
    if not len(element) and element.tag not in SILENT:
        return one_line(element.text or "")
    return one_line(_flow(element, skip)) or written(element)


def one_line(text: str) -> str:
    """A headline's text: every break in it, printed or of the source, is a single space."""
    if text.isprintable():  # a break of any kind is not
        return text.strip(_EDGES)
    if "\r" in text:
        text = text.replace("\r", "\n")
    if "\n" not in text and _BLOCK not in text and _LINE not in text:
        return text.strip(_EDGES)
    parts = [part.strip(_EDGES) for part in _BREAKS.split(text)]
    return " ".join([part for part in parts if part])


def lines_of(element: Element) -> list[str]:
    """All an element says, a text for each printed line."""
    parts = [clean(part) for part in _ENDS.split(_flow(element, ()))]
    return [part for part in parts if part]


def plain(text: str) -> str:
    """A piece of mark-up kept as text (a property, a script's string), on one line."""
    if "<" in text:
        text = _TAG.sub("", _BREAK_TAG.sub("\n", text))
    return one_line(unescape(text) if "&" in text else text)


def written(element: Element) -> str:
    """What scripts inside an element write as text: the titles of the 2017 skin."""
    for script in element.iter("script"):
        if found := _WRITTEN.search(script.text or ""):
            return plain(found[2].replace("\\", ""))
    return ""


def paragraphs_of(element: Element, skip: Collection[Element] = ()) -> list[str]:
    """The paragraphs of a body in reading order; `skip` stands elsewhere (pictures, captions).

    A line break opens a paragraph where an indent or another break follows it, or where the body
    has no other paragraphs; else it is the space of a broken line.
    """
    blocks = _flow(element, skip).split(_BLOCK)
    filled = [block for block in blocks if block.strip(_NOTHING)]
    alone = len(filled) == 1
    found: list[str] = []
    for block in filled:
        found.extend(_split_lines(block, alone) if _LINE in block else (clean(block),))
    return [paragraph for paragraph in found if paragraph]


def _split_lines(block: str, alone: bool) -> list[str]:
    lines = block.split(_LINE)
    kept: list[list[str]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if alone or _INDENT.match(line) or not before.strip(_EDGES):
            kept.append([line])
        else:
            kept[-1].append(line)
    return [" ".join(filter(None, map(clean, part))) for part in kept]


def _flow(element: Element, skip: Collection[Element]) -> str:
    """The text below an element with marks where blocks and lines end; depth costs no stack."""
    out: list[str] = []
    todo: list[Element | str] = [element]
    while todo:
        here = todo.pop()
        if isinstance(here, str):
            out.append(here)
            continue
        if here is not element and (tail := here.tail):
            todo.append(tail)
        tag = here.tag
        if tag == "br":
            out.append(_LINE)
        elif not (
            tag.__class__ is not str
            or tag in SILENT
            or here in skip
            or (here is not element and hidden(here))
        ):
            if tag == "tr" and here is not element and (row := _row(here, skip)):
                out.append(f"{_BLOCK}{row}{_BLOCK}")
                continue
            if tag in BLOCKS:
                out.append(_BLOCK)
                todo.append(_BLOCK)
            if text := here.text:
                out.append(text)
            todo.extend(reversed(here))
    return "".join(out).replace("\r", "\n").replace("\ufeff", "")


def _row(row: Element, skip: Collection[Element]) -> str:
    """The cells of a row of figures on one line; "" for a row that only arranges the page.

    Cells that hold pictures, tables or several paragraphs are boxes, no entries.
    """
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter("img", "table"), None) is not None:
        return ""
    if skip and any(part in skip for part in row.iter()):
        return ""
    texts: list[str] = []
    for cell in cells:
        lines = lines_of(cell)
        if len(lines) > 1:
            return ""
        texts += lines
    return " ".join(texts) if len(texts) > 1 and max(map(len, texts)) <= _LONGEST_CELL else ""


def hidden(element: Element) -> bool:
    """Whether the page shows the element to nobody."""
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def within(element: Element, holders: Collection[Element]) -> bool:
    """Whether an element is, or stands in, one of `holders`."""
    return element in holders or any(parent in holders for parent in element.iterancestors())


def has_text(element: Element) -> bool:
    """Whether an element shows any text."""
    return any(part.strip(_EDGES) for part in texts_of(element))


def texts_of(element: Element) -> Iterator[str]:
    """The raw text nodes below an element, scripts and styles left out."""
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in SILENT and node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail
