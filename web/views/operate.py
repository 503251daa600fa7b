"""For whoever runs the archive: is it alive, is it ready, what is it doing."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from parser.errors import ArchiveError
from web.archive import archive
from web.health import state_of
from web.metrics import counts

blueprint = Blueprint("operate", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """This process answers; nothing else is asked."""
    return jsonify({"alive": True})


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Whether the archive can be read: 200 or 503. What else an operator must see stands beside."""
    try:
        state = state_of(archive())
    except ArchiveError as error:
        return jsonify({"ready": False, "warnings": [str(error)]}), 503
    told = msgspec.to_builtins(
        {
            "index": {"behind": state.behind, "problem": state.problem},
            "disk": {"free_bytes": state.free_bytes, "low": state.disk_low},
            "fetch": {"failed": state.failed_fetches},
        }
    )
    return jsonify({"ready": True, "warnings": list(state.warnings), **told})


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts for Prometheus."""
    return Response(counts().text(archive()), mimetype="text/plain")
