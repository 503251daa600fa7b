"""The words that tell headline lines, captions, credits and openings. Data only."""

from __future__ import annotations

import re

#: 引题: such a line ends so, and the headline follows it.
KICKER_END = re.compile(
    r"(?:[时中上会话](?:强调|指出|要求|表示|提出|说|希望|提议|呼吁|勉励|寄语|宣布)"
    r"|(?:会议|会见|讲话|文章|调研|批示|指示)(?:强调|指出|要求|提出)|[：:—―…]|--)$"
)
#: 副题: such a line begins so.
SUBHEADLINE_START = re.compile(r"(?:——|――|──|—|--)")
#: 栏目: a tag with a dot and 篇, a part of a series, a line in brackets.
COLUMN = re.compile(
    r".{2,30}[·•・].{1,12}篇(?:[①-⑳]|[（(][^）)]{1,6}[）)])?$"
    r"|.{0,30}系列(?:报道|评论|访谈|述评|调查|谈)?之.{1,12}$"
    r"|.{2,30}[·•・].{1,12}(?:系列报道|系列评论|专栏|进行时|特别报道)[①-⑳]?$"
    r"|.{2,30}系列(?:报道|评论|访谈|述评|调查)(?:[①-⑳]|[（(][^）)]{1,6}[）)])?$"
    r"|[【〔［\[〖](?P<tag>[^【】〔〕［］\[\]〖〗]{2,30})[】〕］\]〗]$"
    r"|[（(](?P<bracketed>[^（）()\d]{2,30})[）)]$"
)
#: In brackets too, and no column: a date, a place, people.
NO_COLUMN = re.compile(
    r"[年月日]|记者|通讯员|作者|摄|图|电$|译|选登|摘要|全文|草案|节选|讲话|[、，。！？]"
)

#: The place of a dateline and the day: 北京8月9日, 山西大同12月31日.
_PLACE_DAY = r"[^，。；：！？\s（(]{0,16}?\s{0,2}(?:\d{1,2}月\s?)?\d{1,2}日"
_AGENCY = r"(?:新华社|中新社|中国新闻社|人民网|新华网|中新网|央视网|路透社|法新社|塔斯社)"
_PAPER = (
    r"(?:本报|本网|本台|本社|本刊"
    r"|[^，。；：！？\s（）()“”《》]{2,8}(?:日报|晚报|晨报|早报|商报|时报|都市报|快报))"
)
_PEOPLE = (
    r"(?:全媒体|融媒体|首席|特约|见习|实习|驻[^，。\s]{1,6}|特派)?"
    r"(?:记者|通讯员|特约撰稿人|摄影师|撰稿人|实习生|评论员)"
)
#: A paragraph that opens a piece: 本报讯 (记者 …), 新华社北京8月9日电, （记者 …）.
OPENING = re.compile(
    rf"(?:据\s?)?(?:{_PAPER}\s?(?:讯|电|消息)(?=[\s（(：:]|$|记者|通讯员|[近日今昨前]|\d)"
    rf"|{_PAPER}\s?{_PLACE_DAY}\s?(?:讯|电|专电|综合消息)"
    rf"|{_AGENCY}\s?(?:记者[^，。]{{2,20}}?)?{_PLACE_DAY}\s?(?:专电|电|讯|报道)"
    rf"|{_AGENCY}\s?(?:电|讯)(?=[\s（(：:])"
    rf"|(?:{_PAPER}|{_AGENCY})?\s?{_PEOPLE}[\s:：][^，。；！？]{{2,30}}?(?:报道|摄影报道|文/图|图/文)(?=[\s:：]|$)"
    rf"|[（(]\s?(?:{_PAPER}|{_AGENCY})?\s?{_PEOPLE}[\s:：]?[^）)。]{{2,40}}[）)](?=\S)"
    r"|讯\s{0,2}[（(]\s?(?:记者|通讯员))"
)
#: A dated opening after folding, up to the report itself: two dispatches of one day share it.
FORMULA = re.compile(r"[^,;:!?。]{2,30}?\d日[^,;:!?。]{0,4}?[电讯](?:\([^()]{2,40}\))?")
#: Signs before a byline, and brackets around it.
MARKS = "■□●○◎◆◇▲△▼★☆※▍|（）()【】[] \u3000\xa0"
_JOB = "(?:记者|通讯员|撰稿人|摄影师|实习生|评论员|作者|编辑|撰文|摄影)"
#: One word of a byline or credit: an agency, what someone does, a name or two run together.
PERSON = re.compile(
    rf"(?:(?:{_PAPER}|{_AGENCY}|[^\W\d]{{2,10}}(?:社|报|网|台|视觉|图片|中心|融媒|[县区市镇]委|[办局院校]))?"
    rf"(?:[^\W\d]{{0,6}}{_JOB})?)"
    rf"(?:[\u4e00-\u9fff]{{0,6}}(?:{_JOB}[\u4e00-\u9fff]{{2,6}}){{0,2}}"
    r"|[\u4e00-\u9fff]{1,10}[·•・][\u4e00-\u9fff·•・]{1,14})"
)
BETWEEN_PEOPLE = re.compile(r"[\s、，,/／:：|]+")
MOST_PEOPLE = 16
#: A byline says who someone is, unless a mark stands before the name: □ 张三 李四.
ROLE = re.compile(r"记者|通讯员|撰稿人|实习生|评论员|作者")
MARKED_NAMES = re.compile(r"[■□◎◆◇▲△]\s?[\u4e00-\u9fff]{2,3}(?:[\s、][\u4e00-\u9fff]{2,3}){0,4}$")
#: What a byline line does not say: 记者从… and 记者在… are sentences.
NO_BYLINE = re.compile(
    r"记者\s?(?:从|在|了解|获悉|看到|见到|采访|来到|走进|走基层|节|手记|会|站|观察|调查|问)|答记者问|作者(?:单位|为|系|是)"
)

#: How a credit line ends: 本报记者 韩莹 摄, （张三 摄）, 李 溪摄（影像中国）, 新华社发（王五摄）.
CREDIT_TAIL = re.compile(
    r"(?:(?:摄影报道|摄影|摄|文/图|图/文|图文|供图|资料图片|资料照片)(?:[（(][^（）()]{1,20}[）)])?"
    r"|新华社发(?:[（(][^（）()]{1,20}[）)])?)[）)】\]]?$"
)
CREDIT_HEAD = re.compile(r"[（(【\[]?\s?(?:图|摄影|图片)\s?[：:/／]\s?(?!为)")
CREDIT_LENGTH = 70
#: A caption says what the picture shows.
CAPTION = re.compile(
    r"(?:^|[。！？\s])[（(]?(?:左|右|上|下|大|小|题|本|以上|右下|左上|左下|右上|资料)?"
    r"(?:图(?:片)?|照片)(?:[①-⑳一二三四\d]{1,2})?\s?(?:为|[：:](?!/))"
)

#: The last line of a piece: who wrote it, where it is from, what to read beside it.
CLOSING = re.compile(
    r"[（(【].{0,100}?(?:作者|记者|通讯员|责编|编辑[：:]|执笔|整理|单位|原载|选自|摘自|转载自|来源[：:]|综合[）)]|综合(?:本报|新华社)"
    r"|据(?:新华社|中新社|人民|央视|《|[^）]{2,8}[报社网])|见第|供稿).{0,100}[）)】]$"
    r"|[（(](?![上中下一二三之])[\u4e00-\u9fff][\s\u4e00-\u9fff]{1,8}[）)]$"
    rf"|[（(](?:据\s?)?(?:{_PAPER}|{_AGENCY})[^（）()，。]{{2,40}}[电讯][）)]$"
    r"|——\s?[编作笔译][\s　]{0,4}者$|——\S{2,4}$"
    r"|[^，。！？；]{0,12}(?:记者|通讯员)[^，。！？；]{2,24}(?:整理|编译|撰文)$"
)
#: The same at the end of the last paragraph, and a jump line there.
LAST_WORDS = re.compile(
    r"[。！？”]\s?[（(][^（）()。]{0,12}(?:记者|通讯员|整理|综合|据)[^（）()。]{0,30}[）)]$"
    r"|[（(〔【▶►]\s?(?:下\s?[转接]|转第|紧接)[^。]{1,20}$"
)
#: A headline that carries its column behind it: 让老街活起来（今日谈）.
TAGGED = re.compile(r"\S{4,40}[（(][^（）()\d，。]{2,20}[①-⑳]?[）)]$")
#: Furniture of a page, no piece's words: 第01版：要闻, 责编, the date line.
FURNITURE = re.compile(
    r"(?:第\s?[A-Z]?[\d一二三四五六七八九十]{1,3}\s?版(?:\s?[:：]\s?(?P<section>\S{1,12}))?"
    r"|(?:\S{2,10}报\s{0,4})?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s{0,4}(?:星期[一二三四五六日天])?.{0,20}"
    r"|(?:本版|本期)?(?:责任编辑|责编|编辑|统筹|策划|版式设计|版式|美编|校对|值班|审读|值班主任|制图|绘图|数据来源"
    r"|资料来源|来源)[\s:：/]{1,3}\S.{0,60})$"
)

#: A line of a stack has no final stop; ！ and ？ a headline may end in.
STACK_LENGTH = 60
LONGEST_LINE = 120  # ... where a headline stands above and an opening below
ASKING_LENGTH = 34
FULL_STOPS = "。；，、;,"
#: A line with a comma in it is a pulled sentence, not a headline, from this length.
COMMA_LENGTH = 40
#: A line of an interview.
ASKED = re.compile(r"(?:问|答|记者|主持人)\s?[:：]")
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
TWO_PHRASES = re.compile(r"[^\s，。]{4,20}[ \u3000\xa0]{1,3}[^\s，。]{4,20}")
