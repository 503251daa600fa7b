"""What surrounds a jump line: each clause of the judgement by its name, and the span it gives."""

from __future__ import annotations

import pytest

from parser.jump.scan import scan

SURE = {
    "enclosed": "桥修好了（下转第三版）行人多了",
    "alone": "下转第三版",
    "at the end of a line": "桥修好了下转第三版",
    "at the beginning, set off": "上接第一版 桥修好了",
    "at the beginning, no phrase goes on": "上接第一版桥修好了",
    "after a stop, before a stop": "桥修好了。下转第三版。",
    "an opening bracket alone": "桥修好了（下转第三版行人多了",
    "a closing bracket alone": "桥修好了下转第三版）行人多了",
    "an arrow before it": "▶下转第三版的桥",
    "the same ornament on both sides": "桥修好了·下转第三版·",
    "a weak verb in brackets": "桥修好了（转第三版）行人多了",
    "a weak verb on a line of its own": "转第三版",
    "a bare number in brackets": "桥修好了（下转A3）",
    "a word before the verb, in brackets": "桥修好了（请转第三版）",
    "a page by its place": "桥修好了（下转末版）",
}
NOT_SURE = {
    "prose goes on": "他把报纸下转第三版的内容读了一遍",
    "a phrase at the beginning": "上接第一版的内容是桥修好了",
    "a weak verb in prose": "他转第三版给我看",
    "a weak verb in a title": "《转第三版》是一本书",
    "版 begins a word": "（下转第三版本）",
    "a bare number without brackets": "下转3天后桥修好了",
    "a bare number after a weak verb": "转3",
    "a word before the verb, in prose": "有人请转第三版看看",
    "an ornament on one side": "桥修好了·转第三版看看",
}


@pytest.mark.parametrize("line", SURE.values(), ids=SURE)
def test_each_clause_that_makes_it_sure(line: str) -> None:
    """One line for each reason to take it."""
    assert len(scan(line)) == 1


@pytest.mark.parametrize("line", NOT_SURE.values(), ids=NOT_SURE)
def test_each_clause_that_forbids_it(line: str) -> None:
    """One line for each reason to leave it."""
    assert scan(line) == []


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("桥（下转第三版）", "（下转第三版）"),
        ("桥（（下转第三版）", "（下转第三版）"),
        ("（记者 丁一桥 下转第三版）", "下转第三版"),
        ("（下转第三版，行人多了，桥上很热闹）", "下转第三版"),
        ("桥志》下转第三版》", "下转第三版》"),
        ("【▶下转第三版】", "【▶下转第三版】"),
        ("■ 下转第三版 ■", "■ 下转第三版 ■"),
        ("（下转第三版“桥事”）", "（下转第三版“桥事”）"),
        ("（下转第三版　下）", "（下转第三版　下）"),
    ],
)
def test_the_brackets_that_are_its_own(line: str, span: str) -> None:
    """Its own brackets and ornaments belong to it; those of the sentence stay."""
    assert [found.jump.text for found in scan(line)] == [span]
