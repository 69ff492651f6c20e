"""Signing on the screen: whose name stands under the line, and the line itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.ids import now_ms
from app.domain.whole_texts import whole_text
from app.services.signatures import TYPED, Signature
from app.views.widgets.button import Button
from app.views.widgets.field import TextField
from app.views.widgets.sheet import Sheet
from app.views.widgets.signature_pad import SignaturePad
from app.views.widgets.text import Text

TO_THOUSANDTHS = 10
"""The pad counts in ten-thousandths of its width, a signature in thousandths."""


class SignSheet(Sheet):
    """One signature. ``run(signature)`` gets it; the sheet says what is still missing.

    ``signs_for`` is whom the person signs for, where the name under the line is not theirs. Nobody
    signs for both sides: the name ``signed_for_house`` is refused. ``take_back`` withdraws what was
    signed before.
    """

    def __init__(
        self,
        host: QWidget,
        title: str,
        sentence: str,
        role: str,
        name: str,
        verb: str,
        run: Callable[[Signature], object],
        *,
        asks_name: bool = False,
        signs_for: str = "",
        signed_for_house: str = "",
        take_back: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(host, title, sentence, width=520)
        self._role, self._run = role, run
        self._house = signed_for_house
        hint = f"Who signs for {signs_for}" if signs_for else ""
        self.name = TextField("Name, as printed", required=True, name="name", hint=hint)
        self.name.set_text(name)
        self.body.addWidget(self.name)
        self.name.setVisible(asks_name)  # once it has a home: alone it would be a window of its own
        self.pad = SignaturePad(_pad_name(name))
        self.pad.setFixedHeight(170)
        self.body.addWidget(self.pad)
        row = QHBoxLayout()
        row.addWidget(Text("" if asks_name else name, "strong"))
        row.addStretch(1)
        self.typed = False
        write = Button("Type it", "link", small=True, key="Alt+T")
        write.setToolTip(
            "The name as printed stands for a signature; the paper says that it was typed"
        )
        write.clicked.connect(self.on_type)
        row.addWidget(write)
        clear = Button("Clear", "link", small=True)
        clear.clicked.connect(self.pad.clear)
        row.addWidget(clear)
        self.body.addLayout(row)
        self._error = Text("", "error", wrap=True)
        self._error.hide()
        self.body.addWidget(self._error)
        if take_back is not None:
            self.add_way("Take the signature back", take_back, "link")
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way(verb, self.take, "primary", key="Return", closes=False)
        self.pad.changed.connect(self._on_line)
        self.name.input.textChanged.connect(
            lambda text: self.pad.setAccessibleName(_pad_name(text.strip()))
        )
        self.closed.connect(self.deleteLater)

    def focus_first(self) -> None:
        if self.name.isVisibleTo(self) and not self.name.text.strip():
            self.name.input.setFocus()
        else:
            self.pad.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a stroke that begins beside the pad throws no signature away: Esc closes it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # In the name Alt+T would be a letter of it.
        if watched is self.name.input and isinstance(event, QKeyEvent) and _types(event):
            if event.type() == QEvent.Type.KeyPress:
                self.on_type()
            return event.type() != QEvent.Type.ShortcutOverride or super().eventFilter(
                watched, event
            )
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Over a sheet no shortcut fires: the sheet takes its keys itself.
        if _types(event):
            self.on_type()
            event.accept()
            return
        super().keyPressEvent(event)

    def on_type(self) -> None:
        """Sign with the name as printed, for whoever has no pen or cannot hold one."""
        name = self.name.text.strip()
        if not name:
            self.name.check()
            self.name.input.setFocus()
            return
        self.pad.write(name)
        self.typed = True
        self.pad.setFocus()

    def _on_line(self) -> None:
        self._error.hide()
        self.typed = self.typed and self.pad.is_signed

    def take(self) -> None:
        """Give the signature on, unless name or line is missing."""
        name = whole_text(self.name.text.strip())
        if not name:
            self.name.check()
            self.name.input.setFocus()
            return
        if name.casefold() == self._house.casefold():
            self._say(f"{name} signs for the house: give the name of who signs for the other side.")
            self.name.input.setFocus()
            return
        if not self.pad.is_signed:
            much = "too short" if self.pad.strokes else "missing"
            self._say(
                f"The signature is {much}: sign with pen, finger or mouse, or type it (Alt+T)."
            )
            self.pad.setFocus()
            return
        strokes = tuple(
            tuple((x // TO_THOUSANDTHS, y // TO_THOUSANDTHS) for x, y, _ in stroke)
            for stroke in self.pad.strokes
            if stroke
        )
        self.dismiss()
        said = f"{name}{TYPED}" if self.typed else name
        self._run(Signature(self._role, said, strokes, now_ms()))

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.show()


def _pad_name(name: str) -> str:
    """Whose line it is, for who does not see the pad."""
    return f"Signature of {name}" if name else "Signature"


def _types(event: QKeyEvent) -> bool:
    """Whether this is Alt+T: the name stands for the line."""
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.key() == Qt.Key.Key_T
