"""What an unexpected error of the database means for a person, where the disk or the file is the reason."""

from __future__ import annotations

from app.domain.errors import UserError
from app.models.disk import disk_trouble


def as_refusal(error: BaseException) -> UserError | None:
    """The refusal that an error is or means; None where it is our own bug."""
    return error if isinstance(error, UserError) else disk_trouble(error)
