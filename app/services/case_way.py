"""A way of settling a case: its words and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.case_settling import Settling

FIRST, SECOND, BOTH, HOLD = "first", "second", "both", "hold"


@dataclass(frozen=True)
class Way:
    """A way of settling: ``verb`` is the button's words, ``fits`` why it is the suggested one ("").

    ``closes`` False leaves the case open: nobody has decided yet.
    """

    code: str
    title: str
    verb: str
    run: Callable[[Settling], None]
    closes: bool = True
    fits: str = ""


def leave_as_it_is(s: Settling) -> None:
    """Both facts stay, and nothing is added but the decision."""
    s.say("Nothing changes; both facts stay in the history")


def hold_way(piece_id: int) -> Way:
    """Nobody knows yet: the piece is held, the case stays open."""
    return Way(
        HOLD,
        "Neither yet: hold the piece",
        "Hold the piece",
        lambda s: s.hold_piece(piece_id),
        closes=False,
    )
