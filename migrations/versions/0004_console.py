"""The console: sign-in links and sessions, the audit trail, how a request came, and indexes for the register's filters."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("did", sa.String(length=300), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_audit_entries_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_audit_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries") as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entries_office_id"), ["office_id"], unique=False)

    op.create_table(
        "sign_in_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_sign_in_links_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_in_links_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_links_token_hash")),
    )
    with op.batch_alter_table("sign_in_links") as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_links_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_links_person_id"), ["person_id"], unique=False)

    op.create_table(
        "web_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_web_sessions_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_web_sessions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_sessions_token_hash")),
    )
    with op.batch_alter_table("web_sessions") as batch_op:
        batch_op.create_index(batch_op.f("ix_web_sessions_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_sessions_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("consultations") as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=16), server_default="line", nullable=False))
        batch_op.add_column(sa.Column("reference", sa.String(length=100), nullable=True))
        batch_op.create_index(
            "ix_consultations_by_state", ["office_id", "fiscal_year", "state", "number"], unique=False
        )
        batch_op.create_index(
            "ix_consultations_by_supervisor", ["office_id", "fiscal_year", "supervisor_id", "number"], unique=False
        )

    with op.batch_alter_table("inbox_events") as batch_op:
        batch_op.create_index(
            "ix_inbox_events_failed",
            ["office_id"],
            unique=False,
            sqlite_where=sa.text("state = 'failed'"),
            postgresql_where=sa.text("state = 'failed'"),
        )

    with op.batch_alter_table("outbox_messages") as batch_op:
        batch_op.create_index(
            "ix_outbox_messages_stuck",
            ["office_id", "state"],
            unique=False,
            sqlite_where=sa.text("state in ('dead', 'held')"),
            postgresql_where=sa.text("state in ('dead', 'held')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_messages") as batch_op:
        batch_op.drop_index(
            "ix_outbox_messages_stuck",
            sqlite_where=sa.text("state in ('dead', 'held')"),
            postgresql_where=sa.text("state in ('dead', 'held')"),
        )

    with op.batch_alter_table("inbox_events") as batch_op:
        batch_op.drop_index(
            "ix_inbox_events_failed",
            sqlite_where=sa.text("state = 'failed'"),
            postgresql_where=sa.text("state = 'failed'"),
        )

    with op.batch_alter_table("consultations") as batch_op:
        batch_op.drop_index("ix_consultations_by_supervisor")
        batch_op.drop_index("ix_consultations_by_state")
        batch_op.drop_column("reference")
        batch_op.drop_column("channel")

    with op.batch_alter_table("web_sessions") as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_sessions_person_id"))
        batch_op.drop_index(batch_op.f("ix_web_sessions_office_id"))

    op.drop_table("web_sessions")
    with op.batch_alter_table("sign_in_links") as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_links_person_id"))
        batch_op.drop_index(batch_op.f("ix_sign_in_links_office_id"))

    op.drop_table("sign_in_links")
    with op.batch_alter_table("audit_entries") as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entries_office_id"))

    op.drop_table("audit_entries")
