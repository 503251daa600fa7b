"""A pair of parts in; what its log-odds must exceed for it to be taken, out.

A tail that prints no jump line is told from the page's other pieces by what it is: an orphan
(text without a headline that begins as no piece does), or one under the head's own headline.
"""

from __future__ import annotations

from parser.continuation import weights as weight
from parser.continuation.evidence import Pages
from parser.continuation.parts import Part, ends_open, starts_piece, words_of

#: Fewer characters than this stand over unrelated pieces too: 图片报道, 今日谈.
_OWN_TITLE = 5
#: And fewer than this begin unrelated headlines.
_OWN_BEGINNING = 4
#: A shorter text without a headline may be a caption or a filler.
_ORPHAN = 30


def floor_of(pages: Pages, head: Part, tail: Part) -> float:
    """What the pair's log-odds must exceed, by what is printed on either side."""
    supported = bool(pages.to or pages.back)
    if pages.mutual:
        return weight.ACCEPT_MUTUAL
    if (pages.to_away and not pages.to) or (pages.back_away and not pages.back):
        return weight.ACCEPT_AWAY
    if pages.back is None and is_orphan(tail):
        return weight.ACCEPT_ORPHAN if supported else weight.ACCEPT_ORPHAN_ELSEWHERE
    if pages.back is None and not supported and is_shortened(head, tail):
        return weight.ACCEPT_TITLED
    if pages.to is None and supported and not ends_open(head.last):
        return weight.ACCEPT_COMPLETE
    return weight.ACCEPT if supported else weight.ACCEPT_UNSUPPORTED


def is_orphan(part: Part) -> bool:
    """Whether a text has no headline and does not begin as a piece does."""
    whole = part.article.kind == "article" and len(part.words) >= _ORPHAN
    return whole and not part.title and not starts_piece(part.first)


def is_shortened(head: Part, tail: Part) -> bool:
    """Whether the tail's headline is the head's or its beginning, and long enough to be its own.

    A piece that leads on itself is a first half under the same headline.
    """
    title = tail.title
    leads_on = any(jump.direction == "to" for jump in tail.article.jumps)
    if leads_on or len(title) < _OWN_BEGINNING or title not in head.title:
        return False
    stack = (head.title, words_of(head.article.headline or ""))
    if title in stack:
        return len(title) >= _OWN_TITLE
    return any(one.startswith(title) for one in stack)
