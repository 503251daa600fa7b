"""Paths and bytes in; captures with their addresses, and text out."""
