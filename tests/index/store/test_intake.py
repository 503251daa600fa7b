"""Pages are joined by label, nothing held vanishes unasked, and what was renewed can come back."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Archive
from parser.continuation.linker import link
from parser.errors import NotHeld, Withdrawn, WrongField
from parser.model import Article, Image, Issue, Jump, Page, Picture, Reference
from parser.provenance import Provenance
from parser.renewal import as_edition
from tests.index.cases import DAY, every_field, issue, one_page, page

TEXTS = {
    "桥": "石桥合龙，两岸来往只要一刻钟。",
    "渠": "水渠通水，沿渠各村都来看。",
    "校": "新校舍落成，孩子们搬进教室。",
    "路": "山路铺好，班车通到坡顶。",
}


def piece(label: str, order: int, headline: str, *texts: str, **more: object) -> Article:
    made = f"ycrb-{DAY}-{label}-{order:02d}"
    return Article(made, headline=headline, paragraphs=texts, **more)  # type: ignore[arg-type]


def told(label: str, *headlines: str) -> Page:
    """A page with a piece for each headline."""
    made = [piece(label, n, h, TEXTS.get(h, f"{h}的正文。")) for n, h in enumerate(headlines, 1)]
    return page(label, *made, sequence=int(label))


def ids(made: Issue) -> dict[str, str | None]:
    return {a.id: a.headline for p in made.pages for a in p.articles}


def test_a_page_is_added_to_a_held_issue(tmp_path: Path) -> None:
    """Page 2 after page 1, in two commands: both are held and found, and their jump lines meet."""
    first = told("01", "桥", "渠")
    head = piece("01", 3, "山城见闻", "一路走到坡", jumps=())
    first = replace(
        first, articles=(*first.articles, replace(head, paragraphs=("走到坡（下转第二版）",)))
    )
    tail = piece("02", 1, "山城见闻", "（上接第一版）顶，天就亮了。")
    with Archive(tmp_path) as archive:
        assert archive.add(link(issue(first))).result == "added"
        stored = archive.add(link(issue(page("02", tail, sequence=2))))
        assert (stored.result, stored.pages_added, stored.pages_renewed) == ("renewed", ("02",), ())
        held = archive.issue("ycrb", DAY)
        assert [p.label for p in held.pages] == ["01", "02"]
        assert {c.verdict for c in held.continuations} == {"matched"}
        assert archive.search('"坡顶"').total == 1
        assert archive.search('"石桥合龙"').total == 1
        assert len(archive.history("ycrb", DAY)) == 2


def test_a_page_with_other_content_renews_it(tmp_path: Path) -> None:
    """The other pages stay; the older reading is kept, can be read, and is brought back whole."""
    before = link(issue(told("01", "桥"), told("02", "渠")))
    corrected = replace(
        told("01", "桥"), articles=(piece("01", 1, "桥", "石桥合龙，两岸来往只要半刻钟。"),)
    )
    with Archive(tmp_path) as archive:
        archive.add(before, (), Provenance(datetime(2022, 8, 10, 5, tzinfo=UTC), "a" * 64))
        stored = archive.add(link(issue(corrected)))
        assert (stored.result, stored.pages_renewed, stored.unlike) == ("renewed", ("01",), ())
        assert archive.search('"半刻钟"').total == 1
        assert archive.search('"一刻钟"').total == 0
        assert archive.search('"水渠通水"').total == 1
        one, two = archive.history("ycrb", DAY)
        assert (one.input, one.captured_at) == ("a" * 64, datetime(2022, 8, 10, 5, tzinfo=UTC))
        assert (two.input, two.bytes) == (None, 0)
        assert archive.reading("ycrb", DAY, 1) == before
        assert archive.reading("ycrb", DAY, 2) == archive.issue("ycrb", DAY)
        with pytest.raises(NotHeld, match="no reading 3"):
            archive.reading("ycrb", DAY, 3)
        assert archive.add(archive.reading("ycrb", DAY, 1), whole=True).result == "replaced"
        assert archive.issue("ycrb", DAY) == before
        assert len(archive.history("ycrb", DAY)) == 3


def test_nothing_vanishes_unless_replaced(tmp_path: Path) -> None:
    """With `whole` pages go, and it is told which; the reading that had them is kept."""
    before = link(issue(told("01", "桥"), told("02", "渠", "校")))
    with Archive(tmp_path) as archive:
        archive.add(before)
        assert archive.add(link(issue(told("01", "桥")))).result == "unchanged"
        stored = archive.add(link(issue(told("01", "桥"))), whole=True)
        assert (stored.result, stored.pages_gone, stored.pieces_gone) == ("replaced", ("02",), 2)
        assert archive.search('"水渠通水"').total == 0
        assert archive.reading("ycrb", DAY, 1) == before


def test_another_edition_is_suspected(tmp_path: Path) -> None:
    """A page that shares no piece with the one it renews is named."""
    with Archive(tmp_path) as archive:
        archive.add(link(issue(told("01", "桥"), told("02", "渠"))))
        assert archive.add(link(issue(told("01", "校", "路")))).unlike == ("01",)
        assert archive.add(link(issue(told("01", "校", "桥")))).unlike == ()


def test_two_editions_of_a_day(tmp_path: Path) -> None:
    """Two issues, with ids of their own; each text is found once, each is read by its number."""
    morning = link(issue(told("01", "桥"), told("02", "渠")))
    evening = as_edition(link(issue(told("01", "校"))), "晚报", 2)
    local = as_edition(link(issue(told("01", "路"))), "山区版", 2)
    with Archive(tmp_path) as archive:
        for made in (morning, evening, local):
            assert archive.add(made).result == "added"
            assert archive.add(made).result == "unchanged"
        assert archive.issue("ycrb", DAY) == morning
        assert archive.issue("ycrb", DAY, 2) == evening
        assert archive.issue("ycrb", DAY, 3) == as_edition(local, "山区版", 3)
        assert [(s.edition, s.edition_number) for s in archive.issues()] == [
            (None, 1),
            ("晚报", 2),
            ("山区版", 3),
        ]
        found = {text: archive.search(f'"{text}"') for text in ("石桥", "新校舍", "山路")}
        assert {text: results.total for text, results in found.items()} == dict.fromkeys(found, 1)
        assert found["山路"].hits[0].id == f"ycrb-{DAY}-3-01-01"
        assert archive.edition_number("ycrb", DAY, "山区版") == 3
        with pytest.raises(NotHeld, match="no edition 午报"):
            archive.edition_number("ycrb", DAY, "午报")


def test_ids_have_room_for_so_many_editions(tmp_path: Path) -> None:
    """The tenth edition of a day is refused with a line, and nothing is stored of it."""
    with Archive(tmp_path) as archive:
        for n in range(8):
            archive.add(as_edition(issue(told("01", "桥")), f"第{n}号外", 2))
        with pytest.raises(WrongField, match="more than 9 editions"):
            archive.add(as_edition(issue(told("01", "桥")), "再一号外", 2))
        assert len(archive.issues()) == 8


def test_a_number_is_never_given_twice(tmp_path: Path) -> None:
    """A piece that is gone keeps its number to itself, also after its page was left out."""
    with Archive(tmp_path) as archive:
        archive.add(link(issue(told("01", "桥", "渠", "校"))))
        archive.add(link(issue(told("01", "校", "桥"))))
        assert ids(archive.issue("ycrb", DAY)) == {
            f"ycrb-{DAY}-01-03": "校",
            f"ycrb-{DAY}-01-01": "桥",
        }
        archive.add(link(issue(told("02", "渠"))), whole=True)
        archive.add(link(issue(told("01", "路"))))
        assert ids(archive.issue("ycrb", DAY)) == {
            f"ycrb-{DAY}-01-04": "路",
            f"ycrb-{DAY}-02-01": "渠",
        }


def test_a_headline_alone_takes_no_text_away(tmp_path: Path) -> None:
    """A page that came without its articles leaves the text that was held in its place."""
    held = told("01", "桥", "渠")
    bare = replace(held, articles=tuple(replace(a, paragraphs=()) for a in held.articles))
    half = replace(held, articles=(held.articles[0], bare.articles[1]))
    with Archive(tmp_path) as archive:
        archive.add(link(issue(held)))
        for less in (bare, half, replace(held, articles=())):
            assert archive.add(link(issue(less))).result == "unchanged", less
        more = replace(held, articles=(*half.articles, piece("01", 3, "路", TEXTS["路"])))
        assert archive.add(link(issue(more))).result == "renewed"
        assert archive.search('"水渠通水"').total == archive.search('"山路"').total == 1


def test_two_pages_of_one_label(tmp_path: Path) -> None:
    """Both pages printed 03 stay, each with its section and pieces, whatever is read after."""
    twice = issue(
        page("03", piece("03", 1, "桥", TEXTS["桥"]), section="要闻", sequence=3),
        page("03", piece("03", 2, "校", TEXTS["校"]), section="专版", sequence=4),
    )
    with Archive(tmp_path) as archive:
        archive.add(link(twice))
        assert archive.add(link(twice)).result == "unchanged"
        archive.add(link(issue(told("01", "路"))))
        held = archive.issue("ycrb", DAY)
        assert [(p.label, p.section) for p in held.pages] == [
            ("01", None),
            ("03", "要闻"),
            ("03", "专版"),
        ]
        assert archive.search('"新校舍"').total == archive.search('"石桥"').total == 1


def test_links_as_given_stay(tmp_path: Path) -> None:
    """Issue JSON that brings its own continuations comes back equal; given again, no change."""
    with Archive(tmp_path) as archive:
        archive.add(every_field())
        assert archive.add(every_field()).result == "unchanged"
        other = replace(
            every_field(),
            continuations=tuple(replace(c, reason="另说") for c in every_field().continuations),
        )
        assert archive.add(other).result == "renewed"
        assert archive.issue("ycrb", DAY) == other


def test_what_is_absent_comes_back_absent(tmp_path: Path) -> None:
    """An older reading with halves that are missing and jump lines that name no page is equal."""
    made = every_field()
    lonely = tuple(replace(c, head=None, jump=None, score=None) for c in made.continuations)
    first, last = made.pages
    jumps = (Jump("（下转）", "to", ()),)
    bare = replace(last.articles[0], jumps=jumps, references=(Reference("（见报）", ()),))
    before = replace(
        made, continuations=lonely, pages=(first, replace(last, articles=(bare,))), stories=()
    )
    with Archive(tmp_path) as archive:
        archive.add(before)
        archive.add(made, whole=True)
        assert archive.reading("ycrb", DAY, 1) == before
        assert archive.verify().faults == []


LABELS = st.sampled_from(["01", "02", "03"])
HEADLINES = st.lists(st.sampled_from(sorted(TEXTS)), unique=True, min_size=1)


@settings(max_examples=25)
@given(st.lists(st.tuples(LABELS, HEADLINES, st.booleans()), min_size=1, max_size=6))
def test_every_state_can_be_read_again(acts: list[tuple[str, list[str], bool]]) -> None:
    """Whatever is added or replaced, each state that was ever shown is a reading, byte for byte."""
    with TemporaryDirectory() as folder, Archive(folder) as archive:
        states: list[Issue] = []
        for label, headlines, whole in acts:
            archive.add(link(issue(told(label, *headlines))), whole=whole)
            now = archive.issue("ycrb", DAY)
            if not states or now != states[-1]:
                states.append(now)
            assert label in [p.label for p in now.pages]
        readings = archive.history("ycrb", DAY)
        found = [archive.reading("ycrb", DAY, reading.number) for reading in readings]
        assert found == states
        seen: dict[str, str | None] = {}
        for state in states:
            for id_, headline in ids(state).items():
                assert seen.setdefault(id_, headline) == headline


def test_room_grows_by_what_changed(tmp_path: Path) -> None:
    """Three readings of an issue of forty pieces, a sentence changed: some hundred bytes each."""
    rnd = random.Random(7)
    words = [chr(rnd.randrange(0x4E00, 0x9FA5)) for _ in range(2000)]

    def text() -> str:
        return "".join(rnd.choices(words, k=600))

    pieces = [piece("01", n, f"标题{n}", text(), text()) for n in range(1, 41)]
    with Archive(tmp_path) as archive:
        archive.add(link(issue(page("01", *pieces))))
        for n in (3, 17):
            first, second = pieces[n].paragraphs
            pieces[n] = replace(pieces[n], paragraphs=(first + "又改了一句。", second))
            archive.add(link(issue(page("01", *pieces))))
        sizes = [reading.bytes for reading in archive.history("ycrb", DAY)]
        assert len(sizes) == 3
        assert max(sizes) < 600, sizes


def test_a_long_chain_of_readings(tmp_path: Path) -> None:
    """Forty readings of one issue are all there, those that stand alone among them."""
    with Archive(tmp_path) as archive:
        for n in range(40):
            archive.add(one_page(f"第{n}次改的正文。", "没有改的一段。" * 30))
        for n in (0, 15, 16, 17, 31, 32, 39):
            assert archive.reading("ycrb", DAY, n + 1).pages[0].articles[0].paragraphs[0] == (
                f"第{n}次改的正文。"
            )


def test_a_story_is_withdrawn_and_comes_back(tmp_path: Path) -> None:
    """In no search, list or issue; its pieces go together; held as before and shown again."""
    made = every_field()
    head, tail = made.stories[0].parts
    with Archive(tmp_path) as archive:
        archive.add(made, [Picture("a.jpg", "image/jpeg", b"jpeg")])
        archive.withdraw(tail, "作者要求")
        shown = archive.issue("ycrb", DAY)
        assert ids(shown) == {f"ycrb-{DAY}-03-02": "渠首晨光"}
        assert (shown.continuations, shown.stories) == ((), ())
        assert archive.search("开渠").total == 0
        assert archive.search("渠首").total == 1
        assert archive.search("", sort="newest").total <= 1
        assert archive.picture("ycrb", DAY, "a.jpg") is None
        assert archive.withdrawn("ycrb", DAY) == {head, tail}
        assert [w.reason for w in archive.withdrawals()] == ["作者要求"] * 2
        (summary,) = archive.issues()
        assert (summary.articles, summary.stories, summary.jumps) == (1, 1, 0)
        assert archive.issue("ycrb", DAY, as_read=True) == made
        with pytest.raises(NotHeld):
            archive.similar(head)
        with pytest.raises(NotHeld, match="already"):
            archive.withdraw(head)
        archive.restore_withdrawn(head)
        assert archive.issue("ycrb", DAY) == made
        assert archive.search("开渠").total == 1
        assert archive.picture("ycrb", DAY, "a.jpg") is not None
        assert archive.withdrawals() == ()
        with pytest.raises(NotHeld, match="not withdrawn"):
            archive.restore_withdrawn(head)


def test_an_issue_is_withdrawn(tmp_path: Path) -> None:
    """The whole of it is not shown; a new reading of it, or its removal, does not bring it back."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"))
        archive.withdraw(f"ycrb-{DAY}")
        with pytest.raises(Withdrawn):
            archive.issue("ycrb", DAY)
        assert archive.search("水渠").total == 0
        archive.add(one_page("水渠昨日断水。"))
        assert archive.search("水渠").total == 0
        archive.remove("ycrb", DAY)
        archive.add(one_page("水渠通水。"))
        assert archive.search("水渠").total == 0
        archive.restore_withdrawn(f"ycrb-{DAY}")
        assert archive.search("水渠").total == 1


@pytest.mark.parametrize("asked", ["", "x", "ycrb-2022-02-30-01-01", f"ycrb-{DAY}-01-99", "ycrb"])
def test_what_cannot_be_withdrawn_is_named(tmp_path: Path, asked: str) -> None:
    """No such id, no such piece: one error, nothing noted."""
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"))
        with pytest.raises((WrongField, NotHeld)):
            archive.withdraw(asked)
        assert archive.withdrawals() == ()


def test_an_issue_is_removed(tmp_path: Path) -> None:
    """With its readings and its own pictures; what another issue has stays."""
    other = date(2022, 8, 11)
    both, own = Picture("a.jpg", "image/jpeg", b"both"), Picture("b.jpg", "image/jpeg", b"own")
    with Archive(tmp_path) as archive:
        archive.add(one_page("水渠通水。"), [both, own])
        archive.add(one_page("水渠昨日断水。"))
        archive.add(one_page("电站发电。", day=other), [both])
        archive.remove("ycrb", DAY)
        assert [s.date for s in archive.issues()] == [other]
        assert archive.search("水渠").total == 0
        assert archive.picture("ycrb", other, "a.jpg") == both
        assert [p.read_bytes() for p in tmp_path.glob("pictures/??/*")] == [b"both"]
        archive.remove("ycrb", other)
        assert archive.newspapers() == ()
        with pytest.raises(NotHeld):
            archive.remove("ycrb", other)


def test_a_page_whose_picture_is_gone_is_a_page(tmp_path: Path) -> None:
    """The file was deleted: the picture is not held, everything else is as it was."""
    made = issue(page("01", piece("01", 1, "桥", TEXTS["桥"], images=(Image("a.jpg", "图"),))))
    with Archive(tmp_path) as archive:
        archive.add(made, [Picture("a.jpg", "image/jpeg", b"jpeg")])
        for path in tmp_path.glob("pictures/??/*"):
            path.unlink()
        assert archive.picture("ycrb", DAY, "a.jpg") is None
        assert archive.issue("ycrb", DAY) == made
        archive.add(made, [Picture("a.jpg", "image/jpeg", b"jpeg")])
        assert archive.picture("ycrb", DAY, "a.jpg") is not None
