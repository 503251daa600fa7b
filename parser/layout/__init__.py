"""A page's outlines in; order on the page and plane geometry out."""
