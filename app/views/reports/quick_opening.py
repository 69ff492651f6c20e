"""The quick form from every page where a piece is shown or marked: one key, and one name for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QKeySequence

from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.widgets.sentence_bar import SentenceBar

KEY = "Alt+Q"
WORDS = "Quick form, as last time"
NONE_MARKED = f"Mark a piece first, then {KEY} opens its quick form"


def declare_quick(page: Page, pieces_of: Callable[[], Sequence[int] | None]) -> QAction:
    """Alt+Q on a page confirms that its pieces are as last time; what waits there goes before.

    A notice or a refusal that offers the quick form means other pieces, or a move that goes on with
    it: then the key is theirs. ``pieces_of`` is None where the page has said why not.
    """

    def go() -> None:
        if page.desk.frame.answer_notice(KEY) or _answer_refusal(page):
            return
        found = pieces_of()
        if found is None:
            return
        pieces = [one for one in found if one]
        if pieces:
            from app.views.reports.quick_sheet import ask_quick  # here: a page loads no reports

            ask_quick(page.desk, pieces)
        else:
            page.desk.toast(NONE_MARKED)

    action = page.command(WORDS, go, KEY, icon="copy")
    permit(action, page.desk.session, "report.sign")
    return action


def has_key(page: Page) -> bool:
    """Whether the page has a quick form of its own, so that a refusal's answer has no second key."""
    return any(one.shortcut() == QKeySequence(KEY) for one in page.commands())


def _answer_refusal(page: Page) -> bool:
    bars = page.findChildren(SentenceBar, "refusal")
    return any(bar.take(KEY) for bar in bars if not bar.isHidden())
