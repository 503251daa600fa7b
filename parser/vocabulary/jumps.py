"""The grammar of jump lines and references as data: words, signs and brackets, nothing that runs.

Everything is written in the folded form (see `FOLD`): simplified, half width, one sign for each
kind of bracket, dash and arrow; the folding keeps every character's place.
"""

from __future__ import annotations

from parser.vocabulary import fold

OPENERS = "（(［[【〔〖｛{「『《〈<＜﹙﹝︵"
CLOSERS = "）)］]】〕〗｝}」』》〉>＞﹚﹞︶"
#: Inside these a jump line must be a sure one: 《转第三版》 may be the title of something.
TITLE_OPENERS, TITLE_CLOSERS = "《〈「『", "》〉」』"
ARROWS = "▲△▴▼▽▾◀◁◄◂▶▷►▸←→↑↓↖↗↘↙⇐⇒⇦⇨➔➜➡➤☞☛☚☜»«›‹◢◣◤◥"
COMMAS = "、，,/／&和及与與"
#: What may stand for another word: 樓 is how OCR reads 接 in old papers.
_MISREAD = {ord("樓"): ord("接")}
#: Numerals too, but in these lines words: 參見, not 三見.
_WORDS = {ord("參"): ord("参")}

FOLD: dict[int, int | str] = {
    **fold.WIDE,
    **fold.BLANKS,
    **fold.SIMPLE,
    **fold.NUMERALS,
    **{code: code - 32 for code in range(ord("a"), ord("z") + 1)},
    **{code: code - 0xFEE0 - 32 for code in range(0xFF41, 0xFF5B)},
    **_MISREAD,
    **_WORDS,
    **dict.fromkeys(map(ord, OPENERS), "("),
    **dict.fromkeys(map(ord, CLOSERS), ")"),
    **dict.fromkeys(map(ord, ARROWS), "▶"),
    **dict.fromkeys(map(ord, "-－—–―─‐‑~～〜"), "-"),
    **dict.fromkeys(map(ord, "，,／/&＆"), "、"),
}

#: Words no running prose uses before a page number, with the direction they point.
STRONG_VERBS = {
    "下转": "to",
    "下接": "to",
    "下续": "to",
    "紧转": "to",
    "上接": "from",
    "上续": "from",
    "上承": "from",
    "上转": "from",
}
#: Words that prose uses too; taken only in brackets, alone, or set off from the text.
WEAK_VERBS = {
    "紧接": "to",
    "续转": "to",
    "续见": "to",
    "续完": "to",
    "转接": "to",
    "转": "to",
    "接": "from",
    "续": "from",
}
#: Weak verbs that look both ways; where they stand decides before their usual direction.
TWO_WAY = ("紧接", "接", "续")
#: Weak verbs that may follow an article's last words without a break: 推动工作紧接第三版.
ENDING_VERBS = ("紧接", "续转", "续见", "转接", "转")
#: Before 转 these are its subject or part of its word: 他转第三版, 移转第三版.
NOT_BEFORE = tuple("他她它我你您们者谁旋翻移流运周好扭逆婉辗反轮")
#: May stand between the verb and the page: 续昨第三版, 下转至本报第二版.
BETWEEN = (
    "自",
    "至",
    "到",
    "见",
    "往",
    "在",
    "本报",
    "今日",
    "今天",
    "昨日",
    "昨天",
    "昨",
    "前日",
    "前天",
)
#: May open the bracket before the verb: （未完，下转第三版）.
LEADS = ("未完待续", "未完", "请", "本文", "全文", "正文", "余文", "后文", "前文", "续文", "文")

CORNERS = (
    r"[左右上下中]{1,2} ?(?:角|侧|部|边|半版|栏|端)",
    "[左右上下]方",
    r"[左右][上下]",
    "中间",
    "倒?头条",
    "报眼",
    "中缝",
    "通栏",
    "下半版",
)
#: Set on both sides of a jump line that has no brackets: ·下转第3版·.
ORNAMENTS = "·•‧*＊■●◆★※~-_="
#: Between a page and its section's name: B02版·财经.
SECTION_SIGNS = "·•・‧|:\\-"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
#: Runs of twenty and ten signs that each stand for 1, 2, 3 …
ITEM_RUNS = (
    CIRCLED,
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑",
    "❶❷❸❹❺❻❼❽❾❿",
    "➀➁➂➃➄➅➆➇➈➉",
    "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
)
ITEM_SYMBOLS = "★☆◆◇●◎※"

#: After 版 these make a word of the trade or a phrase of prose: 上接第一版的内容, 转第二版证书.
NOT_AFTER = ("的", "内容", "面的", "权", "本的", "证书", "教材", "画", "税", "之", "所", "式", "块")

#: Between a subject and a page these make a reference.
REFERENCE_VERBS = ("见", "刊于", "刊登于", "刊登在", "刊发于", "刊", "载于", "载", "看", "阅", "转")
#: A reference without brackets names one of these before its verb.
REFERENCE_NOUNS = (
    "报道", "全文", "名单", "目录", "摘编", "介绍", "图表", "注释", "公报", "讲话", "致辞", "贺电",
    "决定", "内容", "消息", "文章", "评论", "社论", "详", "另", "解读", "图片", "新闻", "简历",
    "摘要", "要点", "实录", "答问", "答记者问", "发言", "演讲", "意见", "条例", "通知", "专版",
    "附表", "下文", "公告", "白皮书", "参", "请",
)  # fmt: skip
