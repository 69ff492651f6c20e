"""A day in the shop: the window, who sits at it, and what the steps have come to know."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

from app.services.sample.cast import PASSWORD, USERS
from app.tour.stage import Stage
from app.views.frame.page import Page
from app.views.opening.sign_in import SignInPage

PEOPLE = {login: str(at) for at, (login, _, _) in enumerate(USERS, 1)}
"""The key that chooses each person at the sign-in page."""
Shown = TypeVar("Shown", bound=Page)


@dataclass
class Day:
    """The ids of what the steps have made, for those that follow, and how the shop is asked."""

    stage: Stage
    order_id: int = 0
    job_id: int = 0
    piece_id: int = 0
    report_id: int = 0
    second_report_id: int = 0
    lived_id: int = 0
    agreement_id: int = 0
    document_id: int = 0
    code: str = ""

    def ask(self, sql: str, *params: object) -> Any:
        """One value of the shop's file, as it is on the disk now."""
        with closing(self.stage.shop.reader()) as db:
            return db.value(sql, params)

    def sign_in(self, login: str) -> None:
        """Somebody sits down at the window."""
        hands, window = self.stage.hands, self.stage.place.window
        if not window.covered:
            hands.key("Ctrl+L")
        page = hands.find(SignInPage)
        hands.until(lambda: page.people.count() == len(PEOPLE), "the people of the shop")
        page.people.setFocus()
        hands.key(PEOPLE[login])
        hands.write(PASSWORD)
        hands.key("Return")
        hands.until(lambda: not window.covered, f"{login} to be let in")

    def page(self, kind: type[Shown]) -> Shown:
        """The page that is shown, which is of this kind or becomes so."""
        window = self.stage.place.window
        self.stage.hands.until(lambda: isinstance(window.page, kind), kind.__name__)
        page = window.page
        assert isinstance(page, kind)
        return page

    def printed(self, kind: str) -> None:
        """Wait until a paper of this kind has left through the print queue."""
        sql = "SELECT 1 FROM print_job WHERE job_kind = ? AND state = 'sent'"
        self.stage.hands.until(lambda: self.ask(sql, kind), f"the print of a {kind}")
