"""report rounds"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("phase_run_id", sa.Integer(), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_rounds_office_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["people.id"], name=op.f("fk_rounds_opened_by_id")),
        sa.ForeignKeyConstraint(["phase_run_id"], ["phase_runs.id"], name=op.f("fk_rounds_phase_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_office_id"), ["office_id"], unique=False)

    op.create_table(
        "round_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("line_message_id", sa.String(length=40), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_round_answers_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_round_answers_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_round_answers_round_id")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_round_answers_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_answers")),
        sa.UniqueConstraint("round_id", "school_id", name="one_answer_per_school"),
    )
    with op.batch_alter_table("round_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_answers_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_answers_round_id"), ["round_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("round_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_answers_round_id"))
        batch_op.drop_index(batch_op.f("ix_round_answers_office_id"))

    op.drop_table("round_answers")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_office_id"))

    op.drop_table("rounds")
