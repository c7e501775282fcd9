"""broadcasts to people, their approval and progress; rate buckets; codes that bind groups"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
PENDING = sa.text("state in ('waiting', 'sending')")


def upgrade() -> None:
    op.create_table(
        "rate_buckets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(length=10), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_rate_buckets_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_buckets")),
        sa.UniqueConstraint("office_id", "endpoint", name="one_bucket_per_office_and_endpoint"),
    )
    op.create_index(op.f("ix_rate_buckets_office_id"), "rate_buckets", ["office_id"], unique=False)
    op.create_table(
        "group_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_group_codes_made_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_group_codes_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_group_codes_code_hash")),
    )
    op.create_index(op.f("ix_group_codes_office_id"), "group_codes", ["office_id"], unique=False)
    # Column by column: SQLite could rebuild this table only while no row refers to it.
    op.execute("ALTER TABLE broadcasts RENAME COLUMN sent_at TO begun_at")
    op.add_column("broadcasts", sa.Column("link", sa.String(length=1000), nullable=True))
    op.add_column("broadcasts", sa.Column("audience", JSON, nullable=False, server_default="{}"))
    op.add_column("broadcasts", sa.Column("with_replies", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("broadcasts", sa.Column("mention_all", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("broadcasts", sa.Column("spread_at", sa.DateTime(), nullable=True))
    op.add_column("broadcasts", sa.Column("done_at", sa.DateTime(), nullable=True))
    picture = sa.ForeignKey("attachments.id", name=op.f("fk_broadcasts_picture_id"))
    op.add_column("broadcasts", sa.Column("picture_id", sa.Integer(), picture), inline_references=True)
    approver = sa.ForeignKey("people.id", name=op.f("fk_broadcasts_approved_by_id"))
    op.add_column("broadcasts", sa.Column("approved_by_id", sa.Integer(), approver), inline_references=True)
    with op.batch_alter_table("broadcast_recipients") as batch_op:
        batch_op.alter_column("group_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_broadcast_recipients_person_id"), "people", ["person_id"], ["id"])
        batch_op.create_unique_constraint("one_row_per_broadcast_and_person", ["broadcast_id", "person_id"])
        batch_op.create_index("ix_broadcast_recipients_outbox_id", ["outbox_id"], unique=False)
    _carry_over()
    with op.batch_alter_table("outbox_messages") as batch_op:
        batch_op.drop_index("ix_outbox_messages_pending")
        batch_op.create_index(
            "ix_outbox_messages_pending",
            ["priority", "next_attempt_at"],
            unique=False,
            sqlite_where=PENDING,
            postgresql_where=PENDING,
        )


def _carry_over() -> None:
    """Broadcasts of before: the groups they went to are their audience."""
    connection = op.get_bind()
    broadcasts = sa.table("broadcasts", sa.column("id"), sa.column("audience", JSON))
    rows = connection.execute(sa.text("SELECT broadcast_id, group_id FROM broadcast_recipients ORDER BY id")).all()
    groups: dict[int, list[int]] = {}
    for broadcast_id, group_id in rows:
        groups.setdefault(broadcast_id, []).append(group_id)
    for broadcast_id, group_ids in groups.items():
        connection.execute(
            broadcasts.update().where(broadcasts.c.id == broadcast_id).values(audience={"groups": group_ids})
        )
    connection.execute(
        sa.text("UPDATE broadcasts SET state = 'done', spread_at = begun_at, done_at = begun_at WHERE state = 'sent'")
    )


def downgrade() -> None:
    op.execute("UPDATE broadcasts SET state = 'sent' WHERE state IN ('done', 'sending')")
    op.execute("UPDATE broadcasts SET state = 'draft' WHERE state = 'waiting'")
    op.execute("DELETE FROM broadcast_recipients WHERE group_id IS NULL")
    with op.batch_alter_table("outbox_messages") as batch_op:
        batch_op.drop_index("ix_outbox_messages_pending")
        batch_op.create_index(
            "ix_outbox_messages_pending",
            ["next_attempt_at"],
            unique=False,
            sqlite_where=PENDING,
            postgresql_where=PENDING,
        )
    with op.batch_alter_table("broadcast_recipients") as batch_op:
        batch_op.drop_index("ix_broadcast_recipients_outbox_id")
        batch_op.drop_constraint("one_row_per_broadcast_and_person", type_="unique")
        batch_op.drop_constraint(op.f("fk_broadcast_recipients_person_id"), type_="foreignkey")
        batch_op.drop_column("person_id")
        batch_op.alter_column("group_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("broadcasts") as batch_op:
        batch_op.drop_constraint(op.f("fk_broadcasts_approved_by_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_broadcasts_picture_id"), type_="foreignkey")
        for column in (
            "done_at",
            "spread_at",
            "approved_by_id",
            "mention_all",
            "with_replies",
            "audience",
            "picture_id",
            "link",
        ):
            batch_op.drop_column(column)
        batch_op.alter_column("begun_at", new_column_name="sent_at")
    op.drop_table("group_codes")
    op.drop_table("rate_buckets")
