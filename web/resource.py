"""One resource, two forms: a view gives a Resource, sent as a page or, at .json, as data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Blueprint, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter

from parser.newspaper.definition import RESERVED
from web.archive import absolute


@dataclass(frozen=True, slots=True)
class Resource:
    """What a view found, before it takes a form."""

    template: str
    context: Mapping[str, object]
    #: The same as plain values; made only when asked for.
    data: Callable[[], object]
    #: The permanent path of what is shown; None where it is the path asked for.
    canonical: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: A stylesheet of this page alone; the policy names it by its digest.
    style: str = ""


#: No script at all, nothing from elsewhere, no form that leaves, no frame around us.
POLICY = (
    "default-src 'none'; style-src 'self'{digest}; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def policy(style: str = "") -> dict[str, str]:
    """The header that says what a page may load: our files, and that one stylesheet in it."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    allowed = f" 'sha256-{digest}'" if style else ""
    return {"Content-Security-Policy": POLICY.format(digest=allowed)}


View = Callable[..., Resource]


#: What stands behind the address of a thing for another form of it, whether there is one or not.
FORMS = ("json", "csv", "xml", "pdf", "epub", "ris", "bib", "jsonld", "atom", "ico")


class Segment(BaseConverter):
    """One step of a path that is no other form of a page; views read its sense."""

    regex = "[^/]{1,60}" + "".join(rf"(?<!\.{form})" for form in FORMS)


class Code(BaseConverter):
    """A step that can be a newspaper's code: none of the words that addresses have of their own."""

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED))})(?:[/.]|\Z)){Segment.regex}"


class Order(BaseConverter):
    """A piece's place on its page, with or without zeros before it."""

    regex = r"[0-9]{1,4}"

    def to_python(self, value: str) -> int:
        """03 → 3."""
        return int(value)


def data_rules(rule: str) -> tuple[str, ...]:
    """The addresses of a page's data: /a/ → /a.json and /a/.json; / → /index.json and /.json."""
    if rule == "/":
        return ("/index.json", "/.json")
    if rule.endswith("/"):
        return (f"{rule[:-1]}.json", f"{rule}.json")
    return (f"{rule}.json",)


def resource(blueprint: Blueprint, rule: str) -> Callable[[View], View]:
    """Route a view twice: its page at `rule`, its data at the .json addresses beside it."""

    def register(view: View) -> View:
        @wraps(view)
        def as_page(**values: Any) -> ResponseReturnValue:
            found = view(**values)
            canonical = absolute(found.canonical or request.script_root + request.path)
            body = render_template(
                found.template, canonical=canonical, style=found.style, **found.context
            )
            return body, 200, dict(found.headers) | policy(found.style)

        @wraps(view)
        def as_data(**values: Any) -> ResponseReturnValue:
            return jsonify(view(**values).data())

        as_page.has_data = True  # type: ignore[attr-defined]
        blueprint.add_url_rule(rule, view.__name__, as_page, strict_slashes=rule.endswith("/"))
        for address in data_rules(rule):
            blueprint.add_url_rule(address, f"{view.__name__}_data", as_data)
        return view

    return register


def json_address() -> str | None:
    """Where the page being shown lies as data; None where it does not."""
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, "has_data", False):
        return None
    path = request.script_root + (request.path.rstrip("/") or "/index")
    query = request.query_string.decode("ascii", "replace")
    return f"{path}.json?{query}" if query else f"{path}.json"


def wants_data() -> bool:
    """Whether this request asked for data, so that errors take that form too."""
    return request.path.endswith(".json")
