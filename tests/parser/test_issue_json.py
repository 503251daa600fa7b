"""Issue JSON: what goes out comes back, what is wrong is named."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import WrongField
from parser.issue_json import (
    FIRST_YEAR,
    LAST_YEAR,
    dump_issue,
    issue_from_json,
    issue_to_json,
    load_json,
)
from parser.model import (
    Article,
    Author,
    Continuation,
    Dateline,
    Image,
    Issue,
    Jump,
    Page,
    Reference,
    Repair,
    Story,
)

#: What JSON text can carry: no lone surrogates.
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | words
numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
authors = st.builds(Author, words, maybe, maybe, st.booleans())
coordinates = st.floats(-1e6, 1e6, width=32)
sizes = st.none() | st.floats(1, 1e6, width=32)
polygons = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=5).map(tuple)
days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
ends = st.none() | st.just("dtrb-2022-08-10-01-01")


def many(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=3).map(tuple)


articles = st.builds(
    Article,
    id=st.just("dtrb-2022-08-10-01-01"),
    kind=st.sampled_from(["article", "photo", "pointer", "notice", "ad"]),
    column_name=maybe,
    kicker=maybe,
    headline=maybe,
    subheadline=maybe,
    byline=maybe,
    authors=many(authors),
    dateline=st.none() | st.builds(Dateline, words, maybe, maybe, st.none() | days),
    paragraphs=many(words),
    images=many(st.builds(Image, maybe, maybe, maybe, many(authors))),
    jumps=many(st.builds(Jump, words, st.sampled_from(["to", "from"]), many(words), maybe)),
    references=many(st.builds(Reference, words, many(words))),
    regions=many(polygons),
    repairs=many(
        st.builds(
            Repair, st.sampled_from(["duplicate", "doubtful"]), words, st.none() | st.just(0), maybe
        )
    ),
    source=maybe,
)
pages = st.builds(
    Page,
    label=st.just("01"),
    sequence=st.just(1),
    section=maybe,
    width=sizes,
    height=sizes,
    image=maybe,
    pdf=maybe,
    source=maybe,
    articles=articles.map(lambda article: (article,)),
)
verdicts = st.sampled_from(["matched", "no-tail"])
settled = st.sampled_from([None, "printed-error", "sound", "linked"])
continuations = st.builds(
    Continuation, ends, ends, maybe, verdicts, words, st.none() | numbers, settled
)
stories = st.builds(
    Story,
    id=st.just("dtrb-2022-08-10-01-01"),
    parts=st.just(("dtrb-2022-08-10-01-01",)),
    pages=many(words),
)
issues = st.builds(
    Issue,
    newspaper=st.just("dtrb"),
    newspaper_name=words,
    date=st.just(date(2022, 8, 10)),
    number=maybe,
    labels=st.none() | many(st.sampled_from(["01", "A02", "02-03", "号外"])),
    pages=pages.map(lambda page: (page,)),
    continuations=many(continuations),
    stories=st.lists(stories, max_size=1).map(tuple),
)


@given(issues)
def test_round_trip(issue: Issue) -> None:
    """Any issue comes back equal, through text and through plain values."""
    assert issue == issue_from_json(load_json(dump_issue(issue)))
    assert issue == issue_from_json(issue_to_json(issue))


def test_printed_words_alone_make_an_issue() -> None:
    """Ids, sequences and the newspaper's name are filled in."""
    issue = issue_from_json(
        {
            "newspaper": "qcrb",
            "date": "2026-03-02",
            "pages": [
                {"label": "01", "articles": [{"headline": "甲"}, {"headline": "乙"}]},
                {"label": "A2", "articles": [{"paragraphs": ["丙"]}]},
            ],
        }
    )

    assert [article.id for page in issue.pages for article in page.articles] == [
        "qcrb-2026-03-02-01-01",
        "qcrb-2026-03-02-01-02",
        "qcrb-2026-03-02-A2-01",
    ]
    assert [page.sequence for page in issue.pages] == [1, 2]
    assert issue.newspaper_name == "qcrb"


WRONG = {
    "not an object": ([], "an issue is a JSON object"),
    "no date": ({"newspaper": "dtrb"}, "missing field date"),
    "no such day": ({"newspaper": "dtrb", "date": "2022-02-30"}, "$.date"),
    "another schema": ({"newspaper": "dtrb", "date": "2022-02-03", "schema": 2}, "schema"),
    "unknown name": (
        {"newspaper": "dtrb", "date": "2022-02-03", "pages": [{"label": "01", "artikels": []}]},
        "unknown field `artikels` - at `$.pages[0]`",
    ),
    "wrong type": (
        {
            "newspaper": "dtrb",
            "date": "2022-02-03",
            "pages": [{"label": "01", "articles": [{"headline": 5}]}],
        },
        "$.pages[0].articles[0].headline",
    ),
    "unknown verdict": (
        {
            "newspaper": "dtrb",
            "date": "2022-02-03",
            "continuations": [
                {"from": None, "to": None, "jump": None, "verdict": "fine", "reason": ""}
            ],
        },
        "$.continuations[0].verdict",
    ),
    "a path for a code": ({"newspaper": "../x", "date": "2022-02-03"}, "short code"),
    "a path for a label": (
        {"newspaper": "dtrb", "date": "2022-02-03", "pages": [{"label": "../x"}]},
        "not a page label",
    ),
    "an id from elsewhere": (
        {
            "newspaper": "dtrb",
            "date": "2022-02-03",
            "pages": [{"label": "01", "articles": [{"id": "dtrb-2022-02-03-02-01"}]}],
        },
        "$.pages[0].articles[0].id",
    ),
    "an id twice": (
        {
            "newspaper": "dtrb",
            "date": "2022-02-03",
            "pages": [{"label": "01", "articles": [{"id": "dtrb-2022-02-03-01-01"}] * 2}],
        },
        "id stands twice",
    ),
}


@pytest.mark.parametrize(("data", "said"), WRONG.values(), ids=WRONG)
def test_wrong_fields_are_named(data: object, said: str) -> None:
    """The error says which field, and in which file."""
    with pytest.raises(WrongField) as caught:
        issue_from_json(data, file="pages.jsonl:3")

    assert said in str(caught.value)
    assert "pages.jsonl:3" in str(caught.value)


def held(**article: object) -> dict[str, object]:
    """An issue of one page with one piece of those fields."""
    return {**BARE, "pages": [{"label": "01", "articles": [article]}]}


BARE: dict[str, object] = {"newspaper": "dtrb", "date": "2022-02-03"}
HUGE = 2**63
HOSTILE = {
    "an empty outline": (held(regions=[[]]), "$.pages[0].articles[0].regions[0]"),
    "an outline of one corner": (held(regions=[[[1, 2]]]), "$.pages[0].articles[0].regions[0]"),
    "a corner of three": (held(regions=[[[1, 2, 3]] * 3]), "$.pages[0].articles[0].regions[0][0]"),
    "a corner beyond all": (held(regions=[[[1e300, 0]] * 3]), "$.pages[0].articles[0].regions[0]"),
    "a huge sequence": ({**BARE, "pages": [{"label": "01", "sequence": HUGE}]}, "sequence"),
    "a sequence of nothing": ({**BARE, "pages": [{"label": "01", "sequence": 0}]}, "sequence"),
    "a sequence in words": ({**BARE, "pages": [{"label": "01", "sequence": "1"}]}, "sequence"),
    "a page of no width": ({**BARE, "pages": [{"label": "01", "width": 0}]}, "$.pages[0].width"),
    "a width below nothing": ({**BARE, "pages": [{"label": "01", "width": -4}]}, "width"),
    "pages that are none": ({**BARE, "pages": {"label": "01"}}, "$.pages"),
    "a page that is none": ({**BARE, "pages": [7]}, "$.pages[0]"),
    "an article that is none": ({**BARE, "pages": [{"label": "01", "articles": ["x"]}]}, "[0]"),
    "a label that is a number": ({**BARE, "pages": [{"label": 1}]}, "$.pages[0].label"),
    "a label with a slash among labels": ({**BARE, "labels": ["01", "a/b"]}, "$.labels[1]"),
    "a repair of no paragraph": (
        held(repairs=[{"kind": "joined", "text": "", "paragraph": HUGE}]),
        "repairs[0].paragraph",
    ),
    "the first day of all": ({"newspaper": "dtrb", "date": "0001-01-01"}, "$.date"),
    "the last day of all": ({"newspaper": "dtrb", "date": "9999-12-31"}, "$.date"),
    "a dateline at the end of time": (
        held(dateline={"text": "电", "date": "9999-12-31"}),
        "$.pages[0].articles[0].dateline.date",
    ),
    "a day that is a number": ({"newspaper": "dtrb", "date": 20220203}, "$.date"),
    "a newspaper that is a list": ({"newspaper": [], "date": "2022-02-03"}, "$.newspaper"),
    "an edition of no name": ({**BARE, "edition": "\n"}, "$.edition"),
    "an id that is a number": (held(id=5), "$.pages[0].articles[0].id"),
    "an id of another edition": (held(id="dtrb-2022-02-03-2-01-01"), "$.pages[0].articles[0].id"),
    "an unknown way of settling": (
        {
            **BARE,
            "continuations": [
                {"from": None, "to": None, "jump": None, "verdict": "matched", "reason": "",
                 "settled": "fine"}
            ],
        },
        "$.continuations[0].settled",
    ),
    "a continuation of no piece": (
        {
            **BARE,
            "continuations": [
                {"from": "dtrb-2022-02-03-01-01", "to": None, "jump": None, "verdict": "no-tail",
                 "reason": ""}
            ],
        },
        "$.continuations[0].from",
    ),
    "a story of no piece": (
        {**BARE, "stories": [{"id": "x", "parts": ["x"], "pages": []}]},
        "$.stories[0].parts",
    ),
    "a story of no part": (
        {**BARE, "stories": [{"id": "x", "parts": [], "pages": []}]},
        "$.stories[0].id",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "path"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_are_one_line_that_names_the_field(data: object, path: str) -> None:
    """Nothing that would break a page, a query or a calendar later comes in."""
    with pytest.raises(WrongField) as caught:
        issue_from_json(data, file="pages.jsonl:3")

    assert path in str(caught.value)
    assert "\n" not in str(caught.value)


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["label", "articles", "id", "regions", "x"]), inner)
    ),
    max_leaves=12,
)


@given(any_json, st.sampled_from(["pages", "labels", "continuations", "stories", "number"]))
def test_any_json_is_an_issue_or_our_own_error(value: object, name: str) -> None:
    """Whatever stands in a field: read, or refused by our own error."""
    with suppress(WrongField):
        issue_from_json({**BARE, name: value})


def test_a_second_edition() -> None:
    """Ids of the second edition of a day carry its number; absent ones are made so."""
    issue = issue_from_json({**held(headline="晚渡"), "edition": "晚报"})

    assert issue.pages[0].articles[0].id == "dtrb-2022-02-03-2-01-01"
    assert (issue.edition, issue.edition_number, issue.stem) == ("晚报", 2, "dtrb-2022-02-03-2")
    assert issue_from_json(load_json(dump_issue(issue))) == issue


def test_the_number_in_an_id_is_no_place() -> None:
    """Given ids stand in any order; a piece without one gets a number that is free."""
    ids = ["dtrb-2022-02-03-02-03-04", None, "dtrb-2022-02-03-02-03-02", None]
    pages = [{"label": "02-03", "articles": [{"id": one} for one in ids]}]

    issue = issue_from_json({**BARE, "pages": pages})

    assert [article.order for article in issue.pages[0].articles] == [4, 5, 2, 6]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'"\\ud800"', b"[" * 100_000])
def test_what_is_not_json(body: bytes) -> None:
    """Broken JSON is our own error, whatever it is."""
    with pytest.raises(WrongField):
        load_json(body)
