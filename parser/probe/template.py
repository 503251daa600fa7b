"""An address in, the same with its day as a placeholder out."""

from __future__ import annotations

import re

from parser.epaper.families import date_in


def dated_template(url: str) -> str | None:
    """An address with its day as a placeholder, wherever it stands; None without a day."""
    day = date_in(url)
    if day is None:
        return None
    template = url
    for form in ("%Y-%m/%d", "%Y%m/%d", "%Y/%m/%d", "%Y-%m-%d", "%Y%m%d", "%Y.%m.%d", "%Y_%m_%d"):
        printed = day.strftime(form)
        template = re.sub(rf"(?<!\d){re.escape(printed)}(?!\d)", f"{{date:{form}}}", template)
    return re.sub(rf"/{day.year}/(?=.*\{{date)", "/{date:%Y}/", template)
