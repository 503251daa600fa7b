"""Text in; folded text and words out."""
