"""A capture in; why it is not the whole page it was asked for out, and of several the best one.

A 200 answer may be an error page, a check of the reader, empty, or cut short. What only the piece
itself can tell (its headline, its last paragraph) is judged in the epaper room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from parser.errors import UnreadableSource
from parser.source.capture import Capture, Source
from parser.source.encoding import as_utf8
from parser.vocabulary.excuses import SENTENCE, TITLE

FlawKind = Literal["empty", "excuse", "script", "cut"]
#: Which of two flawed captures is the better one: the later in this list.
_BETTER: tuple[FlawKind | None, ...] = ("empty", "script", "excuse", "cut", None)

_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,400})", re.I)
_HEADING = re.compile(rb"<h[12][^>]{0,200}>([^<]{0,400})", re.I)
_SILENT = re.compile(
    rb"<(script|style|title|noscript)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.I | re.S
)
_TAG = re.compile(rb"<[^<>]{0,2000}(?:>|\Z)")
_TITLE_PARTS = re.compile(r"\s{0,9}[-_—–|·]\s{0,9}")
#: What stands in every template of a newspaper's pages, and in no excuse.
_TEMPLATE = re.compile(rb"enpcontent|ozoom|founder-|<area\b|pagepicmap|<!--enp", re.I)
#: The same as most pages write it: a glance that spares most of them the search.
_GLANCES = (b"enpcontent", b"ozoom", b"<area ", b"founder-")
_SHOWS = re.compile(rb"<(?:img|area|embed|object|frame|iframe)\b", re.I)
_REFRESH = re.compile(rb"""http-equiv\s{0,3}=\s{0,3}["']?refresh""", re.I)
_ENDED = re.compile(rb"</(?:body|html)\s{0,9}>", re.I)
_ENDS = (b"</html>", b"</body>", b"</HTML>", b"</BODY>")
#: They stand within so many bytes of its end on most pages.
_TAIL = 64
_TORN_TAG = re.compile(r"<[/!a-zA-Z]?[^<>]{0,200}$")
#: What a printed text ends with: a stop, or a bracket or quotation mark that closes.
_STOPS = "。！？!?….．”』」）)】］]〕》〉>；;：:—～~"
#: What is opened in a paragraph is closed in it: （作者： is no end.
_PAIRS = ("（）", "()", "《》", "【】", "［］", "〔〕")
#: An excuse has few words, whatever stands in its title.
_SHORT, _VERY_SHORT, _NOTHING = 600, 160, 12


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a capture; a cut one still holds some of its page."""

    kind: FlawKind
    message: str


def flaw_of(capture: Capture) -> Flaw | None:
    """Why a saved page is not the page it should be; None where nothing speaks against it."""
    try:
        raw = as_utf8(capture.body, capture.content_type)
    except UnreadableSource:
        return None  # said where it is read
    return page_flaw(raw, capture.cut)


def page_flaw(raw: bytes, cut: str | None = None) -> Flaw | None:
    """The same of a page as UTF-8; `cut` is what its transfer says of its end."""
    if not raw or raw.isspace():
        return Flaw("empty", "an empty page")
    flaw = None if _is_template(raw) else _excuse(raw)
    if flaw is not None:
        return flaw
    if cut is not None and (torn(raw) or cut.startswith("WARC")):
        return Flaw("cut", f"a page cut short ({cut})")
    return None


def torn(raw: bytes) -> bool:
    """Whether a page has no end: no closing body or html."""
    return not (raw[-_TAIL:].rstrip().endswith(_ENDS) or _ENDED.search(raw))


def _is_template(raw: bytes) -> bool:
    return any(glance in raw for glance in _GLANCES) or _TEMPLATE.search(raw) is not None


def in_a_tag(raw: bytes) -> bool:
    """Whether a page breaks off inside a tag."""
    return torn(raw) and raw.rfind(b"<") > raw.rfind(b">")


def ends_whole(text: str) -> bool:
    """Whether a text ends as printed texts do, a tag that is torn in two left aside."""
    kept = _TORN_TAG.sub("", text).rstrip()
    last = kept.rpartition("\n")[2]
    return kept.endswith(tuple(_STOPS)) and not any(
        last.count(pair[0]) > last.count(pair[1]) for pair in _PAIRS
    )


def is_excuse_title(title: str) -> bool:
    """Whether a title, or one part of it, is that of an error page or of a check of the reader."""
    parts = (title, *_TITLE_PARTS.split(title)[:2])
    return any(TITLE.fullmatch("".join(part.split())) for part in parts if part.strip())


def _excuse(raw: bytes) -> Flaw | None:
    words = shown(raw)
    if len(words) > _SHORT:
        return None
    titles = [_text(found) for found in (*_TITLE.findall(raw)[:1], *_HEADING.findall(raw)[:2])]
    for title in titles:
        if is_excuse_title(title):
            return Flaw("excuse", f"an excuse instead of the page: {' '.join(title.split())[:40]}")
    if len(words) <= _VERY_SHORT and (found := SENTENCE.search(words)):
        return Flaw("excuse", f"an excuse instead of the page: {found[0][:40]}")
    bare = len("".join(words.split())) <= _NOTHING and not _SHOWS.search(raw)
    if bare and b"<script" in raw.lower() and not _REFRESH.search(raw):
        return Flaw("script", "a script instead of the page")
    return None


def shown(raw: bytes) -> str:
    """The words of a page that a reader sees."""
    return _text(_TAG.sub(b" ", _SILENT.sub(b" ", raw))).strip()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "ignore").replace("&nbsp;", " ")


def best_captures(held: Iterable[Source]) -> list[Source]:
    """One capture of each address: the newest whole one, else the one with the least flaw."""
    by_address: dict[str, list[Source]] = {}
    for number, source in enumerate(held):
        address = _address(source.url) if source.url else f"#{number}"
        by_address.setdefault(address, []).append(source)
    return [
        _best(captures) if len(captures) > 1 else captures[0] for captures in by_address.values()
    ]


def _address(url: str) -> str:
    """What two captures of one page share, by http or https."""
    return url.partition("#")[0].rpartition("://")[2]


def _best(captures: list[Source]) -> Source:
    return max(enumerate(captures), key=lambda one: (*_soundness(one[1]), one[0]))[1]


def _soundness(source: Source) -> tuple[int, bool, float]:
    """The higher, the better a capture."""
    at = source.fetched_at.timestamp() if source.fetched_at else 0.0
    try:
        capture = source.load()
    except UnreadableSource:
        return -1, False, at
    if source.kind != "html":
        return _BETTER.index("cut" if capture.cut else None), True, at
    flaw = flaw_of(capture)
    return _BETTER.index(flaw.kind if flaw else None), not torn(capture.body), at
