"""Issues in; rows of the database, and issues from them, out."""
