"""HTML in; a tree that can be asked by selectors out."""
