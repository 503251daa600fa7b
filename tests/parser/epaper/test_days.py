"""The day of an issue in every printed form; 合刊 keep their days; other names are noted."""

from __future__ import annotations

from datetime import date

import pytest

from parser.epaper.days import printed_days
from parser.model import Issue
from parser.source.files import Capture
from tests.parser.epaper.saved import read_pages

BODY = (
    "<p>　　渡口的石阶有四十二级，最下面三级常年在水里。老艄公说，水退到第五级，就该种豆子了。</p>"
)


def read(line: str, name: str = "saved.html", extra: str = "") -> Issue | None:
    """The issue that one saved page with that line above its piece makes; None for none."""
    page = (
        f"<html><head><title>渡口记-霁州日报数字报</title></head><body><strong>{line}</strong>"
        f"<h1>渡口记</h1><div id='ozoom'>{extra}{BODY}</div></body></html>"
    )
    issues, _ = read_pages([Capture(name, page.encode())], label="02")
    return issues[0] if issues else None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025年4月9日", date(2025, 4, 9)),
        ("2025 年 4 月 9 日 星期三", date(2025, 4, 9)),
        ("2025-4-9", date(2025, 4, 9)),
        ("2025-04-09 星期三", date(2025, 4, 9)),
        ("2025.04.09", date(2025, 4, 9)),
        ("2025.4.9", date(2025, 4, 9)),
        ("2025/4/9", date(2025, 4, 9)),
        ("２０２５年４月９日", date(2025, 4, 9)),
        ("２０２５－０４－０９", date(2025, 4, 9)),
        ("二〇二五年四月九日", date(2025, 4, 9)),
        ("二O二五年四月九日", date(2025, 4, 9)),
        ("二0二五年四月九日 星期三", date(2025, 4, 9)),
        ("二◯二五年四月九日", date(2025, 4, 9)),
        ("二○二五年四月九日", date(2025, 4, 9)),
        ("二零二五年十一月二十三日", date(2025, 11, 23)),
        ("二〇二五年十月廿三日 星期四", date(2025, 10, 23)),
        ("二〇二五年三月三十日", date(2025, 3, 30)),
        ("2025年2月29日", None),
        ("2025.13.09", None),
        ("二〇二五年二月三十日", None),
        ("第1234期", None),
    ],
)
def test_printed_days(line: str, day: date | None) -> None:
    """Every way to print a day is read; a day that is none stays an error."""
    issue = read(line)
    assert (issue.date if issue else None) == day


@pytest.mark.parametrize(
    ("line", "first", "span"),
    [
        ("2025年10月1日-7日", date(2025, 10, 1), "2025年10月1日-7日"),
        ("2025年10月1-7日", date(2025, 10, 1), "2025年10月1-7日"),
        ("2025年9月30日—10月2日 合刊", date(2025, 9, 30), "2025年9月30日—10月2日"),
        ("2025年10月1日至10月8日", date(2025, 10, 1), "2025年10月1日至10月8日"),
        ("2025年5月1日、2日", date(2025, 5, 1), "2025年5月1日、2日"),
        ("2025年12月31日-2026年1月2日", date(2025, 12, 31), "2025年12月31日-2026年1月2日"),
        ("二〇二五年十月一日至三日", date(2025, 10, 1), "2025年10月1日至3日"),
        ("2025-10-01至2025-10-03", date(2025, 10, 1), "2025-10-01至2025-10-03"),
        ("2025年10月7日-1日", date(2025, 10, 7), None),
        ("2025年10月1日-11月30日", date(2025, 10, 1), None),
    ],
)
def test_an_issue_of_several_days_keeps_them(line: str, first: date, span: str | None) -> None:
    """A 合刊 is of its first day; the days stand in its number as printed."""
    issue = read(line)
    assert issue is not None
    assert (issue.date, issue.number) == (first, span)
    addressed = read(line, name=f"jizhou-{first.isoformat()}-02.html")
    assert addressed is not None
    assert (addressed.date, addressed.number) == (first, span)


def test_days_in_a_sentence_are_no_span() -> None:
    """A piece that speaks of days is no 合刊."""
    said = "<p>　　2025年10月1日至7日，渡口停渡。</p>"
    issue = read("2025年10月1日", extra=said)
    assert issue is not None
    assert issue.number is None


@pytest.mark.parametrize(
    ("name", "line", "day", "note"),
    [
        ("jizhou-2025-04-10-02.html", "2025年04月09日", date(2025, 4, 10), True),
        ("jizhou-2025-04-10-02.html", "2025.4.9", date(2025, 4, 10), True),
        ("jizhou-2025-04-10-02.html", "二〇二五年四月九日", date(2025, 4, 10), True),
        ("jizhou-2025-04-10-02.html", "2025年4月10日", date(2025, 4, 10), False),
        ("jizhou-2025-04-10-02.html", "渡口记", date(2025, 4, 10), False),
    ],
)
def test_a_file_that_is_named_for_another_day_is_noted(
    name: str, line: str, day: date, note: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """The file's name says whose day it is; what the page prints otherwise is noted."""
    issue = read(line, name=name)
    assert issue is not None
    assert issue.date == day
    repairs = [one for page in issue.pages for a in page.articles for one in a.repairs]
    assert any("文件名作2025-04-10" in (one.note or "") for one in repairs) == note
    assert ("文件名作" in caplog.text) == note


def test_days_of_a_text_in_order() -> None:
    """All days of a text, those with 年 first."""
    found = [one.first for one in printed_days("2025-04-09，2025年4月8日。二〇二五年四月七日")]
    assert found == [date(2025, 4, 8), date(2025, 4, 7), date(2025, 4, 9)]
