"""Jump lines and references: a text in, what it points to out; an article in, its jump lines apart.

`find_jumps` and `find_references` read any text; `extract` moves an article's jump lines out of
its headline, byline and paragraphs into `jumps` and lists its references.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from parser.byline.credits import is_credit
from parser.ids import split_id
from parser.jump.references import scan_references
from parser.jump.scan import Found, glance, scan
from parser.labels import halves, split_label
from parser.model import Article, Jump, Reference, Repair
from parser.patterns import late
from parser.vocabulary.jumps import CLOSERS, OPENERS

#: Words and stops; what has none of them is decoration.
_PRINTED = late(r"[\w。，、；：？！…”“’‘,;:?!%％]")
_LATIN = late(r"[A-Za-z0-9]")
#: A marker split over two fields lies within this much of their border.
_SEAM = 40
#: Taking a marker out may bring another together; more rounds than this no print needs.
_ROUNDS = 8


def find_jumps(text: str) -> list[Jump]:
    """The jump lines printed in a text of any number of lines, in order. Never raises."""
    return [found.jump for line, last in _lines(text) for found in scan(line, ending=last)]


def find_references(text: str) -> list[Reference]:
    """What a text points to without continuing there, in order. Never raises."""
    found: list[Reference] = []
    for line, last in _lines(text):
        taken = [(jump.start, jump.end) for jump in scan(line, ending=last)]
        found += [one.reference for one in scan_references(line, taken)]
    return found


def _lines(text: str) -> list[tuple[str, bool]]:
    """The lines of a text, each with whether the text ends with it."""
    lines = text.rstrip().splitlines()
    return [(line, at == len(lines)) for at, line in enumerate(lines, 1)]


@dataclass(slots=True)
class _Slot:
    """One field of an article while its jump lines are taken out."""

    name: str
    text: str
    #: Among its like: the third paragraph, the first caption.
    index: int = 0
    #: Among all fields, in reading order.
    order: int = 0


def extract(article: Article) -> Article:
    """The article with its jump lines in `jumps` alone and its references listed.

    A field that held nothing else becomes None, an emptied paragraph goes, and the repairs'
    indices follow. Doing it again changes nothing.
    """
    slots = _slots(article)
    text = "".join(slot.text for slot in slots)
    may_jump = glance(text)
    if not may_jump and "版" not in text:
        return article
    jumps: list[Jump] = []
    for _ in range(_ROUNDS if may_jump else 0):
        taken = _take_all(slots, article)
        jumps += taken
        if not taken:
            break
    references = _references(article, slots)
    if not jumps:
        return (
            article if references == article.references else replace(article, references=references)
        )
    return replace(
        _rebuilt(article, slots), jumps=article.jumps + tuple(jumps), references=references
    )


def _slots(article: Article) -> list[_Slot]:
    names = ("column_name", "kicker", "headline", "subheadline", "byline")
    fields = [_Slot(name, getattr(article, name) or "") for name in names]
    fields += [_Slot("paragraph", text, at) for at, text in enumerate(article.paragraphs)]
    fields += [_Slot("caption", image.caption or "", at) for at, image in enumerate(article.images)]
    for order, slot in enumerate(fields):
        slot.order = order
    return fields


def _take_all(slots: list[_Slot], article: Article) -> list[Jump]:
    """One round over all fields; the jump lines in reading order."""
    jumps: list[tuple[int, Jump]] = []
    paragraphs = {slot.text for slot in slots if slot.name == "paragraph"}
    full = [slot for slot in slots if slot.text]
    for first, second in pairwise(full):
        if second.name != "caption" and first.text and second.text:
            jumps += [(first.order, jump) for jump in _take_seam(first, second, slots, article)]
    full = [slot for slot in full if glance(slot.text)]
    endings = _endings(slots) if full else set()
    for slot in full:
        repeated = slot.name == "byline" and slot.text in paragraphs
        taken = _take(slot, slots, article, ending=slot.order in endings)
        jumps += [] if repeated else [(slot.order, jump) for jump in taken]
    return [jump for _, jump in sorted(jumps, key=lambda one: one[0])]


def _endings(slots: list[_Slot]) -> set[int]:
    """The places of the paragraphs a text may end with: the last before credits, and those."""
    body = [slot for slot in slots if slot.text and slot.name == "paragraph"]
    last = next((at for at in reversed(range(len(body))) if not is_credit(body[at].text)), 0)
    return {slot.order for slot in body[last:]}


def _take_seam(first: _Slot, second: _Slot, slots: list[_Slot], article: Article) -> list[Jump]:
    """The jump line that begins in one field and ends in the next."""
    border = len(first.text)
    window = first.text[-_SEAM:] + second.text[:_SEAM]
    if "\n" in first.text + second.text or not scan(window) or _whole(first.text, second.text):
        return []
    for found in scan(first.text + second.text):
        if found.start < border < found.end:
            jump = _aimed(found, second, slots, article)
            second.text = second.text[found.end - border :].lstrip()
            first.text = first.text[: found.start].rstrip()
            return [jump]
    return []


def _whole(first: str, second: str) -> bool:
    """Whether the marker stands in one of the two fields, and no bracket of it in the other."""
    for one in scan(first):
        if one.end == len(first):
            return _closed(one.jump.text, OPENERS, CLOSERS) or second.lstrip()[:1] not in CLOSERS
    for one in scan(second):
        if one.start == 0:
            return _closed(one.jump.text, CLOSERS, OPENERS) or first.rstrip()[-1:] not in OPENERS
    return False


def _closed(text: str, these: str, those: str) -> bool:
    """Whether a marker has no more brackets of the one hand than of the other."""
    return sum(sign in these for sign in text) <= sum(sign in those for sign in text)


def _take(slot: _Slot, slots: list[_Slot], article: Article, *, ending: bool = False) -> list[Jump]:
    """The jump lines of one field, cut out of it."""
    jumps: list[Jump] = []
    lines: list[str] = []
    printed = slot.text.split("\n")
    for line in printed:
        rest, at = "", 0
        for found in scan(line, ending=ending and line is printed[-1]):
            jumps.append(_aimed(found, slot, slots, article))
            rest, at = _joined(rest, line[at : found.start]), found.end
        lines.append(_joined(rest, line[at:]) if at else line)
    if not jumps:
        return []
    left = "\n".join(line for line in lines if line.strip())
    if left and not _PRINTED.search(left):
        # Nothing but rules and signs around the marker: they are part of it.
        jumps = [replace(jumps[0], text=slot.text.strip()), *jumps[1:]]
        left = ""
    slot.text = left
    return jumps


def _joined(left: str, right: str) -> str:
    left, right = left.rstrip(), right.strip() if left else right.rstrip()
    glue = " " if _LATIN.match(left[-1:]) and _LATIN.match(right[:1]) else ""
    return (left + glue + right).strip()


def _aimed(found: Found, slot: _Slot, slots: list[_Slot], article: Article) -> Jump:
    """The jump line with the direction of a two-way verb settled by where it stands."""
    if not found.two_way:
        return found.jump
    body = [one for one in slots if one.name == "paragraph" and one.text]
    alone = found.jump.text == slot.text.strip()
    if slot.name == "paragraph" and not alone:
        return found.jump
    if slot.name == "paragraph" and len(body) > 1 and slot in (body[0], body[-1]):
        return replace(found.jump, direction="from" if slot is body[0] else "to")
    own, other = _own_page(article), split_label(found.jump.pages[0])
    if own and other and own[0] == other[0] and own[1] != other[1]:
        return replace(found.jump, direction="to" if other[1] > own[1] else "from")
    return found.jump


def _own_page(article: Article) -> tuple[str, int] | None:
    try:
        return split_label(halves(split_id(article.id).label)[0])
    except ValueError:
        return None


def _references(article: Article, slots: list[_Slot]) -> tuple[Reference, ...]:
    """Those the article has, and those its text holds beyond them."""
    texts = [slot.text for slot in slots if slot.name in ("subheadline", "paragraph", "caption")]
    held = Counter(article.references)
    found: list[Reference] = []
    for reference in find_references("\n".join(texts)):
        if held[reference]:
            held[reference] -= 1
        else:
            found.append(reference)
    return article.references + tuple(found)


def _rebuilt(article: Article, slots: list[_Slot]) -> Article:
    """The article with the fields as they are left."""
    fields = {slot.name: slot.text or None for slot in slots}
    paragraphs = [slot for slot in slots if slot.name == "paragraph"]
    kept = [slot for slot in paragraphs if slot.text]
    places = {slot.index: at for at, slot in enumerate(kept)}
    captions = [slot.text or None for slot in slots if slot.name == "caption"]
    return replace(
        article,
        column_name=fields["column_name"],
        kicker=fields["kicker"],
        headline=fields["headline"],
        subheadline=fields["subheadline"],
        byline=fields["byline"],
        paragraphs=tuple(slot.text for slot in kept),
        images=tuple(
            replace(image, caption=caption)
            for image, caption in zip(article.images, captions, strict=True)
        ),
        repairs=tuple(_moved(repair, places) for repair in article.repairs),
    )


def _moved(repair: Repair, places: dict[int, int]) -> Repair:
    """The repair at its paragraph's new place; without one where that paragraph is gone."""
    if repair.paragraph is None:
        return repair
    return replace(repair, paragraph=places.get(repair.paragraph))
