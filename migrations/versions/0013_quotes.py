"""what LINE calls a message of ours, so that a quote of it is understood"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("outbox_messages", sa.Column("line_message_ids", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("outbox_messages", "line_message_ids")
