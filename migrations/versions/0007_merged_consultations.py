"""merged consultations"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointments_consultation_id"), ["consultation_id"], unique=False)

    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_consultations_by_channel", ["office_id", "fiscal_year", "channel", "number"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_consultations_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_consultations_merged_into_id"), "consultations", ["merged_into_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_consultations_merged_into_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_consultations_merged_into_id"))
        batch_op.drop_index("ix_consultations_by_channel")
        batch_op.drop_column("merged_into_id")

    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointments_consultation_id"))
