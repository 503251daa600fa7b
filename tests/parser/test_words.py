"""The one place where words are cut: what it shares with jieba, its yardstick, and what not."""

from __future__ import annotations

import subprocess
import sys

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.words import UNKNOWN, cut, is_word, known_words, weight

#: Invented prose of every sort: news, names that no dictionary has, figures, quotations.
PROSE = [
    "近日，云州市召开基层治理工作推进会，研究部署下一步重点任务。",
    "本报讯（记者 曲同山 通讯员 陶露）8月9日，蓝溪县首批光伏电站并网发电，装机容量3.5万千瓦。",
    "“水渠通了，地里不愁浇水了。”六十二岁的段小虎望着麦田说。",
    "霁河两岸春潮急，百个项目破土来。全市一季度完成投资12.6亿元，同比增长8.4%。",
    "社区食堂的账怎么算得平？记者走访了三家，答案各不相同。",
    "外交部发言人表示，各方应保持克制，避免局势升级。",
    "她把毕业论文写在田野上，七年走遍了一百二十个村庄。",
    "加装电梯，怎样越过“最后一户”？居民议事会开了十一次。",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_cut_as_jieba_cuts_it(text: str) -> None:
    """On prose the quick cutter gives jieba's own words, with and without guessing.

    Not so on everything: where several ways to cut are equally likely, as in characters repeated
    at random, and on rare characters the two may differ.
    """
    jieba.setLogLevel("ERROR")
    assert cut(text) == list(jieba.cut(text))
    assert known_words(text) == list(jieba.cut(text, HMM=False))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_nothing_is_lost_in_cutting(text: str) -> None:
    """The words together are the text, whatever it is."""
    assert "".join(cut(text)) == text
    assert "".join(known_words(text)) == text


@pytest.mark.parametrize("word", ["基层", "治理", "的", "发言人"])
def test_a_word_weighs_what_it_is_used(word: str) -> None:
    """A word's weight is that of jieba's dictionary, within a use."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    assert is_word(word)
    assert 2 ** weight(word) * jieba.dt.total == pytest.approx(jieba.get_FREQ(word), abs=1.5)


def test_what_is_no_word() -> None:
    """Strings that no dictionary has weigh least."""
    assert not is_word("层承担")
    assert weight("层承担") == UNKNOWN < weight("承担")


def test_the_dictionary_is_not_loaded_before_it_is_asked() -> None:
    """Reading a page whose cuts are plain needs no dictionary: it takes long to load."""
    code = (
        "import sys; from parser.model import Article; from parser.repair.mend import repair;"
        "repair(Article('i', paragraphs=('云州市召开会议。', '会上，各县区作了交流。')));"
        "import parser.issue; sys.exit('rjieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
