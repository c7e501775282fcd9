"""annual plan"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "year_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_year_plans_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_plans")),
        sa.UniqueConstraint("office_id", "fiscal_year", name="one_plan_per_fiscal_year"),
    )
    with op.batch_alter_table("year_plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_plans_office_id"), ["office_id"], unique=False)

    op.create_table(
        "phase_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("dates_from", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["people.id"], name=op.f("fk_phase_runs_done_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_phase_runs_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase_runs")),
        sa.UniqueConstraint("office_id", "fiscal_year", "process", "phase", "part", name="one_run_per_phase_and_part"),
    )
    with op.batch_alter_table("phase_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phase_runs_fiscal_year"), ["fiscal_year"], unique=False)
        batch_op.create_index(batch_op.f("ix_phase_runs_office_id"), ["office_id"], unique=False)

    op.create_table(
        "phase_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("line_message_id", sa.String(length=40), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_phase_evidence_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_phase_evidence_person_id")),
        sa.ForeignKeyConstraint(["phase_run_id"], ["phase_runs.id"], name=op.f("fk_phase_evidence_phase_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase_evidence")),
    )
    with op.batch_alter_table("phase_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phase_evidence_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phase_evidence_phase_run_id"), ["phase_run_id"], unique=False)

    op.create_table(
        "phase_snoozes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_phase_snoozes_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_phase_snoozes_person_id")),
        sa.ForeignKeyConstraint(["phase_run_id"], ["phase_runs.id"], name=op.f("fk_phase_snoozes_phase_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase_snoozes")),
        sa.UniqueConstraint("phase_run_id", "person_id", name="one_snooze_per_phase_and_person"),
    )
    with op.batch_alter_table("phase_snoozes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phase_snoozes_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phase_snoozes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "postponements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_run_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_postponements_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_postponements_decided_by_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_postponements_office_id")),
        sa.ForeignKeyConstraint(["phase_run_id"], ["phase_runs.id"], name=op.f("fk_postponements_phase_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postponements")),
    )
    with op.batch_alter_table("postponements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postponements_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_postponements_phase_run_id"), ["phase_run_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("postponements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_postponements_phase_run_id"))
        batch_op.drop_index(batch_op.f("ix_postponements_office_id"))

    op.drop_table("postponements")
    with op.batch_alter_table("phase_snoozes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phase_snoozes_person_id"))
        batch_op.drop_index(batch_op.f("ix_phase_snoozes_office_id"))

    op.drop_table("phase_snoozes")
    with op.batch_alter_table("phase_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phase_evidence_phase_run_id"))
        batch_op.drop_index(batch_op.f("ix_phase_evidence_office_id"))

    op.drop_table("phase_evidence")
    with op.batch_alter_table("phase_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phase_runs_office_id"))
        batch_op.drop_index(batch_op.f("ix_phase_runs_fiscal_year"))

    op.drop_table("phase_runs")
    with op.batch_alter_table("year_plans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_plans_office_id"))

    op.drop_table("year_plans")
