"""Add a PC: the address, and a code that opens the door once; or first a place to meet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.domain.errors import UserError
from app.services import pcs
from app.services.pcs import Door
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.opening.clock_words import here_at
from app.views.pcs.qr_picture import QrPicture
from app.views.widgets.button import Button
from app.views.widgets.progress_line import ProgressLine
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

QUIET_MODULES = 4
"""White that a QR code needs around it, in modules."""
SENTENCE = (
    "On the new PC: start Parure, choose Join a shop, give it the address or its file, and type the"
    " code. Tell the code by telephone or on paper, not together with the address."
)


def add_pc(desk: Desk) -> Sheet:
    """The sheet that invites a PC; where the shop has no place to meet yet, the one that makes it."""
    from app.views.pcs.connect_sheet import ConnectSheet
    from app.views.pcs.copy_sheet import CopySheet

    sheet: Sheet
    if pcs.is_joined(desk.shop):
        sheet = AddPcSheet(desk)
    elif pcs.is_copy(desk.shop):  # it was not said yet what this copy is
        sheet = CopySheet(desk)
    else:
        sheet = ConnectSheet(desk)
    sheet.closed.connect(lambda: desk.sync.begin())  # meeting the others begins at once
    sheet.open()
    return sheet


class AddPcSheet(Sheet):
    """Shows address and code once; the code is kept nowhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.frame.host(), "Add a PC", SENTENCE, width=560)
        self._desk = desk
        self.door: Door | None = None
        self.progress = ProgressLine("A joining code")
        self.body.addWidget(self.progress)
        self.trouble = Text("", "error", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self._address_label = Text("Address", "label")
        self.address = Text("", "medium", elide=True)
        self._code_label = Text("Joining code", "label")
        self.code = Text("", "title")
        self.until = Text("", "muted", wrap=True)
        self.copy_address = Button("Copy", icon="copy", small=True)
        self.copy_address.setAccessibleName("Copy the address")
        self.save = Button("Save as a file", icon="save", small=True)
        self.copy_code = Button("Copy", icon="copy", small=True)
        self.copy_code.setAccessibleName("Copy the code")
        rows = (
            (self._address_label, self.address, (self.copy_address, self.save)),
            (self._code_label, self.code, (self.copy_code,)),
        )
        for label, shown, buttons in rows:
            self.body.addWidget(label)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(shown, 1)
            for button in buttons:
                row.addWidget(button)
            self.body.addLayout(row)
        self.body.addWidget(self.until)
        self.scan = Button("Show it to a scanner", icon="scan-line", small=True)
        self.picture = QrPicture("Address and joining code as a QR code", QUIET_MODULES)
        self.picture.hide()
        self.body.addWidget(self.scan, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.scan.clicked.connect(self.on_scanner)
        self.copy_address.clicked.connect(self._on_copy_address)
        self.copy_code.clicked.connect(self._on_copy_code)
        self.save.clicked.connect(self._on_save)
        self.withdraw = self.add_way("Withdraw the code", self.on_withdraw, closes=False)
        self.add_way("Done", kind="primary", key="Esc")
        self._show_door(None)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        super().open()
        shop, actor = self._desk.shop, self._desk.session.actor
        job = self._desk.start(
            lambda _job: pcs.invite_pc(shop, actor),
            self._show_door,
            self._on_refused,
            title="Asking the hub for a joining code",
        )
        self.progress.follow(job)

    def _show_door(self, door: Door | None) -> None:
        self.door = door
        there = door is not None
        shown = (self._address_label, self.address, self.copy_address, self.save)
        for widget in (*shown, self._code_label, self.code, self.copy_code, self.until, self.scan):
            widget.setVisible(there)
        self.withdraw.setEnabled(there)
        if door is None:
            return
        self.address.setText(door.address)
        self.address.setAccessibleName(f"Address {door.address}")
        self.code.setText(door.code)
        self.code.setAccessibleName(f"Joining code {' '.join(door.code)}")
        until = here_at(door.expires_at, self._desk.settings)
        self.until.setText(f"Good for one PC until {until}. It is shown only here, only now.")

    # -- what one does with it

    def _on_copy_address(self) -> None:
        if self.door:
            QGuiApplication.clipboard().setText(self.door.address)
            self.until.setText("The address is in the clipboard.")

    def on_scanner(self) -> None:
        """Show address and code for the scanner of the new PC, or hide them again."""
        if self.door is None:
            return
        if self.picture.modules:
            self.picture.show_modules(())
            self.picture.hide()
            self.scan.set_words("Show it to a scanner")
            return
        self.picture.show_modules(pcs.door_modules(self.door))
        self.picture.show()
        self.scan.set_words("Hide it")
        self.until.setText(
            "On the new PC: Join a shop, then scan this into the field of the address. Whoever"
            " photographs it can join as well, so hide it afterwards."
        )

    def _on_copy_code(self) -> None:
        if self.door:
            QGuiApplication.clipboard().setText(self.door.code)
            self.until.setText(
                "The code is in the clipboard. Paste it somewhere else than the address."
            )

    def _on_save(self) -> None:
        assert self.door is not None
        proposed = f"{self.door.shop_name}.parure-join"
        path, _ = QFileDialog.getSaveFileName(self, "Save the address", proposed, "*.parure-join")
        if path:
            self.save_to(path)

    def save_to(self, path: str) -> None:
        """Put the address into a file, without the code."""
        from pathlib import Path

        assert self.door is not None
        try:
            saved = pcs.save_door_file(self.door, Path(path))
        except UserError as error:
            self._on_refused(error)
            return
        self.until.setText(f"Saved as {saved}, without the code. Carry it to the new PC.")

    def on_withdraw(self) -> None:
        """Nobody shall come in with it any more."""
        shop, actor = self._desk.shop, self._desk.session.actor
        self._desk.start(
            lambda _job: pcs.shut_doors(shop, actor), self._on_withdrawn, self._on_refused
        )

    def _on_withdrawn(self, count: int) -> None:
        self.dismiss()
        codes = "code was" if count == 1 else "codes were"
        self._desk.toast(f"{count or 'No'} joining {codes} withdrawn")

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self.trouble.setText(f"{error.title}. {error.sentence()}")
            self.trouble.show()
