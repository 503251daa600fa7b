"""A made-up page and real articles in; a PDF by Chromium and what stands where on it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from bench.newsprint.makeup import HEIGHT, WIDTH, Makeup, Plot, Rect, draw_makeup

_HERE = Path(__file__).resolve().parent
#: A picture of one grey point, stretched.
_GREY = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptV"
    "AAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one piece in one role, each with its box on the page in points."""

    piece: str
    #: furniture, kicker, headline, subheadline, body, caption, ad
    role: str
    #: Number of the paragraph, for the body.
    at: int
    form: str
    characters: tuple[tuple[str, float, float, float, float], ...]

    @property
    def text(self) -> str:
        return "".join(one[0] for one in self.characters)


@dataclass(frozen=True, slots=True)
class Print:
    """A printed page and its truth."""

    pdf: bytes
    runs: tuple[Run, ...]
    #: Plots in two rectangles, or around a picture.
    bent: int


@contextmanager
def press(chromium: str = "/usr/bin/chromium") -> Iterator[Tab]:
    """A tab of a headless Chromium of the page's size."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": int(WIDTH), "height": int(HEIGHT)})
        browser.close()


def print_page(tab: Tab, seed: int, stories: list[dict[str, Any]]) -> Print:
    """The page of that seed. The same seed and stories give the same page."""
    random = Random(seed)
    makeup = draw_makeup(random)
    loader = FileSystemLoader(_HERE)
    template = Environment(loader=loader, autoescape=True).get_template("sheet.html.j2")
    pieces = [_piece(f"p{n}", plot, makeup, random, stories) for n, plot in enumerate(makeup.plots)]
    tab.set_content(
        template.render(
            title=f"page {seed}",
            style=makeup.style,
            pieces=pieces,
            rules=_rules(makeup),
            gray=_GREY,
            label=f"{random.randint(1, 16):02}",
            section=random.choice(["要闻", "综合", "经济", "文化", "国际"]),
            day="2024年3月12日　星期二",
            editor="江渡",
            weight=random.choice([700, 900]),
            title_sans=random.random() < 0.4,
        )
    )
    tab.evaluate("document.fonts.ready")
    runs = tuple(_run(found) for found in tab.evaluate("truth()"))
    pdf = tab.pdf(width=f"{WIDTH}px", height=f"{HEIGHT}px", print_background=True)
    bent = sum(len(plot.rects) > 1 or plot.picture is not None for plot in makeup.plots)
    return Print(pdf, runs, bent)


def _run(found: dict[str, Any]) -> Run:
    characters = tuple((c[0], *(0.75 * edge for edge in c[1:])) for c in found["characters"])
    return Run(found["piece"], found["role"], found["at"], found["form"], characters)


def _piece(
    name: str, plot: Plot, makeup: Makeup, random: Random, stories: list[dict[str, Any]]
) -> dict[str, Any]:
    """What the template needs of one piece: its words and where they go."""
    style, top = makeup.style, plot.rects[0]
    left, width = style.left(top.first), _width(makeup, top)
    boxed = plot.form in ("boxed", "ad")
    piece: dict[str, Any] = {"id": name, "pictures": [], "boxes": [], "text": [], "lines": None}
    if boxed:
        piece["frame"] = [left - 3, top.top, width + 6, top.height]
    if plot.form == "ad":
        return _advertisement(piece, left, width, top, random, stories)
    inset = 8.0 if boxed else 0.0
    story = random.choice(stories)
    big = _big(top, width, story["headline"], random)
    piece |= {
        "headline": story["headline"],
        "big": big,
        "small": max(style.size * 1.15, big * 0.55),
    }
    piece["kicker"] = story["kicker"] if random.random() < 0.5 else None
    piece["subheadline"] = story["subhead"] if random.random() < 0.6 else None
    piece["head"] = [left + inset, top.top + inset, width - 2 * inset]
    if plot.form == "photo":
        return _photo(piece, story, left, width, top, style.size)
    room = sum(rect.columns * rect.height for rect in plot.rects)
    per = style.column // style.size / (style.size * style.leading)
    piece["text"] = _paragraphs(story["body"], int(room * per * random.uniform(0.85, 1.0)), random)
    start = 0
    if plot.form == "vertical" and len(story["headline"]) <= 13:
        start = 1
        height = top.height - 2 * inset
        piece["big"] = big = min(30.0, height / (len(story["headline"]) + 1), style.column * 0.6)
        piece |= {"down": True, "kicker": None, "subheadline": None, "big": big}
        piece["head"] = [left + (style.column - big * 1.25) / 2, top.top, height]
    piece["boxes"] = _boxes(plot, makeup, start, inset)
    if plot.picture is not None:
        piece["pictures"] = [_picture(plot.picture, makeup, story)]
    return piece


def _advertisement(
    piece: dict[str, Any],
    left: float,
    width: float,
    top: Rect,
    random: Random,
    stories: list[dict[str, Any]],
) -> dict[str, Any]:
    """Lines of display type in a box."""
    sizes = [random.choice([14, 18, 24, 34]) for _ in range(int(top.height // 60))]
    lines = [(size, random.choice(stories)["headline"][: int(width / size) - 1]) for size in sizes]
    return {**piece, "box": [left, top.top, width, top.height], "lines": lines, "frame": None}


def _picture(picture: Rect, makeup: Makeup, story: dict[str, Any]) -> dict[str, Any]:
    """A picture within a story's columns, its caption below."""
    left, width = makeup.style.left(picture.first), _width(makeup, picture)
    box = [left, picture.top + 8, width, picture.height - 44]
    return {"box": box, "caption": "图为" + story["headline"][:14] + "。江渡 摄"}


def _photo(
    piece: dict[str, Any], story: dict[str, Any], left: float, width: float, top: Rect, size: float
) -> dict[str, Any]:
    """A picture with a headline below it and a caption."""
    high = top.height - 110
    caption = "　　" + story["body"][:60].replace("\n", "") + "江渡 摄"
    piece["pictures"] = [{"box": [left, top.top + 50, width, high], "caption": caption}]
    return piece | {
        "kicker": None,
        "subheadline": None,
        "big": max(17.0, min(22.0, width / len(story["headline"]))),
    }


def _big(top: Rect, width: float, headline: str, random: Random) -> float:
    wanted = {0: 24, 1: 28, 2: 34, 3: 42}[min(3, int(top.columns * top.height) // 900)]
    return max(18.0, min(wanted * random.uniform(0.85, 1.15), width / (min(len(headline), 16) + 1)))


def _width(makeup: Makeup, rect: Rect) -> float:
    return rect.columns * makeup.style.column + (rect.columns - 1) * makeup.style.gutter


def _boxes(plot: Plot, makeup: Makeup, start: int, inset: float) -> list[list[Any]]:
    """The columns that the text is poured into, in reading order; those that begin at the top."""
    style = makeup.style
    boxes: list[list[Any]] = []

    def column(at: int, top: float, bottom: float, first: bool, shrink: float) -> None:
        if bottom - top > style.size * style.leading:
            boxes.append(
                [style.left(at) + shrink, top, style.column - 2 * shrink, bottom - top, first]
            )

    if plot.rows or len(plot.rects) == 1:
        for number, rect in enumerate(plot.rects):
            edge = inset / 2
            for at in range(rect.first + (start if number == 0 else 0), rect.last):
                top, bottom = rect.top + inset, rect.bottom - inset
                hole = plot.picture
                if hole is not None and hole.first <= at < hole.last:
                    column(at, top, hole.top, number == 0, edge)
                    column(at, hole.bottom, bottom, False, edge)
                else:
                    column(at, top + (6 if number else 0), bottom, number == 0, edge)
        return boxes
    upper, lower = plot.rects
    for at in range(upper.first + start, upper.last):
        bottom = lower.bottom if lower.first <= at < lower.last else upper.bottom
        column(at, upper.top, bottom, True, 0.0)
    return boxes


def _paragraphs(body: str, room: int, random: Random) -> list[dict[str, str]]:
    """Text to fill that many characters, with bylines, headings and jump lines at times."""
    texts = [text.strip() for text in re.split(r"\n+", body) if text.strip()]
    text: list[dict[str, str]] = []
    if random.random() < 0.15:
        text.append({"text": "（上接第一版）", "form": "from"})
    elif random.random() < 0.3:
        text.append({"text": "本报记者　江渡　河湾", "form": "by"})
    held = 0
    for at, one in enumerate(texts * 6):
        # The last line of a paragraph is half empty.
        if held + len(one) > room:
            one = one[: max(0, room - held)]
        if held + 12 > room:
            break
        text.append({"text": one, "form": ""})
        held += len(one) + 8
        if at and random.random() < 0.06:
            text.append({"text": one[2:9].strip("，。、；：？！“”"), "form": "heading"})
    if random.random() < 0.15:
        text.append({"text": f"（下转第{random.choice('二三四')}版）", "form": "to"})
    return text


def _rules(makeup: Makeup) -> list[list[float]]:
    """Thin rules between pieces, and between columns where the style has them."""
    style = makeup.style
    rules: list[list[float]] = []
    if style.rules == "none":
        return rules
    for plot in makeup.plots:
        for rect in plot.rects[:1]:
            bottom = max(one.bottom for one in plot.rects)
            if rect.first > 0:
                x = style.left(rect.first) - style.gutter / 2
                rules.append([x, rect.top, 0.8, bottom - rect.top])
            if rect.top > 100 and plot.form not in ("boxed", "ad"):
                rules.append([style.left(rect.first), rect.top - 6, _width(makeup, rect), 0.8])
    if style.rules == "columns":
        rules += _column_rules(makeup)
    return rules


def _column_rules(makeup: Makeup) -> Iterable[list[float]]:
    style = makeup.style
    for plot in makeup.plots:
        if plot.form in ("ad", "photo") or plot.picture is not None:
            continue
        for rect in plot.rects:
            for at in range(rect.first + 1, rect.last):
                top = rect.top + (130 if rect is plot.rects[0] else 8)
                if rect.bottom - top > 60:
                    yield [style.left(at) - style.gutter / 2, top, 0.6, rect.bottom - top - 6]
