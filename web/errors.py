"""What went wrong in; a page, or data where data was asked for, that says what to do next out."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask import Flask, current_app, jsonify, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from parser.errors import ArchiveError, NotHeld, Withdrawn
from web.resource import wants_data


@dataclass(frozen=True, slots=True)
class Offer:
    """A way on."""

    text: str
    url: str


class Missing(Exception):
    """What was asked for is not here; says what it was, and offers what is."""

    def __init__(self, title: str, said: str, offers: tuple[Offer, ...] = ()) -> None:
        super().__init__(title)
        self.title = title
        self.said = said
        self.offers = offers


#: Seconds after which whoever had no turn may ask again.
RETRY_AFTER = "5"

#: status → what happened, what it means.
SAID = {
    400: ("这个请求看不懂", "地址或表单里有一处不合规矩。"),
    403: ("这里只供阅读", "这个档案只读：能看、能查，不能改。"),
    404: ("没有这一页", "这个地址下什么也没有。也许是抄漏了一段。"),
    405: ("这里不收这种请求", "这个地址只供阅读。"),
    413: ("交来的内容太大", "一次请少交一些。"),
    414: ("地址太长", "检索词请短一些。"),
    503: ("现在查的人太多", "检索正忙，请过几秒再试；翻看报纸不受影响。"),
    500: ("出了差错", "这不是您的错；运行记录里写着经过。"),
}


def _show(
    status: int, title: str, said: str, offers: tuple[Offer, ...] = ()
) -> ResponseReturnValue:
    """The error page, or its data."""
    ways = (*offers, Offer("回首页", url_for("read.home")), Offer("去检索", url_for("find.search")))
    if wants_data():
        body = {"error": title, "status": status, "said": said, "offers": [asdict(w) for w in ways]}
        return jsonify(body), status
    page = render_template("error.html", status=status, heading=title, said=said, offers=ways)
    return page, status


def _missing(error: Missing) -> ResponseReturnValue:
    return _show(404, error.title, error.said, error.offers)


def _not_held(error: NotHeld) -> ResponseReturnValue:
    where = " ".join(part for part in (error.newspaper, error.date, error.page) if part)
    return _show(404, f"没有收录 {where}".strip(), "档案里没有它；也许还没有抓取。")


def _withdrawn(error: Withdrawn) -> ResponseReturnValue:
    return _show(410, "这里的内容已经撤下", "它曾在这个地址，后来由档案的管理者撤下。")


def _unopened(error: ArchiveError) -> ResponseReturnValue:
    current_app.logger.error("archive: %s", error)
    said = f"档案夹打不开：{error.message}。请看运行记录，或在命令行里用同一个档案夹试一次。"
    return _show(503, "档案暂时打不开", said)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error  # a redirect
    title, said = SAID.get(error.code, SAID[400 if error.code < 500 else 500])
    answer = make_response(_show(error.code, title, said))
    if error.code == 503:
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def init_app(app: Flask) -> None:
    """Register them all."""
    app.register_error_handler(Missing, _missing)
    app.register_error_handler(NotHeld, _not_held)
    app.register_error_handler(Withdrawn, _withdrawn)
    app.register_error_handler(ArchiveError, _unopened)
    app.register_error_handler(HTTPException, _http)
