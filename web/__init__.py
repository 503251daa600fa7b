"""An archive in; the pages a reader sees out. `create_app` makes the Flask app, `serve` runs it."""

from web.app import create_app
from web.server import serve
from web.settings import ServeSettings

__all__ = ["ServeSettings", "create_app", "serve"]
