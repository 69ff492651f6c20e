"""Beside the scans: the last piece large, the counters, the value against the limit, the card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.codes import COMMAND_CODES
from app.domain.money import figure
from app.services.scan_basket import BasketFacts
from app.views import theme
from app.views.frame.desk import Desk
from app.views.scan.basket import OK, TWICE, UNKNOWN, WRONG, Basket, Row, place_words
from app.views.scan.rows import CHIPS
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.photo import Photo, read_image
from app.views.widgets.text import Line, SectionLabel, Text

CARD = (
    ("DONE", "finish it"),
    ("UNDO", "last one out"),
    ("OUT", "then a place"),
    ("IN", "put back"),
    ("COUNT", "then a tray"),
    ("PRINT", "their tags"),
)
CODE_PX = 46


class Counter(QWidget):
    """A number in the colour of a result, with its word."""

    def __init__(self, words: str, tone: str) -> None:
        super().__init__()
        self._words, self._tone, self._count = words, tone, 0
        self.setFixedHeight(64)
        self.setMinimumWidth(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Another number."""
        self._count = count
        self.setAccessibleName(f"{self._words} {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(78, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"b_{self._tone}"))
        painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setPen(theme.color(f"c_{self._tone}"))
        painter.setFont(theme.font(22, "semibold"))
        top = self.rect().adjusted(0, 8, 0, -26)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, f"{self._count:,}")
        painter.setFont(theme.font(12, "medium"))
        if painter.fontMetrics().horizontalAdvance(self._words) > self.width() - 8:
            painter.setFont(theme.font(11, "medium"))
        low = self.rect().adjusted(0, 36, 0, -6)
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, self._words)


class LimitBar(QWidget):
    """How much of the limit is used, as a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(5)
        self._part = 0.0

    def show_part(self, part: float) -> None:
        """0 for nothing, 1 for the whole limit."""
        self._part = min(1.0, part)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("b_neutral"))
        painter.drawRoundedRect(QRectF(self.rect()), 2.5, 2.5)
        box = QRectF(self.rect())
        box.setWidth(box.width() * self._part)
        painter.setBrush(theme.color("c_warn" if self._part > 0.7 else "accent"))
        if self._part > 0.01:
            painter.drawRoundedRect(box, 2.5, 2.5)


class CommandCard(QWidget):
    """The codes of the commands on the screen: a tray can be worked without a keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Command card")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for at, (name, words) in enumerate(CARD):
            row = QHBoxLayout()
            row.setSpacing(10)
            code = QLabel()
            code.setFixedSize(CODE_PX, CODE_PX)
            code.setPixmap(code_picture(COMMAND_CODES[name]))
            code.setAccessibleName(f"Code of {name}")
            row.addWidget(code)
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(Text(name, "strong"))
            said.addWidget(Text(words, "muted", wrap=True))
            row.addLayout(said, 1)
            grid.addLayout(row, at // 2, at % 2)


def code_picture(code: str) -> QPixmap:
    """A command's Data Matrix, black on white whatever the theme: a scanner must read it."""
    from app.printing.tag.symbols import data_matrix  # here: encoders load when a code is drawn

    matrix = data_matrix(code)
    side = len(matrix) + 2
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                image.setPixel(x + 1, y + 1, 0xFF000000)
    factor = max(1, CODE_PX // side)
    grown = image.scaled(
        side * factor, side * factor, mode=Qt.TransformationMode.FastTransformation
    )
    ground = QPixmap(CODE_PX, CODE_PX)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    edge = (CODE_PX - grown.width()) // 2
    painter.drawImage(edge, edge, grown)
    painter.end()
    return ground


class BasketSide(QWidget):
    """Does the picture match the hand? How many, how much, and what DONE will do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        head = QHBoxLayout()
        head.addWidget(SectionLabel("Last scan"))
        head.addStretch(1)
        self._chip = Chip("", about="Result")
        head.addWidget(self._chip)
        column.addLayout(head)
        self._photo = Photo("No photo", QSize(200, 190))
        self._photo.setFixedHeight(190)
        column.addWidget(self._photo)
        self._title = Text("", "panel", wrap=True)
        self._facts = Text("", "muted", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        self._counters = {
            OK: Counter("OK", "ok"),
            TWICE: Counter("Twice", "neutral"),
            WRONG: Counter("Wrong place", "warn"),
            UNKNOWN: Counter("Unknown", "bad"),
        }
        for counter in self._counters.values():
            tiles.addWidget(counter)
        column.addLayout(tiles)
        self._sums = Facts("Sums", label_width=118, numbers=True)
        column.addWidget(self._sums)
        self._limit = LimitBar()
        column.addWidget(self._limit)
        column.addSpacing(6)
        column.addWidget(Line())
        card = QHBoxLayout()
        card.addWidget(SectionLabel("Command card"))
        card.addStretch(1)
        card.addWidget(Text("no keyboard needed", "muted"))
        column.addLayout(card)
        column.addWidget(CommandCard())
        column.addStretch(1)

    def show_row(self, row: Row | None, facts: BasketFacts | None) -> None:
        """The marked scan, large."""
        self._chip.setVisible(row is not None)
        if row is None:
            self._title.setText("Nothing scanned yet")
            self._facts.setText("Scan a piece, a tray or a command.")
            self._show_photo("")
            return
        status = CHIPS[row.result]
        self._chip.set_status(status.text, status.tone)
        booked = facts.pieces.get(row.scan.piece_id) if facts else None
        self._title.setText(row.scan.title)
        self._facts.setText(booked.facts if booked else row.scan.detail or row.sentence)
        self._show_photo(row.scan.photo_sha256)

    def show_sums(self, basket: Basket, facts: BasketFacts | None) -> None:
        """Counters, value, and whether a second person will be asked."""
        for result, counter in self._counters.items():
            counter.set_count(basket.counted(result))
        locale = self._desk.settings.locale
        plan = facts.plan if facts else None
        rows = []
        if basket.target is not None:
            going = len(basket.going_ids) + len(basket.place_ids)
            words = "1 piece" if going == 1 else f"{going:,} pieces"
            rows.append((f"For {place_words(basket.target)}", words))
        if basket.by_hand:
            rows.append(("Counted by hand", f"{basket.by_hand:,}"))
        if plan is not None and facts is not None:
            rows.append(("Value, retail", plan.worth.words(plan.currency, locale)))
            limit = figure(facts.batch_minor, facts.currency, locale)
            second = "yes" if plan.needs_second else f"not yet, from {limit}"
            if plan.doubt:
                second += f": {plan.doubt}"
            rows.append(("Second person", second))
            known = plan.worth.minor(plan.currency) / max(1, facts.batch_minor)
            self._limit.show_part(1.0 if plan.doubt else known)
        self._limit.setVisible(plan is not None)
        self._sums.show_facts(rows)

    def _show_photo(self, key: str) -> None:
        if key == self._key:
            return
        self._key = key
        self._photo.show_picture(None, "No photo")
        if key:
            desk = self._desk
            desk.start(lambda _job: (key, _read(desk, key)), self._on_photo)

    def _on_photo(self, read: tuple[str, QImage | None]) -> None:
        key, image = read
        if key == self._key:
            self._photo.show_picture(image, "Photo of the last piece")


def _read(desk: Desk, key: str) -> QImage | None:
    content = desk.photo(key, 1280)
    return read_image(content, 800) if content else None
