"""Whether what was signed or stored is still that: by its own seal, and by the audit entry that told it.

The seal of a content lies beside it, so whoever has the shop's key can make one that fits other words;
the entry seals it once more, and the next entry seals that one.
"""

from __future__ import annotations

from app.domain.errors import StateError
from app.models.chain import sealed
from app.models.database import Database
from app.models.work import Work
from app.services.passport_proof import entry_stands

REMEDY = "Run the check of the shop, and restore it from a backup."


def require_as_signed(db: Database | Work, report_id: int) -> None:
    """Refuse a report that was changed past Parure; one that was erased with a person's data passes."""
    require_as_kept(db, "report", report_id, "Not as signed", "was signed")


def require_as_kept(
    db: Database | Work, table: str, row_id: int, title: str, was: str = "was stored"
) -> None:
    """The same for a row with a number, a content and a seal: a ``report`` or a ``document``."""
    row = db.row(
        f"SELECT number, content, salt, sha256, work_id FROM {table} WHERE id = ?", (row_id,)
    )
    if row is None:
        return
    number, content, salt, digest, work_id = row
    if content is not None and sealed(content, salt or "") != digest:
        raise StateError(title, f"{number} is no longer what {was}: its seal does not fit.", REMEDY)
    if not entry_stands(db.db if isinstance(db, Work) else db, work_id):
        raise StateError(
            title,
            f"{number} is no longer what {was}: the audit log sealed something else.",
            REMEDY,
        )
