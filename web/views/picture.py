"""A picture's key in the archive in, its bytes out; no path reaches the file system from here."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from web.addresses import read_issue_day
from web.archive import archive

#: What a browser may be handed; anything else stays in the archive.
MEDIA = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/gif",
        "image/webp",
        "image/svg+xml",
        "image/bmp",
        "image/avif",
    }
)
#: A picture opened by itself runs nothing and loads nothing, whatever an SVG asks for.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

blueprint = Blueprint("picture", __name__)


@blueprint.get("/<code:newspaper>/<segment:day>/picture")
def picture(newspaper: str, day: str) -> Response:
    """The picture that a page or piece of this issue names by `src`."""
    when = read_issue_day(day)
    src = request.args.get("src", "")
    found = archive().picture(newspaper, when[0], src, when[1]) if when else None
    if found is None or found.media_type not in MEDIA:
        abort(404)
    answer = Response(found.body, mimetype=found.media_type)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "max-age=86400"
    answer.add_etag()
    # A part of it, for whoever asks for one.
    answer.make_conditional(request, accept_ranges=True, complete_length=len(found.body))
    return answer
