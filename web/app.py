"""A data folder in, the Flask app out: blueprints, filters, headers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, request

from web import addresses, citation, words
from web import archive as store
from web import errors as faults
from web import exports as feeds
from web.resource import Order, Segment, json_address
from web.views import desk, picture, read, study
from web.views import search as find

#: No script at all, nothing from elsewhere, no form that leaves, no frame around us.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: A longer address is no search anyone types.
LONGEST_FORM = 1 << 20


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The app over one archive.

    Keys of `config`: DATA, the data folder (default "data"); INDEXABLE, whether search engines may
    list the pages (default False); BASE_URL, where the archive is reached from outside, for
    permanent addresses (default: as the request came in).
    """
    app = Flask(__name__)
    app.config.from_mapping(
        DATA="data", INDEXABLE=False, BASE_URL=None, MAX_CONTENT_LENGTH=LONGEST_FORM
    )
    app.config.from_mapping(config or {})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    app.url_map.converters.update(segment=Segment, order=Order)
    store.init_app(app)
    faults.init_app(app)
    for room in (find, study, desk, read, picture):
        app.register_blueprint(room.blueprint)
    _add_words(app)
    app.context_processor(_every_page)
    app.after_request(_finish)
    return app


def _add_words(app: Flask) -> None:
    """The filters of templates: plain functions, each under its own name."""
    for function in (
        addresses.article_address,
        addresses.label_of,
        addresses.part_anchor,
        citation.web_address,
        feeds.xml_text,
        picture.picture_address,
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
    return {"indexable": store.indexable(), "json_url": json_address()}


def _finish(response: Response) -> Response:
    """Headers on every answer; an ETag where the whole body is at hand."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not store.indexable():
        response.headers.setdefault("X-Robots-Tag", "noindex")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-cache")
        if response.status_code == 200 and not response.is_streamed:
            response.add_etag()
            response.make_conditional(request)
    return response
