"""What Alembic runs for a step: on the connection of `index.store.schema`, in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
