"""A text in, the jump lines and references it prints out; an article in, its jump lines apart."""

from parser.jump.article import extract, find_jumps, find_references

__all__ = ["extract", "find_jumps", "find_references"]
