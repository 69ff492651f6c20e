"""Asking the second person to confirm, and doing the work again with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import ReportDemandedError, UserError
from app.domain.permissions import allowed
from app.services.people_list import Person, people_list
from app.services.sign_in import second_person, sign_in_by_badge
from app.views.bug_report import BugReport
from app.views.frame.desk import Claims, Desk, Service
from app.views.frame.stay import Stay
from app.views.opening.password_field import PasswordField
from app.views.widgets.field import ChoiceField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

NOBODY = "Nobody else of this house may confirm it: a manager has to be added among the people."


class SecondPersonSheet(Sheet):
    """Who confirms, with their password or badge; they sign nothing else. Then ``run(second)``.

    ``words`` are what the first person said for it: whoever confirms answers for them, and reads them.
    One such sheet lies over the window: what is asked a second time by a second press is dropped, and
    another question (told apart by its words, or by what it is ``about``) waits until this one is
    answered. ``given_up`` when it was closed without anybody.
    """

    given_up = Signal()

    def __init__(
        self,
        desk: Desk,
        sentence: str,
        act: str,
        run: Callable[[Actor], object],
        words: str = "",
        about: object = None,
    ) -> None:
        super().__init__(desk.frame.host(), "A second person confirms", sentence, width=440)
        self._desk = desk
        self._act = act
        self._run = run
        self._asked = (sentence, act, words, about)
        self._busy = self._found = self._in_line = False
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
        self.closed.connect(self._on_closed)
        desk.read(people_list, self._on_people)

    def open(self) -> None:
        """Ask now, or after the second person who is asked for already; never twice the same."""
        asking = [one for one in self._host.findChildren(SecondPersonSheet) if one.asks(self)]
        if any(one.is_about(self) for one in asking):
            self.given_up.emit()
            self.deleteLater()
        elif asking:
            self._in_line = True
            asking[-1].closed.connect(self._on_turn)
        else:
            super().open()

    def asks(self, newer: SecondPersonSheet) -> bool:
        """Whether this other sheet was there before a newer one, or is before it in the line."""
        return self is not newer and (self.is_open or self.waits or self._in_line)

    def is_about(self, other: SecondPersonSheet) -> bool:
        """Whether both ask the same."""
        return self._asked == other._asked

    def _on_turn(self) -> None:
        self._in_line = False
        super().open()

    def _on_closed(self) -> None:
        if not self._found:
            self.given_up.emit()
        self.deleteLater()

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
        self._found = True
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
    """One piece of work that may ask for a second person; it lasts until it is done or given up."""

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
        self._stay, self._over = Stay(desk.session), False
        desk.session.changed.connect(self._on_person)

    def is_the_same(self, other: _Confirmed) -> bool:
        """Whether both do the same to the same: the second press of one button."""
        return _all_same(self._asked(), other._asked())

    def _asked(self) -> tuple[object, ...]:
        """What it does, to what, and who hears of it."""
        return (
            self._kind,
            self._service,
            self._act,
            self._done,
            self._failed,
            self._reason_code,
            self._words,
        )

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

    def end(self) -> None:
        """It is done, refused or given up: from now on the same may be asked for again."""
        if not self._over:
            self._over = True
            self._desk.session.changed.disconnect(self._on_person)
            self.setParent(None)
            self.deleteLater()

    def _on_done(self, changes: Changes) -> None:
        self.end()
        if self._done:
            self._done(changes)

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and error.field == "second":
            sheet = SecondPersonSheet(
                self._desk, error.message, self._act, self.do, self._words, about=self
            )
            sheet.given_up.connect(self.end)
            sheet.open()
            return
        self.end()
        if isinstance(error, ReportDemandedError):
            error.again = self._again()
        if self._failed:
            self._failed(error)
        elif isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def _again(self) -> Callable[[], None]:
        """How it is asked for once more, when its report is written."""
        return partial(
            work_confirmed, self._desk, self._kind, self._service, self._act, self._done,
            self._failed, reason_code=self._reason_code, claims=self._claims, words=self._words,
        )  # fmt: skip

    def _on_person(self, _actor: object) -> None:
        """Somebody else works here by now: whoever began it hears no more of it."""
        if self._stay.over:
            self.end()


def _none(_work: object) -> Changes:
    """The window's own service of Undo does it, in a unit that says what it takes back."""
    return Changes()


class _TakenBack(_Confirmed):
    """A step that is taken back: its moves ask for whoever a move there by hand asks for."""

    def __init__(self, desk: Desk, work_id: int) -> None:
        super().__init__(desk, "undo", _none, "moves.create", None, None, "", (), "")
        self._work_id = work_id

    def do(self, second: Actor | None = None) -> None:
        self._desk.take_back(self._work_id, self._on_done, self._on_refused, second)

    def _asked(self) -> tuple[object, ...]:
        return ("undo", self._work_id)

    def _again(self) -> Callable[[], None]:
        return partial(take_back_confirmed, self._desk, self._work_id)


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

    ``words`` are the reason that was typed: the second person reads it before they confirm. While it
    is on its way, or waits for that person, the same asked once more (a second press) does nothing.
    """
    _ask(desk, _Confirmed(desk, kind, service, act, done, failed, reason_code, claims, words))


def take_back_confirmed(desk: Desk, work_id: int) -> None:
    """Undo of a unit of work; where its moves want a second person, they are asked and it goes on."""
    _ask(desk, _TakenBack(desk, work_id))


def _ask(desk: Desk, asked: _Confirmed) -> None:
    if any(one is not asked and one.is_the_same(asked) for one in desk.findChildren(_Confirmed)):
        asked.end()
    else:
        asked.do()


def _same(one: object, other: object) -> bool:
    """Whether two values are equal, or two functions one: of the same text, over the same values.

    Each press of a button makes its own ``lambda w: move(w, pieces, place)``.
    """
    if isinstance(one, FunctionType) and isinstance(other, FunctionType):
        return (
            one.__code__ is other.__code__
            and _all_same(one.__defaults__ or (), other.__defaults__ or ())
            and _all_same(
                [cell.cell_contents for cell in one.__closure__ or ()],
                [cell.cell_contents for cell in other.__closure__ or ()],
            )
        )
    if isinstance(one, partial) and isinstance(other, partial):
        return (
            _same(one.func, other.func)
            and _all_same(one.args, other.args)
            and one.keywords == other.keywords
        )
    return bool(one == other)


def _all_same(these: Sequence[object], those: Sequence[object]) -> bool:
    return len(these) == len(those) and all(map(_same, these, those))
