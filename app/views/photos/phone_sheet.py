"""Pictures by phone: the code to point it at, who has come, how many pictures are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.devices.networks import Network, networks
from app.devices.phone_page import OPEN_S, PhonePage
from app.domain.errors import UserError
from app.domain.vocabulary import VIEWS
from app.photos import Photo
from app.printing.qr import qr_modules
from app.services.photos import keep_photos
from app.shop import Shop
from app.views.bringing import bringing
from app.views.delivery import Postman
from app.views.frame.desk import Desk
from app.views.widgets.inputs import Choice
from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.toast import announce

CODE_PX, QUIET = 264, 4
LOW_CODE_PX, LOW_WINDOW = 172, 600
"""In a lower window (px) the code is smaller, so that what is waited for is read without scrolling."""
HINT_AFTER_S = 30
POINT = "Point the phone’s camera at this code and open the page. It takes pictures for what is on screen."
NO_NETWORK = (
    "This PC is in no network that a phone could reach. Join the shop’s Wi-Fi or plug in its cable, "
    "or copy the pictures here and choose them with F7."
)
NOT_COMING = (
    "No phone has come yet. It must be in the same network as this PC: a guest Wi-Fi is another one. "
    "If a firewall asks, let Parure be reached in private networks."
)
PLAIN = "The pictures cross the shop’s own network unencrypted; nothing of the shop is shown to the phone."
OVER = {
    "time": "The {minutes} minutes are over. Ask for a new code to go on.",
    "guessed": "Somebody guessed at the page’s key, so it was closed. A new code has a new key.",
    "ended": "The page has ended.",
}


class QrPicture(QWidget):
    """A QR code, black on white in both themes, with its quiet zone."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self._px = CODE_PX if room >= LOW_WINDOW else LOW_CODE_PX
        self.setFixedSize(QSize(self._px, self._px))
        self.setAccessibleName("QR code of the page for the phone")
        self._modules: tuple[tuple[bool, ...], ...] = ()

    def show_text(self, text: str) -> None:
        """The code for a text."""
        self._modules = qr_modules(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if not self._modules:
            return
        side = self._px // (len(self._modules) + 2 * QUIET)
        edge = (self._px - side * len(self._modules)) // 2
        for row, line in enumerate(self._modules):
            for column, black in enumerate(line):
                if black:
                    painter.fillRect(
                        edge + column * side, edge + row * side, side, side, QColor("black")
                    )


class PhoneSheet(Sheet):
    """Open while the phone may send; each picture goes on by ``intake.taken`` for its subject."""

    def __init__(
        self, desk: Desk, intake: PhotoIntake, around: Sequence[Network] | None = None
    ) -> None:
        super().__init__(desk.frame.host(), "Take photos by phone", POINT, width=460)
        self._desk = desk
        self._intake = intake
        self._subject = intake.subject_id
        self._shown_at = 0
        self.page: PhonePage | None = None
        self._postman = Postman(self)
        self.networks = list(networks() if around is None else around)
        self.choice = Choice([(one.address, one.words) for one in self.networks])
        self.choice.setAccessibleName("Network that the phone is in")
        self.code = QrPicture(desk.frame.host().height())
        self.address = Text("", "muted", wrap=True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = Text("", "strong", wrap=True)
        self.hint = Text(PLAIN, "muted", wrap=True)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (self.address, self.state, self.hint):
            self.body.addWidget(text)
        self.again = self.add_way("New code", self._begin, closes=False)
        self.end_button = self.add_way("End now", kind="primary", key="Esc")
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show)
        self.choice.changed.connect(self._on_network)
        self.closed.connect(self._on_closed)
        desk.session.changed.connect(self.dismiss)
        QCoreApplication.instance().aboutToQuit.connect(self._end)  # type: ignore[union-attr]

    def open(self) -> None:
        super().open()
        if self.networks:
            self.choice.set_value(self.networks[0].address)
            self._begin()
        self._show()

    # -- the page

    def _begin(self) -> None:
        """A new page with a new key; the one before takes nothing any more."""
        self._end()
        keep = _keeping(self._desk.shop, bringing(self._postman, self._on_kept))
        self.page = PhonePage(str(self.choice.value), keep, bringing(self._postman, self._show))
        try:
            self.page.start()
        except UserError as error:
            self.page = None
            self.state.setText(error.sentence())
            self._show_code(False)
            return
        self.code.show_text(self.page.url)
        self.address.setText(f"Or type {self.page.url}")
        self._clock.start()
        self._show()

    def _end(self) -> None:
        if self.page is not None:
            self.page.end()

    def _on_network(self, _address: object) -> None:
        self._begin()

    def _on_kept(self, photo: Photo) -> None:
        self._intake.hand_in(photo, self._subject)
        self._desk.toast("A photo came from the phone")

    def _on_closed(self) -> None:
        self._clock.stop()
        self._end()
        self._desk.session.changed.disconnect(self.dismiss)
        self.deleteLater()

    # -- what is told

    def _show(self) -> None:
        page = self.page
        self.choice.setVisible(len(self.networks) > 1)
        if not self.networks:
            self.sentence.hide()
            self.state.setText(NO_NETWORK)
            self.hint.hide()
            self._show_code(False)
            self.end_button.set_words("Close")
            return
        if page is None:
            return
        self._show_code(page.is_open)
        if page.is_open:
            self.state.setText(f"{self._who()}. {self._count()} {self._time()}")
            waited = OPEN_S - page.seconds_left
            self.hint.setText(NOT_COMING if not page.phones and waited >= HINT_AFTER_S else PLAIN)
        else:
            why = OVER.get(page.why_over, OVER["ended"])
            self.state.setText(f"{why.format(minutes=OPEN_S // 60)} {self._count()}")
        told = len(page.phones) + page.taken + (not page.is_open)
        if told != self._shown_at:
            self._shown_at = told
            announce(self, self.state.text())

    def _show_code(self, shown: bool) -> None:
        self.code.setVisible(shown)
        self.address.setVisible(shown)
        self.again.setVisible(not shown and bool(self.networks))

    def _who(self) -> str:
        phones = self.page.phones if self.page else {}
        named = [f"{kind} ({address})" for address, kind in phones.items()]
        return ("Connected: " + ", ".join(named)) if named else "Waiting for the phone"

    def _count(self) -> str:
        many = self.page.taken if self.page else 0
        said = f"{many} picture{'' if many == 1 else 's'} taken." if many else "No picture yet."
        view = self._intake.asked
        return f"{said} Next: {VIEWS.word(view)} view." if view in VIEWS else said

    def _time(self) -> str:
        left = self.page.seconds_left if self.page else 0
        return f"{left // 60}:{left % 60:02} left."


def _keeping(shop: Shop, kept: Callable[[Photo], None]) -> Callable[[bytes, str], None]:
    """Keeps a picture in a thread of the page, which may end after the sheet has gone."""

    def keep(data: bytes, name: str) -> None:
        got = keep_photos(shop, data, name)
        for photo in got.photos:
            kept(photo)
        if got.refusal is not None:
            raise got.refusal

    return keep
