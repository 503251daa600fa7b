"""Linking: heads find their tails, each jump line has one answer, doubt is left to the editor."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.continuation.linker import evidence, link
from parser.model import Continuation, Issue, Page, Story
from tests.invented_stories import SUBJECTS, Subject, filler, halves, issue, paragraphs

BRIDGE, ORCHARD, SCHOOL = SUBJECTS[:3]


def _id(page: str, order: int) -> str:
    return f"hhrb-2031-03-05-{page}-{order:02d}"


def _verdicts(linked: Issue) -> list[tuple[str | None, str]]:
    return [(one.jump, one.verdict) for one in linked.continuations]


def _head(subject: Subject, mark: str) -> tuple[str | None, tuple[str, ...]]:
    first, _ = halves(subject)
    return subject.headline, (*first[:-1], first[-1] + mark)


def _tail(
    subject: Subject, mark: str = "", headline: str | None = None
) -> tuple[str | None, tuple[str, ...]]:
    _, second = halves(subject)
    return headline, (mark + second[0], *second[1:])


def test_a_head_and_a_tail_that_name_each_other() -> None:
    """Both jump lines are answered, with the same pair, and the story has both pages."""
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第三版）"), *filler(3)],
                "02": filler(4),
                "03": [*filler(5), _tail(BRIDGE, "（上接第一版）")],
            }
        )
    )
    pair = (_id("01", 1), _id("03", 2))
    assert [(one.head, one.tail) for one in linked.continuations] == [pair, pair]
    assert _verdicts(linked) == [("（下转第三版）", "matched"), ("（上接第一版）", "matched")]
    assert linked.stories == (Story(_id("01", 1), pair, ("01", "03")),)
    assert all(one.score is not None and one.score > 0.9 for one in linked.continuations)


def test_three_heads_and_three_tails_on_the_same_pages() -> None:
    """With the pages alike, the words decide."""
    subjects = SUBJECTS[:3]
    linked = link(
        issue(
            {
                "01": [_head(one, "（下转第二版）") for one in subjects],
                "02": [_tail(subjects[at], "（上接第一版）") for at in (2, 0, 1)],
            }
        )
    )
    assert {(one.head, one.tail) for one in linked.continuations} == {
        (_id("01", 1), _id("02", 2)),
        (_id("01", 2), _id("02", 3)),
        (_id("01", 3), _id("02", 1)),
    }


def test_item_signs_decide_where_words_cannot() -> None:
    """②'s head goes to ②'s tail though all texts are alike."""
    text = paragraphs(BRIDGE)
    linked = link(
        issue(
            {
                "01": [
                    ("甲村桥通", (text[0] + "下转第2版①",)),
                    ("乙村桥通", (text[1] + "下转第2版②",)),
                ],
                "02": [
                    (None, ("上接第1版②", text[2])),
                    (None, ("上接第1版(1)", text[3])),
                ],
            }
        )
    )
    assert {(one.head, one.tail) for one in linked.continuations} == {
        (_id("01", 1), _id("02", 2)),
        (_id("01", 2), _id("02", 1)),
    }


def test_a_tail_without_any_mark_is_found_on_the_page_its_head_names() -> None:
    """A piece without a headline that goes on in mid-sentence."""
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第二版）"), *filler(3)],
                "02": [*filler(4), _tail(BRIDGE), *filler(5)],
            }
        )
    )
    (one,) = linked.continuations
    assert (one.head, one.tail, one.verdict) == (_id("01", 1), _id("02", 2), "matched")


def test_a_head_without_a_mark_is_found_on_the_page_its_tail_names() -> None:
    """Only the tail says where it comes from."""
    linked = link(
        issue(
            {
                "A01": [_head(BRIDGE, ""), *filler(3)],
                "A02": [*filler(4), _tail(BRIDGE, "◀上接A1版")],
            }
        )
    )
    (one,) = linked.continuations
    assert (one.head, one.tail, one.verdict) == (_id("A01", 1), _id("A02", 2), "matched")


def test_marks_with_letters_in_an_issue_without() -> None:
    """A01 is 001 where the labels carry no letters."""
    linked = link(
        issue(
            {
                "001": [_head(BRIDGE, "（下转A02版）"), *filler(3)],
                "002": [_tail(BRIDGE, "◀上接A01版", BRIDGE.headline), *filler(4)],
            }
        )
    )
    assert [one.verdict for one in linked.continuations] == ["matched", "matched"]


def test_a_jump_line_as_the_whole_headline() -> None:
    """上接A1版 over the tail is its jump line, not its headline."""
    linked = link(
        issue(
            {
                "A01": [_head(BRIDGE, "（下转A02版）")],
                "A02": [_tail(BRIDGE, headline="上接A1版"), *filler(4)],
            }
        )
    )
    assert [one.verdict for one in linked.continuations] == ["matched", "matched"]
    assert linked.article(_id("A02", 1)).headline is None


def test_the_wrong_page_printed() -> None:
    """The head names page 4, its tail stands on 3: one line is wrong, the other right."""
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第四版）")],
                "03": [_tail(BRIDGE, "（上接第一版）"), *filler(3)],
                "04": filler(4, 5),
            }
        )
    )
    assert _verdicts(linked) == [("（下转第四版）", "page-mismatch"), ("（上接第一版）", "matched")]
    assert "第3版" in linked.continuations[0].reason
    assert len(linked.stories) == 1


@pytest.mark.parametrize("headline", [None, "same", "shortened"])
def test_a_tail_without_any_mark_on_another_page_than_printed(headline: str | None) -> None:
    """An orphan, or a piece under the head's headline, is found where nobody named its page."""
    named = {"same": BRIDGE.headline, "shortened": BRIDGE.headline[:6]}.get(headline or "")
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "紧接第三版"), *filler(3)],
                "02": [*filler(4), _tail(BRIDGE, headline=named)],
                "03": filler(5),
            }
        )
    )
    (one,) = linked.continuations
    assert (one.head, one.tail) == (_id("01", 1), _id("02", 2))
    assert (one.jump, one.verdict) == ("紧接第三版", "page-mismatch")


def test_a_piece_of_its_own_is_no_tail() -> None:
    """Under headlines of their own they are other pieces, on the page named as elsewhere."""
    _, second = halves(BRIDGE)
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第三版）"), *filler(3)],
                "02": [("大桥两岸的人家", second), *filler(4)],
                "03": [("看大桥怎样合龙", second), *filler(5)],
            }
        )
    )
    assert _verdicts(linked) == [("（下转第三版）", "no-tail")]


def test_a_piece_that_leads_on_itself_is_no_bare_tail() -> None:
    """Two first halves under one headline: neither goes on in the other."""
    _, second = halves(BRIDGE)
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第三版）"), *filler(3)],
                "02": [(BRIDGE.headline, (*second[:-1], second[-1] + "（下转第四版）"))],
                "03": filler(5),
                "04": filler(2),
            }
        )
    )
    assert {one.verdict for one in linked.continuations} == {"no-tail"}


@pytest.mark.parametrize(
    ("labels", "verdict"),
    [
        (("01", "02", "03"), "page-not-held"),
        (("01", "02"), "no-such-page"),
        (None, "page-not-held"),
    ],
)
def test_a_page_that_is_not_here(labels: tuple[str, ...] | None, verdict: str) -> None:
    """What the issue is known to have tells a missing page from a misprint."""
    linked = link(
        issue({"01": [_head(BRIDGE, "（下转第三版）")], "02": filler(3, 4)}, labels=labels)
    )
    (one,) = linked.continuations
    assert (one.head, one.tail, one.verdict) == (_id("01", 1), None, verdict)


def test_no_tail_and_no_head() -> None:
    """The pages are here and the other halves are not; the two left over are no pair."""
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第二版）"), *filler(2)],
                "02": [_tail(ORCHARD, "（上接第一版）"), *filler(4)],
            }
        )
    )
    assert _verdicts(linked) == [("（下转第二版）", "no-tail"), ("（上接第一版）", "no-head")]
    assert linked.stories == ()


def test_two_equal_candidates_are_left_to_the_editor() -> None:
    """The tail printed twice on its page: nothing is chosen, and all three lines say so."""
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第二版）")],
                "02": [
                    _tail(BRIDGE, "（上接第一版）"),
                    *filler(4),
                    _tail(BRIDGE, "（上接第一版）"),
                ],
            }
        )
    )
    assert [one.verdict for one in linked.continuations] == ["ambiguous"] * 3
    assert linked.stories == ()


def test_the_whole_text_on_two_pages() -> None:
    """A feed that gives the text twice without a jump line: one story, verdict repeated."""
    linked = link(
        issue({"01": [*filler(0), *filler(3)], "02": filler(4), "03": [*filler(5), *filler(0)]})
    )
    (one,) = linked.continuations
    assert (one.head, one.tail, one.jump) == (_id("01", 1), _id("03", 2), None)
    assert one.verdict == "repeated"
    assert linked.stories[0].pages == ("01", "03")


def test_the_whole_text_on_two_pages_with_a_jump_line() -> None:
    """The jump line between two prints of one text is answered by that."""
    whole = paragraphs(BRIDGE)
    linked = link(
        issue(
            {
                "01": [(BRIDGE.headline, (*whole, "（下转第三版）"))],
                "03": [(BRIDGE.headline, whole), *filler(3)],
            }
        )
    )
    assert _verdicts(linked) == [("（下转第三版）", "repeated")]


def test_the_end_of_the_text_again_as_a_block() -> None:
    """The whole on page 1 and its last part on page 6 with 上接: one story, matched."""
    whole = paragraphs(BRIDGE)
    linked = link(
        issue(
            {
                "001": [(BRIDGE.headline, whole), *filler(3)],
                "006": [(BRIDGE.headline, ("◀上接A01版", *whole[2:])), *filler(4)],
            }
        )
    )
    (one,) = linked.continuations
    assert (one.head, one.tail, one.verdict) == (_id("001", 1), _id("006", 1), "matched")


@pytest.mark.parametrize(
    "text",
    [
        "今天白天晴，最高气温十二度，夜间多云。",
        "责任编辑：丁一桥　版式设计：沈望秋",
        "本报地址：河湾镇渡口街一号　邮政编码一二三四五六　广告部电话请打总机",
    ],
)
def test_what_recurs_by_nature_is_no_story(text: str) -> None:
    """Weather, credits and the imprint stand on many pages and are not one piece."""
    linked = link(
        issue(
            {page: [("天气", (text,)), *filler(at)] for at, page in enumerate(("01", "02", "03"))}
        )
    )
    assert linked.continuations == ()
    assert linked.stories == ()


def test_a_pointer_to_a_story_is_no_part_of_it() -> None:
    """（A04）under the same headline on the front page points, and continues nothing."""
    linked = link(issue({"001": [(BRIDGE.headline, ("（A04）",))], "004": filler(0, 3)}))
    assert linked.continuations == ()


def test_a_chain_over_three_pages() -> None:
    """1 goes on on 3, and 3 on 5; the pages are listed as they are read."""
    text = paragraphs(BRIDGE)
    linked = link(
        issue(
            {
                "01": [(BRIDGE.headline, (text[0], text[1][:20] + "（下转第三版）")), *filler(3)],
                "03": [
                    *filler(4),
                    (None, ("（上接第一版）" + text[1][20:], text[2], "（下转第五版）")),
                ],
                "05": [(None, ("（上接第三版）", text[3], text[4])), *filler(5)],
            }
        )
    )
    assert [one.verdict for one in linked.continuations] == ["matched"] * 4
    assert linked.stories == (
        Story(_id("01", 1), (_id("01", 1), _id("03", 2), _id("05", 1)), ("01", "03", "05")),
    )


def test_a_jump_to_two_pages_finds_both_tails() -> None:
    """下转第二、三版: one answer for the line, and both parts in the story."""
    text = paragraphs(BRIDGE)
    linked = link(
        issue(
            {
                "01": [(BRIDGE.headline, (text[0] + "（下转第二、三版）",)), *filler(3)],
                "02": [(None, ("（上接第一版）", text[1], text[2])), *filler(4)],
                "03": [(None, ("（上接第一版）", text[3], text[4])), *filler(5)],
            }
        )
    )
    assert [one.verdict for one in linked.continuations] == ["matched"] * 3
    assert linked.stories[0].pages == ("01", "02", "03")


def test_jump_lines_that_lead_in_a_ring() -> None:
    """Each names the other as its continuation: an answer each, and no story from a ring."""
    first, second = halves(BRIDGE, mid=False)
    linked = link(
        issue(
            {
                "01": [(BRIDGE.headline, (*first, "（下转第二版）"))],
                "02": [(BRIDGE.headline, (*second, "（下转第一版）"))],
            }
        )
    )
    assert len(linked.continuations) == 2
    assert sum(len(one.parts) for one in linked.stories) <= 2


def test_a_jump_line_that_points_at_its_own_page() -> None:
    """It is answered, and not by the piece itself."""
    linked = link(issue({"01": [_head(BRIDGE, "（下转第一版）"), *filler(3)]}))
    (one,) = linked.continuations
    assert (one.verdict, one.tail) == ("no-tail", None)


def test_a_jump_line_to_another_day() -> None:
    """續昨第三版 has its other half in yesterday's paper."""
    linked = link(issue({"03": [(BRIDGE.headline, ("續昨第三版", *paragraphs(BRIDGE)))]}))
    (one,) = linked.continuations
    assert one.verdict == "page-not-held"


def test_an_issue_without_pages() -> None:
    """Nothing in, nothing out."""
    empty = issue({})
    assert link(empty) == empty


def test_two_pages_of_one_label() -> None:
    """The tail is found on the second of them."""
    made = issue(
        {
            "01": [_head(BRIDGE, "（下转第二版）")],
            "02": filler(3),
            "2": [_tail(BRIDGE, "（上接第一版）")],
        }
    )
    linked = link(replace(made, pages=(*made.pages[:2], replace(made.pages[2], label="02"))))
    assert len(linked.continuations) == 2


def test_a_hundred_jump_lines_on_one_page() -> None:
    """A hundred heads that name one page with a hundred tails: an answer each, in time."""
    subjects = [
        Subject(
            f"第{at}号井出水",
            f"{chr(0x5000 + 7 * at)}家堡",
            f"何{chr(0x6000 + at)}",
            f"{at}号井",
            "打井队",
        )
        for at in range(100)
    ]
    made = issue(
        {
            "01": [_head(one, "（下转第二版）") for one in subjects],
            "02": [_tail(one, "（上接第一版）") for one in subjects],
        }
    )
    start = time.perf_counter()
    linked = link(made)
    assert time.perf_counter() - start < 20
    assert len(linked.continuations) == 200


def test_linking_again_changes_nothing() -> None:
    """A linked issue is linked to itself."""
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第二版）"), *filler(3)],
                "02": [_tail(BRIDGE, "（上接第一版）"), *filler(3)],
            }
        )
    )
    assert link(linked) == linked


MARKS = st.sampled_from(
    ["", "", "", "（下转第一版）", "（下转第二版）", "（下转第三版）", "（上接第一版）",
     "（上接第二版）", "（上接第三版）", "（下转第九版）", "（下转第二、三版）", "（下转第2版②）",
     "（上接第1版②）", "續昨第三版"]
)  # fmt: skip
PIECE = st.tuples(
    st.integers(0, len(SUBJECTS) - 1), st.sampled_from(["whole", "first", "second"]), MARKS, MARKS
)
PAGES = st.lists(
    st.tuples(st.sampled_from(["01", "02", "03", "A01"]), st.lists(PIECE, max_size=5)), max_size=5
)


def _made(pages: list[tuple[str, list[tuple[int, str, str, str]]]]) -> Issue:
    made: list[Page] = []
    for at, (label, pieces) in enumerate(pages):
        texts: list[tuple[str | None, tuple[str, ...]]] = []
        for subject, part, before, after in pieces:
            first, second = halves(SUBJECTS[subject])
            text = {"whole": paragraphs(SUBJECTS[subject]), "first": first, "second": second}[part]
            headline = None if part == "second" else SUBJECTS[subject].headline
            texts.append((headline, (before + text[0], *text[1:-1], text[-1] + after)))
        page = issue({label: texts}).pages[0]
        articles = tuple(
            replace(one, id=f"hhrb-2031-03-05-{label}-{10 * at + order:02d}")
            for order, one in enumerate(page.articles, 1)
        )
        made.append(replace(page, sequence=at + 1, articles=articles))
    return replace(issue({}), pages=tuple(made))


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_whatever_is_printed_each_jump_line_has_one_answer(
    pages: list[tuple[str, list[tuple[int, str, str, str]]]],
) -> None:
    """Any mixture: each jump line once, stories apart, pairs real, the same again."""
    linked = link(_made(pages))
    articles = {one.id: one for page in linked.pages for one in page.articles}
    printed = sorted(jump.text for one in articles.values() for jump in one.jumps)
    listed = sorted(one.jump for one in linked.continuations if one.jump)
    assert printed == listed
    parts = [part for story in linked.stories for part in story.parts]
    assert len(parts) == len(set(parts))
    assert all(len(story.parts) > 1 for story in linked.stories)
    for one in linked.continuations:
        assert one.head is not None or one.tail is not None
        assert one.head != one.tail
        assert one.score is None or 0 <= one.score <= 1
        assert one.reason.endswith("。")
    assert link(linked) == linked


def test_evidence_shows_both_halves() -> None:
    """The sentences at the break and what was weighed, for a pair and for a head alone."""
    linked = link(
        issue(
            {
                "01": [_head(BRIDGE, "（下转第二版）"), _head(ORCHARD, "（下转第三版）")],
                "02": [_tail(BRIDGE, "（上接第一版）"), *filler(3)],
            }
        )
    )
    pair, _, alone = sorted(linked.continuations, key=lambda one: one.verdict)
    shown = evidence(linked, pair)
    assert shown.head is not None
    assert shown.tail is not None
    assert shown.head.sentence
    assert shown.tail.sentence
    assert shown.head.sentence + shown.tail.sentence in "".join(paragraphs(BRIDGE))
    assert shown.score == pair.score
    assert {"下转页码", "上接页码", "用词相近"} <= {one.name for one in shown.parts}
    single = evidence(linked, alone)
    assert single.tail is None
    assert single.parts == ()


def test_evidence_of_a_piece_that_is_not_there() -> None:
    """A continuation of another issue is refused."""
    stray = Continuation(_id("09", 1), None, "（下转第二版）", "no-tail", "。")
    with pytest.raises(KeyError):
        evidence(issue({}), stray)
