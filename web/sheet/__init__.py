"""A page of pieces in; the page re-set in type out."""
