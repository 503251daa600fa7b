"""A linked issue in; its faults, and the report on them, out."""
