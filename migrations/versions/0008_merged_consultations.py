"""merged consultations"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mergers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ended_id", sa.Integer(), nullable=False),
        sa.Column("going_on_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ended_id"], ["consultations.id"], name=op.f("fk_mergers_ended_id")),
        sa.ForeignKeyConstraint(["going_on_id"], ["consultations.id"], name=op.f("fk_mergers_going_on_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_mergers_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mergers")),
        sa.UniqueConstraint("ended_id", name=op.f("uq_mergers_ended_id")),
    )
    with op.batch_alter_table("mergers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mergers_going_on_id"), ["going_on_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mergers_office_id"), ["office_id"], unique=False)

    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointments_consultation_id"), ["consultation_id"], unique=False)

    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_consultations_by_channel", ["office_id", "fiscal_year", "channel", "number"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_index("ix_consultations_by_channel")

    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointments_consultation_id"))

    with op.batch_alter_table("mergers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mergers_office_id"))
        batch_op.drop_index(batch_op.f("ix_mergers_going_on_id"))

    op.drop_table("mergers")
