"""Paragraphs as a feed broke them in; paragraphs as printed, with a repair for each change, out."""
