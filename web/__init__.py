"""An archive in; the pages a reader sees out. `create_app` makes the Flask app, `serve` runs it."""

from web.app import create_app
from web.server import serve

__all__ = ["create_app", "serve"]
