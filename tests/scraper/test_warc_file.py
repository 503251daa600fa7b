"""What is captured is kept whole: as WARC 1.1, through torn ends and full disks."""

import gzip
import io
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.warcwriter import WARCWriter

from parser.errors import ArchiveBusy, ArchiveNotWritable, FetchError
from scraper.plan import Item
from scraper.settings import Settings
from scraper.warc_file import WarcFile, writable
from scraper.warc_records import index, sound_length
from tests.scraper.fetching import HOST, answer, check_whole, records

DAY = date(2024, 2, 5)


def file(folder: Path, **said: object) -> WarcFile:
    return WarcFile(folder, "npdb", DAY, Settings(**said))  # type: ignore[arg-type]


def fill(warc: WarcFile, count: int) -> None:
    for n in range(count):
        item = Item(f"{HOST}/{n}.htm", "article", "01")
        warc.append([(item, answer(f"/{n}.htm", f"<html>{n}</html>".encode()))])


def test_records_of_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """warcinfo, then response, request and metadata, linked, dated and with digests."""
    warc = file(tmp_path, contact="archive@example.cn")
    warc.append([(Item(f"{HOST}/a.htm", "article", "03"), answer("/a.htm", "正文".encode()))])
    warc.finish()
    found = records(warc.final)
    response, request, metadata = (record.rec_headers for *_, record in found[1:])

    assert [kind for kind, *_ in found] == ["warcinfo", "response", "request", "metadata"]
    assert b"archive@example.cn" in found[0][2]
    assert b"robots: obey" in found[0][2]
    assert found[1][2] == "正文".encode()
    assert found[3][2] == b"newspaper: npdb\r\ndate: 2024-02-05\r\npage: 03\r\nkind: article\r\n"
    assert response.protocol == "WARC/1.1"
    assert response.get_header("WARC-Date") == "2024-02-05T01:02:03.456789Z"
    assert response.get_header("WARC-IP-Address") == "192.0.2.1"
    assert response.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert response.get_header("WARC-Block-Digest").startswith("sha1:")
    assert request.get_header("WARC-Concurrent-To") == response.get_header("WARC-Record-ID")
    assert metadata.get_header("WARC-Refers-To") == response.get_header("WARC-Record-ID")
    check_whole(warc.final, capsys)


def test_request_as_sent(tmp_path: Path) -> None:
    """The request record has the line and headers that were sent."""
    warc = file(tmp_path)
    warc.append([(Item(f"{HOST}/a.htm", "article"), answer("/a.htm"))])
    text = gzip.decompress(warc.part.read_bytes())

    assert b"\r\n\r\nGET /a.htm HTTP/1.1\r\nHost: paper.example\r\nUser-Agent: Banmian" in text


def test_unchunked_bodies_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Chunks are not kept, so the header that announces them is set aside; digests agree."""
    warc = file(tmp_path)
    chunked = answer("/a.htm", b"5\r\nx", Transfer_Encoding="chunked")
    warc.append([(Item(chunked.url, "article"), chunked)])
    warc.finish()
    held = warc.held(chunked.url)

    assert held is not None
    assert warc.capture(held).body == b"5\r\nx"
    check_whole(warc.final, capsys)


def test_part_until_finished(tmp_path: Path) -> None:
    """A file being written is a .part; opened again it says what it holds, without new records."""
    warc = file(tmp_path)
    fill(warc, 3)
    assert [p.name for p in tmp_path.iterdir()] == ["npdb-2024-02-05.warc.gz.part"]
    warc.finish()
    assert [p.name for p in tmp_path.iterdir()] == ["npdb-2024-02-05.warc.gz"]
    before = warc.final.read_bytes()

    again = file(tmp_path)
    held = again.held(f"{HOST}/2.htm")
    assert held is not None
    capture = again.capture(held)
    assert (capture.body, capture.url) == (b"<html>2</html>", f"{HOST}/2.htm")
    assert capture.fetched_at == datetime(2024, 2, 5, 1, 2, 3, 456789, tzinfo=UTC)
    again.finish()
    assert again.final.read_bytes() == before


def test_more_for_a_finished_file(tmp_path: Path) -> None:
    """What is added later stands behind what was there, one warcinfo before all."""
    warc = file(tmp_path)
    fill(warc, 2)
    warc.finish()
    before = warc.final.read_bytes()
    again = file(tmp_path)
    again.append([(Item(f"{HOST}/9.htm", "article"), answer("/9.htm"))])
    assert not again.final.exists()
    again.finish()

    assert again.final.read_bytes().startswith(before)
    assert [kind for kind, *_ in records(again.final)].count("warcinfo") == 1


def test_redirects_lead_to_what_is_held(tmp_path: Path) -> None:
    """A chain is held by its first URL once its end is; a lone redirect is not."""
    warc = file(tmp_path)
    there = answer("/a.htm", b"", 302, Location="/b.htm")
    item = Item(f"{HOST}/a.htm", "article")
    warc.append([(item, there), (item, answer("/b.htm"))])
    again = file(tmp_path)
    held = again.held(f"{HOST}/a.htm")

    assert held is not None
    assert held.url == f"{HOST}/b.htm"


def test_unchanged_is_a_revisit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same payload again is a revisit that names the first; a changed one is a response."""
    warc = file(tmp_path)
    item = Item(f"{HOST}/a.htm", "article")
    warc.append([(item, answer("/a.htm", b"one"))])
    warc.append([(item, answer("/a.htm", b"one"))])
    warc.append([(item, answer("/a.htm", b"", 304))])
    warc.append([(item, answer("/a.htm", b"two"))])
    warc.finish()
    found = [(kind, record) for kind, _, _, record in records(warc.final)]
    revisits = [record.rec_headers for kind, record in found if kind == "revisit"]
    held = warc.held(item.url)

    assert [k for k, _ in found if k in ("response", "revisit")] == [
        "response",
        "revisit",
        "revisit",
        "response",
    ]
    assert revisits[0].get_header("WARC-Refers-To-Target-URI") == item.url
    assert revisits[0].get_header("WARC-Refers-To-Date") == "2024-02-05T01:02:03.456789Z"
    assert revisits[0].get_header("WARC-Profile").endswith("/1.1/revisit/identical-payload-digest")
    assert revisits[1].get_header("WARC-Profile").endswith("/1.1/revisit/server-not-modified")
    assert held is not None
    assert warc.capture(held).body == b"two"
    check_whole(warc.final, capsys)


def test_odd_headers_are_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes beyond ASCII, empty values, header names of no standard."""
    warc = file(tmp_path)
    odd = answer("/a.htm", b"\x00\xff", X_Name="\xe4\xba\xba", X_Empty="", ETag='"1"')
    warc.append([(Item(odd.url, "article"), odd)])
    warc.finish()
    held = file(tmp_path).held(odd.url)

    assert held is not None
    assert held.conditions == {"If-None-Match": '"1"'}
    check_whole(warc.final, capsys)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.floats(0, 1), junk=st.binary(max_size=40))
def test_a_torn_end_is_cut_off(
    tmp_path_factory: pytest.TempPathFactory, cut: float, junk: bytes
) -> None:
    """Killed after any byte, with anything behind it: whole groups stay, and writing goes on."""
    folder = tmp_path_factory.mktemp("torn")
    warc = file(folder)
    fill(warc, 4)
    whole = warc.part.read_bytes()
    kept = int(cut * len(whole))
    warc.part.write_bytes(whole[:kept] + junk)

    again = file(folder)
    survived = [n for n in range(4) if again.held(f"{HOST}/{n}.htm")]
    assert survived == list(range(len(survived)))
    assert whole.startswith(again.part.read_bytes()) or not survived
    for n in range(len(survived), 4):
        item = Item(f"{HOST}/{n}.htm", "article", "01")
        again.append([(item, answer(f"/{n}.htm", f"<html>{n}</html>".encode()))])
    again.finish()
    kinds = [kind for kind, *_ in records(again.final)]

    assert kinds == ["warcinfo", *["response", "request", "metadata"] * 4]


def test_every_byte_of_a_torn_group(tmp_path: Path) -> None:
    """At each single byte of the last group: the group before it is all that is held."""
    warc = file(tmp_path)
    fill(warc, 1)
    first = warc.part.stat().st_size
    fill(warc, 2)
    whole = warc.part.read_bytes()
    second = index(warc.part)[1]
    assert second == len(whole)
    for end in range(first, len(whole), 23):
        warc.part.write_bytes(whole[:end])
        assert sound_length(warc.part) <= end
        again = file(tmp_path)
        assert again.held(f"{HOST}/0.htm")
        assert again.part.stat().st_size >= first


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written whole is taken back, said, and can be written later."""
    warc = file(tmp_path)
    fill(warc, 1)
    before = warc.part.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ArchiveNotWritable, match="No space left"):
            fill(warc, 2)
    assert warc.part.read_bytes() == before
    warc.append([(Item(f"{HOST}/1.htm", "article"), answer("/1.htm"))])

    assert file(tmp_path).held(f"{HOST}/1.htm")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """A finished file that is damaged is left alone, and the error says which."""
    path = tmp_path / "npdb-2024-02-05.warc.gz"
    path.write_bytes(b"no warc at all")
    with pytest.raises(FetchError, match="not a whole WARC") as caught:
        file(tmp_path)

    assert caught.value.file == str(path)
    assert path.read_bytes() == b"no warc at all"


def test_a_file_of_another_program(tmp_path: Path) -> None:
    """A WARC that another crawler wrote under our name is not added to, nor cut."""
    path = tmp_path / "npdb-2024-02-05.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, warc_version="1.0")
        writer.write_record(writer.create_warc_record(f"{HOST}/", "resource", io.BytesIO(b"x"), 1))
    before = path.read_bytes()
    with pytest.raises(FetchError, match="not a file that this program finished"):
        file(tmp_path)

    assert path.read_bytes() == before


def test_two_files_of_one_issue(tmp_path: Path) -> None:
    """Where a .part and a finished file lie side by side, neither is overwritten."""
    warc = file(tmp_path)
    fill(warc, 1)
    warc.final.write_bytes(warc.part.read_bytes())

    with pytest.raises(FetchError, match=r"both the finished file and a \.part"):
        file(tmp_path)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second fetch of the same newspaper is told so; another newspaper is free."""
    with (
        writable(tmp_path, "npdb"),
        writable(tmp_path, "yhrb"),
        pytest.raises(ArchiveBusy, match="npdb"),
        writable(tmp_path, "npdb"),
    ):
        pass
    with writable(tmp_path, "npdb"):
        pass


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Said before anything is fetched."""
    (tmp_path / "warc").write_text("a file")

    with pytest.raises(ArchiveNotWritable), writable(tmp_path, "npdb"):
        pass


def test_large_records_are_scanned_in_pieces(tmp_path: Path) -> None:
    """A member that unpacks to far more than is read at once is still one member."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"\0" * 30_000_000) + gzip.compress(b"x"))

    assert sound_length(path) == path.stat().st_size
