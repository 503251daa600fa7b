"""Bytes or text of newspaper pages in, Issues out. No network, no database."""
