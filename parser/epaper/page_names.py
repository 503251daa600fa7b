"""What a page is called, read from what is printed: 第01版：要闻 → label "01", section 要闻."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from lxml import etree

from parser import labels
from parser.epaper.families import key_of, urlsplit_path
from parser.epaper.page import SavedPage
from parser.epaper.page_selectors import PAGE_NAME
from parser.labels import folded, normalise_label
from parser.markup.select import find, matching
from parser.markup.tree import Document, Element, line_of, one_line

#: Label and section.
Name = tuple[str, str | None]


class Listed(Protocol):
    """An entry of a list of pages."""

    @property
    def label(self) -> str: ...
    @property
    def section(self) -> str | None: ...
    @property
    def url(self) -> str: ...


#: 号外2版 has a number of its own.
_NO_NUMBER = rf"(?!\s{{0,4}}(?:\d|[{labels.CHINESE_DIGITS}]{{1,3}}\s{{0,4}}版))"
#: 第01版：要闻, 01版 要闻, A01： 头版, (01) 要闻, 01, 02-03版：专题, 号外版; in folded text.
_NAMES = tuple(
    re.compile(
        rf"[\s(【\[〔]{{0,4}}(?P<first>第?)\s{{0,4}}(?P<core>{core})\s{{0,4}}[)】\]〕]?"
        r"\s{0,4}(?P<word>版)?(?P<sign>[\s:·|—-]{0,60})(?P<section>.{0,60})",
        re.S,
    )
    for core in (rf"(?:{'|'.join(labels.NAMED)}){_NO_NUMBER}", labels.SPREAD, labels.NUMBERED)
)
#: 第中缝版：便民, 第 画刊 版: a word or letters for a number, set off as page names are.
_OWN_WORD = re.compile(
    r"[\s(【\[〔]{0,4}第\s{0,4}(?P<core>(?![届期])[^\s/\\?#%.:|()\[\]、,。《》“”-]{1,5})\s{0,4}版[)】\]〕]?"
    r"(?:\s{0,4}[:|](?P<section>.{0,60}))?"
)
#: 当前版：第一版.
_CURRENT = re.compile(r"^(?:当前|本)版(?:面|次|为)?\s{0,9}[:：]\s{0,9}")
_DIGITS = rf"{labels.SECTION}?[ .-]?\d{{1,3}}(?:[-/]{labels.SECTION}?\d{{1,3}})?"
_TRAILING = re.compile(
    rf"(?P<section>\D{{1,30}}?)\s{{0,9}}\(?第?(?P<core>{_DIGITS}|{'|'.join(labels.NAMED)})版\)?"
)
_IN_TEXT = re.compile(rf"第\s{{0,9}}({_DIGITS})\s{{0,9}}版|^\s{{0,99}}({_DIGITS})\s?版")
#: In words only where but the paper's name and the day stand beside it; prose says 第一版 too.
_IN_WORDS = re.compile(
    r"[\s(]{0,9}(?:《[^《》]{1,30}》)?[\s(]{0,9}(?:\d{4}年\d{1,2}月\d{1,2}日)?\s{0,9}"
    rf"第\s{{0,9}}({labels.NUMBERED}|{labels.SPREAD}|{'|'.join(labels.NAMED)})\s{{0,9}}版[\s)]{{0,9}}"
)
#: 下转第3版, 详见A3版: another page's name.
_ELSEWHERE = re.compile(rf"[转接见至]\s{{0,3}}第?\s{{0,3}}{_DIGITS}\s{{0,3}}版")
_TEXTS = etree.XPath("//body//text()[contains(., '版')]")
#: What a list sets around its links.
_BRACKETS = "[](（）)【】〔〕:：|·- \u3000\xa0"
#: Places that hold the number of the page alone; what stands around it tells the rest.
_BARE = ("#nowLayout", "#curbanci")
_SECTION_END = re.compile(r"\s*(?:PDF|pdf|下一版|上一版|版面导航|放大|缩小).*", re.S)
#: The page that an article's own name tells: nw.D110000renmrb_20220101_1-01.htm.
_IN_KEY = re.compile(r"^nw\..{1,40}_\d{8}_\d{1,3}-([a-z]?\d{1,3})\.html?$")
#: …/2022/07/05/A01/default.htm, …/2022/07/05/A01/A01_25.htm: the page in an address with the day.
_IN_ADDRESS = re.compile(
    r"(?:^|/)\d{4}/\d\d/\d\d/([A-Za-z]{0,2}\d{1,3})/(?:default|\1_\d{1,4})\.html?$", re.I
)
#: …_p01_1.html, …-01.html: the page in the name of a saved file.
_IN_FILE = re.compile(r"\d{4}-?\d\d-?\d\d[-_]p?([A-Za-z]?\d{1,3})(?=[-_.]|$)")


@lru_cache(maxsize=4096)
def read_name(text: str, *, loose: bool = False) -> Name | None:
    """Label and section of a printed page name; None where it is none.

    With `loose` a bare number or a number in brackets will do: the text is known to be a page's.
    """
    text = _CURRENT.sub("", one_line(text))
    plain = folded(text)
    for pattern in _NAMES:
        match = pattern.fullmatch(plain[:120])
        if match is None or not _is_name(match, loose):
            continue
        if name := _name_of(match, text):
            return name if _is_apart(match) or not match["section"] else None
    if (match := _TRAILING.fullmatch(plain[:60])) is not None:
        return _name_of(match, text)
    match = _OWN_WORD.fullmatch(plain[:120])
    if match is None:
        return None
    return normalise_label(f"{match['core']}版") or match["core"], _section_of(match, text)


def _is_name(match: re.Match[str], loose: bool) -> bool:
    """Whether a label is said to be a page's: by 版, by a colon, by 第 before a word."""
    if match["core"] in labels.NAMED and not loose:
        return bool(match["word"] or match["first"])
    return bool(match["word"]) or ":" in match["sign"] or loose


def _is_apart(match: re.Match[str]) -> bool:
    """Whether the number is set off from the section after it: 1要闻 is none, 01要闻 is one."""
    core = match["core"]
    section = not core[0].isdigit() and core[0] not in labels.CHINESE_DIGITS
    return bool(match["word"] or match["sign"]) or core[0] == "0" or section


def _name_of(match: re.Match[str], text: str) -> Name | None:
    """Label and section, the section as printed."""
    label = normalise_label(match["core"])
    if label is None:
        return None
    return label, _section_of(match, text)


def _section_of(match: re.Match[str], text: str) -> str | None:
    """The section as printed."""
    section = text[slice(*match.span("section"))] if match["section"] else ""
    return _SECTION_END.sub("", section).strip(" \u3000\xa0:：)）】") or None


def own_name(page: SavedPage, links: Sequence[Listed]) -> Name | None:
    """Label and section of the page itself; `links` is its list of the issue's pages."""
    document = page.document
    found = _named(document) or _marked(page, links) or _stated(page) or _printed(document)
    found = found or _first(page, links)
    if found is None:
        return None
    label, section = found
    if section is None:
        section = next((link.section for link in links if link.label == label), None)
    return label, section or page.properties.section


def name_of(page: SavedPage, links: Sequence[Listed], piece: str | None) -> Name | None:
    """The same, else the label alone that the key of its piece or its own address tells."""
    if found := own_name(page, links):
        return found
    label = unprinted_label(page, piece)
    return (label, None) if label is not None else None


def _named(document: Document) -> Name | None:
    for expression in matching(document, PAGE_NAME):
        elements = find(document, expression)
        for element in elements:
            if len(elements) > 1 and not line_of(element, {*element.iter("a")}).strip(_BRACKETS):
                continue  # an entry of the list: nothing but links
            text = line_of(element)
            if expression == "#nowLayout":
                text = _of_layout(document, text)
            holder = element.getparent() if expression == "#curbanci" else None
            around = read_name(line_of(holder), loose=True) if holder is not None else None
            if name := around or read_name(text, loose=expression in _BARE):
                return name
    return None


def _of_layout(document: Document, number: str) -> str:
    """The page's name where a pad page tells the number of its layout instead of its label."""
    entries = (a for a, _ in document.links if a.get("data-id") == number)
    return next((line_of(entry) for entry in entries), number)


def _marked(page: SavedPage, links: Sequence[Listed]) -> Name | None:
    """The page list's own entry: the one with the page's address, or the only one with `./`."""
    dotted = {key_of(link) for _, link in page.document.links if link.startswith("./")}
    keys = {key_of(link.url) for link in links}
    marked = dotted & keys if len(keys) > 1 else set()
    own = {page.key} & keys or (marked if len(marked) == 1 else set())
    return next(((link.label, link.section) for link in links if key_of(link.url) in own), None)


def _first(page: SavedPage, links: Sequence[Listed]) -> Name | None:
    """The entry of an issue (20210902/index.html) shows its first page."""
    if not links or not page.key.rpartition("/")[2].startswith("index."):
        return None
    return links[0].label, links[0].section


def _stated(page: SavedPage) -> Name | None:
    stated = page.properties.label
    label = normalise_label(stated) if stated else None
    return (label, None) if label else None


def _printed(document: Document) -> Name | None:
    """第01版：要闻 anywhere outside links, the element that holds it read whole."""
    for text in _TEXTS(document.root):
        holder: Element | None = text.getparent()
        plain = folded(text) if len(text) <= 200 else ""
        if holder is None or not (_IN_TEXT.search(plain) or _IN_WORDS.fullmatch(plain)):
            continue
        if _ELSEWHERE.search(plain):
            continue
        if text.is_tail:
            holder = holder.getparent()
        if holder is None or holder.tag in ("a", "script", "style", "option") or _in_link(holder):
            continue
        if name := read_name(line_of(holder)) or _spaced(text):
            return name
    return None


def _in_link(element: Element) -> bool:
    return any(parent.tag == "a" for parent in element.iterancestors())


def _spaced(text: str) -> Name | None:
    plain = folded(text)
    match = _IN_TEXT.search(plain) or _IN_WORDS.fullmatch(plain)
    label = normalise_label(next(filter(None, match.groups()))) if match else None
    return (label, None) if label else None


def label_in_key(key: str) -> str | None:
    """The page label that an article's own address tells, where it does."""
    match = _IN_KEY.match(key)
    return normalise_label(match[1]) if match else None


def label_in_address(address: str) -> str | None:
    """The page label that is a folder of the page's own address, where it is."""
    match = _IN_ADDRESS.search(urlsplit_path(address))
    return normalise_label(match[1]) if match else None


def unprinted_label(page: SavedPage, piece: str | None) -> str | None:
    """The label of a page that prints none: from its piece's key, else from its address."""
    return label_in_key(piece or "") or label_in_address(page.url or page.name)


def label_in_file(name: str) -> str | None:
    """The page label in the name of a saved file: rmrb_2022-01-01_p01_1.html is of page 01."""
    match = _IN_FILE.search(name.rpartition("/")[2])
    return normalise_label(match[1]) if match else None
