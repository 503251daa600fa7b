"""A small invented archive, and what is done to it, for `bench.kills`."""

from __future__ import annotations

import gzip
import hashlib
import random
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from parser.continuation.linker import link
from parser.issue_json import dump_issue
from parser.model import Article, Image, Issue, Page, Picture

FIRST = date(2020, 1, 1)
OLD = Path(__file__).resolve().parents[1] / "tests/fixtures/archives/schema-1.sql"


def issue(number: int, text: str = "麦苗返青") -> Issue:
    """The invented 云川日报 of day `number`: two pages of three stories."""
    day = FIRST + timedelta(days=number)
    pages = []
    for label in ("01", "02"):
        made = (
            Article(
                f"ycrb-{day}-{label}-{order:02d}",
                headline=f"云川第{number}渠第{order}段通水",
                paragraphs=(
                    f"第{number}渠第{order}段昨日通水，{text}。",
                    f"{text}，沿渠都来看。" * 9,
                ),
                images=(Image(f"{label}-{order}.jpg", "图为渠首。"),),
            )
            for order in range(1, 4)
        )
        pages.append(Page(label, int(label), articles=tuple(made)))
    return link(Issue("ycrb", "云川日报", day, pages=tuple(pages)))


def pictures(number: int) -> list[Picture]:
    """The pictures of that issue."""
    rnd = random.Random(number)
    return [
        Picture(f"{label}-{order}.jpg", "image/jpeg", rnd.randbytes(20_000))
        for label in ("01", "02")
        for order in range(1, 4)
    ]


def first_archive(folder: Path) -> None:
    """Six issues with their pictures, one of them read twice."""
    from index import Archive

    with Archive(folder) as archive:
        for number in range(6):
            archive.add(issue(number), pictures(number))
        archive.add(issue(3, "麦苗青青"))


def issue_lines(path: Path) -> None:
    """Issue JSON: one that is held, one that renews, ten that are new."""
    made = [issue(0), issue(1, "麦苗黄了"), *(issue(number) for number in range(10, 20))]
    path.write_text("".join(f"{dump_issue(one)}\n" for one in made), "utf-8")


def correction(path: Path) -> None:
    """Issue JSON of an issue that is held, with a page less."""
    made = issue(2, "改正")
    path.write_text(dump_issue(link(replace(made, pages=made.pages[:1]))), "utf-8")


def page_folder(folder: Path) -> None:
    """The sample newspaper, pages with pictures."""
    import shutil

    shutil.copytree(OLD.parents[3] / "seeds" / "jizhou-2024-03-12", folder)


def old_archive(folder: Path) -> None:
    """An archive of banmian 0.1.0."""
    folder.mkdir(parents=True)
    raw = sqlite3.connect(folder / "banmian.db", isolation_level=None)
    raw.executescript(f"BEGIN;\n{OLD.read_text('utf-8')}\nCOMMIT;")
    raw.close()
    picture = b"not quite a png"
    digest = hashlib.sha256(picture).hexdigest()
    warc = gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    files = {
        f"pictures/{digest[:2]}/{digest}": picture,
        "warc/ycrb/ycrb-2022-08-10.warc.gz": warc,
    }
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(body)
