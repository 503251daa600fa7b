"""Draws the invented newspaper of seeds/ from one source, bench/demo_paper/issue.toml.

Out come the saved pages (template family "wz/npm"), the page pictures, drawn by Chromium, and
tests/fixtures/demo/expected.json: what the pages say, written from the source, not by the parser.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image as Bitmap
from playwright.sync_api import Page as Tab
from playwright.sync_api import ViewportSize, sync_playwright

from bench.demo_source import Paper, Piece, Sheet, printed, read_source

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(__file__).resolve().parent / "demo_paper"
#: The drawn page, and the size at which the saved page shows it; zones are printed in the latter.
DRAWN = (1000, 1440)
SHOWN = (400, 576)
#: Enough for flat drawings, black type and one red; keeps a page under 250 kB.
COLOURS = 96


def outline(piece: Piece) -> list[list[int]]:
    """The piece's polygon at the size at which the page is shown."""
    scale = SHOWN[0] / DRAWN[0]
    return [[round(x * scale), round(y * scale)] for x, y in piece.polygon]


def drawing(name: str) -> Markup:
    """One of our own drawings, as mark-up to stand in a page."""
    return Markup((SOURCE / "drawings" / f"{name}.svg").read_text(encoding="utf-8"))


def templates() -> Environment:
    """The templates of the saved pages and of the drawn sheet."""
    found = Environment(
        loader=FileSystemLoader(SOURCE),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
    )
    found.globals.update(printed=printed, drawing=drawing, coords=_coords)
    return found


def _coords(piece: Piece) -> str:
    return ",".join(f"{x},{y}" for x, y in outline(piece))


def write_saved_pages(paper: Paper, folder: Path) -> None:
    """One node_*.htm a page, one content_*_*.htm a piece."""
    env = templates()
    node, content = env.get_template("node.htm.j2"), env.get_template("content.htm.j2")
    around = (None, *paper.pages, None)
    for previous, page, following in zip(around, around[1:], around[2:], strict=False):
        if page is None:
            continue
        here = {"issue": paper, "page": page, "previous": previous, "next": following}
        _write(folder / f"node_{page.node}.htm", node.render(here))
        for piece in page.pieces:
            name = f"content_{page.node}_{piece.id}.htm"
            _write(folder / name, content.render(here, piece=piece))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def browser(executable: str) -> Iterator[Tab]:
    """A tab of a headless Chromium the size of a drawn page."""
    width, height = DRAWN
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        size: ViewportSize = {"width": width, "height": height}
        yield chromium.new_page(viewport=size, device_scale_factor=2)
        chromium.close()


def draw(paper: Paper, folder: Path, executable: str) -> None:
    """The page pictures and the pictures of pieces, as PNG under `folder`; sizes go to stdout."""
    sheet = templates().get_template("sheet.html.j2")
    stamp = paper.code + paper.date.replace("-", "")
    with browser(executable) as tab:
        for page in paper.pages:
            tab.set_content(sheet.render(issue=paper, page=page))
            tab.evaluate("document.fonts.ready")
            for piece, size, fits in tab.evaluate("fit()"):
                print(f"{page.label} {piece}: {size} px{'' if fits else ' DOES NOT FIT'}")
            _save(tab.screenshot(scale="css"), folder / f"{stamp}{page.label}.png")
            for picture in (picture for piece in page.pieces for picture in piece.images):
                shot = tab.locator(f"#{picture.drawing}").screenshot()
                _save(shot, folder / picture.file)


def _save(shot: bytes, path: Path) -> None:
    bitmap = Bitmap.open(io.BytesIO(shot)).convert("RGB")
    small = bitmap.quantize(COLOURS, method=Bitmap.Quantize.MEDIANCUT, dither=Bitmap.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


def expected(paper: Paper) -> dict[str, Any]:
    """What a reader must find in the saved pages, in the words of Issue JSON."""
    return {
        "newspaper": paper.code,
        "newspaper_name": paper.name,
        "date": paper.date,
        "labels": [page.label for page in paper.pages],
        "pages": [_expected_page(paper, page) for page in paper.pages],
        "continuations": _continuations(paper),
    }


def _continuations(paper: Paper) -> list[dict[str, str | None]]:
    """What must become of every jump line that leads on, in order of pages."""
    ids = {
        piece.id: f"{paper.code}-{paper.date}-{page.label}-{order:02}"
        for page in paper.pages
        for order, piece in enumerate(page.pieces, 1)
    }
    return [
        {
            "from": ids[piece.id],
            "to": ids.get(piece.jump.get("other", 0)),
            "jump": piece.jump["text"],
            "verdict": piece.jump["verdict"],
        }
        for page in paper.pages
        for piece in page.pieces
        if piece.jump and piece.jump["direction"] == "to"
    ]


def _expected_page(paper: Paper, page: Sheet) -> dict[str, Any]:
    width, height = SHOWN
    pieces = [
        {
            "id": f"{paper.code}-{paper.date}-{page.label}-{order:02}",
            **_expected_piece(piece),
            "source": f"content_{page.node}_{piece.id}.htm",
        }
        for order, piece in enumerate(page.pieces, 1)
    ]
    image = f"images/{paper.code}{paper.date.replace('-', '')}{page.label}.png"
    return {
        "label": page.label,
        "section": page.section,
        "width": width,
        "height": height,
        "image": image,
        "articles": pieces,
    }


def _expected_piece(piece: Piece) -> dict[str, Any]:
    plain = ("kind", "column_name", "kicker", "headline", "subheadline", "byline", "dateline")
    assert set(plain) <= {field.name for field in fields(piece)}
    jumps = [piece.jump] if piece.jump else []
    return {
        **{name: getattr(piece, name) for name in plain},
        "authors": _people(piece.authors),
        "paragraphs": list(piece.paragraphs),
        "images": [
            {
                "src": f"images/{image.file}",
                "caption": image.caption,
                "credit": image.credit,
                "authors": _people(image.authors),
            }
            for image in piece.images
        ],
        "jumps": [{key: jump[key] for key in ("text", "direction", "pages")} for jump in jumps],
        "references": [{"text": text, "pages": [page]} for text, page in piece.references],
        "regions": [outline(piece)],
    }


def _people(people: tuple[list[str], ...] | list[list[str]]) -> list[dict[str, str | None]]:
    return [
        {"name": name, "role": role or None, "affiliation": unit or None}
        for name, role, unit in people
    ]


def main() -> int:
    """Writes everything; --no-pictures leaves the PNGs as they are."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--source", type=Path, default=SOURCE / "issue.toml")
    options.add_argument("--chromium", default="/usr/bin/chromium", help="the browser that draws")
    options.add_argument("--no-pictures", action="store_true", help="write the mark-up only")
    chosen = options.parse_args()
    paper = read_source(chosen.source)
    folder = ROOT / "seeds" / f"{paper.code}-{paper.date}"
    (folder / "images").mkdir(parents=True, exist_ok=True)
    write_saved_pages(paper, folder)
    if not chosen.no_pictures:
        draw(paper, folder / "images", chosen.chromium)
    fixture = ROOT / "tests" / "fixtures" / "demo" / "expected.json"
    fixture.parent.mkdir(parents=True, exist_ok=True)
    _write(fixture, json.dumps(expected(paper), ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
