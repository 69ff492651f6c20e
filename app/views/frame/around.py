"""What a page may ask of the window around it, and what stands in where there is no window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import UserError
from app.views.bug_report import BugReport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.views.widgets.toast import Answer


class Frame(Protocol):
    """What a page may ask of the window around it."""

    def host(self) -> QWidget:
        """The window's content, over which overlays and sheets lie."""

    def navigate(self, key: str, record_id: int = 0) -> None:
        """Go to a page, and there to a record."""

    def step(self, key: str, record_id: int) -> None:
        """Go on to the record beside the one that is shown."""

    def show_view(self, key: str, view: str) -> None:
        """Go to a list, and there to one of its saved views."""

    def find_everywhere(self, text: str = "") -> None:
        """Open the box that finds records of every kind."""

    def set_count(self, key: str, count: int) -> None:
        """Show beside a line of the navigation how many wait there."""

    def back(self) -> None:
        """Go to where one came from."""

    def toast(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        why: Callable[[], object] | None = None,
        answer: Answer | None = None,
    ) -> None:
        """Tell what was done; ``answer`` offers a way on with a key of its own."""

    def answer_notice(self, key: str) -> bool:
        """Give the answer that a notice offers with this key; False where none does."""
        return False

    def show_refusal(self, error: UserError) -> None:
        """Tell what was refused, over the page that is shown."""

    def show_report(self, report: BugReport) -> None:
        """Tell that we made a mistake, with a report to copy."""


class NoFrame:
    """Before there is a window (and in tests of one page): keeps what was asked for."""

    def __init__(self) -> None:
        self.went: list[tuple[str, int]] = []
        self.counts: dict[str, int] = {}
        self.told: list[str] = []
        self.refused: list[UserError] = []
        self.reports: list[BugReport] = []
        self.around: QWidget | None = None

    def host(self) -> QWidget:
        assert self.around is not None, "this page is in no window"
        return self.around

    def navigate(self, key: str, record_id: int = 0) -> None:
        self.went.append((key, record_id))

    def step(self, key: str, record_id: int) -> None:
        self.went.append((key, record_id))

    def show_view(self, key: str, view: str) -> None:
        self.went.append((f"{key}/{view}", 0))

    def find_everywhere(self, text: str = "") -> None:
        self.went.append((f"find {text}", 0))

    def set_count(self, key: str, count: int) -> None:
        self.counts[key] = count

    def back(self) -> None:
        self.went.append(("back", 0))

    def toast(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        why: Callable[[], object] | None = None,
        answer: Answer | None = None,
    ) -> None:
        self.told.append(words)

    def answer_notice(self, key: str) -> bool:
        return False

    def show_refusal(self, error: UserError) -> None:
        self.refused.append(error)

    def show_report(self, report: BugReport) -> None:
        self.reports.append(report)


@dataclass
class Sounds:
    """The four sounds of scanning; ``play`` is replaced by the device's own."""

    play: Callable[[str], None] = lambda _name: None
