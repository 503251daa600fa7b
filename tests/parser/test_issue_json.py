"""Issue JSON: what goes out comes back, what is wrong is named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.errors import WrongField
from parser.issue_json import dump_issue, issue_from_json, issue_to_json, load_json
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
polygons = st.lists(st.tuples(numbers, numbers), max_size=4).map(tuple)


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
    dateline=st.none() | st.builds(Dateline, words, maybe, maybe, st.none() | st.dates()),
    paragraphs=many(words),
    images=many(st.builds(Image, maybe, maybe, maybe, many(authors))),
    jumps=many(st.builds(Jump, words, st.sampled_from(["to", "from"]), many(words), maybe)),
    references=many(st.builds(Reference, words, many(words))),
    regions=many(polygons),
    repairs=many(
        st.builds(
            Repair, st.sampled_from(["duplicate", "joined"]), words, st.none() | st.just(3), maybe
        )
    ),
    source=maybe,
)
pages = st.builds(
    Page,
    label=st.just("01"),
    sequence=st.just(1),
    section=maybe,
    width=st.none() | numbers,
    height=st.none() | numbers,
    image=maybe,
    pdf=maybe,
    source=maybe,
    articles=st.lists(articles, max_size=1).map(tuple),
)
verdicts = st.sampled_from(["matched", "no-tail"])
continuations = st.builds(Continuation, maybe, maybe, maybe, verdicts, words, st.none() | numbers)
issues = st.builds(
    Issue,
    newspaper=st.just("dtrb"),
    newspaper_name=words,
    date=st.just(date(2022, 8, 10)),
    number=maybe,
    labels=st.none() | many(words),
    pages=st.lists(pages, max_size=1).map(tuple),
    continuations=many(continuations),
    stories=many(st.builds(Story, words, many(words), many(words))),
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
        "unknown field artikels - at `$.pages[0]`",
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
        "id is not dtrb-2022-02-03-01-",
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


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'"\\ud800"', b"[" * 100_000])
def test_what_is_not_json(body: bytes) -> None:
    """Broken JSON is our own error, whatever it is."""
    with pytest.raises(WrongField):
        load_json(body)
