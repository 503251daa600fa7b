"""After a fetch an issue is held against those before it: a changed template is a fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from banmian import main
from parser.epaper.families import family_of
from parser.newspaper import definition
from tests.newspaper_server import FORTNIGHT, PAPERS, File, Server, Site, define

BARE = "<html><body><h1>渡口记</h1><div class='new'></div></body></html>".encode()


def test_a_template_that_changed_overnight_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four whole issues say nothing; the fifth, its pieces without text, is told; exit 1."""
    monkeypatch.setenv("BANMIAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BANMIAN_NEWSPAPERS", str(tmp_path))
    definition.cache_clear()
    days = FORTNIGHT[:5]
    site = Site(PAPERS["F3"], days, pages=3, articles=3)
    with Server((site,)) as server:
        paper = PAPERS["F3"].newspaper(server.host)
        define(tmp_path, paper)
        last = days[-1]
        for path in list(site.files):
            shape = family_of(path)
            if shape and shape[1] == "article" and f"{last:%Y-%m/%d}" in path:
                site.files[path] = File(BARE)
        fetch = ["fetch", paper.code, "--delay", "0", "--then", "ingest"]
        run = CliRunner().invoke
        whole = run(main, [*fetch, days[0].isoformat(), "--to", days[3].isoformat()])
        fallen = run(main, [*fetch, last.isoformat()])
    definition.cache_clear()
    assert whole.exit_code == 0, whole.output
    assert "drift" not in whole.stderr
    assert fallen.exit_code == 1
    assert f"fault: {paper.code} {last} drift 有正文的稿件只占0%" in fallen.stderr
