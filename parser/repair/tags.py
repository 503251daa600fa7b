"""Remains of mark-up in printed text: a paragraph in, the paragraph without them out."""

from __future__ import annotations

import re
from html import unescape

from parser.patterns import late

#: Tags within tags come to light one round after another.
_ROUNDS = 20
#: No torn tag is longer.
_REACH = 400
_NAMES = "p|br|div|span|font|strong|em|table|tbody|td|tr|th|img|ul|ol|li|center|h[1-6]|a|b|i|u"
#: Whole tags: <p class="x">, </div>, <br/>.
_WHOLE = late(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,300}})?\s?/?>|<!--.{{0,300}}?-->", re.I)
#: A tag torn off at the end: </p, <p cl, <span style="co. Never after a letter or digit: a<b.
_TORN_END = late(
    rf"(?:</[a-z1-6]{{0,6}}|(?<![0-9A-Za-z\s])<(?:{_NAMES})(?:\s[^<>]{{0,300}})?"
    r"|(?<![0-9A-Za-z\s])<(?:d|di|s|sp|spa|f|fo|fon|st|str|t|ta)?|<!-{0,2})$",
    re.I,
)
#: The other half of it at the beginning: /p>, br>, ">. Not p> or a>: formulas begin so.
_TORN_START = late(
    rf"(?:/(?:{_NAMES})\s?>|(?:br|div|span|font|strong|td|tr)\s?/?>|/>|[\"']\s?/?>)", re.I
)
#: Character references, and the first letters of &nbsp; where the rest is lost.
_REFERENCE = late(r"&(?:nbsp|ensp|emsp|thinsp|lt|gt|amp|quot|ldquo|rdquo|middot|#\d{2,6});", re.I)
_TORN_REFERENCE = late(
    r"&(?:nbsp(?![a-z])|(?:nbs|ens|ems|ldqu|rdqu|quo|#\d{0,5})(?=$|[^0-9A-Za-z;]))"
    r"|(?<![0-9A-Za-z])&(?:nb|n)(?=$|[^0-9A-Za-z;])",
    re.I,
)


def strip_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without mark-up, and every piece of mark-up taken out of it, in order."""
    found: list[str] = []
    clean = text
    for _ in range(_ROUNDS):
        if "<" not in clean and "&" not in clean and ">" not in clean:
            break
        before, clean = clean, _once(clean, found)
        if clean == before:
            break
    return (clean, tuple(found)) if found else (text, ())


def _once(text: str, found: list[str]) -> str:
    """One pass over the text; what goes is appended to `found`."""

    def drop(match: re.Match[str]) -> str:
        found.append(match[0])
        return ""

    def resolve(match: re.Match[str]) -> str:
        found.append(match[0])
        return unescape(match[0]).replace("\xa0", " ")

    before = len(found)
    clean = _REFERENCE.sub(resolve, text)
    for pattern in (_WHOLE, _TORN_REFERENCE):
        clean = pattern.sub(drop, clean)
    start, end = _trimmed(clean, found)
    return clean[start:end].strip() if len(found) > before else text


def _trimmed(text: str, found: list[str]) -> tuple[int, int]:
    """Where the text begins and ends without the torn tags at both its ends."""
    start, end = 0, len(text)
    while (at := text.rfind("<", max(0, end - _REACH), end)) >= 0:
        if not (torn := _TORN_END.match(text, at, end)):
            break
        found.append(torn[0])
        end = at
        while end and text[end - 1].isspace():
            end -= 1
    while torn := _TORN_START.match(text, start, end):
        found.append(torn[0])
        start = torn.end()
    return start, end
