"""Asking the second person to confirm, and doing the work again with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError, UserError
from app.domain.permissions import allowed
from app.services.people_list import Person, people_list
from app.services.sign_in import second_person, sign_in_by_badge
from app.views.bug_report import BugReport
from app.views.frame.desk import Claims, Desk, Service
from app.views.opening.password_field import PasswordField
from app.views.widgets.field import ChoiceField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

NOBODY = "Nobody else of this house may confirm it: a manager has to be added among the people."


class SecondPersonSheet(Sheet):
    """Who confirms, with their password or badge; they sign nothing else. Then ``run(second)``.

    ``words`` are what the first person said for it: whoever confirms answers for them, and reads them.
    """

    def __init__(
        self,
        desk: Desk,
        sentence: str,
        act: str,
        run: Callable[[Actor], object],
        words: str = "",
    ) -> None:
        super().__init__(desk.frame.host(), "A second person confirms", sentence, width=440)
        self._desk = desk
        self._act = act
        self._run = run
        self._busy = False
        if words:
            self.body.addWidget(
                Text(f"{desk.session.actor.display}: “{words}”", "strong", wrap=True)
            )
        self.who = ChoiceField("Who confirms", [], required=True)
        self.password = PasswordField("Their password")
        self.body.addWidget(self.who)
        self.body.addWidget(self.password)
        self.body.addWidget(Text("Or let them scan their badge.", "muted"))
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way("Confirm", self.on_confirm, "primary", key="Return", closes=False)
        self.password.entered.connect(self.on_confirm)
        self.closed.connect(self.deleteLater)
        desk.read(people_list, self._on_people)

    def on_confirm(self) -> None:
        """Compare the password beside the window."""
        login = self.who.value
        if not self.who.check() or self._busy:
            return
        shop, actor, act = self._desk.shop, self._desk.session.actor, self._act
        password, turn = self.password.text, self._desk.writer.turn("confirming")
        self._start(lambda: second_person(shop, actor, act, str(login), password, turn))

    def on_scan(self, code: str) -> bool:
        """A badge was scanned while this is open."""
        if not self._busy:
            shop = self._desk.shop
            self._start(lambda: sign_in_by_badge(shop, code))
        return True

    def _start(self, ask: Callable[[], Actor]) -> None:
        self._busy = True
        self._desk.start(lambda _job: ask(), self._on_second, self._on_refused)

    def _on_people(self, people: list[Person]) -> None:
        me = self._desk.session.owner_id  # also while the screen is locked
        others = [
            (one.login, one.display)
            for one in people
            if one.user_id != me and allowed(frozenset(one.roles), self._act)
        ]
        self.who.choice.set_options(others)
        if not others:
            self.sentence.setText(f"{self.sentence.text()} {NOBODY}")
            self.verb.setEnabled(False)
        if len(others) == 1:
            self.who.set_value(others[0][0])
            self.password.setFocus()
        else:
            self.who.setFocus()

    def _on_second(self, second: Actor) -> None:
        self._busy = False
        self.dismiss()
        self._run(second)

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if not isinstance(error, UserError):
            return
        if error.field == "login":
            self.who.set_error(error)
        else:
            self.password.set_error(error)


class _Confirmed(QObject):
    """One piece of work that may ask for a second person."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        service: Service,
        act: str,
        done: Callable[[Changes], None] | None,
        failed: Callable[[UserError | BugReport], None] | None,
        reason_code: str,
        claims: Claims,
        words: str,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._kind, self._service, self._act = kind, service, act
        self._done, self._failed, self._reason_code = done, failed, reason_code
        self._claims, self._words = claims, words

    def do(self, second: Actor | None = None) -> None:
        """Try it, alone or with the second person."""
        self._desk.work(
            self._kind,
            self._service,
            self._on_done,
            self._on_refused,
            reason_code=self._reason_code,
            second=second,
            claims=self._claims,
        )

    def _on_done(self, changes: Changes) -> None:
        if self._done:
            self._done(changes)
        self.deleteLater()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and error.field == "second":
            SecondPersonSheet(self._desk, error.message, self._act, self.do, self._words).open()
            return
        if isinstance(error, ReportDemandedError):
            error.again = partial(
                work_confirmed, self._desk, self._kind, self._service, self._act, self._done,
                self._failed, reason_code=self._reason_code, claims=self._claims,
                words=self._words,
            )  # fmt: skip
        if self._failed:
            self._failed(error)
        elif isinstance(error, UserError):
            self._desk.frame.show_refusal(error)
        self.deleteLater()


def work_confirmed(
    desk: Desk,
    kind: str,
    service: Callable[[Any], Changes],
    act: str,
    done: Callable[[Changes], None] | None = None,
    failed: Callable[[UserError | BugReport], None] | None = None,
    *,
    reason_code: str = "",
    claims: Claims = (),
    words: str = "",
) -> None:
    """As ``desk.work``; where the service wants a second person, they are asked and it goes on.

    ``words`` are the reason that was typed: the second person reads it before they confirm.
    """
    _Confirmed(desk, kind, service, act, done, failed, reason_code, claims, words).do()
