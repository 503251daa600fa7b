"""The schema of banmian 0.1.0: archives that have it are stamped with this number."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing to do: 0.1.0 made its tables itself."""
