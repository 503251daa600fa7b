"""A file for each step, in order."""
