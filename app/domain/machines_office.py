"""Machines of the desk: cases, conflicts, purchases, supplier invoices."""

from __future__ import annotations

from app.domain.machine import machine, steps

CASE = machine(
    "case",
    "case",
    "open deferred settled",
    steps("-", "open", "OC EC OA SA MG AD SYS"),
    steps("open", "deferred", "OC EC OA SA MG"),
    steps("deferred", "open", "OC EC OA SA MG SYS"),
    # A case that nobody touched is open without a step of its own, so that two PCs tell it once.
    steps("- open deferred", "settled", "OC EC OA SA MG SYS", reason=True),
    steps("settled", "open", "MG SYS", reason=True),
)

CONFLICT = machine(
    "conflict",
    "difference",
    "open settled",
    steps("-", "open", "SYS"),
    steps("- open", "settled", "OC EC OA SA MG SYS", reason=True),
)

INCIDENT = machine(
    "incident",
    "incident",
    "open investigated closed",
    steps("-", "open", "OC EC OA SA MG SYS"),
    steps("open", "investigated", "OA MG"),
    steps("open investigated", "closed", "MG", reason=True),
    steps("closed", "open", "MG", reason=True),
)

PURCHASE = machine(
    "purchase",
    "purchase order",
    "requested draft approved sent acknowledged part_received received closed cancelled",
    steps("-", "requested", "OC EC OA MG"),
    steps("- requested", "draft", "OA MG"),
    steps("draft", "approved", "OA MG"),
    steps("approved", "draft sent", "OA MG"),
    steps("sent", "acknowledged", "OA MG"),
    steps("sent acknowledged", "part_received received", "OA MG", final=True),
    steps("part_received", "received", "OA MG", final=True),
    steps("received part_received", "closed", "OA MG", reason=True),
    steps("requested draft approved sent acknowledged", "cancelled", "OA MG", reason=True),
)

INVOICE = machine(
    "invoice",
    "supplier invoice",
    "entered matching matched exception disputed credit_note accepted approved paid",
    steps("-", "entered", "OC OA MG"),
    steps("entered", "matching", "OC OA SYS"),
    steps("matching", "matched", "SYS"),
    steps("matching", "exception", "SYS", reason=True),
    steps("exception", "disputed", "OA MG", reason=True),
    steps("exception disputed", "accepted", "MG", reason=True),
    steps("disputed", "credit_note", "OA MG"),
    steps("credit_note accepted", "matched", "OA MG SYS"),
    steps("matched", "approved", "MG"),
    steps("approved", "paid", "MG", final=True),
)
