"""A page as plain text in; raw pieces out."""
