"""Signing a take-in: the receipt is stored, the agreement stands, the pieces wait out their hold."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.models.work import Work


@dataclass(frozen=True)
class Signature:
    """Who signed: role (consignor, house), name as printed, and the strokes as drawn.

    ``strokes`` are lines of (x, y) in thousandths of the field's width, as the pen moved.
    """

    role: str
    name: str
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()


def sign(
    w: Work,
    agreement_id: int,
    signatures: tuple[Signature, ...],
    *,
    photos_later: bool = False,
    announced_differs: bool = True,
) -> Changes:
    """Sign an agreement today; ``first("document")`` is the stored receipt.

    Refuses while something needed is missing (agreed price, a photo unless ``photos_later``, the
    consignor's identity or signature).
    """
    raise NotImplementedError
