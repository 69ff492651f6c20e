"""What stands on a repair ticket and on the stub that the client takes home to claim the piece."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.content import Fact, PaperHead, Photo, Signature

TEMPLATE = "repair-1"


@dataclass(frozen=True)
class RepairTicket(PaperHead):
    """A repair of a client's property. Amounts are minor units of ``currency``.

    ``item`` is described as seen: ``facts`` say the metal mark, weight, stones and every visible flaw;
    ``value_minor`` is what the client says it is worth, ``limit_minor`` up to where the work may go
    without a call. ``contacts`` are telephone and second contact.
    """

    job_number: str
    client: tuple[str, ...]
    item: str
    work: str
    taken_on: str
    currency: str
    contacts: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    flaws: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    value_minor: int | None = None
    estimate_minor: int | None = None
    limit_minor: int | None = None
    deposit_minor: int | None = None
    promised_on: str = ""
    notes: str = ""
    statements: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    template: str = TEMPLATE
