"""Stories: joined where the sentence runs on, page breaks kept, repeated text given once."""

from __future__ import annotations

import pytest

from parser.continuation.linker import link
from parser.continuation.story import PageBreak, StoryText, assemble, stories
from tests.invented_stories import SUBJECTS, filler, halves, issue, paragraphs

BRIDGE = SUBJECTS[0]
HEAD = "hhrb-2031-03-05-01-01"


def _story(head: tuple[str, ...], tail: tuple[str, ...]) -> StoryText:
    linked = link(
        issue(
            {
                "01": [(BRIDGE.headline, (*head[:-1], head[-1] + "（下转第三版）")), *filler(3)],
                "03": [*filler(5), (None, ("（上接第一版）" + tail[0], *tail[1:]))],
            }
        )
    )
    return assemble(linked, "hhrb-2031-03-05-03-02")


def test_a_break_in_mid_sentence_is_no_paragraph() -> None:
    """The sentence is whole again, and the place of the break is kept."""
    head, tail = halves(BRIDGE, mid=True)
    told = _story(head, tail)
    assert tuple(one.text for one in told.paragraphs) == paragraphs(BRIDGE)
    assert told.paragraphs[2].breaks == (PageBreak(len(head[-1]), "03"),)
    assert [one.page for one in told.paragraphs] == ["01", "01", "01", "03", "03"]
    assert (told.id, told.pages) == (HEAD, ("01", "03"))
    assert len(told.articles) == 2


def test_a_break_between_paragraphs_stays_one() -> None:
    """After a full stop the next page begins a paragraph."""
    head, tail = halves(BRIDGE, mid=False)
    told = _story(head, tail)
    assert tuple(one.text for one in told.paragraphs) == paragraphs(BRIDGE)
    assert all(one.breaks == () for one in told.paragraphs)
    assert [one.page for one in told.paragraphs] == ["01", "01", "01", "03", "03"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("他对众人说：", "“桥不倒，人不走。”", True),
        ("办法有三条：", "一是早起，二是多看。", False),
        ("一是把桥面铺平；", "二是把栏杆加高。", False),
        ("桥面要铺平，", "栏杆要加高。", True),
        ("“桥不倒，人不走。", "”他对众人说。", True),
        ("（丁一桥）", "桥面铺平了。", False),
    ],
)
def test_where_the_sentence_ends(before: str, after: str, *, joined: bool) -> None:
    """Colons before speech and commas run on; lists and full stops do not."""
    text = paragraphs(BRIDGE)
    told = _story((text[0], before), (after, *text[1:]))
    assert (before + after in [one.text for one in told.paragraphs]) is joined


def test_a_credit_stays_behind_the_sentence_it_interrupts() -> None:
    """The credit at the end of the first part does not stand in the middle of the sentence."""
    head, tail = halves(BRIDGE, mid=True)
    told = _story((*head, "■ 本报记者 沈望秋"), tail)
    texts = [one.text for one in told.paragraphs]
    assert texts[2] == paragraphs(BRIDGE)[2]
    assert texts[3] == "■ 本报记者 沈望秋"


def test_text_given_on_two_pages_is_told_once() -> None:
    """Both pages are listed, the text stands once."""
    linked = link(issue({"01": filler(0, 3), "02": filler(4, 0)}))
    told = assemble(linked, HEAD)
    assert tuple(one.text for one in told.paragraphs) == paragraphs(BRIDGE)
    assert told.pages == ("01", "02")


def test_the_fuller_of_two_prints_is_told() -> None:
    """Where one page has a sentence more, it is not lost."""
    whole = paragraphs(BRIDGE)
    more = (*whole, "桥头又种下两棵柳树。")
    linked = link(issue({"01": [(BRIDGE.headline, whole)], "02": [(BRIDGE.headline, more)]}))
    told = assemble(linked, HEAD)
    assert tuple(one.text for one in told.paragraphs) == more


def test_a_block_printed_again_shows_where_the_page_broke() -> None:
    """The whole text stands on page 1; the block on page 6 says where the print went over."""
    whole = paragraphs(BRIDGE)
    cut = whole[2].index("。") + 1
    block = (whole[2][cut:], *whole[3:])
    linked = link(
        issue(
            {
                "001": [(BRIDGE.headline, whole), *filler(3)],
                "006": [(BRIDGE.headline, ("◀上接A01版", *block)), *filler(4)],
            }
        )
    )
    told = assemble(linked, "hhrb-2031-03-05-006-01")
    assert tuple(one.text for one in told.paragraphs) == whole
    assert told.paragraphs[2].breaks == (PageBreak(cut, "006"),)
    assert [one.page for one in told.paragraphs] == ["001", "001", "001", "006", "006"]


def test_a_short_block_cut_in_its_only_long_clause() -> None:
    """The first clause of the block is half of one in the whole text: still the same text."""
    whole = (
        "记者三月四日从县交通局和建设指挥部获悉：青石渡大桥主桥合龙仪式当天上午在南岸举行。",
        "青石渡大桥全长一千二百米，设双向四车道，两岸居民从此不必绕行。",
    )
    cut = whole[0].index("石渡大桥主桥")
    block = (whole[0][cut:], whole[1])
    linked = link(
        issue(
            {
                "003": [("青石渡大桥合龙", whole), *filler(3)],
                "004": [("青石渡大桥合龙", ("（上接三版）", *block)), *filler(4)],
            }
        )
    )
    told = assemble(linked, "hhrb-2031-03-05-004-01")
    assert tuple(one.text for one in told.paragraphs) == whole
    assert told.paragraphs[0].breaks == (PageBreak(cut, "004"),)


def test_every_piece_is_in_one_story() -> None:
    """Single pieces are stories too; each piece is told once, in the order of the pages."""
    head, tail = halves(BRIDGE)
    linked = link(
        issue(
            {
                "01": [*filler(3), (BRIDGE.headline, (*head, "（下转第二版）"))],
                "02": [(None, ("（上接第一版）", *tail)), *filler(5)],
            }
        )
    )
    told = stories(linked)
    assert [one.id[-5:] for one in told] == ["01-01", "01-02", "02-02"]
    assert sum(len(one.articles) for one in told) == 4


def test_a_piece_without_text_is_a_story_without_paragraphs() -> None:
    """A photo or an empty piece does not break the telling."""
    linked = link(issue({"01": [("图片报道", ())]}))
    assert assemble(linked, HEAD).paragraphs == ()


def test_an_id_that_is_not_in_the_issue() -> None:
    """Asking for a piece that is not there is refused by its name."""
    with pytest.raises(KeyError):
        assemble(issue({}), HEAD)
