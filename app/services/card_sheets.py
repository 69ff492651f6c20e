"""Sheets of cards to cut out: prices for the vitrine, commands, labels of places, badges of the staff."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256

from app.domain.changes import Changes
from app.domain.codes import COMMAND_CODES
from app.domain.errors import InputError, NotFoundError
from app.models.people import User
from app.models.work import Work
from app.printing.document.card_paper import render_staff_badges
from app.printing.document.cards import (
    CommandCards,
    PlaceLabel,
    PlaceLabels,
    PriceCard,
    PriceCards,
    StaffBadge,
    StaffBadges,
)
from app.printing.document.terms import PaperTerms
from app.services.documents import store_document
from app.services.house_paper import company_of, made_by
from app.services.paper_making import begin_paper, code_on, made_words
from app.services.paper_words import detail_in
from app.services.people_list import roles_of
from app.services.pieces import piece_rows
from app.services.places import place_tree
from app.services.scanning import BADGE_DIGITS

PLAIN_COMMANDS = tuple(name for name in COMMAND_CODES if " " not in name)
"""The commands that every counter needs; looks, stages and quantities are asked for by name."""


def make_price_cards(w: Work, piece_ids: Sequence[int], *, language: str = "") -> Changes:
    """Cards for the vitrine, in the order of the pieces: ``first("document")``."""
    w.require("tags.print")
    rows = {row.id: row for row in piece_rows(w.db, list(piece_ids))}
    chosen = [rows[one] for one in dict.fromkeys(piece_ids) if one in rows]
    _require_some(chosen, "piece")
    begun = begin_paper(w, "price_cards", language=language)
    cards = tuple(
        PriceCard(
            row.description,
            row.code or code_on(w, "piece", row.id),
            detail_in(w, row.id, begun.made.language),
            row.item_number or row.number,
            row.price_minor,
            row.price_currency,
        )
        for row in chosen
    )
    content = PriceCards(
        company_of(w), begun.made, begun.number, code_on(w, "document", begun.document_id), cards
    )
    store_document(w, "price_cards", "piece", chosen[0].id, content, document_id=begun.document_id)
    return made_words(w, begun, "Price cards", piece=chosen[0].id)


def make_place_labels(w: Work, place_ids: Sequence[int], *, language: str = "") -> Changes:
    """Labels for safes, vitrines and trays; a place without a code gets one."""
    w.require("tags.print")
    nodes = {node.id: node for node in place_tree(w.db)}
    chosen = [nodes[one] for one in dict.fromkeys(place_ids) if one in nodes]
    _require_some(chosen, "place")
    begun = begin_paper(w, "place_labels", language=language)
    labels = tuple(
        PlaceLabel(
            node.name,
            node.code or code_on(w, "place", node.id),
            node.title if node.title != node.name else "",
            node.path.rpartition(" / ")[0],
        )
        for node in chosen
    )
    content = PlaceLabels(
        company_of(w), begun.made, begun.number, code_on(w, "document", begun.document_id), labels
    )
    store_document(w, "place_labels", "place", chosen[0].id, content, document_id=begun.document_id)
    return made_words(w, begun, "Labels of places", place=chosen[0].id)


def make_command_cards(w: Work, commands: Sequence[str] = (), *, language: str = "") -> Changes:
    """Cards that are scanned in place of a key; all plain commands unless some are named."""
    w.require("documents.print")
    chosen = tuple(dict.fromkeys(commands)) or PLAIN_COMMANDS
    unknown = [name for name in chosen if name not in COMMAND_CODES]
    if unknown:
        raise InputError(
            "No such command",
            f"“{unknown[0]}” is no command that a card can carry.",
            "Choose one of OUT, IN, DONE, LOOK 1 to 40, QTY 1 to 50 or a stage.",
            field="commands",
        )
    begun = begin_paper(w, "command_cards", language=language)
    content = CommandCards(
        company_of(w), begun.made, begun.number, code_on(w, "document", begun.document_id), chosen
    )
    maker = w.actor.user_id or 0
    store_document(w, "command_cards", "user", maker, content, document_id=begun.document_id)
    return made_words(w, begun, "Command cards")


def new_badges(w: Work, user_ids: Sequence[int]) -> tuple[Changes, bytes]:
    """New badges for people, and the sheet to cut them from, which is given once and kept nowhere.

    Only a digest of each badge's digits is stored; the people's badges of before end at once.
    """
    w.require("users.update")
    made, badges = made_by(w), []
    terms = PaperTerms(made.language)
    for user_id in dict.fromkeys(user_ids):
        row = w.row(
            "SELECT display, initials FROM user WHERE id = ? AND removed = 0 AND active = 1",
            (user_id,),
        )
        if row is None:
            raise NotFoundError(
                "No such person", "This person does not work here.", "Look at the list of people."
            )
        digits = _badge_digits()
        w.edit(User, user_id, badge_sha256=sha256(digits.encode()).hexdigest())
        roles = ", ".join(terms.word("roles", role) for role in roles_of(w, user_id))
        badges.append(StaffBadge(row[0], digits, roles, row[1] or ""))
    _require_some(badges, "person")
    sheet = render_staff_badges(StaffBadges(company_of(w), made, tuple(badges)))
    many = "1 badge" if len(badges) == 1 else f"{len(badges)} badges"
    return Changes.of(f"{many} made", w.id, user=list(user_ids)), sheet


def _badge_digits() -> str:
    """20 random digits that no writer of bar codes shortens: some drop a leading 99."""
    while True:
        digits = "".join(str(secrets.randbelow(10)) for _ in range(BADGE_DIGITS))
        if not digits.startswith("99"):
            return digits


def _require_some(chosen: Sequence[object], what: str) -> None:
    if not chosen:
        raise InputError(
            "Nothing to print", f"No {what} was chosen.", "Mark one or more first.", field=what
        )
