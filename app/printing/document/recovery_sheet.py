"""The paper that brings a shop's data back when a PC is lost: 24 words, to be locked away.

Nothing of it is stored: the words go from the screen to the paper and are forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.content import Company, Made

TEMPLATE = "recovery-1"


@dataclass(frozen=True)
class RecoverySheet:
    """The recovery phrase of a shop, for paper only."""

    company: Company
    made: Made
    words: tuple[str, ...]
    shop_id: str = ""
    template: str = TEMPLATE
