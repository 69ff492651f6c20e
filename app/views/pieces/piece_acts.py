"""What can be done to a piece, following its state; each refusal names the way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.domain.changes import Changes
from app.domain.permissions import allowed
from app.domain.reasons import PIECE_HOLD, QUALITY
from app.domain.terms import Vocabulary
from app.services.photos import attach_photo, order_photos, remove_photo, say_view
from app.services.piece_cards import PieceCard
from app.services.piece_changes import replace_tag
from app.services.piece_holds import WAITING, hold_words
from app.services.piece_states import hold, judge, quarantine, release_hold, set_free
from app.views.frame.desk import Desk
from app.views.widgets.reason_sheet import ask_reason
from app.views.widgets.second_person import work_confirmed

HOLDS = PIECE_HOLD.only("police", "title", "estate", "return", "check", "other")
RELEASES = PIECE_HOLD.only("released", "found", "other")
DOUBTS = QUALITY.only("returned", "damage", "suspect", "stone_missing", "other")
SOUND = QUALITY.only("inspected", "repaired", "complete", "other")
PARTS = QUALITY.only("component_missing", "stone_missing", "other")


@dataclass(frozen=True)
class Main:
    """The main thing to do with a piece in its state: words, icon, what it runs, the act it needs."""

    words: str
    icon: str
    run: Callable[[], object]
    act: str = ""


class PieceActs:
    """Asks what must be asked, then does it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def main(self, card: PieceCard, report: Callable[[], object]) -> Main:
        """What comes next for this piece."""
        row = card.row
        if row.quality == "quarantine":
            run = partial(self.sound, card)
            return Main("Release from quarantine", "shield-check", run, "quarantine.release")
        if row.availability == "intake" and row.ownership != "customer_property":
            return Main("Put up for sale", "store", partial(self.set_free, card), "take_in.create")
        if self.hold_is_over(card) and allowed(self._desk.session.roles, "hold.release"):
            return Main("End the hold", "lock-open", partial(self.release, card))
        if card.order_id:
            go = partial(self._desk.navigate, "order", card.order_id)
            return Main(f"Open order {card.order_number}", "clipboard-list", go)
        return Main("Condition report", "clipboard-check", report, "report.create")

    def hold_is_over(self, card: PieceCard) -> bool:
        """Whether it is held, and a hold stands that no day keeps from ending."""
        return card.row.availability == "hold" and bool(self._ending(card) or not card.holds)

    def _ending(self, card: PieceCard) -> list[str]:
        """The reasons of the holds that may end today."""
        over = card.row.hold_until <= self._desk.settings.today()
        return [one.code for one in card.holds if over or one.code != WAITING]

    # -- sale

    def set_free(self, card: PieceCard) -> None:
        """Offer it."""
        self._work("set_free", partial(_set_free, card.row.id))

    def hold(self, card: PieceCard) -> None:
        """Hold it back, with a reason."""
        there = {one.code for one in card.holds}
        self._ask(
            card,
            "Hold it back?",
            "It cannot be sold until a manager releases it.",
            "Hold it",
            HOLDS.only(*(term.code for term in HOLDS.terms if term.code not in there)),
            hold,
            note="Reference, for police and claims: case number, officer, date",
        )

    def release(self, card: PieceCard) -> None:
        """End the hold: a manager, and a second person. Of several holds it is asked which one."""
        piece_id, several = card.row.id, len(card.holds) > 1

        def run(code: str, _note: str) -> None:
            reason, which = ("released", code) if several else (code, "")
            work_confirmed(
                self._desk,
                "release_hold",
                lambda w: release_hold(w, piece_id, reason, which),
                "hold.put",  # what the second person must be allowed
                reason_code=reason,
            )

        if several:
            ask_reason(
                self._desk.frame.host(),
                "Which hold ends?",
                f"{card.row.description} is held: {hold_words(card.holds)}."
                " It may be sold when the last hold has ended.",
                "End this hold",
                run,
                reasons=PIECE_HOLD.only(*self._ending(card)),
                note="",
            )
            return
        ask_reason(
            self._desk.frame.host(),
            "End the hold?",
            f"{card.row.description} may be sold from then on.",
            "End the hold",
            run,
            reasons=RELEASES,
            note="",
        )

    # -- quality

    def quarantine(self, card: PieceCard) -> None:
        """Put it aside as doubtful."""
        self._ask(
            card,
            "Put it into quarantine?",
            "It is not for sale until it was looked at.",
            "Quarantine it",
            DOUBTS,
            quarantine,
        )

    def sound(self, card: PieceCard) -> None:
        """Say that it is sound."""
        self._ask(
            card,
            "Is it sound?",
            "It was looked at, and nothing is wrong any more.",
            "It is sound",
            SOUND,
            _sound,
        )

    def incomplete(self, card: PieceCard) -> None:
        """Say that something is missing on it."""
        self._ask(
            card,
            "Is something missing?",
            "It is not for sale until it is complete again.",
            "It is incomplete",
            PARTS,
            _incomplete,
        )

    # -- tag and photos

    def new_tag(self, card: PieceCard) -> None:
        """Give it another code; the old one still leads here."""
        piece_id = card.row.id
        self._work("replace_tag", lambda w: replace_tag(w, piece_id))

    def add_photo(self, piece_id: int, photo: Any, view: str = "") -> None:
        """Put a photo that was taken in with the piece; ``view`` is what it shows."""
        self._work("add_photo", lambda w: attach_photo(w, "piece", piece_id, photo, view))

    def take_photo_off(self, attached_id: int) -> None:
        """Take a photo off."""
        self._work("remove_photo", lambda w: remove_photo(w, attached_id))

    def say_view(self, attached_id: object, view: str, instead: bool) -> None:
        """Say which view a photo shows; ``instead`` of those that show it now, or beside them."""
        photo = int(str(attached_id))
        self._work("say_view", lambda w: say_view(w, photo, view, instead=instead))

    def order_photos(
        self, piece_id: int, attached_ids: list[int], failed: Callable[[Any], None]
    ) -> None:
        """Put the photos into another order."""
        self._desk.work(
            "order_photos",
            lambda w: order_photos(w, "piece", piece_id, attached_ids),
            failed=failed,
        )

    # -- doing it

    def _work(self, kind: str, service: Callable[[Any], Changes]) -> None:
        self._desk.work(kind, service)

    def _ask(
        self,
        card: PieceCard,
        title: str,
        sentence: str,
        verb: str,
        reasons: Vocabulary,
        service: Callable[..., Changes],
        *,
        note: str = "",
    ) -> None:
        """``service(w, piece_id, code)`` for a reason; with a ``note`` asked, its words too."""
        piece_id = card.row.id

        def run(code: str, words: str) -> None:
            kind = verb.lower().replace(" ", "_")
            said = (code, words) if note else (code,)
            self._desk.work(kind, lambda w: service(w, piece_id, *said), reason_code=code)

        ask_reason(self._desk.frame.host(), title, sentence, verb, run, reasons=reasons, note=note)


def _set_free(piece_id: int, w: Any) -> Changes:
    return set_free(w, piece_id)


def _sound(w: Any, piece_id: int, reason_code: str) -> Changes:
    return judge(w, piece_id, "ok", reason_code)


def _incomplete(w: Any, piece_id: int, reason_code: str) -> Changes:
    return judge(w, piece_id, "incomplete", reason_code)
