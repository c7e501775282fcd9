"""reminders in groups"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_members_group_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_group_members_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_group_members_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_members")),
        sa.UniqueConstraint("group_id", "person_id", name="one_row_per_group_and_person"),
    )
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_members_office_id"), ["office_id"], unique=False)

    op.create_table(
        "group_reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_reminders_group_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_group_reminders_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_reminders")),
        sa.UniqueConstraint("group_id", "occasion", name="one_reminder_per_occasion_and_group"),
    )
    with op.batch_alter_table("group_reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_reminders_office_id"), ["office_id"], unique=False)

    op.create_table(
        "round_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_round_groups_group_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_round_groups_office_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_groups_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_groups")),
        sa.UniqueConstraint("round_id", "group_id", name="one_row_per_round_and_group"),
    )
    with op.batch_alter_table("round_groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_groups_office_id"), ["office_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("round_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_groups_office_id"))

    op.drop_table("round_groups")
    with op.batch_alter_table("group_reminders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_reminders_office_id"))

    op.drop_table("group_reminders")
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_members_office_id"))

    op.drop_table("group_members")
