"""A new reading of an issue that is held: same pieces keep their numbers, no page vanishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from parser.ids import make_id
from parser.model import Article, Continuation, Issue, Jump, Page, Story
from parser.renewal import as_edition, renewed, same_pieces, under_held_numbers

DAY = date(2031, 5, 6)
STEM = "lhwb-2031-05-06"


def piece(label: str, number: int, headline: str | None, text: str = "", **more: Any) -> Article:
    paragraphs = (text,) if text else ()
    return Article(make_id(STEM, label, number), headline=headline, paragraphs=paragraphs, **more)


def page(label: str, *articles: Article, sequence: int = 1) -> Page:
    return Page(label, sequence, articles=articles)


def issue(*pages: Page, labels: tuple[str, ...] | None = None) -> Issue:
    return Issue("lhwb", "芦荷晚报", DAY, labels=labels, pages=pages)


def ids(one: Issue) -> list[str]:
    return [article.id for page in one.pages for article in page.articles]


FERRY = piece("01", 1, "渡船改夜航", "渡船从今晚起夜航到十点。")
MARKET = piece("01", 2, "早市搬家", "老街早市搬到河西。")
SCHOOL = piece("02", 1, "乡小添图书", "乡小收到一千册图书。")


def test_a_second_page_joins_the_first() -> None:
    """Two pages read one after the other are one issue of two pages."""
    made = renewed(issue(page("01", FERRY, MARKET)), issue(page("02", SCHOOL, sequence=2)))

    assert [one.label for one in made.issue.pages] == ["01", "02"]
    assert (made.renewed, made.unlike) == ((), ())


def test_a_renewed_page_keeps_the_numbers_of_its_pieces() -> None:
    """A piece put before the others takes the next number; the others keep theirs."""
    storm = piece("01", 1, "夜里有大风", "气象台说夜里有大风。")
    again = page("01", storm, piece("01", 2, "早市搬家", "老街早市搬到河西。"), FERRY)
    read = issue(replace(again, articles=(*again.articles[:2], replace(FERRY, id=f"{STEM}-01-03"))))

    made = renewed(issue(page("01", FERRY, MARKET)), read)

    assert ids(made.issue) == [f"{STEM}-01-03", f"{STEM}-01-02", f"{STEM}-01-01"]
    assert made.renewed == ("01",)


def test_a_number_once_given_is_never_given_again() -> None:
    """Not even where its piece was merged into another, or is gone."""
    extra = piece("01", 3, "河堤植树", "河堤上种了柳树。")

    made = renewed(issue(page("01", FERRY)), issue(page("01", FERRY, extra)), given={"01": {2, 7}})

    assert ids(made.issue) == [f"{STEM}-01-01", f"{STEM}-01-08"]


def test_a_source_of_its_own_tells_a_piece_whose_headline_was_mended() -> None:
    """A source that all pieces of a page share tells nothing."""
    old = [replace(FERRY, source="c_1.htm"), replace(MARKET, source="c_2.htm")]
    new = [
        piece("01", 1, "早市搬家了", source="c_2.htm"),
        piece("01", 2, "渡船夜航", source="c_1.htm"),
    ]
    shared = [replace(one, source="01.txt") for one in (FERRY, MARKET)]

    assert same_pieces(old, new) == {f"{STEM}-01-01": 2, f"{STEM}-01-02": 1}
    assert same_pieces(shared, [piece("01", 1, "别的", "别的事。", source="01.txt")]) == {}


def test_a_headline_whose_text_came_later_is_the_same_piece() -> None:
    """A piece first known from a list alone is fetched whole another day."""
    assert same_pieces([piece("01", 4, "早市搬家")], [replace(MARKET, id=f"{STEM}-01-01")]) == {
        f"{STEM}-01-01": 4
    }


def test_a_page_with_no_piece_in_common_is_named() -> None:
    """It may be of another edition of the day."""
    made = renewed(issue(page("01", FERRY)), issue(page("01", SCHOOL)))

    assert made.unlike == ("01",)
    assert ids(made.issue) == [f"{STEM}-01-02"]


def test_two_pages_of_one_label_keep_their_pieces_apart() -> None:
    """The second 03 is held against the second 03, and numbers are given once for both."""
    held = issue(
        page("03", replace(FERRY, id=f"{STEM}-03-01")), page("03", piece("03", 2, "棋", "棋"))
    )
    fresh = issue(
        page("03", replace(FERRY, id=f"{STEM}-03-01"), piece("03", 2, "新", "新的事")),
        page("03", piece("03", 3, "棋", "棋")),
    )

    assert ids(renewed(held, fresh).issue) == [f"{STEM}-03-01", f"{STEM}-03-03", f"{STEM}-03-02"]


def test_jump_lines_are_answered_over_all_pages() -> None:
    """A head held alone finds its tail when that page comes."""
    head = replace(FERRY, jumps=(Jump("（下转第二版）", "to", ("02",)),))
    tail = piece("02", 1, "渡船改夜航", "夜航的渡船每半小时一班，末班十点靠岸。")
    tail = replace(tail, jumps=(Jump("（上接第一版）", "from", ("01",)),))

    made = renewed(issue(page("01", head)), issue(page("02", tail, sequence=2)))

    assert [one.verdict for one in made.issue.continuations] == ["matched", "matched"]


def test_a_reading_alone_comes_under_the_held_numbers() -> None:
    """Its own continuations and stories follow its ids."""
    read = issue(page("01", replace(MARKET, id=f"{STEM}-01-01")), page("02", SCHOOL, sequence=2))
    read = replace(
        read,
        continuations=(Continuation(f"{STEM}-01-01", f"{STEM}-02-01", None, "matched", ""),),
        stories=(Story(f"{STEM}-01-01", (f"{STEM}-01-01", f"{STEM}-02-01"), ("01", "02")),),
    )

    made = under_held_numbers(issue(page("01", FERRY, MARKET)), read)

    assert ids(made) == [f"{STEM}-01-02", f"{STEM}-02-01"]
    assert (made.continuations[0].head, made.stories[0].parts[0]) == (f"{STEM}-01-02",) * 2


def test_an_edition_has_ids_of_its_own() -> None:
    """The second edition of a day, and back."""
    evening = as_edition(issue(page("01", FERRY)), "晚报", 2)

    assert ids(evening) == [f"{STEM}-2-01-01"]
    assert (evening.stem, evening.edition_number) == (f"{STEM}-2", 2)
    assert as_edition(evening, None, 1) == issue(page("01", FERRY))


headlines = st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=6, unique=True)


@given(headlines, headlines, st.sets(st.integers(1, 9)))
def test_numbers_stay_and_stand_once(held: list[str], read: list[str], gone: set[int]) -> None:
    """Whatever comes, a piece keeps its number and no number stands twice or comes back."""
    old = issue(page("01", *(piece("01", n, h, h * 3) for n, h in enumerate(held, 1))))
    new = issue(page("01", *(piece("01", n, h, h * 3) for n, h in enumerate(read, 1))))
    numbers = {h: n for n, h in enumerate(held, 1)}

    made = renewed(old, new, given={"01": gone}).issue

    got = {article.headline: article.order for article in made.pages[0].articles}
    assert len(set(got.values())) == len(read)
    assert all(got[h] == numbers[h] for h in read if h in numbers)
    assert not (gone | set(numbers.values())) & {got[h] for h in read if h not in numbers}
