"""How a report opens, as patterns made of the tables of roles: folded text in, matches out.

本报讯, 新华社北京8月9日电, （记者 江渡）, 本报驻北京记者江渡28日电: every room that asks whether a
report begins somewhere asks here. `byline.credits` reads from the same tables what a credit is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from parser.patterns import late
from parser.vocabulary.agencies import KNOWN, OWN_OR_WIRES, agency_ends, known_ends
from parser.vocabulary.fold import BLANKS, CONTROLS, SIMPLE, WIDE_LETTERS
from parser.vocabulary.names import NAME_DOTS
from parser.vocabulary.places import CITIES, PLACE_ENDINGS
from parser.vocabulary.roles import (
    PICTURE_DEEDS,
    QUALIFIERS,
    ROLES,
    SHORT_NAMES,
    SIGNS,
    SOURCES,
)

_SAME: dict[str, int | str] = {
    **dict.fromkeys("（〔［【｛{[", "("),
    **dict.fromkeys("）〕］】｝}]", ")"),
    **dict.fromkeys("，﹐､", ","),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("：∶︰﹕", ":"),
    **dict.fromkeys("／∕⁄|｜", "/"),
    **dict.fromkeys(NAME_DOTS[1:], NAME_DOTS[0]),
}
#: Every kind of blank as a space; names are cut from text that is folded no further.
FOLD_BLANKS = BLANKS | CONTROLS
#: The folded form of openings and credits.
FOLD: dict[int, int | str] = {**SIMPLE, **WIDE_LETTERS, **FOLD_BLANKS, **str.maketrans(_SAME)}


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Half width, one kind of space and bracket, simplified characters; every character one."""
    folded = text.translate(FOLD)
    return _HAN_DOT.sub("·", folded) if "." in folded else folded


def any_of(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def in_either_form(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, in simplified or traditional characters."""
    forms: dict[str, str] = {}
    for code, same in SIMPLE.items():
        forms[chr(same)] = forms.get(chr(same), chr(same)) + chr(code)
    rests = ((word[0], [f"[{forms.get(sign, sign)}]" for sign in word[1:]]) for word in words)
    # Each way begins with a plain character: a search then looks for those alone.
    return "|".join(
        first + "".join(rest) for head, rest in rests for first in forms.get(head, head)
    )


HAN = r"\u3400-\u9fff"
#: 买买提.吾布力: a full stop between characters is a dot between names.
_HAN_DOT = late(rf"(?<=[{HAN}])\.(?=[{HAN}])")
ROLE = any_of(tuple(ROLES))
QUALIFIER = rf"(?:(?:{any_of(QUALIFIERS)}) ?){{0,3}}"
#: What makes other words of a role's: 记者站, 通讯员培训班, 编辑部.
NO_ROLE = r"(?! ?(?:站|部|协会|手记|感言|观察|节|证|会|团|培训|从业|问|席|们))"
#: 驻 with a place, between an agency and a role.
POSTED = rf"(?:驻 ?(?P<post>[{HAN}·]{{1,12}}?) ?)?"

_NUMBER = "[〇零○一二三四五六七八九十廿卅]"
DATE = (
    rf"(?:(?P<year>\d{{4}}|{_NUMBER}{{4}})年 ?)?"
    rf"(?:(?P<month>\d{{1,2}}|{_NUMBER}{{1,3}})月 ?)?(?P<day>\d{{1,2}}|{_NUMBER}{{1,3}})日"
)
_HOUR = "(?:凌晨|清晨|早晨|早|上午|中午|下午|傍晚|晚间|晚|深夜|夜)?"
_SORT = "(?:综合|体育|专|急|特|快|简|短|续|又){0,2}"
#: A character of a place: 里约热内卢, 刚果(金), “雪龙2”号, 雪龙2号.
_PLACE = (
    rf"(?:(?!记者|通讯员|评论员|特约|社论)[{HAN}·—、\-]|\((?!记者|通讯员)[{HAN}]{{1,8}}\)"
    rf"|[ /](?=[{HAN}“])"
    rf"|“[{HAN}A-Za-z0-9\-]{{1,12}}”|[A-Za-z]|\d(?!\d?[月日]))"
)
_EDGE = r"(?=$|[ ():,;。“\"]|记者|通讯员|特约)"
_CITE = late("[又另]?(?:据|综合|来自)|[又另]")
_WIRED = "[电讯](?![话视邀告台网])"

# What follows an agency.
_DATED = late(rf" ?(?P<place>{_PLACE}{{1,80}}?)?? ?{DATE} ?{_HOUR}{_SORT}{_WIRED}")
_DAY_FIRST = late(  # 路透社八日柏林电
    rf" ?{DATE} ?(?P<place>{_PLACE}{{1,10}}?) ?{_SORT}[电讯]{_EDGE}"
)
_UNDATED = late(
    rf" ?(?P<place>{_PLACE}{{1,40}}?)?? ?{_SORT}"
    rf"(?:(?<![通喜资音])讯|电|消息|(?<=综合)报道){_EDGE}"
)
_KNOWN_NEWS = late(" ?讯(?![息问号])")
_NEWS = late(rf" ?讯{_EDGE}")
#: 本报驻北京记者江渡28日电, 【本报记者广州电】, 新华社记者江渡 北京8月9日电.
_REPORTED = late(
    rf" ?(?P<role>{POSTED}{QUALIFIER}(?:{ROLE}){NO_ROLE})"
    rf" ?:? ?(?P<who>[{HAN}·A-Za-z][{HAN}·、 A-Za-z]{{0,40}}?)? ?"
    rf"(?:{DATE} ?{_HOUR}{_SORT}{_WIRED}|{_SORT}电(?=$|[ ):,;。]))"
)
_OF_ANY = (_DATED, _NEWS, _REPORTED)
_OF_KNOWN = (_DATED, _KNOWN_NEWS, _REPORTED)
_OF_OWN_OR_WIRES = (_DATED, _DAY_FIRST, _UNDATED, _KNOWN_NEWS, _REPORTED)
#: 南都讯 记者…, 济南讯（记者…）: a paper's short name or a town.
_SHORT_NEWS = late(
    rf"(?:(?P<paper>{any_of(SHORT_NAMES)})讯{_EDGE}"
    rf"|(?P<short>(?![喜简快短资音通捷电又另本])[{HAN}]{{2,4}}?)讯"
    rf"(?= ?\(? ?[{HAN}]{{0,6}}?(?:{ROLE})))"
)
#: 又电（记者…）, 又讯: a second dispatch under one headline.
_AGAIN = late(rf"(?P<again>[又另](?:电|讯)){_EDGE}")
_NO_AGENCY = late(rf"(?P<place>{_PLACE}{{1,20}}?) ?{DATE} ?{_HOUR}{_SORT}[电讯]{_EDGE}")
_ALONE = late(  # 南京专电, 本市讯: nothing else in the line
    rf"(?P<place>(?![喜简快短资音通捷电])[{HAN}]{{2,6}}?)"
    r"(?:专电|特电|专讯|特讯|通讯|通信|讯|电)(?=[ )]*$)"
)
# What opens a report without an agency; the last two only where nothing else stands before them.
_SURE = (_SHORT_NEWS, _AGAIN)
_LOOSE = (_SHORT_NEWS, _AGAIN, _NO_AGENCY, _ALONE)
#: Every opening has one of these.
_SENT = ("电", "讯", "消息", "报道", "通信")
#: （记者 江渡）日前, （本报记者江渡、陈小舟参与采写）: people in brackets before the report.
_BRACKETED = late(
    rf"\( ?(?:[{HAN}A-Za-z0-9+·]{{2,16}}?)? ?{POSTED}{QUALIFIER}(?:{ROLE}){NO_ROLE}"
    r"[ :/]{0,3}[^()。]{2,60}\)"
)
#: What a role word stands before in a sentence: 记者从, 记者在.
PROSE = (
    r"从|在|了解|获悉|看到|见到|采访(?!报道)|来到|走进|近日|日前|今日|昨|\d|发现|注意|说|问|调查|跟随"
    "|探访|专访|会上|就|将|也|还|一行|日"
)
#: 记者 江渡 报道：, 本报记者 江渡: people before the report, which do nothing in it.
_NAMED = late(
    rf" ?{POSTED}{QUALIFIER}(?:{ROLE}){NO_ROLE}(?! ?(?:{PROSE}))[ :/]{{0,3}}"
    rf"(?:[{HAN}·A-Za-z][{HAN}·、 A-Za-z()]{{1,40}}?(?:报道|采写|文/图|图/文|摄|电)(?=[ :,。]|$)"
    rf"|(?:[{HAN}·]{{2,8}}[ 、]{{0,2}}){{1,6}}$)"
)
#: Signs and brackets that may stand before an opening.
_LEADING = late(rf"[ ({SIGNS}|\-—]{{0,6}}")
#: How much of a text's end may be a picture's credit.
_LONGEST_TAIL = 60
#: No opening is longer.
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """Opening words found: [start:end] of a folded line, and where what they name stands in it.

    Names: agency, short, again, place, year, month, day, role, post, who.
    """

    line: str
    start: int
    end: int
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What is named, folded; "" where it is not."""
        return self.line[slice(*self.spans[name])] if name in self.spans else ""


def match_words(line: str, start: int, *, sure: bool) -> OpeningWords | None:
    """The opening words at `start` of a folded line; None where there are none.

    `sure` leaves out the forms that a heading or a sentence may have too.
    """
    if not any(map(line.__contains__, _SENT)):
        return None
    cite = _CITE.match(line, start)
    for at in dict.fromkeys((cite.end() if cite else start, start)):
        for end in agency_ends(line, at):
            found = _match_tail(line, at, end)
            if found:
                return _words(line, start, found, ("agency", (at, end)))
        for pattern in _SURE if sure else _LOOSE:
            found = pattern.match(line, at)
            if found:
                return _words(line, start, found)
    return None


def _match_tail(line: str, at: int, end: int) -> re.Match[str] | None:
    """What makes an opening of an agency's name."""
    name = line[at:end]
    if name in OWN_OR_WIRES:
        patterns: tuple[re.Pattern[str], ...] = _OF_OWN_OR_WIRES
    else:
        patterns = _OF_KNOWN if name in KNOWN else _OF_ANY
    return next((found for pattern in patterns if (found := pattern.match(line, end))), None)


def _words(
    line: str, start: int, found: re.Match[str], *more: tuple[str, tuple[int, int]]
) -> OpeningWords:
    spans = {name: found.span(name) for name, text in found.groupdict().items() if text}
    return OpeningWords(line, start, found.end(), spans | dict(more))


def opens_report(text: str) -> bool:
    """Whether a printed paragraph begins as a report does: 本报讯, （记者 江渡）."""
    line = fold(text[:_LONGEST])
    start = _LEADING.match(line)
    at = start.end() if start else 0
    if match_words(line, at, sure=True) or _NO_AGENCY.match(line, at):
        return True
    if any(_NAMED.match(line, end) for end in (at, *agency_ends(line, at))):
        return True
    bracket = line.find("(", 0, at)
    return bracket >= 0 and _BRACKETED.match(line, bracket) is not None


def names_source(text: str) -> bool:
    """Whether a paragraph begins with an agency, paper or reporter, opening or not."""
    line = fold(text[:40])
    found = _SOURCE.match(line)
    at = found.end() if found else 0
    return bool(found and found["role"]) or bool(known_ends(line, at))


_SOURCE = late(rf"[ ({SIGNS}]{{0,4}}(?:据 ?)?(?P<role>{QUALIFIER}(?:记者|通讯员))?")
_PICTURED = late(
    rf"(?:{any_of((*PICTURE_DEEDS, *SOURCES))}|[社报网视觉国]发)(?:\([^()]{{1,24}}\))?"
    r"[)。 ]{0,3}$"
    r"|(?:图|图片|摄影) ?[:/] ?[^。]{2,40}$"
)


def may_credit_picture(text: str) -> bool:
    """Whether the last words may credit a picture: by how such credits end, or begin."""
    return _PICTURED.search(fold(text[-_LONGEST_TAIL:])) is not None


def opening_words(text: str) -> str:
    """The words before a dated report itself, bracket with reporters included; "" without a day.

    Two dispatches of one day and reporter share them.
    """
    line = fold(text[:_LONGEST])
    found = match_words(line, 0, sure=True)
    if not found or not found.text("day"):
        return ""
    bracket = _REPORTERS.match(line, found.end)
    return text[: bracket.end() if bracket else found.end]


_REPORTERS = late(r" {0,3}\([^()]{2,40}\)")


def is_town(word: str) -> bool:
    """Whether a word before 讯 or 电 is a place rather than a paper's short name."""
    return word in CITIES or word.endswith(PLACE_ENDINGS)
