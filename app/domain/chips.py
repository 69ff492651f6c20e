"""What a state's chip says and in which tone: a word always stands beside the colour."""

from __future__ import annotations

from dataclasses import dataclass

TONES = ("neutral", "info", "warn", "ok", "bad", "vio")


@dataclass(frozen=True)
class Chip:
    """A chip's text and tone (neutral, info, warn, ok, bad, vio)."""

    text: str
    tone: str


_TONES: dict[str, str] = {
    # machine: "tone state state …, tone state …"; a state that is not named is neutral
    "piece": "info intake, warn hold, ok free, vio reserved sold, bad written_off",
    "quality": "ok ok, warn incomplete, bad quarantine",
    "order": "info draft imported review confirmed, warn on_hold returned_to_sender, vio in_work, "
    "ok ready shipped part_shipped collected delivered",
    "line": "info new verified, warn to_make to_size to_engrave backordered return_open, "
    "vio reserved in_job, ok qc_pass packed shipped collected delivered",
    "job": "info draft quoted approved kitted, vio issued at_bench, warn waiting rework on_hold, "
    "info qc, ok passed done closed",
    "repair": "info taken_in diagnosed quoted approved, vio in_job qc, ok ready collected shipped, "
    "warn declined reminded, bad unclaimed",
    "item": "info offered taken_in price_review, warn hold expired estate_hold unclaimed, "
    "ok listed payable paid, vio reserved sold window, bad disputed charged_back",
    "agreement": "info draft, ok signed, warn expired",
    "loan": "info draft approved packed, vio out extended part_returned, warn recalled, ok returned",
    "loan_item": "info packed, vio out sent_on, ok returned sold, bad lost stolen",
    "count": "info planned open counting recount, warn review, ok approved posted",
    "print": "info rendering queued sending, ok sent, warn doubtful, bad failed",
    "shipment": "info draft packing packed labelled, vio handed_over in_transit, ok delivered, "
    "warn returned_to_sender, bad exception claim",
    "return": "info requested authorised in_transit received inspected, ok approved refunded "
    "exchanged repaired, warn disputed",
    "case": "warn open, info deferred, ok settled",
    "conflict": "warn open, ok settled",
    "incident": "bad open, warn investigated, ok closed",
    "purchase": "info requested draft approved sent acknowledged, vio part_received, ok received",
    "invoice": "info entered matching, ok matched approved paid credit_note accepted, "
    "warn disputed, bad exception",
    "custody": "warn offered, ok accepted, bad declined",
    "auction_lot": "info catalogued published offered, ok sold paid released seller_paid, "
    "warn bought_in after_sale invoiced seller_payable, bad defaulted",
}
_WORDS: dict[tuple[str, str], str] = {
    ("order", "confirmed"): "Confirmed",
    ("piece", "hold"): "Held",
    ("line", "qc_pass"): "Passed",
    ("job", "issued"): "Given out",
    ("job", "qc"): "Quality check",
    ("repair", "qc"): "Quality check",
}
SEVERITY_TONES = ("info", "info", "warn", "bad", "bad")
"""Tone of a finding's severity 0–4."""
WHEREABOUTS_TONES = {
    "house": "neutral",
    "bench": "vio",
    "out": "vio",
    "event": "vio",
    "transit": "warn",
    "missing": "bad",
    "gone": "neutral",
}


def _table() -> dict[tuple[str, str], str]:
    found = {}
    for name, rows in _TONES.items():
        for row in rows.split(","):
            tone, *states = row.split()
            found.update({(name, state): tone for state in states})
    return found


_BY_STATE = _table()


def tone(machine: str, state: str) -> str:
    """The tone of a state's chip."""
    return _BY_STATE.get((machine, state), "neutral")


def chip(machine: str, state: str) -> Chip:
    """Text and tone of a state's chip: "In review", info."""
    from app.domain.states import word  # here: what only paints chips needs no machines of states

    text = _WORDS.get((machine, state)) or word(state)
    return Chip(text[:1].upper() + text[1:], tone(machine, state))
