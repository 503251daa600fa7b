"""A printed line in, the authors it names out: without its label, the day, the paper and the page.

Some skins print all of them in one element. Whom the line names is read elsewhere.
"""

from __future__ import annotations

import re

from parser.byline import is_credit
from parser.byline.likelihood import is_name
from parser.markup.tree import Element, line_of, one_line

#: A line beside a headline that names authors is shorter.
_LONGEST = 60
_DAY = r"\d{4}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}\s?日?"
_DATE = re.compile(rf"\s{{0,9}}{_DAY}.{{0,40}}")
#: The day, and after a space the source.
DAY_LINE = re.compile(rf"{_DAY}(?:\s.{{0,60}})?")
META = re.compile(r"^(?:版次|来源|时间|日期|发布|责任编辑|编辑|字号|浏览|点击|分享|本版)\s?[:：]?")
AUTHOR_LABEL = re.compile(r"(?:^|.{0,80}\s)作\s?者\s{0,3}[:：]\s{0,9}")
#: What some systems print on the line of authors after them: 字数：812, 来源：某报.
_NEXT_LABEL = re.compile(
    r"\s{0,9}(?:来源|字数|浏览|点击|阅读|发布|更新|日期|时间|编辑|责任编辑|版次)\w{0,4}\s{0,3}[:：].*"
)
_PAGE = r"第?\s{0,2}[A-Za-z]{0,3}\s{0,2}\d{1,3}\s{0,2}版(?:\s{0,3}[:：]\s{0,3}\S{1,12})?"
#: What stands behind the authors in one element with them: （2026年09月16日 05版）, 第05版.
_DAY_AND_PAGE = re.compile(
    rf"[\s|/,，]{{0,9}}(?:《[^《》]{{2,20}}》\s{{0,9}})?[（(【\[]?\s{{0,9}}"
    rf"(?:{_DAY}(?:\s{{0,9}}星期[一二三四五六日天])?[\s,，]{{0,9}}(?:{_PAGE})?|{_PAGE})"
    r"\s{0,9}[）)】\]]?\s{0,9}$"
)
#: 《某报》（2024年03月11日 第01版): the paper and the page instead of an author.
_PAPER_AND_PAGE = re.compile(r"《[^《》]{2,20}》\s{0,9}(?:$|[（(\d第])")


def names_authors(text: str) -> bool:
    """Whether a line of a headline's stack is that of the authors: 本报记者 某某."""
    return len(text) < _LONGEST and is_credit(text)


def is_author_row(row: Element) -> bool:
    """Whether the last row below a headline is the authors': 本报记者 某某, or bare names."""
    text = line_of(row)
    if is_credit(text):
        return len(text) < _LONGEST
    names = text.replace("、", " ").split()
    if all(len(name) == 1 for name in names):  # 张  三
        names = ["".join(names)]
    return len(names) <= 6 and all(map(is_name, names))


def author_line(text: str) -> str | None:
    """The authors that a line prints, without label, day and page; None for a line of others."""
    text = one_line(text)
    label = AUTHOR_LABEL.match(text)
    text = one_line(_NEXT_LABEL.sub("", text[label.end() :] if label else text))
    text = one_line(_DAY_AND_PAGE.sub("", text))
    if not text or len(text) > 200 or _DATE.fullmatch(text) or META.match(text):
        return None
    return None if _PAPER_AND_PAGE.match(text) else text
