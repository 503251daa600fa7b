"""Files, folders, zips and WARCs become captures; what is broken is named."""

import io
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parser.errors import BanmianError, UnreadableSource
from parser.source.files import Capture, leaves, sources
from parser.source.wholeness import best_captures

PAGE = "http://szb.example.cn/html/2026-03/02/node_1.htm"


def captures(path: Path) -> list[Capture]:
    return [s.load() for file, name in leaves(path) for s in sources(file, name)]


def warc(path: Path, responses: list[tuple[str, str, bytes, str]]) -> Path:
    """A WARC of (url, status, body, content type)."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for url, status, body, media in responses:
            http = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
            with_length = {"payload": io.BytesIO(body), "length": len(body), "http_headers": http}
            writer.write_record(writer.create_warc_record(url, "response", **with_length))
    return path


def test_a_folder_in_order_of_name(tmp_path: Path) -> None:
    """Pages of all depths, nothing hidden, nothing that is no page."""
    for name in ("b/2.html", "a.txt", ".git/x.html", "b/style.css", "b/p.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())

    assert [c.name for c in captures(tmp_path)] == ["a.txt", "b/2.html", "b/p.png"]


def test_a_zip_is_a_folder(tmp_path: Path) -> None:
    """The same names and bytes come out of a zip."""
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        archive.writestr("x/node_1.htm", "版")
        archive.writestr("x/style.css", "p{}")

    assert [("x/node_1.htm", "版".encode())] == [
        (c.name, c.body) for c in captures(tmp_path / "day.zip")
    ]


@pytest.mark.parametrize("name", ["day.warc", "day.warc.gz"])
def test_a_warc_gives_the_newest_good_response(tmp_path: Path, name: str) -> None:
    """A 404 is no page; of two captures of one URL the later stands."""
    path = warc(
        tmp_path / name,
        [
            (PAGE, "200 OK", b"old", "text/html"),
            (PAGE + "x", "404 Not Found", b"no", "text/html"),
            (PAGE, "200 OK", b"new", "text/html; charset=gbk"),
        ],
    )

    (capture,) = [source.load() for source in best_captures(sources(path, "x"))]

    assert (
        capture.url,
        capture.body,
        capture.content_type,
    ) == (PAGE, b"new", "text/html; charset=gbk")
    assert capture.fetched_at is not None
    assert capture.fetched_at.tzinfo is not None


BROKEN = {
    "nothing there": ("none.html", None),
    "of no kind": ("page.docx", b"PK"),
    "not a zip": ("day.zip", b"PK\x03\x04 and no more"),
    "not a WARC": ("day.warc", b"WARC/1.0\r\nnothing"),
    "half a gzip": ("day.warc.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01"),
}


@pytest.mark.parametrize(("name", "body"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named(tmp_path: Path, name: str, body: bytes | None) -> None:
    """Our own error, with the name of the file in it."""
    path = tmp_path / name
    if body is not None:
        path.write_bytes(body)

    with pytest.raises(UnreadableSource, match=name):
        captures(path)


def test_a_folder_without_a_page(tmp_path: Path) -> None:
    """An empty folder is an error, not silence."""
    with pytest.raises(UnreadableSource, match="no page in this folder"):
        captures(tmp_path)


def test_a_warc_cut_in_the_middle_is_named(tmp_path: Path) -> None:
    """A capture that broke off is never taken for a whole one."""
    whole = warc(
        tmp_path / "whole.warc.gz", [(PAGE, "200 OK", bytes(range(256)) * 40, "text/html")]
    )
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole.read_bytes()[:-200])

    with pytest.raises(UnreadableSource, match=r"cut\.warc\.gz"):
        captures(cut)


def test_archives_inside_a_zip_are_named(tmp_path: Path) -> None:
    """A zip or WARC in a zip is not read, and that is said; the pages beside it are."""
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        for name in ("a.html", "b.zip", "c.warc.gz", "d.WARC"):
            archive.writestr(name, "x")
    errors: list[BanmianError] = []

    held = [s.name for s in sources(tmp_path / "day.zip", "day", errors.append)]

    assert held == ["a.html"]
    assert [str(error).rpartition(":")[2] for error in errors] == ["b.zip", "c.warc.gz", "d.WARC"]


def test_a_damaged_member_of_a_zip_is_named(tmp_path: Path) -> None:
    """One that cannot be unpacked is an error of its own; the others are read."""
    path = tmp_path / "day.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.html", "b.html"):
            archive.writestr(name, name * 99)
    body = bytearray(path.read_bytes())
    body[body.find(b"b.html") + 9] ^= 0xFF
    path.write_bytes(bytes(body))
    first, second = sources(path, "day")

    assert first.load().body == b"a.html" * 99
    with pytest.raises(UnreadableSource, match=r"day\.zip:b\.html"):
        second.load()


def test_a_zip_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sum of all members is bounded, and members are read one by one."""
    monkeypatch.setattr("parser.source.zips._MOST", 2500)
    with zipfile.ZipFile(tmp_path / "day.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"{number}.html", "x" * 1000)
    held: list[str] = []

    with pytest.raises(UnreadableSource, match="unpacks to more than 2500 bytes"):
        held.extend(s.name for s in sources(tmp_path / "day.zip", "day"))


def test_links_out_of_a_folder(tmp_path: Path) -> None:
    """A link to a file or folder elsewhere is named, not followed; one within is a page."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / "deep").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.html").write_text("x")
    (inside / "deep" / "own.html").write_text("y")
    (inside / "a.html").symlink_to(outside / "secret.html")
    (inside / "b.html").symlink_to(inside / "deep" / "own.html")
    (inside / "circle.html").symlink_to(inside / "circle.html")
    (inside / "further").symlink_to(outside)
    errors: list[BanmianError] = []

    held = [name for _, name in leaves(inside, errors.append)]

    assert held == ["b.html", "deep/own.html"]
    assert "a link that leads out of the folder" in str(errors[0])
    assert all("secret" not in name for name in held)


def test_a_zip_of_many_members_is_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Members are read one by one, the list of them is not: no zip costs its size squared."""
    path = tmp_path / "day.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(50):
            archive.writestr(f"{number:02}.html", f"{number}")
    opened: list[object] = []
    made = zipfile.ZipFile

    def counted(file: Path) -> zipfile.ZipFile:
        opened.append(file)
        return made(file)

    monkeypatch.setattr("parser.source.zips.zipfile.ZipFile", counted)
    held = [source.load().body for source in sources(path, "day")]

    assert held == [str(number).encode() for number in range(50)]
    assert opened == [path]
