"""Opening words of reports in; agency, place and day out."""

from __future__ import annotations

from datetime import date

import pytest

from parser.byline import parse_byline
from parser.byline.dateline import resolve

ISSUED = date(2022, 8, 10)


@pytest.mark.parametrize(
    ("text", "agency", "place", "day"),
    [
        ("新华社云州8月9日电", "新华社", "云州", date(2022, 8, 9)),
        ("据新华社云州８月９日电（记者曲同山）", "新华社", "云州", date(2022, 8, 9)),
        ("（本报云州、开罗8月9日电  记者曲同山）", "本报", "云州、开罗", date(2022, 8, 9)),
        ("本报刚果（金）云州电", "本报", "刚果（金）云州", None),
        ("【新华社云州十八日电】", "新华社", "云州", date(2022, 7, 18)),
        ("中央社雲州八日電", "中央社", "雲州", date(2022, 8, 8)),
        ("聯合社云国蓝溪八日電", "聯合社", "云国蓝溪", date(2022, 8, 8)),
        ("本报云州电", "本报", "云州", None),
        ("（据新华社电）", "新华社", None, None),
        ("本报云州8月9日讯 （记者 曲同山）", "本报", "云州", date(2022, 8, 9)),
        ("新华社云州8月9日体育专电", "新华社", "云州", date(2022, 8, 9)),
        ("新华社云州8月9日下午电", "新华社", "云州", date(2022, 8, 9)),
        ("新华社 云州 8月9日 电", "新华社", "云州", date(2022, 8, 9)),
        ("新华社云州二〇二一年十二月三十一日电", "新华社", "云州", date(2021, 12, 31)),
        ("新华社云州/蓝溪8月9日电", "新华社", "云州/蓝溪", date(2022, 8, 9)),
        ("路透社八日云州电", "路透社", "云州", date(2022, 8, 8)),
        ("（新华社云州8月9日电 载8月10日《云州日报》）", "新华社", "云州", date(2022, 8, 9)),
        ("云州十七日電", None, "云州", date(2022, 7, 17)),
        ("新华社云州2月30日电", "新华社", "云州", None),
        ("记者 曲同山 北京报道", None, "北京", None),
        ("记者曲同山北京报道", None, "北京", None),
        ("新华社“云州”号8月9日电（记者曲同山）", "新华社", "“云州”号", date(2022, 8, 9)),
        ("新华社云州3号8月9日电", "新华社", "云州3号", date(2022, 8, 9)),
        ("本报“探海02”船8月9日电", "本报", "“探海02”船", date(2022, 8, 9)),
        ("新华社K2次列车8月9日电", "新华社", "K2次列车", date(2022, 8, 9)),
        ("【本报驻东京记者曲同山8日电】", "本报", "东京", date(2022, 8, 8)),
        ("本报记者陶小露云州8月9日电", "本报", "云州", date(2022, 8, 9)),
        ("新华社记者曲同山、陶露 云州8月9日电", "新华社", "云州", date(2022, 8, 9)),
        ("【本报记者深圳电】", "本报", "深圳", None),
        ("（据云州八日电）", None, "云州", date(2022, 8, 8)),
        ("济南讯（记者 陶露）", None, "济南", None),
    ],
)  # fmt: skip
def test_datelines(text: str, agency: str | None, place: str | None, day: date | None) -> None:
    """Agency and place as printed, the day worked out from the day of the issue."""
    dateline = parse_byline(text, issued=ISSUED).dateline
    assert dateline is not None
    assert (dateline.agency, dateline.place, dateline.date) == (agency, place, day)
    assert dateline.text in text


@pytest.mark.parametrize(
    "text", ["本报讯", "本报讯 (记者 曲同山)", "本报记者 曲同山", "云州日报讯"]
)
def test_no_dateline(text: str) -> None:
    """本报讯 says neither where nor when; its agency is its reporters'."""
    assert parse_byline(text, issued=ISSUED).dateline is None


@pytest.mark.parametrize(
    ("printed", "issued", "day"),
    [
        ((None, "12", "31"), date(2020, 1, 1), date(2019, 12, 31)),
        ((None, "1", "1"), date(2019, 12, 31), date(2020, 1, 1)),
        ((None, "1", "2"), date(2019, 12, 31), date(2019, 1, 2)),
        ((None, "8", "9"), None, None),
        (("2022", "8", "9"), None, date(2022, 8, 9)),
        ((None, None, "31"), date(2022, 3, 5), date(2022, 1, 31)),
        ((None, None, "5"), date(2022, 3, 5), date(2022, 3, 5)),
        ((None, "2", "29"), date(2020, 3, 1), date(2020, 2, 29)),
        ((None, "2", "29"), date(2021, 3, 1), date(2020, 2, 29)),
        ((None, "2", "29"), date(2023, 3, 1), None),
        ((None, "十二", "三十一"), date(2020, 1, 1), date(2019, 12, 31)),
        ((None, None, "卅"), date(2022, 8, 1), date(2022, 7, 30)),
        ((None, "13", "1"), date(2022, 8, 1), None),
        ((None, "1", "1"), date(1, 1, 1), date(1, 1, 1)),
        ((None, None, "9"), date.max, date(9999, 12, 9)),
        ((None, "1", "1"), date.max, date(9999, 1, 1)),
    ],
)
def test_days(
    printed: tuple[str | None, str | None, str], issued: date | None, day: date | None
) -> None:
    """Never later than the day after the issue, and the nearest such day."""
    assert resolve(*printed, issued) == day
