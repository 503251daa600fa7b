"""Issue JSON that holds only what is printed: everything else is read from it."""

from __future__ import annotations

import json
from pathlib import Path

from parser.errors import BanmianError
from parser.issue import read_issues
from parser.model import Issue
from parser.readers import Hints
from tests.invented_stories import SUBJECTS, halves

FIRST, SECOND = halves(SUBJECTS[0])


def read(path: Path, hints: Hints | None = None) -> Issue:
    errors: list[BanmianError] = []
    (reading,) = read_issues([path], on_error=errors.append, hints=hints)
    assert errors == []
    return reading.issue


def test_headlines_and_paragraphs_are_enough(tmp_path: Path) -> None:
    """Bylines, datelines, jump lines, continuations and stories come from the paragraphs."""
    opened = ("新华社河湾镇3月5日电（记者丁一桥）" + FIRST[0], *FIRST[1:], "（下转第二版）")
    printed = {
        "newspaper": "hhrb",
        "date": "2031-03-05",
        "pages": [
            {"label": "01", "articles": [{"headline": "老石桥修好了", "paragraphs": opened}]},
            {"label": "02-03", "articles": [{"paragraphs": ("（上接第一版）", *SECOND)}]},
        ],
    }
    path = tmp_path / "printed.json"
    path.write_text(json.dumps(printed, ensure_ascii=False), "utf-8")

    issue = read(path)

    head, tail = (page.articles[0] for page in issue.pages)
    assert [author.name for author in head.authors] == ["丁一桥"]
    assert head.dateline is not None
    assert head.dateline.place == "河湾镇"
    assert [jump.pages for jump in (*head.jumps, *tail.jumps)] == [("02",), ("01",)]
    assert [one.verdict for one in issue.continuations] == ["matched", "matched"]
    assert issue.stories[0].parts == (head.id, tail.id)
    assert issue.labels is None


def test_labels_in_the_name_of_a_plain_text(tmp_path: Path) -> None:
    """特1, 号外 and 封底 in a file's name, and a double page said by --page."""
    for name, label in (("特1", "特1"), ("号外", "号外"), ("封底", "封底"), ("b3", "B03")):
        path = tmp_path / f"hhrb-2031-03-05-{name}.txt"
        path.write_text("老石桥修好了\n\n本报讯 桥今天修好了，行人多了起来。\n", "utf-8")
        assert [page.label for page in read(path).pages] == [label]

    issue = read(path, Hints(page="02-03"))

    assert [article.id for article in issue.pages[0].articles] == ["hhrb-2031-03-05-02-03-01"]
