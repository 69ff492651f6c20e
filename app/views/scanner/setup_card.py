"""Which scanner this PC has: as a keyboard or on a port, and what it puts around each code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from app.domain.errors import UserError
from app.domain.scanner_setup import BAUDS, KEYBOARD, SERIAL, ScannerSetup
from app.views.scanner.seat import ScannerSeat
from app.views.widgets.card import Card
from app.views.widgets.field import ChoiceField, TextField
from app.views.widgets.inputs import Tick
from app.views.widgets.segments import Segments
from app.views.widgets.text import Text

SQUARES = (("", "Nobody has tried"), ("yes", "Yes"), ("no", "No"))


class SetupCard(Card):
    """``changed(setup)`` when a person changed something in it."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__("The scanner of this PC", spacing=12)
        self._setup = ScannerSetup()
        self.way = Segments("Way", ((KEYBOARD, "Keyboard"), (SERIAL, "Serial port")))
        self.body.addWidget(self.way)
        self.state = Text("", "muted", wrap=True)
        self.body.addWidget(self.state)
        self.port = ChoiceField("Port", (), name="port")
        self.baud = ChoiceField(
            "Speed", [(baud, f"{baud:,} bits a second") for baud in BAUDS], name="baud"
        )
        self.prefix = TextField("Sign before each code", hint="none", name="prefix")
        for field in (self.port, self.baud, self.prefix):
            self.body.addWidget(field)
        self.without_end = Tick("It sends no Enter behind a code")
        self.by_keys = Tick("Read its keys by their places (US)")
        self.body.addWidget(self.without_end)
        self.body.addWidget(self.by_keys)
        self.body.addWidget(Text("Can it read square codes?", "label"))
        self.squares = Segments("Can it read square codes?", SQUARES)
        self.body.addWidget(self.squares)
        self.body.addStretch(1)
        self.way.chosen.connect(self._on_way)
        self.port.changed.connect(self._on_port)
        self.baud.changed.connect(lambda: self._say(baud=self.baud.value))
        self.prefix.committed.connect(self._on_prefix)
        self.without_end.clicked.connect(lambda on: self._say(without_end=on))
        self.by_keys.clicked.connect(lambda on: self._say(by_keys=on))
        self.squares.chosen.connect(lambda said: self._say(squares=said))

    def show_setup(self, setup: ScannerSetup, ports: Sequence[tuple[str, str]]) -> None:
        """What holds now; ``ports`` are the ports of this PC by path and words."""
        self._setup = setup
        self.way.set_value(setup.kind)
        known = [path for path, _ in ports]
        missing = [(setup.port, f"{setup.port} · not there now")] if setup.port else []
        self.port.choice.set_options([*ports, *(m for m in missing if m[0] not in known)])
        self.port.set_value(setup.port or None)
        self.baud.set_value(setup.baud)
        if not self.prefix.input.hasFocus():
            self.prefix.set_text(setup.prefix)
        self.without_end.setChecked(setup.without_end)
        self.by_keys.setChecked(setup.by_keys)
        self.squares.set_value(setup.squares)
        self._show_way(setup.kind)

    def show_state(self, seat: ScannerSeat) -> None:
        """How the port is."""
        if not seat.setup.is_serial:
            words = "It types like a keyboard, and is heard in every window of Parure."
        elif seat.state == "open":
            words = "The port is open: every code is heard, whatever has the cursor."
        else:
            words = f"{seat.why} It is looked for every second."
        self.state.setText(words)

    def refuse(self, error: UserError) -> bool:
        """Show a refusal at its field; whether it has one here."""
        field = {"port": self.port, "baud": self.baud, "prefix": self.prefix}.get(error.field)
        if field is not None:
            field.set_error(error)
        return field is not None

    def allow(self, may: bool) -> None:
        """Whether this person may change it."""
        for widget in (
            *(self.way, self.port, self.baud, self.prefix),
            *(self.without_end, self.by_keys, self.squares),
        ):
            widget.setEnabled(may)

    def _show_way(self, kind: str) -> None:
        serial = kind == SERIAL
        self.port.setVisible(serial)
        self.baud.setVisible(serial)

    def _on_way(self, kind: object) -> None:
        self._show_way(str(kind))
        if kind == KEYBOARD or self._setup.port:
            self._say(kind=kind)
        elif self.port.choice.count() == 1:
            self.port.choice.setCurrentIndex(0)
            self._on_port()
        else:
            self.port.choice.setFocus()

    def _on_port(self) -> None:
        self._say(kind=SERIAL, port=str(self.port.value or ""))

    def _on_prefix(self, prefix: object) -> None:
        if str(prefix or "") != self._setup.prefix:
            self._say(prefix=str(prefix or ""))

    def _say(self, **changed: object) -> None:
        self.changed.emit(replace(self._setup, **changed))  # type: ignore[arg-type]
