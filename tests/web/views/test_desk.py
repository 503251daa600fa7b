"""The editor's view: every jump line once, faults first, evidence, filters, tables."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

import tests.web.archive as web_archive
from parser.check.report import check_json
from web import create_app

DESK = "/desk/ceshi/2023-05-10"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    data: Path = web_archive.build(tmp_path_factory.mktemp("desk") / "data")
    return create_app({"DATA": data, "TESTING": True}).test_client()


def tree(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.text)


def text(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


def rows(page: html.HtmlElement) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = page.xpath("//table[contains(@class, 'cases')]/tbody/tr")
    return found


def test_every_jump_line_stands_once(client: FlaskClient) -> None:
    """As many rows as continuations, each with the line as printed and where it is printed."""
    continuations = web_archive.issue().continuations
    found = [tuple(map(text, row.xpath("td")[:2])) for row in rows(tree(client, DESK))]

    assert sorted(printed for _, printed in found) == sorted(
        c.jump or "未印" for c in continuations
    )
    assert ("第2版", "（上接第一版）") in found


def test_faults_come_first(client: FlaskClient) -> None:
    """What an editor must look at stands above what is settled."""
    states = [row.get("class", "") for row in rows(tree(client, DESK))]

    assert states == sorted(states)
    assert states[0] == "open"
    assert states[-1] == "settled"


def test_verdict_is_told_in_words_and_by_a_shape(client: FlaskClient) -> None:
    """Never by colour; the shape is not read aloud."""
    for row in rows(tree(client, DESK)):
        verdict = row.xpath(".//td[@class='verdict']")[0]
        shape = verdict.xpath(".//span[@class='shape']")[0]
        assert shape.get("aria-hidden") == "true"
        assert len(text(verdict)) > len(text(shape)) + 1


def test_evidence_shows_both_halves(client: FlaskClient) -> None:
    """Both zones, the last and the first sentence, the parts of the score."""
    row = next(row for row in rows(tree(client, DESK)) if "（上接第一版）" in text(row))
    head, tail = row.xpath(".//q")

    assert head.text.endswith("因为去年冬天")
    assert tail.text.startswith("闸板冻裂过一回")
    assert len(row.xpath(".//*[local-name()='polygon'][@class='here']")) == 2
    assert row.xpath(".//details[@class='weights']//li")


def test_filter_by_verdict(client: FlaskClient) -> None:
    """Links narrow the table; each has its true count."""
    for link in tree(client, DESK).xpath("//nav[@aria-label='按结论筛选']//a"):
        count = int(link.xpath("string(.//span[@class='count'])"))
        assert len(rows(tree(client, link.get("href")))) == count


def test_data_is_what_check_prints(client: FlaskClient) -> None:
    """`/desk/….json` is one entry of `banmian check --format json`."""
    expected = json.loads(json.dumps(check_json(web_archive.issue())))

    assert client.get(f"{DESK}.json").get_json() == expected


def test_table_for_spreadsheets(client: FlaskClient) -> None:
    """A line for every jump line and every other fault, with a byte order mark."""
    answer = client.get(f"{DESK}.csv")
    found = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))

    assert answer.data.startswith(b"\xef\xbb\xbf")
    jumps = [row for row in found if row["kind"] == "jump"]
    assert len(jumps) == len(web_archive.issue().continuations)


def test_list_of_issues(client: FlaskClient) -> None:
    """Newest first, what waits for an editor in numbers; a filter for those that wait."""
    every = tree(client, "/desk/").xpath("//tbody/tr")
    waiting = tree(client, "/desk/?show=open").xpath("//tbody/tr")

    assert [row.xpath("string(.//time/@datetime)") for row in every] == [
        "2023-05-10",
        "2023-05-09",
        "2023-05-08",
        "2022-05-10",
    ]
    assert len(waiting) == 1
    assert "1 处" in text(waiting[0])
    assert "03" in text(waiting[0])


@pytest.mark.parametrize(
    "query", ["page=0", "page=999999999", "page=x", "newspaper=nichts", "show=?"]
)
def test_odd_addresses_of_the_list(client: FlaskClient, query: str) -> None:
    """Pages that are not there give the nearest that is."""
    assert client.get(f"/desk/?{query}").status_code == 200


def test_other_faults_are_listed(client: FlaskClient) -> None:
    """Faults of the pages stand in a table of their own, in words."""
    page = tree(client, DESK)
    problems = client.get(f"{DESK}.json").get_json()["problems"]
    section = page.xpath("//section[@aria-labelledby='faults']")[0]

    assert problems
    assert len(section.xpath(".//tbody/tr")) == len(problems)
    assert "有题无文" in text(section)
    for problem in problems:
        assert problem["message"] in section.text_content()
