"""The blueprints: one for each kind of page."""
