"""A page as print shows it, glyph by glyph, in; its pieces, put together by geometry alone, out."""
