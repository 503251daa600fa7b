"""WARCs with every kind of damage: all whole records are given, and the broken one is named."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parser.errors import BanmianError
from parser.issue import read_issues
from parser.readers import Hints
from parser.source.files import sources
from parser.source.gzip_members import runs
from parser.source.wholeness import best_captures

HOST = "http://szb.example.cn/html/2026-03/02/"


def page(number: int, text: str = "渡口的石阶有四十二级，水退到第五级就种豆子。") -> bytes:
    return f"<html><body><h1>第{number}篇</h1><p>{text * 3}</p></body></html>".encode()


def record(
    number: int,
    body: bytes | None = None,
    *,
    http: str = "",
    date: str = "2026-03-02T01:00:00Z",
    target: str | None = "",
    extra: str = "",
    length: int | None = None,
    end: bytes = b"\r\n\r\n",
) -> bytes:
    """One response record; what is said of it can be made wrong."""
    body = page(number) if body is None else body
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n".encode() + body
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    lines = ["WARC/1.1", "WARC-Type: response", f"WARC-Block-Digest: sha1:{digest}"]
    if target is not None:
        lines.append(f"WARC-Target-URI: {target or f'{HOST}content_{number}.htm'}")
    lines += [f"WARC-Date: {date}", f"Content-Length: {length or len(block)}"]
    return ("\r\n".join(lines) + f"\r\n{extra}\r\n").encode() + block + end


def read(path: Path) -> tuple[list[str], list[str]]:
    """The names of what is given, and the errors."""
    errors: list[str] = []

    def on_error(error: BanmianError) -> None:
        errors.append(str(error))

    names: list[str] = []
    try:
        for source in sources(path, path.name, on_error):
            assert source.load().body
            names.append(source.name.rpartition("/")[2])
    except BanmianError as error:
        on_error(error)
    assert not [error for error in errors if "\n" in error]
    return names, errors


def names(*numbers: int) -> list[str]:
    return [f"content_{number}.htm" for number in numbers]


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]


def members(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def chunked(body: bytes, last: bytes = b"0\r\n\r\n") -> bytes:
    pieces = [body[n : n + 40] for n in range(0, len(body), 40)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + last


PLAIN: dict[str, tuple[bytes, list[int], str | None]] = {
    "whole": (record(1) + record(2) + record(3), [1, 2, 3], None),
    "the last cut": ((record(1) + record(2))[:-60], [1], "content_2"),
    "the first cut": (record(1)[:-60] + record(2), [2], "content_1"),
    "cut in a head": (record(1) + record(2)[:50], [1], "no end"),
    "no separators": (record(1, end=b"") + record(2, end=b""), [1, 2], "blank line"),
    "one newline": (record(1, end=b"\n") + record(2), [1, 2], None),
    "many newlines": (record(1, end=b"\r\n" * 9) + record(2), [1, 2], None),
    "a length too long": (record(1) + record(2, length=2000) + record(3), [1, 3], "content_2"),
    "a length too short": (record(1) + record(2, length=99) + record(3), [1, 3], "content_2"),
    "a length of words": (
        record(1).replace(b"Content-Length: ", b"Content-Length: x") + record(2),
        [2],
        "content_1",
    ),
    "a length beyond all": (record(1, length=10**14) + record(2), [2], "content_1"),
    "a date that is none": (record(1, date="2026-13-45T00:00:00Z") + record(2), [1, 2], "date"),
    "a date of year 0": (record(1, date="0000-01-01T00:00:00Z") + record(2), [1, 2], "date"),
    "a date before time": (
        record(1, date="0001-01-01T00:00:00+14:00") + record(2),
        [1, 2],
        "content_1",
    ),
    "no target": (record(1, target=None) + record(2), [2], "without its address"),
    "rubbish between": (record(1) + b"what is this?\r\n" + record(2), [1, 2], "no record begins"),
    "a bit of the body": (flipped(record(1), -30) + record(2), [2], "digest"),
    "a head of 1 MB": (record(1, extra="X: " + "x" * 2**20 + "\r\n") + record(2), [2], "head"),
    "a target with a space": (record(1, target=HOST + "a b.htm") + record(2), [0, 2], None),
    "packed as nothing known": (record(1, http="Content-Encoding: br\r\n"), [], "packed as br"),
    "torn gzip": (
        record(1, gzip.compress(page(1))[:-20], http="Content-Encoding: gzip\r\n"),
        [1],
        None,
    ),
    "no gzip behind its beginning": (
        record(1, b"\x1f\x8b\x08" + b"\xff" * 40, http="Content-Encoding: gzip\r\n"),
        [],
        "unpacked",
    ),
    "chunks": (record(1, chunked(page(1)), http="Transfer-Encoding: chunked\r\n"), [1], None),
}


@pytest.mark.parametrize(("body", "given", "error"), PLAIN.values(), ids=PLAIN)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "one member"])
def test_damaged_records(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    body: bytes,
    given: list[int],
    error: str | None,
    packed: bool,
) -> None:
    """Plain, or as one gzip member: the whole records, one line for the broken one, no other."""
    path = tmp_path / ("day.warc.gz" if packed else "day.warc")
    path.write_bytes(gzip.compress(body) if packed else body)

    found, errors = read(path)

    assert [name for name in found if "%20" not in name] == names(*(n for n in given if n))
    assert len(found) == len(given)
    assert len(errors) == (error is not None), errors
    assert not error or error in errors[0]
    assert capfd.readouterr() == ("", "")


PACKED: dict[str, tuple[Callable[[bytes], bytes], list[int]]] = {
    "whole": (lambda whole: whole, [1, 2, 3]),
    "the end cut": (lambda whole: whole[:-5], [1, 2]),
    "a gap": (
        lambda whole: whole[: len(members(record(1))) + 60] + whole[len(members(record(1))) + 99 :],
        [1, 3],
    ),
    "a flipped bit": (lambda whole: flipped(whole, len(members(record(1))) + 90), [1, 3]),
    "a flipped bit of a member's mark": (
        lambda whole: flipped(whole, len(members(record(1)))),
        [1, 3],
    ),
    "a flipped bit of a checksum": (
        lambda whole: flipped(whole, len(members(record(1), record(2))) - 6),
        [1, 3],
    ),
    "padding": (lambda whole: whole + b"\0" * 512, [1, 2, 3]),
}


@pytest.mark.parametrize(("damage", "given"), PACKED.values(), ids=PACKED)
def test_damaged_members(
    tmp_path: Path, damage: Callable[[bytes], bytes], given: list[int]
) -> None:
    """A damaged gzip member costs its own record and no other."""
    path = tmp_path / "day.warc.gz"
    path.write_bytes(damage(members(record(1), record(2), record(3))))

    found, errors = read(path)

    assert found == names(*given)
    assert len(errors) == (0 if len(given) == 3 else 1), errors


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), st.integers(0, 10**6), st.sampled_from(["cut", "flip", "drop", "double"]))
def test_any_damage(tmp_path: Path, packed: bool, place: int, kind: str) -> None:
    """Wherever a byte is wrong: no other record is lost, and what is lost or changed is named."""
    parts = [record(1), record(2), record(3)]
    if packed:
        parts = [gzip.compress(part, mtime=0) for part in parts]
    whole = b"".join(parts)
    at = place % len(whole)
    broken = {
        "cut": whole[:at],
        "flip": flipped(whole, at),
        "drop": whole[:at] + whole[at + 1 :],
        "double": whole[: at + 1] + whole[at:],
    }[kind]
    path = tmp_path / ("day.warc.gz" if packed else "day.warc")
    path.write_bytes(broken)
    ends = [sum(map(len, parts[: n + 1])) for n in range(3)]
    hit = next(n for n, end in enumerate(ends, start=1) if at < end)
    spared = [n for n in (1, 2, 3) if n < hit or (n > hit and kind != "cut")]

    found, errors = read(path)

    assert set(names(*spared)) <= set(found)
    begins = ends[hit - 1] - len(parts[hit - 1])
    # The head of a plain record has no digest: an address may be another, but nothing is lost.
    given = names(hit)[0] in found if kind == "cut" else len(found) == 3
    assert errors or given or (kind == "cut" and at == begins)


def test_a_large_file_is_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a bound captures are read again from their place when they are wanted."""
    monkeypatch.setattr("parser.source.warc._AT_HAND", 500)
    path = tmp_path / "day.warc.gz"
    path.write_bytes(members(*map(record, range(1, 9))))

    held = list(sources(path, "day"))

    assert [source.load().body for source in held] == [page(n) for n in range(1, 9)]


def test_a_bomb_in_one_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read again by itself is kept up to a bound, and named beyond it."""
    monkeypatch.setattr("parser.source.warc._MOST_AT_HAND", 500)
    path = tmp_path / "day.warc.gz"
    path.write_bytes(gzip.compress(b"".join(map(record, range(1, 9)))))

    found, errors = read(path)

    assert found == names(1, 2)
    assert len(errors) == 6
    assert "recompress" in errors[0]


def test_a_member_is_unpacked_bit_by_bit(tmp_path: Path) -> None:
    """80 MB of zeros in a small file come in runs of a megabyte at most."""
    packer = zlib.compressobj(wbits=31)
    zeros = bytes(2**20)
    body = b"".join(packer.compress(zeros) for _ in range(80)) + packer.flush()
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(body)

    assert max(len(run.data) for run in runs(path)) <= 2**20


CHOICE = {
    "newer": ([("2026-03-01", page(1)), ("2026-03-02", page(2))], 1),
    "older behind newer": ([("2026-03-02", page(1)), ("2026-03-01", page(2))], 0),
    "empty after": ([("2026-03-01", page(1)), ("2026-03-02", b" \n ")], 0),
    "an excuse after": (
        [
            ("2026-03-01", page(1)),
            ("2026-03-02", "<html><title>页面未找到</title><p>请返回首页</p></html>".encode()),
        ],
        0,
    ),
    "a check after": (
        [
            ("2026-03-01", page(1)),
            ("2026-03-02", b"<html><head><script>go()</script></head><body></body></html>"),
        ],
        0,
    ),
    "cut after": ([("2026-03-01", page(1)), ("2026-03-02", page(2)[:-40])], 0),
    "cut before": ([("2026-03-01", page(1)[:-40]), ("2026-03-02", page(2))], 1),
    "cut, and an excuse": (
        [("2026-03-01", page(1)[:-40]), ("2026-03-02", b"<title>404 Not Found</title>")],
        0,
    ),
}


@pytest.mark.parametrize(("captures", "best"), CHOICE.values(), ids=CHOICE)
@pytest.mark.parametrize("turned", [False, True])
def test_the_best_whole_capture_wins(
    tmp_path: Path, captures: list[tuple[str, bytes]], best: int, turned: bool
) -> None:
    """Of several captures of one address, whatever their order, by http or https."""
    made = [
        record(1, body, date=f"{date}T00:00:00Z", target=f"{scheme}://szb.example.cn/a.htm")
        for (date, body), scheme in zip(captures, ("http", "https"), strict=True)
    ]
    path = tmp_path / "day.warc"
    path.write_bytes(b"".join(reversed(made) if turned else made))

    (chosen,) = best_captures(sources(path, "day"))

    assert chosen.load().body == captures[best][1]


def test_gzip_of_a_stream_is_what_a_file_is(tmp_path: Path) -> None:
    """Members without a name, as tools that write to a pipe leave them, are read as well."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", filename="") as stream:
        stream.write(record(1))
    path = tmp_path / "day.warc.gz"
    path.write_bytes(out.getvalue())

    assert read(path) == (names(1), [])


def test_two_files_of_one_issue(tmp_path: Path) -> None:
    """A later file that holds an excuse does not push out the whole page of an earlier one."""
    excuse = "<html><title>访问过于频繁</title><body>请稍后再试</body></html>".encode()
    for name, body, date in (("b", excuse, "2026-03-05"), ("a", page(1), "2026-03-02")):
        path = tmp_path / f"yxrb-2026-03-02.{name}.warc"
        path.write_bytes(record(1, body, date=f"{date}T00:00:00Z"))
    errors: list[BanmianError] = []

    read = list(read_issues([tmp_path], on_error=errors.append, hints=Hints(page="01")))

    assert [a.headline for one in read for p in one.issue.pages for a in p.articles] == ["第1篇"]
    assert errors == []
