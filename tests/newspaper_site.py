"""Invented newspapers of four template families: every file of their issues, calendars included.

Everything printed is invented; the mark-up is that of the real families.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parser.newspaper import Newspaper

FIRST = date(2024, 2, 5)
FORTNIGHT = tuple(FIRST + timedelta(days=n) for n in range(14))
#: 春节: three days without a paper.
HOLIDAYS = frozenset((date(2024, 2, 10), date(2024, 2, 11), date(2024, 2, 12)))
_SECTIONS = ("要闻", "综合", "民生", "文化", "经济", "体育", "国际", "副刊")
_PLACES = ("青石镇", "柳湾村", "白塔街", "云岭县", "南浦区", "北河口")
_PEOPLE = ("沈知远", "陆清和", "顾长安", "许明舟", "何晚晴", "程若川")
_DEEDS = ("修好了老桥", "种下一片枣树", "办起夜校", "疏通了水渠", "开了图书室", "晒出新茶")
#: One white pixel, and after it what makes every picture another file.
_GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"


@dataclass(frozen=True)
class File:
    """What stands at a path."""

    body: bytes
    media_type: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Paper:
    """An invented newspaper."""

    code: str
    name: str
    family: str
    template: str

    def newspaper(self, host: str) -> Newspaper:
        """Its definition, with this server for its host."""
        return Newspaper(
            code=self.code,
            name=self.name,
            family=self.family,
            url_template=f"http://{host}{self.template}",
        )


PAPERS = {
    "F1": Paper("yhrb", "云河日报", "F1", "/yhrb/pc/layout/{date:%Y%m/%d}/node_01.html"),
    "F2": Paper("qswb", "青石晚报", "F2", "/qswb/html/{date:%Y-%m/%d}/node_2.htm"),
    "F2n": Paper("bhrb", "北河日报", "F2n", "/bhrb/html/{date:%Y-%m/%d}/nbs.D110000bhrb_01.htm"),
    "F3": Paper("npdb", "南浦导报", "F3", "/npdb/html/{date:%Y-%m/%d}/node_1.htm?v=1"),
}


def story(day: date, page: int, number: int) -> tuple[str, str, list[str]]:
    """Headline, byline and paragraphs of one invented piece."""
    turn = day.toordinal() + page * 7 + number
    place, deed = _PLACES[turn % 6], _DEEDS[turn // 6 % 6]
    title = f"{place}{deed}（第{day:%m%d}-{page}-{number}号）"
    byline = f"本报讯（记者 {_PEOPLE[turn % 6]}）"
    notice = f"编号{day:%Y%m%d}{page:02d}{number:02d}的告示贴在村口。"
    text = f"{byline}{place}的乡亲们这个月{deed}，{notice}"
    return title, byline, [text, f"老人们说，{place}许久没有这样热闹过。"]


#: How an article stands on its page, and a picture in it, in each family.
_ARTICLES = {
    "F1": (
        '<p id="PreTitle"></p><h2 id="Title">{title}</h2><p id="SubTitle"></p>{picture}'
        '<div id="ozoom"><founder-content>{body}</founder-content></div>{frame}'
    ),
    "F2": (
        '<table><tr><td class="font01">{title}</td></tr></table>{picture}{frame}'
        '<div id="ozoom"><!--enpcontent-->{body}<!--/enpcontent--></div>'
    ),
    "F2n": (
        '{frame}<div class="article"><h3></h3><h1>{title}</h1><h2></h2>{picture}'
        '<div id="ozoom"><!--enpcontent-->{body}<!--/enpcontent--></div></div>'
    ),
    "F3": (
        '<table class="wz"><tr><td><table><tr valign="top"><td class="font01">'
        "<founder-title>{title}</founder-title></td></tr></table>{picture}{frame}"
        '<div id="ozoom"><founder-content>{body}</founder-content></div></td></tr></table>'
    ),
}


_SHOWN = {
    "F1": '<div class="attachment">{}</div>',
    "F2": '<table bgcolor="#efefef"><tr><td>{}</td></tr></table>',
    "F2n": '<TABLE class="pci_c"><tr><td>{}</td></tr></TABLE>',
    "F3": '<table id="newspic"><tr><td>{}</td></tr><tr><td>图为村口。</td></tr></table>',
}


class Site:
    """All files of one invented newspaper over some days."""

    def __init__(
        self, paper: Paper, days: Iterable[date], pages: int = 4, articles: int = 3
    ) -> None:
        self.paper = paper
        self.files: dict[str, File] = {}
        self.days = tuple(day for day in days if day not in HOLIDAYS)
        self.pages = pages
        self.articles = articles
        self.charset = "gbk" if paper.family == "F2" else "utf-8"
        for day in self.days:
            self._issue(day)
        self._calendars()

    def paths(self, day: date) -> set[str]:
        """The paths that a whole capture of that day's issue asks for."""
        marks = (f"{day:%Y-%m/%d}", f"{day:%Y%m/%d}", f"{day:%Y-%m-%d}", f"{day:%Y%m%d}")
        found = {p for p in self.files if any(mark in p for mark in marks)}
        alias = self._alias(day)
        return found - ({alias} if alias else set())

    def _alias(self, day: date) -> str | None:
        """The F3 front page's second address, which need not be asked for."""
        return self._page_path(day, 1) if self.paper.family == "F3" else None

    def _put(self, path: str, text: str) -> None:
        media = "text/xml" if path.endswith(".xml") else "text/html"
        charset = "utf-8" if media == "text/xml" else self.charset
        self.files[path] = File(text.encode(charset), f"{media}; charset={charset}")

    def _issue(self, day: date) -> None:
        for page in range(1, self.pages + 1):
            self._put(self._page_path(day, page), self._page(day, page))
            self.files[self._picture(day, page)] = File(_picture(day, page, 0), "image/gif")
            self.files[self._pdf(day, page)] = File(
                f"%PDF-1.4 {self.paper.code} {day} {page}".encode(), "application/pdf"
            )
            for number in range(1, self.articles + 1):
                self._put(self._article_path(day, page, number), self._article(day, page, number))
            picture = self._article_picture(day, page)
            self.files[picture] = File(_picture(day, page, 1), "image/gif")
        if self.paper.family == "F3":
            first = self.files[self._page_path(day, 1)]
            self.files[f"/npdb/html/{day:%Y-%m/%d}/node_1.htm?v=1"] = first

    # Where things stand.

    def _folder(self, day: date) -> str:
        root = "pc/layout" if self.paper.family == "F1" else "html"
        month = f"{day:%Y%m/%d}" if self.paper.family == "F1" else f"{day:%Y-%m/%d}"
        return f"/{self.paper.code}/{root}/{month}"

    def _page_path(self, day: date, page: int) -> str:
        names = {
            "F1": f"node_{page:02d}.html",
            "F2": f"node_{page + 1}.htm",
            "F2n": f"nbs.D110000{self.paper.code}_{page:02d}.htm",
            "F3": f"node_{58000 + page}.htm",
        }
        return f"{self._folder(day)}/{names[self.paper.family]}"

    def _article_path(self, day: date, page: int, number: int) -> str:
        serial = f"{day.toordinal() % 10000}{page:02d}{number:02d}"
        names = {
            "F1": f"content_{serial}.html",
            "F2": f"content_{serial}.htm",
            "F2n": f"nw.D110000{self.paper.code}_{day:%Y%m%d}_{number}-{page:02d}.htm",
            "F3": f"content_{58000 + page}_{serial}.htm",
        }
        return f"{self._folder(day).replace('layout', 'content')}/{names[self.paper.family]}"

    def _picture(self, day: date, page: int) -> str:
        return f"/{self.paper.code}/images/{day:%Y-%m/%d}/{page:02d}/page_b.gif"

    def _article_picture(self, day: date, page: int) -> str:
        return f"/{self.paper.code}/images/{day:%Y-%m/%d}/{page:02d}/res1_attpic.gif"

    def _pdf(self, day: date, page: int) -> str:
        return f"/{self.paper.code}/images/{day:%Y-%m/%d}/{page:02d}/{self.paper.code}.pdf"

    # What stands there.

    def _head(self, title: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" '
            f'content="text/html; charset={self.charset}"><title>{title}</title></head><body>'
        )

    def _page(self, day: date, page: int) -> str:
        return self._head(self.paper.name) + self._frame(day, page) + "</body></html>"

    def _frame(self, day: date, page: int) -> str:
        """What page views and, in some families, article pages too have in common."""
        areas, titles, pages = [], [], []
        for number in range(1, self.articles + 1):
            link = self._article_path(day, page, number)
            title, _, _ = story(day, page, number)
            top = 20 + number * 40
            corners = f"10,{top},340,{top},340,{top + 36},10,{top + 36}"
            areas.append(f'<Area coords="{corners}" shape="polygon" href="{link}">')
            titles.append(self._title(link, title, number))
        for other in range(1, self.pages + 1):
            pages.append(self._page_entry(day, other))
        name = f"第{page:02d}版：{_SECTIONS[(page - 1) % 8]}"
        zones = (
            f'<MAP NAME="PagePicMap">{"".join(areas)}</MAP><img src="{self._picture(day, page)}" '
            f'width=350 height=550 border=0 USEMAP="#pagepicmap">'
        )
        pdf = f'<p class="btn"><a href="{self._pdf(day, page)}" download="">PDF</a></p>'
        if self.paper.family == "F3":
            return (
                f'<div id="main-ed-map">{zones}</div><strong id="currentBM">{name}</strong>'
                f"<table><tr>{''.join(pages)}</tr></table>{pdf}"
                f'<div id="main-ed-articlenav-list">{"".join(titles)}</div>'
            )
        lists = f'<ul class="news-list">{"".join(titles)}</ul>'
        return f'<p class="left ban">{name}</p>{zones}<ul>{"".join(pages)}</ul>{pdf}{lists}'

    def _title(self, link: str, title: str, number: int) -> str:
        if self.paper.family == "F3":
            return f'<div id="content_{number}"><a href="{link}">{title}</a></div>'
        if self.paper.family == "F2":
            return f"<li><a href={link}><div id=mp{number}>{title}</div></a></li>"
        return f'<li><a href="{link}">{title}</a></li>'

    def _page_entry(self, day: date, page: int) -> str:
        link, section = self._page_path(day, page), _SECTIONS[(page - 1) % 8]
        if self.paper.family == "F3":
            name = f"第 {page} 版：{section}"
            return f'<td class="default"><a id="pageLink" href="{link}">{name}</a></td>'
        return f'<li><a id=pageLink href="{link}">{page:02d}版：{section}</a></li>'

    def _article(self, day: date, page: int, number: int) -> str:
        title, _, paragraphs = story(day, page, number)
        body = "".join(f"<P>　　{text}</P>" for text in paragraphs)
        picture = f'<img src="{self._article_picture(day, page)}">' if number == 1 else ""
        inner = _ARTICLES[self.paper.family].format(
            title=title,
            body=body,
            picture=_SHOWN[self.paper.family].format(picture) if picture else "",
            frame=self._frame(day, page) if self.paper.family == "F2n" else "",
        )
        return self._head(title) + inner + "</body></html>"

    def _calendars(self) -> None:
        """The family's calendar of each month, and its way to the newest issue."""
        code, family = self.paper.code, self.paper.family
        for month in sorted({day.replace(day=1) for day in self.days}):
            listed = [day for day in self.days if day.replace(day=1) == month]
            if family == "F3":
                dates = "".join(f"<date>{day}</date>" for day in listed)
                text = f"<navi><calendar>{dates}</calendar></navi>"
                self._put(f"/{code}/html/{month:%Y-%m}/navi.xml", text)
            else:
                root = f"pc/layout/{month:%Y%m}" if family == "F1" else f"html/{month:%Y-%m}"
                self._put(f"/{code}/{root}/period.xml", self._periods(listed))
        if self.days:
            self._entry(max(self.days))

    def _periods(self, days: list[date]) -> str:
        periods = "".join(
            f'<period id="{day.day}"><period_date>{day}</period_date>'
            f"<front_page>{self._page_path(day, 1).rpartition('/')[2]}</front_page></period>"
            for day in days
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><periodlist>{periods}</periodlist>'

    def _entry(self, newest: date) -> None:
        target = self._page_path(newest, 1)
        if self.paper.family == "F1":
            script = f'<script>window.location.href = "{target}";</script>'
            self._put(f"/{self.paper.code}/pc/layout/index.html", self._head("") + script)
        else:
            meta = (
                f'<html><head><META HTTP-EQUIV="REFRESH" CONTENT="0; URL={target}"></head></html>'
            )
            self._put(f"/{self.paper.code}/paperindex.htm", meta)


def _picture(day: date, page: int, number: int) -> bytes:
    return _GIF + f"{day}-{page}-{number}".encode() + b";"
