"""The numbered steps of the schema, run by Alembic."""
