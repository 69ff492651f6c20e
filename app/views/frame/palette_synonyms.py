"""What clerks call things: words that mean the same, and what else single commands are called.

Houses speak differently: one says label, the other tag; one lends, the other hands over on memo. A
command says one of these words, and is found by the others too.
"""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: tuple[tuple[str, ...], ...] = (
    ("price", "value", "worth", "valuation", "appraisal"),
    ("tag", "label", "sticker", "ticket"),
    ("client", "customer", "buyer", "guest"),
    ("consignor", "owner", "seller", "vendor", "supplier"),
    ("photo", "picture", "image", "snapshot"),
    ("bench", "workshop", "job", "goldsmith", "repair"),
    ("hand over", "lend", "loan", "memo", "borrow", "on approval"),
    ("take back", "return", "bring back", "came back"),
    ("weigh", "weight", "scales", "grams"),
    ("condition", "examine", "inspect", "grading"),
    ("hold", "block", "freeze", "stop"),
    ("cancel", "void", "call off"),
    ("new", "add", "create"),
    ("edit", "change", "correct", "modify", "update"),
    ("remove", "delete", "throw away", "take off", "discard"),
    ("find", "search", "look up"),
    ("move", "transfer", "carry"),
    ("place", "location", "tray", "safe", "vitrine"),
    ("invoice", "bill"),
    ("e-mail", "mail", "email"),
    ("passport", "history", "provenance", "whole life"),
    ("code", "barcode", "number", "SKU"),
    ("import", "upload", "read in"),
    ("export", "download"),
    ("theme", "night", "appearance"),
    ("sign in", "log in", "login", "switch user"),
    ("lock", "log out", "logout", "sign out"),
    ("undo", "revert"),
    ("reprint", "print again", "copy"),
    ("compare", "difference", "before and after"),
    ("parcel", "shipping", "ship", "address label"),
    ("quarantine", "isolate"),
    ("settings", "preferences", "options"),
    ("report", "certificate"),
    ("finding", "damage", "scratch"),
    ("papers", "documents", "forms"),
    ("date", "day", "deadline"),
    ("note", "remark", "comment", "memo"),
)
"""Groups of words that mean the same wherever a command says one of them."""

OTHER_WORDS: Mapping[str, str] = {
    # A piece
    "Say what it is worth": "price, cost, reserve, insured value, agreed price, mark down, discount",
    "Hand over, or take back": "lend, loan, memo, return, press, photographer, on approval",
    "Put up for sale": "sell, available, list, publish",
    "Put it into quarantine": "doubt, fake, police",
    "Hold it back": "reserve, police hold, title, block",
    "End the hold": "release, free",
    "Edit the facts": "description, metal, stones, size, hallmark, correct",
    "Weigh": "grams, scales",
    "Tag": "print the label, price tag, barcode",
    "Print tags": "labels, price tags, barcodes",
    "Give it a new tag code": "lost tag, damaged tag, new barcode, number",
    "Other codes of this piece": "alias, EAN, UPC, SKU, certificate number, supplier's tag",
    "Move": "place, tray, safe, vitrine, location, put away",
    "Condition": "report, examine, damage, grading",
    "Write a condition report": "examine, damage, grading",
    "Compare its condition reports": "difference, before and after, damage",
    "Say that a part is missing": "lost stone, clasp, incomplete, box, papers",
    "Say that it is sound": "repaired, whole, fine",
    "Make its price card": "vitrine, show card, display",
    "Make the list of its last move": "transfer list",
    "Take the shown photo off": "delete the picture",
    # An order
    "Change what the client wants": "resize, ring size, engraving, wish, metal",
    "Send to bench": "resize, size, engrave, repair, workshop, job, goldsmith",
    "Give the piece of the line back": "return, take back, unreserve, free, release",
    "Choose the piece of the line": "reserve, assign, allocate",
    "Promise the order for a day": "due, deadline, delivery date, when",
    "Cancel the order": "void, refund",
    "Hold": "pause, wait, stop",
    "Release": "end the hold, go on",
    "Confirm the order": "approve, accept",
    "Put a note to the order": "comment, remark",
    "Keep that it was read back": "telephone, phone, confirm with the client",
    "Make a packing slip": "delivery note, shipping",
    "Make the invoice": "bill, tax",
    "Make a credit note": "refund, return, money back",
    "Make a sales receipt": "till, paid, cash",
    "Make a gift receipt": "present, without price",
    "Print the address label": "parcel, shipping, post",
    "Print address labels": "parcels, shipping, post",
    "Open the cash drawer": "till, money",
    "Import orders": "Shopify, CSV, upload, web shop",
    # The bench
    "Print job bag": "envelope, repair ticket, workshop",
    "Print job bags": "envelopes, workshop",
    "Next stage": "done, finished, ready, hand on",
    "Back to the stage before": "return, rework",
    "Let job wait": "stone, part, pause",
    "Give job up": "cancel",
    "Make the repair ticket": "claim stub, customer's own piece",
    # Take-in and clients
    "Take pieces in": "receive, consign, buy, repair, intake, new piece",
    "Sign and give receipt": "agreement, contract, signature",
    "Change the terms": "share, commission, per cent, agreement",
    "Pause": "later, leave, interrupt",
    "Add a person": "new client, customer, consignor, supplier, contact",
    "See an identity paper": "ID, passport, driver's licence",
    "Add a phone or e-mail": "number, mail, contact",
    "Say in which language": "translate, German, French",
    # Places, scanning, printing
    "New place": "tray, safe, vitrine, location, drawer",
    "Take it out of use": "delete, remove, close",
    "Make a count sheet": "stocktake, inventory, audit",
    "Look through a tray": "count, stocktake, inventory, missing",
    "Put pieces back": "return, take back, put away",
    "Print a roll of unused tags": "blank labels, pre-printed, new codes",
    "Find printers": "add a printer, Zebra, Dymo, Brother, install",
    "Test tag": "try the printer, test print",
    "Reprint or try again": "print again, failed, copy",
    "Rules: what is printed by itself": "automatic, always print",
    "Re-tag list after price changes": "old prices, wrong price",
    # People, backup, the shop
    "New password": "forgot, reset, PIN",
    "Give a badge": "card, sign in",
    "Close the account": "delete, leaves, dismiss, left the shop",
    "Back up now": "save a copy, stick, safety",
    "Export everything as open files": "CSV, download, another program",
    "Change between light and dark theme": "night, appearance, colours",
    "Let somebody else sign in": "log out, switch user, another person",
    "Undo": "take back, revert",
    "Lock": "log out, leave",
}
"""Other words of single commands, parted by commas, by what the command says."""


def also_of(words: str, own: str) -> str:
    """All other words of a command: those that its page gave it and those of the trade."""
    return ", ".join(filter(None, (own, OTHER_WORDS.get(words, ""))))
