"""Newspaper pages printed from real articles: a corpus and a seed in, PDF and its truth out."""
