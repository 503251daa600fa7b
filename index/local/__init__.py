"""The engine that needs nothing but the data folder: SQLite selects, Whoosh ranks."""
