"""The camera as a scanner: hold the tag before it, and its code is heard like a scan."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.devices.camera import CodeCamera, codes_in_frame
from app.views import theme
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.scanner.seat import ScannerSeat
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text
from app.views.widgets.toast import announce

SIZE = QSize(432, 300)
AGAIN_MS = 2_500
"""The same code that stays before the camera is one scan for so long."""
HOLD = "Hold the code before the camera, a hand's width away."


class CameraView(QWidget):
    """What the camera sees."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SIZE)
        self.setAccessibleName("What the camera sees")
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        """The newest frame."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        if not self._image.isNull():
            shown = self._image.scaled(
                self.size(),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(
                (self.width() - shown.width()) // 2, (self.height() - shown.height()) // 2, shown
            )


class CameraSheet(Sheet):
    """Stays open for a whole tray; each code goes the way of every scan, to what lies below."""

    def __init__(self, desk: Desk, camera: CodeCamera | None = None) -> None:
        super().__init__(desk.frame.host(), "Scan with the camera", HOLD, width=480)
        self._desk = desk
        self._busy = False
        self._heard: dict[str, int] = {}
        self._clock = QElapsedTimer()
        self._clock.start()
        self.view = CameraView()
        self.body.addWidget(self.view)
        self.told = Text("Nothing read yet", "strong", wrap=True)
        self.body.addWidget(self.told)
        self.add_way("Close", kind="primary", key="Esc")
        self.camera = camera or CodeCamera(self)
        self.camera.frame.connect(self._on_frame)
        self.camera.failed.connect(self._on_failed)
        self.closed.connect(self._on_closed)

    def open(self) -> None:
        super().open()
        self.camera.start()

    def on_scan(self, code: str) -> bool:
        """A scan goes on to the page below."""
        return False

    def _on_frame(self, image: QImage) -> None:
        self.view.show_image(image)
        if self._busy:
            return  # the one before is still looked through
        self._busy = True
        self._desk.start(lambda _job: codes_in_frame(image), self._on_codes, self._on_trouble)

    def _on_codes(self, codes: list[str]) -> None:
        self._busy = False
        now = self._clock.elapsed()
        for code in codes:
            before = self._heard.get(code)
            self._heard[code] = now
            if before is None or now - before > AGAIN_MS:
                self.told.setText(f"Read: {code[3:]}")
                announce(self, self.told.text())
                ScannerSeat.of(self._desk).scanned.emit(code)

    def _on_trouble(self, _error: object | BugReport) -> None:
        self._busy = False

    def _on_failed(self, words: str) -> None:
        self.view.hide()
        self.told.setText(words)
        announce(self, words)

    def _on_closed(self) -> None:
        self.camera.stop()
        self.deleteLater()
