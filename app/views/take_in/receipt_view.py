"""The receipt on the screen before it is signed: the very content that will be printed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import long_date, parse_day
from app.domain.mass import shown_g
from app.domain.money import figure
from app.domain.wording import pieces_words
from app.printing.document.take_in_receipt import ReceiptItem, TakeInReceipt
from app.shop import ShopSettings
from app.views.widgets.card import Card
from app.views.widgets.facts import Facts
from app.views.widgets.pairs import Pairs
from app.views.widgets.photo import Photo, Thumbs
from app.views.widgets.read_area import ReadArea
from app.views.widgets.text import Line, SectionLabel, Text

THUMB = 40
WIDTHS = (86, 92, 92)
"""Of weight, agreed price and reserve, px."""
NARROW = 470
"""Under this width, px, they stand in a line under the piece."""


class ReceiptView(Card):
    """Scrolls when there are many pieces."""

    def __init__(self, settings: ShopSettings, thumbs: Thumbs) -> None:
        super().__init__(padding=0, spacing=0)
        self._settings = settings
        self._thumbs = thumbs
        self._photos: list[tuple[Photo, str]] = []
        self._parts: list[QWidget] = []
        self._receipt: TakeInReceipt | None = None
        self._narrow = False
        area = ReadArea("Receipt")
        self._column = area.column
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(10)
        self.body.addWidget(area, 1)
        thumbs.arrived.connect(self._paint_photos)

    def show_receipt(self, receipt: TakeInReceipt) -> None:
        """Show a receipt's content."""
        self._receipt = receipt
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self._photos = [], []
        locale = self._settings.locale
        self._add(Text("Receipt for goods taken in", "panel"))
        day = long_date(parse_day(receipt.taken_on), locale)
        self._add(Text(f"{receipt.agreement_number} · {day} · {receipt.company.name}", "muted"))
        self._add(Line())
        facts = Facts("Consignor and terms", label_width=120)
        facts.show_facts(
            [
                ("Consignor", ", ".join(receipt.consignor)),
                ("Identity", receipt.identity),
                *[(fact.label, fact.value) for fact in receipt.terms],
            ]
        )
        self._add(facts)
        self._add(Line())
        words = f"{pieces_words(len(receipt.items))}, amounts in {receipt.currency}"
        self._add(SectionLabel(words) if self._narrow else _Head(words))
        for item in receipt.items:
            self._add(self._item(item, receipt.currency))
        self._add(Line())
        self._add(self._sums(receipt))
        if receipt.statements:
            self._add(SectionLabel("What is signed"))
        for statement in receipt.statements:
            self._add(Text(statement, "small", wrap=True))
        self._paint_photos()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            if self._receipt:
                self.show_receipt(self._receipt)

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)

    def _item(self, item: ReceiptItem, currency: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(12)
        photo = Photo(f"Photo of {item.number}", QSize(THUMB, THUMB))
        photo.setFixedSize(THUMB, THUMB)
        if item.photo:
            self._photos.append((photo, item.photo.sha256))
        layout.addWidget(photo, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(f"{item.number}  {item.description}", "medium", wrap=True))
        marks = f"stamped {item.marks}" if item.marks else ""
        condition = f"condition {item.condition}" if item.condition else ""
        detail = ", ".join(part for part in (item.detail, marks, condition, *item.flags) if part)
        words.addWidget(Text(detail, "muted", wrap=True))
        layout.addLayout(words, 1)
        locale = self._settings.locale
        grams = f"{shown_g(item.weight_mg, locale)} g" if item.weight_mg else "not weighed"
        values = (
            grams,
            _amount(item.agreed_minor, currency, locale),
            _amount(item.reserve_minor, currency, locale),
        )
        if self._narrow:
            named = zip(("", "agreed ", "reserve "), values, strict=True)
            said = " · ".join(f"{name}{value}" for name, value in named if value)
            words.addWidget(Text(said, "small", wrap=True, numbers=True))
            return row
        for value, width in zip(values, WIDTHS, strict=True):
            text = Text(value, "medium" if value is not grams else "small", numbers=True)
            text.setFixedWidth(width)
            layout.addWidget(text, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _sums(self, receipt: TakeInReceipt) -> QWidget:
        locale, currency = self._settings.locale, receipt.currency
        pairs = Pairs()
        rows = [
            ("Weight", f"{shown_g(receipt.weight_mg, locale)} g"),
            ("Agreed", figure(receipt.agreed_minor, currency, locale)),
            ("Reserves", figure(receipt.reserve_minor, currency, locale)),
        ]
        if receipt.consignor_minor is not None:
            money = figure(receipt.consignor_minor, currency, locale)
            rows.append(("The consignor receives, if all sells at the agreed price", money))
        pairs.show_pairs(rows)
        return pairs

    def _paint_photos(self) -> None:
        for photo, sha256 in self._photos:
            photo.show_picture(self._thumbs(sha256))


class _Head(QWidget):
    """What the columns of the pieces say."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(SectionLabel(words), 1)
        for title, width in zip(("Weight", "Agreed", "Reserve"), WIDTHS, strict=True):
            label = SectionLabel(title)
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            label.setFixedWidth(width)
            row.addWidget(label)


def _amount(minor: int | None, currency: str, locale: str) -> str:
    return "" if minor is None else figure(minor, currency, locale)
