"""Readings kept, editions of one day told apart, withdrawals, seals and digests of WARC records."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

#: 0.1.0 gave its constraint no name; by this rule Alembic finds it.
_NAMES = {"uq": "uq_%(table_name)s_%(column_0_name)s"}


def upgrade() -> None:
    """Add what is new; what is held stays as it is."""
    with op.batch_alter_table("issues", naming_convention=_NAMES) as issues:
        issues.add_column(sa.Column("edition", sa.Text))
        issues.add_column(
            sa.Column("edition_number", sa.Integer, nullable=False, server_default="1")
        )
        issues.add_column(sa.Column("given", sa.Text))
        issues.drop_constraint("uq_issues_newspaper", type_="unique")
        issues.create_unique_constraint(
            "uq_issues_newspaper", ["newspaper", "date", "edition_number"]
        )
    op.add_column("continuations", sa.Column("settled", sa.String))
    op.add_column("captures", sa.Column("seal", sa.String))
    # Made anew, so that its constraint has a name as well.
    with op.batch_alter_table("pictures", naming_convention=_NAMES, recreate="always") as pictures:
        pictures.add_column(sa.Column("seal", sa.String))
    _add_readings()
    _add_withdrawals()
    op.create_table(
        "records",
        sa.Column("file", sa.String, primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
    )


def _add_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "issue", sa.Integer, sa.ForeignKey("issues.number", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("captured_at", sa.DateTime),
        sa.Column("stored_at", sa.DateTime, nullable=False),
        sa.Column("parser", sa.String),
        sa.Column("input", sa.String),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("base", sa.Integer),
        sa.Column("body", sa.LargeBinary),
        sa.Column("seal", sa.String),
        sqlite_autoincrement=True,
    )
    op.create_index("readings_of_issue", "readings", ["issue"])


def _add_withdrawals() -> None:
    op.create_table(
        "withdrawals",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("newspaper", sa.String, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("edition_number", sa.Integer, nullable=False),
        sa.Column("target", sa.String),
        sa.Column("asked", sa.String, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("restored_at", sa.DateTime),
        sa.Column("seal", sa.String),
    )
    op.create_index("withdrawals_by_day", "withdrawals", ["newspaper", "date"])
