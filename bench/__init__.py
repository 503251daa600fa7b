"""Measures: each command prints a table of what the project can do beside the usual way."""
