"""A character as a PDF names it in, as printed out: radicals and vertical forms folded."""

from __future__ import annotations

import unicodedata

#: Forms for vertical print with what they stand for. NFKC would make them ASCII.
_UPRIGHT = (
    "︵（ ︶） ︷｛ ︸｝ ︹〔 ︺〕 ︻【 ︼】 ︽《 ︾》 ︿〈 ﹀〉 ﹁「 ﹂」 ﹃『 ﹄』 "
    "︐， ︑、 ︒。 ︓： ︔； ︕！ ︖？ ︰： ︱— ︙…"
)
#: Radicals of the supplement with the character that is meant, which NFKC leaves alone:
#: EquivalentUnifiedIdeograph of the Unicode Character Database, those that are words themselves.
_SUPPLEMENT = (
    "⺠民 ⺟母 ⻁虎 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 "
    "⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟 ⻲龟 ⻄西 ⻑長 ⻱龜 ⻯竜 "
    "⻫斉 ⻭歯 ⻐钅 ⺩王 ⺎兀 ⺒巳 ⺝月 ⺼肉"
)
_MEANT = {pair[0]: pair[1] for pair in f"{_UPRIGHT} {_SUPPLEMENT}".split()}


def folded(text: str) -> str:
    """The character that is meant; itself for nearly all."""
    if text in _MEANT:
        return _MEANT[text]
    if "⼀" <= text <= "⿕" or "豈" <= text <= "﫿":
        return unicodedata.normalize("NFKC", text)
    return text
