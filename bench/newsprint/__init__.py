"""Newspaper pages printed from real articles: a corpus and a seed in, PDF pages with their truth out."""
