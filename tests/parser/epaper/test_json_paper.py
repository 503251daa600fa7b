"""Newspapers that are JSON: a definition says where the fields are, in paths."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from parser.epaper.json_document import is_json, is_papers_own, open_json
from parser.epaper.json_paper import whole_view
from parser.errors import BanmianError, NoIssue
from parser.issue import read_issues
from parser.issue_json import dump_issue
from parser.model import Issue
from parser.newspaper import definition
from parser.readers import Hints
from parser.source.files import Capture
from tests.paths import FIXTURES

FOLDER = FIXTURES / "json"


def read(*paths: Path, hints: Hints | None = None) -> tuple[list[Issue], list[str]]:
    """The issues at these paths, and what was said of the others."""
    errors: list[BanmianError] = []
    found = [one.issue for one in read_issues(paths, on_error=errors.append, hints=hints)]
    return found, [str(error) for error in errors]


def saved(tmp_path: Path, source: str, name: str) -> Path:
    """A fixture under the name a person might save it by."""
    target = tmp_path / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FOLDER / source, target)
    return target


def test_a_day_in_one_document(tmp_path: Path) -> None:
    """解放军报: pages, pieces, kicker, byline, mark-up and escaped mark-up of bodies, jumps."""
    (issue,), errors = read(saved(tmp_path, "jfjb.json", "jfjb-2026-09-06.json"))
    assert errors == []
    assert (issue.newspaper, issue.date.isoformat()) == ("jfjb", "2026-09-06")
    assert [(page.label, page.section) for page in issue.pages] == [("01", "要闻"), ("02", "综合")]
    assert issue.labels == ("01", "02")
    first, second = issue.pages[0].articles
    assert first.kicker == "某部着眼任务锻造本领——"
    assert first.headline == "渡口架起 新浮桥"
    assert first.subheadline == "夜训侧记"
    assert [one.name for one in first.authors] == ["江渡", "陈小舟"]
    assert [jump.pages for jump in first.jumps] == [("02",)]
    assert second.paragraphs[1].startswith("老班长说")
    assert [story.pages for story in issue.stories] == [("01", "02")]


def test_its_address_tells_paper_and_day(tmp_path: Path) -> None:
    """A folder that mirrors hosts needs no other name."""
    path = saved(tmp_path, "jfjb.json", "www.81.cn/_szb/jfjb/2026/09/07/index.json")
    (issue,), errors = read(path)
    assert errors == []
    assert (issue.newspaper, issue.date.isoformat()) == ("jfjb", "2026-09-07")
    assert issue.pages[0].source == "https://www.81.cn/_szb/jfjb/2026/09/07/index.json"


def test_titles_without_texts_and_plain_texts(tmp_path: Path) -> None:
    """新京报: a list of pages; a piece may be a title alone, or lines of plain text."""
    (issue,), errors = read(saved(tmp_path, "xjb.json", "xjb-2026-09-06.json"))
    assert errors == []
    assert [page.label for page in issue.pages] == ["A01", "A02"]
    alone = issue.pages[0].articles[0]
    assert (alone.headline, alone.paragraphs) == ("老街石板路 重新铺过", ())
    comment, letter = issue.pages[1].articles
    assert comment.paragraphs == (
        "石板路铺好了，下面的管线还是三十年前的。",
        "再挖一次，谁来付这笔钱？",
    )
    assert letter.headline == "读者来信：渡口的灯"


def test_the_form_tells_the_paper_and_hints_the_day(tmp_path: Path) -> None:
    """Without a name or an address a form that one paper has tells it; the day must be said."""
    path = saved(tmp_path, "xjb.json", "data.json")
    found, errors = read(path)
    assert found == []
    assert len(errors) == 1
    assert "no date" in errors[0]
    (issue,), errors = read(path, hints=Hints(date=some_day()))
    assert errors == []
    assert issue.newspaper == "xjb"


def some_day() -> date:
    """A day for what tells none."""
    return date(2026, 9, 6)


def test_a_piece_in_a_document_of_its_own(tmp_path: Path) -> None:
    """解放日报: the day's list names the pieces, each read from its own document, with pictures."""
    base = "www.jfdaily.com/staticsg/data/journal/2026-09-06"
    saved(tmp_path, "jfrb/navi.json", f"{base}/navi.json")
    saved(tmp_path, "jfrb/7101.json", f"{base}/01/article/7101.json")
    (issue,), errors = read(tmp_path)
    assert errors == []
    assert [(page.label, len(page.articles)) for page in issue.pages] == [("01", 2), ("02", 1)]
    piece = issue.pages[0].articles[0]
    assert (piece.kicker, piece.headline, piece.subheadline) == (
        "春水涨了三寸",
        "渡口通航",
        "停了三年",
    )
    assert piece.paragraphs[0].startswith("停了三年的渡口")
    assert piece.images[0].src == f"https://{base}/01/a.jpg"
    assert piece.images[0].caption == "第一班船离岸。"
    assert issue.pages[0].pdf == f"https://{base}/01/p.pdf"
    assert issue.pages[0].articles[1].paragraphs == ()


def test_what_is_still_to_be_asked_for() -> None:
    """A list names the addresses of its pieces; a document that has all names none."""
    base = "https://www.jfdaily.com/staticsg/data/journal/2026-09-06"
    body = (FOLDER / "jfrb" / "navi.json").read_bytes()
    view = whole_view(open_json(Capture("navi.json", body, url=f"{base}/navi.json")))
    assert view is not None
    assert [one.url for one in view.articles] == [
        f"{base}/01/article/7101.json",
        f"{base}/01/article/7102.json",
        f"{base}/02/article/7103.json",
    ]
    url = "http://www.81.cn/_szb/jfjb/2026/09/06/index.json"
    whole = whole_view(open_json(Capture(url, (FOLDER / "jfjb.json").read_bytes(), url=url)))
    assert whole is not None
    assert whole.articles == ()
    assert {page.url for page in whole.pages} == {url}


def test_issue_json_stays_issue_json(tmp_path: Path) -> None:
    """What this program prints is no paper's own form, in one document or a line each."""
    (issue,), _ = read(saved(tmp_path, "jfjb.json", "jfjb-2026-09-06.json"))
    path = tmp_path / "other.json"
    path.write_text(dump_issue(issue, pretty=True), "utf-8")
    again, errors = read(path)
    assert (again, errors) == ([issue], [])
    written = b'{"pages": [], "date": "2026-09-06", "number": null, "newspaper": "jfjb"}'
    assert not is_papers_own(Capture("x.json", written))


def test_a_guessed_form_tells_no_paper(tmp_path: Path) -> None:
    """Keys that anybody may use, and never seen of the paper, need its name or address."""
    path = saved(tmp_path, "jfrb/navi.json", "navi.json")
    found, errors = read(path)
    assert (found, len(errors)) == ([], 1)
    (issue,), errors = read(path, hints=Hints(newspaper="jfrb", date=some_day()))
    assert (issue.newspaper, errors) == ("jfrb", [])


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b"[1, 2]", b'{"paperInfo": 7}', b'{"a": {"b": [null]}}', b"[[[[]]]]"],
)
def test_json_of_no_known_form_is_refused(body: bytes) -> None:
    """Nothing that fits no definition is taken for a paper; it is named, and nothing falls over."""
    assert not is_papers_own(Capture("x.json", body))
    assert is_json(Capture("x.json", body)) == body.startswith((b"{", b"["))
    if body not in (b"", b"{"):
        with pytest.raises(NoIssue):
            open_json(Capture("x.json", body), definition("jfjb"))
