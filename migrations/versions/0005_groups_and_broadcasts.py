"""groups and broadcasts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("send_at", sa.DateTime(), nullable=True),
        sa.Column("use_reserve", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_broadcasts_made_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_broadcasts_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    with op.batch_alter_table("broadcasts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broadcasts_office_id"), ["office_id"], unique=False)

    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_group_id", sa.String(length=33), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("member_count", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("code", sa.String(length=200), nullable=True),
        sa.Column("bound_by_id", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bound_by_id"], ["people.id"], name=op.f("fk_groups_bound_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_groups_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("office_id", "line_group_id", name="one_row_per_line_group"),
    )
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_groups_office_id"), ["office_id"], unique=False)

    op.create_table(
        "broadcast_reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_broadcast_reads_broadcast_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_broadcast_reads_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_broadcast_reads_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_reads")),
        sa.UniqueConstraint("broadcast_id", "person_id", name="one_read_per_person"),
    )
    with op.batch_alter_table("broadcast_reads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broadcast_reads_office_id"), ["office_id"], unique=False)

    op.create_table(
        "broadcast_recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_broadcast_recipients_broadcast_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_broadcast_recipients_group_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_broadcast_recipients_office_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox_messages.id"], name=op.f("fk_broadcast_recipients_outbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_recipients")),
        sa.UniqueConstraint("broadcast_id", "group_id", name="one_row_per_broadcast_and_group"),
    )
    with op.batch_alter_table("broadcast_recipients", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broadcast_recipients_office_id"), ["office_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("broadcast_recipients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broadcast_recipients_office_id"))

    op.drop_table("broadcast_recipients")
    with op.batch_alter_table("broadcast_reads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broadcast_reads_office_id"))

    op.drop_table("broadcast_reads")
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_groups_office_id"))

    op.drop_table("groups")
    with op.batch_alter_table("broadcasts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broadcasts_office_id"))

    op.drop_table("broadcasts")
