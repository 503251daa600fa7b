"""Saved pages of digital editions in; raw pieces on their pages out."""
