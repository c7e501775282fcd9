"""quota ledger"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "line_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("allowed", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_line_figures_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_figures")),
        sa.UniqueConstraint("office_id", name="one_row_of_line_figures"),
    )
    with op.batch_alter_table("line_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_figures_office_id"), ["office_id"], unique=False)

    op.create_table(
        "counted_pushes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("retry_key", sa.String(length=36), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_counted_pushes_office_id")),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox_messages.id"], name=op.f("fk_counted_pushes_outbox_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_pushes")),
        sa.UniqueConstraint("outbox_id", "retry_key", name="one_count_per_push"),
    )
    with op.batch_alter_table("counted_pushes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_counted_pushes_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_counted_pushes_office_id"), ["office_id"], unique=False)

    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("recipients", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("about", sa.String(length=60), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.drop_column("about")
        batch_op.drop_column("recipients")
        batch_op.drop_column("priority")

    with op.batch_alter_table("counted_pushes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_counted_pushes_office_id"))
        batch_op.drop_index(batch_op.f("ix_counted_pushes_at"))

    op.drop_table("counted_pushes")
    with op.batch_alter_table("line_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_line_figures_office_id"))

    op.drop_table("line_figures")
