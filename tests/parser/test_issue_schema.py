"""The JSON Schema of Issue JSON: made from the model, and true of what is printed."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from parser.issue import read_issues
from parser.issue_json import issue_to_json, json_schema
from tests.paths import ROOT, SEEDS

WRITTEN = json.loads((ROOT / "docs" / "issue.schema.json").read_text("utf-8"))
PIECE = {"headline": "渡口记", "paragraphs": ["水涨了。"]}
CHECK = Draft202012Validator(WRITTEN)


def test_the_written_schema_is_that_of_the_model() -> None:
    """A field added to the model and not to the schema fails here."""
    assert json.loads(json.dumps(json_schema())) == WRITTEN


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*-*-*")), ids=lambda path: path.name)
def test_what_is_printed_is_valid(path: Path) -> None:
    """The seed page and the sample newspaper, as `parse` prints them."""
    issues = [one.issue for one in read_issues([path], on_error=lambda error: None)]

    assert issues
    for issue in issues:
        CHECK.validate(issue_to_json(issue))


@pytest.mark.parametrize(
    "wrong",
    [
        {"newspaper": "dtrb"},
        {"newspaper": "dtrb", "date": "2022-08-10", "colour": "red"},
        {"newspaper": "dtrb", "date": "2022-08-10", "pages": [{"section": "要闻"}]},
        {"schema": 2, "newspaper": "dtrb", "date": "2022-08-10"},
        {"newspaper": "dtrb", "date": "2022-08-10", "continuations": [{"verdict": "maybe"}]},
    ],
)
def test_what_is_not_issue_json_is_not_valid(wrong: dict[str, object]) -> None:
    """Missing, unknown and impossible fields."""
    with pytest.raises(ValidationError):
        CHECK.validate(wrong)


def test_printed_words_alone_are_valid() -> None:
    """Newspaper, day, labels and what is printed make an issue."""
    CHECK.validate(
        {
            "newspaper": "dtrb",
            "date": "2022-08-10",
            "pages": [
                {"label": "01", "articles": [{"headline": "渡口记", "paragraphs": ["水涨了。"]}]}
            ],
        }
    )
