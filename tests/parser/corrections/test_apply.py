"""Corrections applied, taken back, and held against another reading."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.assembly import finished
from parser.corrections import Correction, corrected, correction_from_json, correction_to_json
from parser.corrections.apply import acting
from parser.corrections.content import CONTENT
from parser.corrections.links import settled
from parser.corrections.model import ON_JUMPS, UNSET
from parser.errors import WrongField
from parser.issue_json import dump_issue
from parser.model import Act, Article, Issue, Page

DAY = date(2024, 5, 6)
STEM = "hwqnb-2024-05-06"
A, B, C, D = f"{STEM}-01-01", f"{STEM}-01-02", f"{STEM}-02-01", f"{STEM}-02-02"
FERRY = "渡口的石阶一级一级没进水里，撑船的人把缆绳绕在木桩上。"
ROAD = "山路修到了村口。"
HILL = "茶园今年开得早，采茶的队伍清晨五点就出了门。"


def reading() -> Issue:
    """Two pages: a story whose jump line leads to a page that is not there, and others."""
    pages = (
        Page(
            "01",
            1,
            articles=(
                Article(
                    A, headline="渡口记", paragraphs=(FERRY, "船家说，水还要涨。（下转第四版）")
                ),
                Article(B, headline="茶山早", paragraphs=(HILL, ROAD, "游客多了。")),
            ),
        ),
        Page(
            "02",
            2,
            articles=(
                Article(C, headline="水情", paragraphs=("（上接第三版）雨来得急，要防内涝。",)),
                Article(D, headline="书房夜", paragraphs=("书房亮到夜里十点。",)),
            ),
        ),
    )
    return finished(Issue("hwqnb", "河湾青年报", DAY, labels=("01", "02"), pages=pages))


def act(name: Act, *, number: int = 1, **said: Any) -> Correction:
    """A correction made at its own minute."""
    when = datetime(2024, 5, 6, 20, tzinfo=UTC) + timedelta(minutes=number)
    values = {"id": f"c{number}", "newspaper": "hwqnb", "date": DAY, "when": when, **said}
    return Correction(act=name, **values)


JUMP = "（下转第四版）"
#: One of every act, on targets of their own.
ACTS = [
    act("link", number=1, target=A, jump=JUMP, after=C),
    act("verdict", number=2, target=C, jump="（上接第三版）", after="sound"),
    act("field", number=3, target=B, field="headline", before="茶山早", after="茶山早采"),
    act("field", number=4, target="02", field="section", before=None, after="副刊"),
    act("field", number=5, target=None, field="number", before=None, after="第1024期"),
    act(
        "paragraph",
        number=6,
        target=B,
        paragraph=1,
        before="山路修到了村口。",
        after="路修到村口。",
    ),
    act("kind", number=7, target=D, before="article", after="notice"),
    act("split", number=8, target=B, after={"paragraph": 2, "headline": "游客多了"}),
    act("order", number=9, target="02", before=[C, D], after=[D, C]),
    act("dismiss", number=10, target=D, field="headline-without-body", after=True),
    act("note", number=11, target=None, after="与印刷版核对过"),
]


def test_every_act_is_there() -> None:
    """An act that nothing carries out fails here."""
    assert set(CONTENT) | ON_JUMPS == set(get_args(Act))
    assert settled is not None


def test_all_acts_together() -> None:
    """Each does its own, and none gets in the way of another."""
    shown = corrected(reading(), ACTS)

    assert shown.unfit == ()
    assert shown.issue.number == "第1024期"
    assert shown.issue.page("02").section == "副刊"
    assert [a.id for a in shown.issue.page("02").articles] == [D, C]
    assert shown.issue.article(B).headline == "茶山早采"
    assert shown.issue.article(B).paragraphs == (HILL, "路修到村口。")
    assert shown.issue.article(f"{STEM}-01-03").headline == "游客多了"
    assert shown.issue.article(D).kind == "notice"
    assert shown.dismissed == {(D, "headline-without-body")}


def test_link_joins_the_story_and_both_lines() -> None:
    """The verdict stays what the page is; both jump lines are settled, the story is whole."""
    before = reading()
    assert any(one.open for one in before.continuations)

    shown = corrected(before, [act("link", target=A, jump=JUMP, after=C)]).issue

    assert {(one.head, one.tail, one.settled) for one in shown.continuations if one.head == A} == {
        (A, C, "linked")
    }
    assert [story.parts for story in shown.stories] == [(A, C)]
    assert not any(one.open for one in shown.continuations)
    assert [one.verdict for one in shown.continuations] == [
        one.verdict for one in before.continuations
    ]


def test_unlink_parts_what_was_joined() -> None:
    """A wrong join is taken apart on both lines."""
    linked = act("link", number=1, target=A, jump=JUMP, after=C)
    parted = act("unlink", number=2, target=A, jump=JUMP, before=C, after=None)

    shown = corrected(reading(), [linked, parted]).issue

    assert shown.stories == ()
    assert all(one.head is None or one.tail is None for one in shown.continuations)


@given(st.permutations(ACTS), st.data())
def test_order_of_the_file_does_not_matter_and_undoing_leaves_nothing(
    acts: list[Correction], data: st.DataObject
) -> None:
    """Any order gives the same issue; taking everything back gives the reading to the byte."""
    held = reading()
    some = data.draw(st.lists(st.sampled_from(acts), unique_by=lambda one: one.id))
    assert corrected(held, some) == corrected(held, sorted(some, key=lambda one: one.id or ""))
    undone = [
        replace(
            one,
            id=f"u{one.id}",
            undoes=one.id,
            when=(one.when or datetime.now(UTC)) + timedelta(days=1),
        )
        for one in some
    ]

    assert dump_issue(corrected(held, [*some, *undone]).issue) == dump_issue(held)


def test_taking_back_a_taking_back() -> None:
    """What was undone by mistake stands again."""
    first = act("kind", number=1, target=D, before="article", after="notice")
    undo = replace(first, id="u1", undoes="c1", when=datetime(2024, 5, 7, tzinfo=UTC))
    redo = replace(first, id="u2", undoes="u1", when=datetime(2024, 5, 8, tzinfo=UTC))

    assert acting([redo, first, undo]) == [first]
    assert corrected(reading(), [first, undo, redo]).issue.article(D).kind == "notice"


def test_a_new_reading_keeps_what_fits_and_lists_the_rest() -> None:
    """A text the site changed: the correction of it waits for a look, the others are applied."""
    held = reading()
    page = held.pages[0]
    changed = replace(page.articles[1], headline="茶山早早开园")
    newer = replace(
        held, pages=(replace(page, articles=(page.articles[0], changed)), *held.pages[1:])
    )

    shown = corrected(newer, ACTS)

    assert [one.correction.id for one in shown.unfit] == ["c3"]
    assert "茶山早早开园" in shown.unfit[0].reason
    assert shown.issue.article(B).headline == "茶山早早开园"
    assert len(shown.applied) == len(ACTS) - 1


def test_split_and_merge_are_each_others_reverse() -> None:
    """A piece split and merged again has the same text; the number is not given twice."""
    cut = act("split", number=1, target=B, after={"paragraph": 1, "headline": None})
    back = act("merge", number=2, target=B, after=f"{STEM}-01-03")
    again = act("split", number=3, target=B, after={"paragraph": 2, "headline": "另题"})

    shown = corrected(reading(), [cut, back, again], given={"01": {1, 2}})

    assert shown.unfit == ()
    assert shown.moved == {f"{STEM}-01-03": B}
    assert [a.id for a in shown.issue.pages[0].articles] == [A, B, f"{STEM}-01-04"]


def test_withdrawn_pieces_are_nowhere() -> None:
    """Neither on a page nor in a story, and back again."""
    link = act("link", number=1, target=A, jump=JUMP, after=C)
    gone = act("withdraw", number=2, target=C, after=True)
    back = act("withdraw", number=3, target=C, after=False)

    hidden, restored = corrected(reading(), [link, gone]), corrected(reading(), [link, gone, back])

    assert hidden.withdrawn == {C}
    assert C not in dump_issue(hidden.issue)
    assert dump_issue(restored.issue) == dump_issue(corrected(reading(), [link]).issue)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (act("field", target=f"{STEM}-01-09", field="headline", after="x"), "已不在本期"),
        (act("field", target="09", field="section", after="x"), "没有 09 版"),
        (act("field", target=A, field="id", after="x"), "不能改"),
        (act("field", target=A, field="headline", after=7), "headline"),
        (act("kind", target=A, before="photo", after="ad"), "现在是"),
        (act("kind", target=A, after="poem"), "没有这一类"),
        (act("paragraph", target=A, paragraph=9, before="x", after="y"), "只有 2 段"),
        (act("split", target=A, after={"paragraph": 0}), "分不开"),
        (act("split", target=A, after={"paragraph": 5}), "分不开"),
        (act("merge", target=A, after=C), "不在同一版"),
        (act("merge", target=A, after=A), "不在同一版"),
        (act("order", target="01", after=[A]), "不是这些"),
        (act("link", target=A, jump="（下转第九版）", after=C), "没有转版标记"),
        (act("link", target=A, jump=JUMP, after=A), "成环"),
        (act("link", target=A, jump=JUMP, after=f"{STEM}-03-01"), "已不在本期"),
    ],
)
def test_what_does_not_fit_changes_nothing(one: Correction, reason: str) -> None:
    """A target that is gone, a stale state, a ring: kept, told, and not applied."""
    held = reading()

    shown = corrected(held, [one])

    assert [unfit.correction for unfit in shown.unfit] == [one]
    assert reason in shown.unfit[0].reason
    assert dump_issue(shown.issue) == dump_issue(held)


def test_a_loop_of_links_is_refused() -> None:
    """Head and tail of one story are not joined the other way round."""
    links = [
        act("link", number=1, target=A, jump=JUMP, after=C),
        act("link", number=2, target=C, jump="（上接第三版）", after=A),
    ]

    shown = corrected(reading(), links)

    assert len(shown.issue.stories) == 1


@pytest.mark.parametrize("one", ACTS, ids=lambda one: f"{one.act}-{one.id}")
def test_lines_of_a_file_come_back(one: Correction) -> None:
    """What is written is read again."""
    assert correction_from_json(correction_to_json(one)) == one


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"act": "paint"}, "act"),
        ({"newspaper": "../x"}, "newspaper code"),
        ({"date": "2024-13-01"}, "date"),
        ({"target": "01"}, "id of a piece"),
        ({"colour": "red"}, "colour"),
        ({"jump": None}, "jump line"),
        ({"act": "verdict", "after": "wrong"}, "printed-error"),
        ({"act": "split", "after": {"paragraph": -1}}, "split"),
        ({"act": "paragraph", "paragraph": None, "after": "x"}, "number of a paragraph"),
        ({"act": "dismiss", "field": "ugly", "after": True}, "kind of a fault"),
    ],
)
def test_lines_without_meaning_are_refused(change: dict[str, Any], reason: str) -> None:
    """One line that names the field."""
    plain = correction_to_json(act("link", target=A, jump=JUMP, after=C)) | change

    with pytest.raises(WrongField, match=reason):
        correction_from_json(plain)


def test_before_left_out_is_what_stands() -> None:
    """A file may leave `before` out."""
    plain = correction_to_json(act("kind", target=D, after="notice"))

    assert "before" not in plain
    assert correction_from_json(plain).before is UNSET
