"""What observations came to is worked out anew, and what a meeting was asked and answered is kept beside it.

Something critical that was not seen is never met; where somebody said no, nothing was watched.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Make room for it, and let it be worked out of what was sealed when the vault is opened."""
    op.add_column("upshot", sa.Column("said", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "INSERT INTO upshot (record_id, whole, is_check, supported, task, equipment, unmet, asked, about_id, "
        "form_id, pair_id, held_at) SELECT id, '', 0, '', '', '', '', 0, about_id, form_id, "
        "coalesce(pair_id, ''), held_at FROM record WHERE kind IN ('supervision', 'practice_supervision', "
        "'group_supervision', 'probation_review', 'appraisal', 'return_to_work', 'debrief', "
        "'supervision_of_supervision', 'reflective_session') AND sealed_at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM upshot WHERE record_id = record.id)"
    )
    op.execute(
        "UPDATE upshot SET whole = '' WHERE record_id IN (SELECT id FROM record WHERE kind = 'observation')"
    )
