"""what waits for somebody is found by office and state, or by supervisor and state"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultations_state"))
        batch_op.drop_index(batch_op.f("ix_consultations_supervisor_id"))
        batch_op.create_index("ix_consultations_of_office", ["office_id", "state"], unique=False)
        batch_op.create_index("ix_consultations_of_supervisor", ["supervisor_id", "state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_index("ix_consultations_of_supervisor")
        batch_op.drop_index("ix_consultations_of_office")
        batch_op.create_index(batch_op.f("ix_consultations_supervisor_id"), ["supervisor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultations_state"), ["state"], unique=False)
