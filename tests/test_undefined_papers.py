"""Papers without a definition in an archive: one name keeps one code, two names never share one."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from banmian import main
from index import Archive


def page(folder: Path, name: str, day: str) -> Path:
    """A saved page that prints its paper's name, its day and its label."""
    folder.mkdir(parents=True)
    (folder / "content_1.htm").write_text(
        f"""<html><head><title>{name}</title></head><body><h1>老街新颜</h1><div id="ozoom">
<p>本报讯（记者 甲某某）老街修缮完工，商户陆续回迁，石板路重新铺过。</p></div></body></html>
<!--enpproperty <founder-date>{day}</founder-date><founder-title>老街新颜</founder-title>
<founder-pagenum>A03</founder-pagenum><founder-papername>{name}</founder-papername>
<founder-type>1</founder-type> /enpproperty-->""",
        "utf-8",
    )
    return folder


def test_initials_that_are_taken_in_the_archive(tmp_path: Path) -> None:
    """A second paper of the same initials is told apart, on the day it comes and ever after."""
    data = ["--data", str(tmp_path / "data")]
    run = CliRunner().invoke
    first = run(main, ["ingest", str(page(tmp_path / "a", "河湾青年报", "2026-03-02")), *data])
    assert first.exit_code == 0, first.output
    assert "《河湾青年报》 has no definition: read as hwqnb" in first.stderr
    later = page(tmp_path / "b", "海外青年报", "2026-03-02")
    for folder in (later, later, page(tmp_path / "c", "河湾青年报", "2026-03-03")):
        assert run(main, ["ingest", str(folder), *data]).exit_code == 0
    with Archive(tmp_path / "data", writable=False) as archive:
        held = {(one.code, one.name, one.issues) for one in archive.newspapers()}
    assert held == {("hwqnb", "河湾青年报", 2), ("hwqnb2", "海外青年报", 1)}
