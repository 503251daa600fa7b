"""A data folder in, the Flask app out: blueprints, filters, headers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, abort, current_app, request

from web import addresses, archive, citation, errors, exports, metrics, turns, words
from web.gate import Gate
from web.resource import Code, Order, Segment, json_address, policy
from web.settings import LONGEST_BODY
from web.views import desk, operate, picture, read, search, study

HEADERS = {
    **policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


DEFAULTS = {
    "DATA": "data",
    "INDEXABLE": False,
    "BASE_URL": None,
    "BEHIND_PROXY": False,
    "READ_ONLY": False,
    "ACCESS_LOG": None,
    "MAX_CONTENT_LENGTH": LONGEST_BODY,
}


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The app over one archive.

    Keys of `config`: DATA, the data folder (default "data"); INDEXABLE, whether search engines may
    list the pages (default False); BASE_URL, where the archive is reached from outside, for
    permanent addresses (default: where the server listens; never the Host a client chose);
    BEHIND_PROXY, whether one proxy's X-Forwarded-* headers are believed (default False);
    READ_ONLY, whether readers can change nothing (default False); ACCESS_LOG, a text file for a
    line of JSON a request (default: none is written).
    """
    app = Flask(__name__)
    app.config.from_mapping(DEFAULTS | dict(config or {}))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    app.url_map.converters.update(segment=Segment, code=Code, order=Order)
    archive.init_app(app)
    errors.init_app(app)
    for room in (search, study, desk, read, picture, operate):
        app.register_blueprint(room.blueprint)
    _add_words(app)
    app.context_processor(_every_page)
    turns.init_app(app)
    app.before_request(_read_only)
    app.after_request(_finish)
    app.wsgi_app = Gate(  # type: ignore[method-assign]
        app.wsgi_app,
        base_url=app.config["BASE_URL"],
        behind_proxy=app.config["BEHIND_PROXY"],
        log=app.config["ACCESS_LOG"],
        observe=metrics.init_app(app),
    )
    return app


def _add_words(app: Flask) -> None:
    """The filters of templates: plain functions, each under its own name."""
    for function in (
        addresses.article_address,
        addresses.issue_day,
        addresses.label_of,
        addresses.part_anchor,
        citation.web_address,
        exports.xml_text,
        addresses.picture_address,
        words.full_date,
        words.weekday,
        words.page_name,
        words.pages_line,
        words.bare_label,
        words.verdict,
        words.kind,
        words.repair,
        words.problem,
        words.number,
    ):
        app.add_template_filter(function, function.__name__)


def _every_page() -> dict[str, object]:
    """What base.html needs on any page."""
    return {"indexable": archive.indexable(), "json_url": json_address()}


def _read_only() -> None:
    """Where nothing may be changed, forms are for asking only."""
    asks = request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint == "study.batch"
    if current_app.config["READ_ONLY"] and request.url_rule is not None and not asks:
        abort(403)


def _finish(response: Response) -> Response:
    """Headers on every answer; an ETag where the whole body is at hand."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not archive.indexable():
        response.headers.setdefault("X-Robots-Tag", "noindex")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-cache")
        if response.status_code == 200 and not response.is_streamed:
            response.add_etag()
            response.make_conditional(request)
    return response
