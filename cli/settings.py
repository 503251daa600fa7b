"""Every setting in one place: a data folder's banmian.toml in, what the environment lacks out.

An option on the line wins over the environment, and that over the file: the file's values are put
where the environment has none, before any option looks there.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parser.errors import BanmianError

FILE = "banmian.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """Something a person may set."""

    #: In the environment.
    variable: str
    #: In banmian.toml; None for what cannot stand there.
    key: str | None
    #: On the line of commands that have one.
    option: str | None
    #: What it is, as docs/settings.md has it.
    meaning: str


SETTINGS = (
    Setting("BANMIAN_DATA", None, "--data", "the data folder; without it `./data`"),
    Setting("BANMIAN_CONTACT", "contact", "--contact", "where a newspaper can write to you"),
    Setting("BANMIAN_BASE_URL", "base_url", "--base-url", "where readers reach the pages"),
    Setting("BANMIAN_NEWSPAPERS", "newspapers", None, "a folder of your own newspaper definitions"),
)
_BY_KEY = {setting.key: setting for setting in SETTINGS if setting.key}


def apply(folder: Path) -> Callable[[], None]:
    """Put the settings of a data folder where the environment has none → what takes them back.

    A path in the file is meant from the folder. Raises BanmianError for a file that is wrong.
    """
    put: list[str] = []
    for key, value in _read(folder / FILE).items():
        setting = _BY_KEY.get(key)
        if setting is None:
            known = ", ".join(sorted(_BY_KEY))
            raise BanmianError(f"no such setting as {key}; there are {known}", file=folder / FILE)
        if not isinstance(value, str) or not value:
            raise BanmianError(f"{key} is not a text", file=folder / FILE)
        if setting.variable not in os.environ:
            path = setting.variable == "BANMIAN_NEWSPAPERS"
            os.environ[setting.variable] = str(folder / value) if path else value
            put.append(setting.variable)

    def back() -> None:
        for variable in put:
            os.environ.pop(variable, None)

    return back


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise BanmianError(f"settings cannot be read ({error})", file=path) from error
