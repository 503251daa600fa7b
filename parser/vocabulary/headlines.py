"""The words that tell headline lines, captions, credits and openings. Data only."""

from __future__ import annotations

from parser.patterns import late
from parser.vocabulary.openings import ROLE, any_of
from parser.vocabulary.roles import EDITORS

#: 引题: such a line ends so, and the headline follows it.
KICKER_END = late(
    r"(?:[时中上会话](?:强调|指出|要求|表示|提出|说|希望|提议|呼吁|勉励|寄语|宣布)"
    r"|(?:会议|会见|讲话|文章|调研|批示|指示)(?:强调|指出|要求|提出)|[：:—―…]|--)$"
)
#: 副题: such a line begins so.
SUBHEADLINE_START = late(r"(?:——|――|──|—|--)")
#: 栏目: a tag with a dot and 篇, a part of a series, a line in brackets.
COLUMN = late(
    r".{2,30}[·•・].{1,12}篇(?:[①-⑳]|[（(][^）)]{1,6}[）)])?$"
    r"|.{0,30}系列(?:报道|评论|访谈|述评|调查|谈)?之.{1,12}$"
    r"|.{2,30}[·•・].{1,12}(?:系列报道|系列评论|专栏|进行时|特别报道)[①-⑳]?$"
    r"|.{2,30}系列(?:报道|评论|访谈|述评|调查)(?:[①-⑳]|[（(][^）)]{1,6}[）)])?$"
    r"|[【〔［\[〖](?P<tag>[^【】〔〕［］\[\]〖〗]{2,30})[】〕］\]〗]$"
    r"|[（(](?P<bracketed>[^（）()\d]{2,30})[）)]$"
)
#: In brackets too, and no column: a date, a place, people.
NO_COLUMN = late(
    r"[年月日]|记者|通讯员|作者|摄|图|电$|译|选登|摘要|全文|草案|节选|讲话|[、，。！？]"
)

#: A mark before names says that they sign: □ 张三 李四.
MARKED_NAMES = late(r"[■□◎◆◇▲△]\s?[\u4e00-\u9fff]{2,3}(?:[\s、][\u4e00-\u9fff]{2,3}){0,4}$")
CREDIT_LENGTH = 70
#: A caption says what the picture shows.
CAPTION = late(
    r"(?:^|[。！？\s])[（(]?(?:左|右|上|下|大|小|题|本|以上|右下|左上|左下|右上|资料)?"
    r"(?:图(?:片)?|照片)(?:[①-⑳一二三四\d]{1,2})?\s?(?:为|[：:](?!/))"
)

#: The last line of a piece: who wrote it, where it is from, what to read beside it.
CLOSING = late(
    rf"[（(【].{{0,100}}?(?:{ROLE}|执笔|整理|单位|原载|选自|摘自|转载自|来源[：:]|综合[）)]"
    r"|综合[^）]{1,10}[报社网]|据(?:央视|《|[^）]{1,10}[报社网])|见第|供稿).{0,100}[）)】]$"
    r"|[（(](?![上中下一二三之])[\u4e00-\u9fff][\s\u4e00-\u9fff]{1,8}[）)]$"
    r"|[（(][\u4e00-\u9fff]{1,10}[报社网台刊][^（）()，。]{2,40}[电讯][）)]$"
    r"|——\s?[编作笔译][\s　]{0,4}者$|——\S{2,4}$"
    rf"|[^，。！？；]{{0,12}}(?:{ROLE})[^，。！？；]{{2,24}}(?:整理|编译|撰文)$"
)
#: The same at the end of the last paragraph, and a jump line there.
LAST_WORDS = late(
    rf"[。！？”]\s?[（(][^（）()。]{{0,12}}(?:{ROLE}|整理|综合|据)[^（）()。]{{0,30}}[）)]$"
    r"|[（(〔【▶►]\s?(?:下\s?[转接]|转第|紧接)[^。]{1,20}$"
)
#: A headline that carries its column behind it: 让老街活起来（今日谈）.
TAGGED = late(r"\S{4,40}[（(][^（）()\d，。]{2,20}[①-⑳]?[）)]$")
#: Furniture of a page, no piece's words: 第01版：要闻, 责编, the date line.
FURNITURE = late(
    r"(?:第\s?[A-Z]?[\d一二三四五六七八九十]{1,3}\s?版(?:\s?[:：]\s?(?P<section>\S{1,12}))?"
    r"|(?:\S{2,10}报\s{0,4})?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s{0,4}(?:星期[一二三四五六日天])?.{0,20}"
    rf"|(?:本版|本期)?(?:{any_of(EDITORS)}|数据来源|资料来源|来源)[\s:：/]{{1,3}}\S.{{0,60}})$"
)

#: Lines that a data base puts between the pieces of a page: 第1版(), 第3版(国际), 专栏:, 作者:.
SEPARATOR = late(
    r"(?:【\s?)?(?:第\s?[A-Z]{0,2}[\d一二三四五六七八九十]{1,3}\s?版\s?[(（]\s?(?P<section>[^()（）]{0,12})[)）]"
    r"|(?P<name>专栏|栏目|版名|版面|版次|作者|标题|引题|肩题|副题|来源|日期|关键词|正文)\s?[:：]"
    r"\s?(?P<value>[^\s，。；！？,;!?]{0,20}))(?:\s?】)?$"
)
#: What a separator may say of the piece after it; a value of any other makes it a line of the text.
SEPARATED = ("专栏", "栏目")
#: Two columns run together: words, a gap, words. A headline of two phrases is shorter.
SIDE_BY_SIDE = late(r"\S.{8,60}?\S(?: {3,}|\u3000{2,}|\t+|\xa0{3,})\S.{8,60}\S")
#: So many such lines, and this share of the long ones, are no accident.
SIDES, SIDES_SHARE = 4, 0.4

#: A line of a stack has no final stop; ！ and ？ a headline may end in.
STACK_LENGTH = 60
LONGEST_LINE = 120  # ... where a headline stands above and an opening below
ASKING_LENGTH = 34
FULL_STOPS = "。；，、;,"
#: A line with a comma in it is a pulled sentence, not a headline, from this length.
COMMA_LENGTH = 40
#: A line of an interview.
ASKED = late(r"(?:问|答|记者|主持人)\s?[:：]")
#: Lines of one stack; more are a list.
STACK_LINES = 6
#: Two lines in the midst of a piece are the next one's headline and subheadline from these lengths.
PAIR_LINE = 7
PAIR_LENGTH = 20
#: The headline of a picture is no longer; a longer line above one is a paragraph broken off.
PICTURE_LINE = 24
#: What a paragraph needs to be body under a stack with nothing else to tell it.
BODY_LENGTH = 40
#: A line as long as this that begins a paragraph above it is a copy broken off.
TORN_LENGTH = 10
#: Two phrases with a gap are set as a headline, not as a heading within a piece.
TWO_PHRASES = late(r"[^\s，。]{4,20}[ \u3000\xa0]{1,3}[^\s，。]{4,20}")
