"""figures of the reports, heartbeat, counts of asking, edited people"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_often",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_often")),
        sa.UniqueConstraint("key", name=op.f("uq_asked_often_key")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_heartbeats_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
        sa.UniqueConstraint("office_id", name="one_heartbeat_per_office"),
    )
    with op.batch_alter_table("heartbeats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heartbeats_office_id"), ["office_id"], unique=False)

    op.create_table(
        "month_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("no_show", sa.Integer(), nullable=False),
        sa.Column("declined", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("ratings", sa.Integer(), nullable=False),
        sa.Column("rating_sum", sa.Integer(), nullable=False),
        sa.Column("step2_count", sa.Integer(), nullable=False),
        sa.Column("step2_minutes", sa.Double(), nullable=False),
        sa.Column("step2_within", sa.Integer(), nullable=False),
        sa.Column("step3_count", sa.Integer(), nullable=False),
        sa.Column("step3_minutes", sa.Double(), nullable=False),
        sa.Column("step3_within", sa.Integer(), nullable=False),
        sa.Column("step4_count", sa.Integer(), nullable=False),
        sa.Column("step4_minutes", sa.Double(), nullable=False),
        sa.Column("step4_within", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_month_figures_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_figures")),
        sa.UniqueConstraint("office_id", "month", "kind", "key", name="one_count_per_month_and_key"),
    )
    with op.batch_alter_table("month_figures", schema=None) as batch_op:
        batch_op.create_index("ix_month_figures_of_year", ["office_id", "fiscal_year", "kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_month_figures_office_id"), ["office_id"], unique=False)

    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted", sa.Boolean(), server_default="0", nullable=False))
        batch_op.create_index("ix_consultations_by_month", ["office_id", "registered_at"], unique=False)
        batch_op.create_index(
            "ix_consultations_to_count",
            ["office_id"],
            unique=False,
            sqlite_where=sa.text("counted = 0"),
            postgresql_where=sa.text("not counted"),
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("edited", sa.Boolean(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("edited")
        batch_op.drop_column("place")

    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_consultations_to_count", sqlite_where=sa.text("counted = 0"), postgresql_where=sa.text("not counted")
        )
        batch_op.drop_index("ix_consultations_by_month")
        batch_op.drop_column("counted")

    with op.batch_alter_table("month_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_month_figures_office_id"))
        batch_op.drop_index("ix_month_figures_of_year")

    op.drop_table("month_figures")
    with op.batch_alter_table("heartbeats", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_heartbeats_office_id"))

    op.drop_table("heartbeats")
    op.drop_table("asked_often")
