"""A title or a property in, the newspapers' names that it prints out.

《大同日报》数字报, 欢迎访问大同日报社数字报刊平台, 渡口记-大同日报: a name stands alone between
signs, with nothing around it but what sites call themselves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from parser.newspaper.paper import Newspaper
from parser.newspaper.shelf import by_name
from parser.vocabulary.fold import SIMPLE

_MEDIA = r"(?:多媒体|全媒体|融媒体|图文|官方|手机|移动|网络|网上|在线|数字|电子|数码|PC|H5)"
#: What stands after a name: 社数字报, 多媒体数字报刊平台, (电子版), 在线阅读, 官方网站.
_WORD = (
    rf"(?:社|{_MEDIA}{{1,3}}(?:化)?(?:报刊|报纸|报|版面|版|刊|网|阅读|阅报栏|读报|平台)?|阅读|阅报栏|官网|网站|"
    r"版面|报刊|报纸|数据库|平台|系统|首页|主页|频道|客户端|集团|版权所有|欢迎您)"
)
_WORDS = rf"(?:[(\[【]?{_WORD}[)\]】]?){{0,6}}"
_GREETING = r"(?:欢迎(?:您)?(?:访问|光临|阅读|来到|浏览)?|您正在(?:访问|阅读))"
#: What may stand beyond: nothing, a sign, the day, the page.
_SIGN = r"\s\-_—–|·•:,;、。!/\\<>《》「」『』【】()\[\]\"“”'~&+=»›"
_AFTER = re.compile(rf"{_WORDS}(?:$|[{_SIGN}\d]|第|[一二][九〇○零])", re.I)
_BEFORE = re.compile(rf"(?:^|[{_SIGN}\d]|[年月日期版]){_WORDS}(?:{_GREETING}|今日)?{_WORDS}$", re.I)
_ONLY_WORDS = re.compile(_WORDS, re.I)
_WELCOME = re.compile(rf"^{_GREETING}")
_PARTS = re.compile(rf"[{_SIGN}\d]+")
_HANZI = r"[\u3400-\u9fff]"
#: What a newspaper without a definition may be called.
_NAME = re.compile(rf"{_HANZI}{{2,12}}(?:[报報](?:{_HANZI}{{1,4}}版)?|时讯|晨刊)")
#: Headlines end so, too.
_NO_NAME = re.compile(
    r"(?:[通预喜捷简公海情战电举申填播上回谎误瞒警季月墙板抄小速]|(?<![青少老])年|数字|电子|手机|"
    r"我们的|一[张份])[报報]$"
)
_SPACED = re.compile(rf"(?<={_HANZI})\s(?={_HANZI})")


def folded(text: str) -> str:
    """A title with full-width signs as half-width ones, white space single."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=4096)
def known_in(title: str) -> Newspaper | None:
    """The defined newspaper that a title names; the last of several, None for none."""
    text = folded(title)
    found = _last(text)
    if found is None and _SPACED.search(text):  # 大 同 日 报
        found = _last(_SPACED.sub("", text))
    if found is None and "報" in text:  # 大同日報數字報
        found = _last(text.translate(SIMPLE))
    return found


def _last(text: str) -> Newspaper | None:
    best: tuple[int, Newspaper] | None = None
    for name in _longest_first(text):
        place = text.rfind(name)
        if (best is None or place > best[0]) and _alone(text, place, place + len(name)):
            best = place, by_name()[name]
            # 人民日报海外版 is no 人民日报.
            text = text[:place] + "\0" * len(name) + text[place + len(name) :]
    return best[1] if best else None


def _longest_first(text: str) -> list[str]:
    return sorted((name for name in by_name() if name in text), key=len, reverse=True)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but signs and what sites call themselves stands around a name."""
    return bool(_AFTER.match(text, end) and _BEFORE.search(text[max(0, start - 40) : start]))


@lru_cache(maxsize=4096)
def named_in(title: str) -> tuple[str, ...]:
    """What in a title looks like a newspaper's name without being a known one's, last first."""
    found = [stripped(part) for part in _PARTS.split(folded(title))]
    return tuple(
        one for one in reversed(found) if _NAME.fullmatch(one) and not _NO_NAME.search(one)
    )


@lru_cache(maxsize=4096)
def stated_name(text: str) -> str | None:
    """The name in a property: without 《》, 社 and 数字报 around it; None for what is no name."""
    whole = folded(text)
    name = stripped(whole.strip("《》「」 "))
    if _ONLY_WORDS.fullmatch(name):
        return None
    return name if len(re.findall(_HANZI, name)) >= 2 and len(name) <= 30 else None


def stripped(name: str) -> str:
    """A name without what its site adds: 中国旅游报社数字报 is 中国旅游报."""
    for end in range(2, len(name) + 1):
        head, rest = name[:end], name[end:]
        if (
            head[-1] in "报報刊版"
            and _ONLY_WORDS.fullmatch(rest)
            and not _ONLY_WORDS.fullmatch(head)
        ):
            return _WELCOME.sub("", head)
    return name
