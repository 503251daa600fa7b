"""A read piece in, its kind out: article, photo, pointer, notice or ad.

Papers publish as pieces what a reader takes for none: pointers on the front page (（A04）), lists
of contents, names of editors, advertisements. They are kept, and called what they are.
"""

from __future__ import annotations

from parser.byline import ends_in_picture_credit
from parser.model import Article, Kind
from parser.patterns import late
from parser.vocabulary.kinds import (
    ADS,
    NEWS_OF_NOTICES,
    NOT_IN_NOTICES,
    NOTICE_GIVERS,
    NOTICE_SUBJECTS,
    NOTICE_WORDS,
    NOTICES,
    ORGANISATIONS,
    PHOTO_HEADLINES,
    POINTER_HEADLINES,
    STATEMENT_SUBJECTS,
)
from parser.vocabulary.openings import any_of
from parser.vocabulary.roles import EDITORS

_PAGE = r"第?\s?(?:[A-Za-z]{0,2}\s?[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s?版?"
_PAGES = rf"{_PAGE}(?:\s?[、,，/—-]\s?{_PAGE}){{0,5}}"
_LEAD = (
    r"(?:详见今日|见今日|今日|详见|全文见|见|请看|刊|刊于|转|下转|内容见|相关报道见|报道见|导读|P)?"
)
#: A body that is nothing but a page: （A04）, ▶见第3版, 详见 A02 版.
_POINTER = late(
    rf"^[\s▶►▷→◆■●>＞（(【\[]{{0,4}}{_LEAD}\s?[:：]?\s?{_PAGES}[\s◀◁）)】\]。.>＞]{{0,4}}$"
)
#: A line that ends so points to another page.
_POINTING = late(rf"[\s▶►→（(【…·\d]{_LEAD}\s?{_PAGES}[）)】\s]{{0,3}}$")
_EDITORS = late(
    r"^[\s●■◎（(]{0,3}(?:本版|本期|值班|责任|视觉|本报|执行|图片|美术)?\s{0,2}"
    rf"(?:{any_of(EDITORS)})\s{{0,2}}[:：/／丨|\s]"
)
_MOST_PHOTO = 300


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


#: 停水公告, “某某杯”征文启事, 某某公司招聘公告, 某某先生讣告: a notice's name and nothing else.
_NOTICE_NAME = late(
    rf"(?P<giver>.{{0,10}}{_any(NOTICE_GIVERS)})?{_any(NOTICE_SUBJECTS)}?{_any(NOTICE_WORDS)}"
    rf"|(?:本[报刊社]|(?P<company>.{{2,8}})公司)?{_any(STATEMENT_SUBJECTS)}声明"
    r"|(?P<dead>.{2,8})讣告"
)
#: 某某有限公司关于召开股东大会的公告, 关于某某路段封闭施工的通告: whose, about what, and the word.
_WHOLE_NOTICE = late(
    rf"(?:.{{2,40}}?{_any(ORGANISATIONS)})?(?:[（(].{{1,20}}[)）])?(?:关于|对|就|与|及|和|等|债权|资产)"
    rf".{{2,90}}{_any(NOTICE_WORDS)}(?:[（(].{{1,20}}[)）]?)?"
    rf"|.{{2,40}}{_any(ORGANISATIONS)}.{{2,30}}{_any(NOTICE_WORDS)}(?:[（(].{{1,20}}[)）]?)?"
)
_STORY = late(rf"{_any(NEWS_OF_NOTICES)}|[，。！？：；…]")
#: 特此公告。: the last words of a notice.
_HEREBY = late(rf"特此(?:{_any(NOTICE_WORDS)}|声明|通知)[。！]?$")
_SENTENCE = late(rf"{_any(NOT_IN_NOTICES)}|[，。！？：；、…]")


def classify(article: Article) -> Kind:
    """The kind of a piece whose jump lines, references and byline have been read."""
    headline = _folded(article.headline or "")
    body = [text for text in (p.strip() for p in article.paragraphs) if text]
    if _is_ad(headline, article):
        return "ad"
    if _is_pointer(headline, body, article):
        return "pointer"
    if _is_notice(headline, body, article):
        return "notice"
    return "photo" if _is_photo(headline, body, article) else "article"


def _folded(text: str) -> str:
    return "".join(text.split()).strip("■□●◆▲【】[]（）()—-·:： ")


def _is_ad(headline: str, article: Article) -> bool:
    words = headline or _folded(article.column_name or "")
    return words in ADS or any(words.endswith(f"（{ad}）") for ad in ADS)


def _is_pointer(headline: str, body: list[str], article: Article) -> bool:
    if headline in POINTER_HEADLINES:
        return True
    if body:
        return all(_POINTER.match(text) for text in body) or (
            len(body) <= 12 and len(body) > 1 and all(_points(text) for text in body)
        )
    pointing = bool(article.references) and not article.images
    return pointing and not any(jump.direction == "to" for jump in article.jumps)


def _points(text: str) -> bool:
    return len(text) < 60 and bool(_POINTING.search(text))


def _is_notice(headline: str, body: list[str], article: Article) -> bool:
    if headline in NOTICES or _names_notice(headline, article):
        return True
    if body and _HEREBY.search(body[-1]) and not article.authors:
        return True
    if not headline and not body:
        return False
    if body and len(body) <= 6 and all(_EDITORS.match(text) and len(text) < 80 for text in body):
        return not article.images
    return not body and bool(_EDITORS.match(f"{article.headline or ''} "))


def _names_notice(headline: str, article: Article) -> bool:
    """Whether a headline is but a notice's name; what a reporter or an agency signs is news."""
    if article.authors or article.dateline is not None:
        return False
    named = _NOTICE_NAME.fullmatch(headline)
    if named is None:
        return bool(_WHOLE_NOTICE.fullmatch(headline)) and not _STORY.search(headline)
    return not _SENTENCE.search(named["giver"] or named["company"] or named["dead"] or "")


def _is_photo(headline: str, body: list[str], article: Article) -> bool:
    """Pictures with a caption for text, or what the paper itself calls one."""
    length = sum(map(len, body))
    named = any(headline.startswith(word) for word in PHOTO_HEADLINES)
    if named and length <= _MOST_PHOTO * 2:
        return True
    if not article.images:
        return False
    return not body or (
        length <= _MOST_PHOTO and len(body) <= 4 and ends_in_picture_credit(body[-1])
    )
