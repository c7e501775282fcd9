"""where the words of a LINE message stand, instead of one message for each consultation"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
CHATS = sa.table("chats", sa.column("id", sa.Integer), sa.column("data", JSON))


def upgrade() -> None:
    op.create_table(
        "sentences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_message_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kept_in", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("kept_as", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_sentences_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sentences_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentences")),
    )
    for column in ("line_message_id", "office_id", "person_id"):
        op.create_index(op.f(f"ix_sentences_{column}"), "sentences", [column], unique=False)
    lately = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=30)
    known = sa.text(
        "INSERT INTO sentences (office_id, line_message_id, person_id, kept_in, row_id, kept_as, words, kept_at)"
        " SELECT office_id, line_message_id, teacher_id, 'consultations', id, 'question', question, registered_at"
        " FROM consultations WHERE line_message_id IS NOT NULL AND registered_at > :lately"
    )
    op.get_bind().execute(known.bindparams(sa.bindparam("lately", lately, sa.DateTime())))
    op.drop_index(op.f("ix_consultations_line_message_id"), table_name="consultations")
    op.drop_column("consultations", "line_message_id")
    _change_drafts(_with_ids)


def downgrade() -> None:
    op.add_column("consultations", sa.Column("line_message_id", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_consultations_line_message_id"), "consultations", ["line_message_id"], unique=False)
    first = (
        "UPDATE consultations SET line_message_id = (SELECT line_message_id FROM sentences WHERE kept_in = 'consultations'"
        " AND kept_as = 'question' AND row_id = consultations.id ORDER BY sentences.id LIMIT 1)"
    )
    op.execute(sa.text(first))
    op.drop_table("sentences")
    _change_drafts(_without_ids)


def _change_drafts(changed: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Requests that are being written now are not lost."""
    bind = op.get_bind()
    for chat_id, data in bind.execute(sa.select(CHATS.c.id, CHATS.c.data)).all():
        drafts = {name: changed(data[name]) for name in ("draft", "next") if name in data}
        if drafts:
            bind.execute(CHATS.update().where(CHATS.c.id == chat_id).values(data={**data, **drafts}))


def _with_ids(draft: dict[str, Any]) -> dict[str, Any]:
    ids = [draft.get("message_id"), *(None for _ in draft["said"])]
    kept = {name: value for name, value in draft.items() if name not in ("text", "message_id")}
    return {**kept, "said": [[*one, line_id] for one, line_id in zip(draft["said"], ids, strict=False)]}


def _without_ids(draft: dict[str, Any]) -> dict[str, Any]:
    first = draft["said"][0] if draft["said"] else ["", "", None]
    return {**draft, "text": first[0], "message_id": first[2], "said": [one[:2] for one in draft["said"]]}
