"""The steps of an address in, what they name in the archive out; or Missing, with ways on."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from flask import url_for

from index import Archive
from index.results import IssueSummary
from parser.errors import NotHeld, Withdrawn
from parser.ids import make_id, split_id
from parser.labels import same_page
from parser.model import Article, Issue, Page
from web.archive import archive
from web.errors import Missing, Offer
from web.words import full_date, page_name

#: A day, and behind it the number of a second or later edition of it.
EDITION = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d))?", re.ASCII)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
#: 2022-8-10, 20220810, 2022.08.10 and 2022年8月10日 are near enough to guess what was meant.
NEARLY = re.compile(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})\D?", re.ASCII)


def to_issue(archive: Archive, newspaper: str, day: str) -> Issue:
    """The issue of an address. Raises Missing, which names the date and offers its neighbours."""
    name = newspaper_name(archive, newspaper)
    found = read_issue_day(day)
    if found is None:
        raise Missing(f"“{day}”不是一个日期", _unreadable(day), _near(archive, newspaper, day))
    when, edition = found
    try:
        return archive.issue(newspaper, when, edition)
    except Withdrawn:
        raise
    except NotHeld:
        title = f"{name} {full_date(when)} 没有收录"
        said = "这一天也许没有出报，也许还没有抓取；日历上写着每一天的情形。"
        raise Missing(title, said, _near(archive, newspaper, day)) from None


def to_page(issue: Issue, label: str) -> Page:
    """The page of an address; 1 and 01 are the same. Raises Missing, which offers the others."""
    for page in issue.pages:
        if same_page(page.label, label):
            return page
    known = any(same_page(label, each) for each in issue.labels or ())
    title = f"{issue.newspaper_name} {full_date(issue.date)} {page_name(label)[:24]}没有收录"
    said = "本期有这一版，但还没有收进来。" if known else "本期收录的版里没有它。"
    raise Missing(title, said, (_issue_offer(issue), *_page_offers(issue)))


def to_article(archive: Archive, issue: Issue, page: Page, order: int) -> Article:
    """The piece of an address. Raises Missing, which offers the page, or Withdrawn."""
    for same in (one for one in issue.pages if one.label == page.label):
        for article in same.articles:
            if article.order == order:
                return article
    gone = archive.withdrawn(issue.newspaper, issue.date, issue.edition_number)
    if make_id(issue.stem, page.label, order) in gone:
        raise Withdrawn("the piece is withdrawn", newspaper=issue.newspaper, date=issue.date)
    title = f"{page_name(page.label)}没有第 {order} 篇"
    said = f"{issue.newspaper_name} {full_date(issue.date)} {page_name(page.label)}"
    offer = Offer(f"看{page_name(page.label)}", page_address(issue, page.label))
    raise Missing(title, f"{said}收录了 {len(page.articles)} 篇。", (offer, _issue_offer(issue)))


def newspaper_name(archive: Archive, code: str) -> str:
    """大同日报 for dtrb. Raises Missing, which offers the newspapers held."""
    held = archive.newspapers()
    for each in held:
        if each.code == code:
            return each.name
    offers = (Offer(n.name, url_for("read.calendar", newspaper=n.code)) for n in held[:12])
    raise Missing(f"没有收录代号为 {code[:40]} 的报纸", "档案里有的报纸如下。", tuple(offers))


def read_day(text: str) -> date | None:
    """2022-08-10 → the day; None for any other form and for days no calendar has."""
    found = DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_issue_day(text: str) -> tuple[date, int] | None:
    """2024-04-01 → the day and 1, 2024-04-01-2 → the day and 2; None for any other form."""
    found = EDITION.fullmatch(text)
    day = read_day(found[1]) if found else None
    return (day, int(found[2] or 1)) if found and day else None


def issue_day(issue: Issue | IssueSummary) -> str:
    """2024-04-01, as addresses have it; 2024-04-01-2 for the second edition of the day."""
    day = issue.date.isoformat()
    return day if issue.edition_number == 1 else f"{day}-{issue.edition_number}"


def issue_address(issue: Issue) -> str:
    """/dtrb/2022-08-10/."""
    return url_for("read.issue", newspaper=issue.newspaper, day=issue_day(issue))


def page_address(issue: Issue, label: str) -> str:
    """/dtrb/2022-08-10/01/."""
    day = issue_day(issue)
    return url_for("read.page", newspaper=issue.newspaper, day=day, label=label)


def picture_address(issue: Issue, src: str | None) -> str | None:
    """Where a picture of the issue can be had; None where the archive does not hold it."""
    if (
        src is None
        or archive().picture(issue.newspaper, issue.date, src, issue.edition_number) is None
    ):
        return None
    return url_for("picture.picture", newspaper=issue.newspaper, day=issue_day(issue), src=src)


def article_address(article_id: str, *, anchor: bool = False) -> str:
    """dtrb-2022-08-10-01-03 → /dtrb/2022-08-10/01/3, with #p01-3 where the part is meant."""
    id_ = split_id(article_id)
    path = url_for(
        "read.story", newspaper=id_.newspaper, day=id_.day, label=id_.label, order=id_.number
    )
    return f"{path}#{part_anchor(article_id)}" if anchor else path


def part_anchor(article_id: str) -> str:
    """The id of an article's part on the page of its story: p01-3."""
    id_ = split_id(article_id)
    return f"p{id_.label}-{id_.number}"


def label_of(article_id: str) -> str:
    """The page an article stands on."""
    return split_id(article_id).label


def _unreadable(day: str) -> str:
    found = DAY.fullmatch(day)
    return "日历上没有这一天。" if found else "日期要写成 2022-08-10 的样子。"


def _near(archive: Archive, newspaper: str, day: str) -> tuple[Offer, ...]:
    """The issues before and after what was asked for, then the calendar."""
    offers = []
    meant = _meant(day)
    if meant is not None:
        before, after = archive.neighbours(newspaper, meant)
        around = (("上一期", before), ("就是这一天", _held(archive, newspaper, meant)))
        for word, when in (*around, ("下一期", after)):
            if when is not None:
                url = url_for("read.issue", newspaper=newspaper, day=when.isoformat())
                offers.append(Offer(f"{word} {full_date(when)}", url))
    return (*offers, Offer("看日历", url_for("read.calendar", newspaper=newspaper)))


def _held(archive: Archive, newspaper: str, day: date) -> date | None:
    return day if archive.issues(newspaper, day, day) else None


def _meant(day: str) -> date | None:
    """The real day nearest to what was written: 2022-02-30 → 2022-02-28."""
    found = NEARLY.fullmatch(day)
    if not found:
        return None
    year, month, number = map(int, found.groups())
    if not 1 <= year <= 9999:
        return None
    month = min(max(month, 1), 12)
    return date(year, month, min(max(number, 1), monthrange(year, month)[1]))


def _issue_offer(issue: Issue) -> Offer:
    return Offer(f"看 {full_date(issue.date)} 全部各版", issue_address(issue))


def _page_offers(issue: Issue) -> tuple[Offer, ...]:
    return tuple(
        Offer(" ".join(filter(None, said)), page_address(issue, label))
        for label, *said in ((p.label, page_name(p.label), p.section) for p in issue.pages[:24])
    )
