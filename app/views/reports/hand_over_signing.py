"""Both sides of a hand-over sign, one after the other, on the screen of this PC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.wording import pieces_words
from app.services.hand_over_ready import HandOverReady
from app.services.hand_overs import RECEIVER, HandOver
from app.services.report_quick import QuickAnswer
from app.services.reports import EXAMINER
from app.services.signatures import Signature
from app.views.reports.sign_sheet import SignSheet

MOST_NAMED = 4
"""So many pieces that stay out are named where one signs; the paper names more."""


@dataclass(frozen=True)
class Going:
    """What is handed over, as it was checked: what was said, which pieces, their quick forms, and those
    that need none."""

    said: HandOver
    piece_ids: tuple[int, ...]
    answers: tuple[QuickAnswer, ...]
    reported: tuple[int, ...]


def signing_words(ready: HandOverReady, going: Going) -> str:
    """What both sides sign: how many go or come, and by number what stays out."""
    many = len(going.piece_ids)
    as_listed = "as the paper lists them; what was weighed and counted is as typed."
    if not ready.is_back:
        return f"{pieces_words(many)}, {as_listed}"
    words = f"{pieces_words(many)} {'comes' if many == 1 else 'come'} back, {as_listed}"
    left = [one.piece for one in ready.pieces if one.piece.id not in going.piece_ids]
    if not left:
        return words
    numbers = ", ".join(one.number or one.description for one in left[:MOST_NAMED])
    more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
    stay = "stays" if len(left) == 1 else "stay"
    return f"{words} {pieces_words(len(left))} {stay} out: {numbers}{more}."


class BothSign(QObject):
    """Asks the house, then the other side. Who has signed the very same is not asked again.

    The other side is asked for the name of who signs: a person, not the company that they sign for.
    """

    def __init__(self, parent: QObject, run: Callable[[], object]) -> None:
        """``run`` when both have signed: ``given`` are their signatures."""
        super().__init__(parent)
        self._run = run
        self._state: object = None
        self._host: QWidget | None = None
        self._words = self._other = ""
        self.given: tuple[Signature, ...] = ()

    def ask(self, host: QWidget, state: object, words: str, house: str, other: str) -> None:
        """Have them sign ``state``, told in ``words``: ``house`` by name, who comes for ``other``."""
        if len(self.given) == 2 and self._state == state:
            self._run()
            return
        self.given, self._state = (), state
        self._host, self._words, self._other = host, words, other
        SignSheet(host, "Sign for the house", words, EXAMINER, house, "Sign", self._on_house).open()

    def _on_house(self, signature: Signature) -> None:
        self.given = (signature,)
        assert self._host is not None
        title = f"{self._other} signs" if self._other else "The other side signs"
        SignSheet(
            self._host, title, self._words, RECEIVER, "", "Sign", self._on_other,
            asks_name=True, signs_for=self._other,
            signed_for_house=signature.who,
        ).open()  # fmt: skip

    def _on_other(self, signature: Signature) -> None:
        self.given = (*self.given[:1], signature)
        self._run()
