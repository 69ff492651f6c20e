"""The form of a piece: what it is, of what, how heavy, worth what. Enter walks through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.money import figure, parse_amount
from app.domain.vocabulary import CATEGORIES, GRADES
from app.services.agreements import Terms
from app.services.piece_forms import PieceForm
from app.services.piece_typing import corrected
from app.services.take_in_answers import TypedPiece, read_piece
from app.shop import ShopSettings
from app.views.pieces.metal_fields import MetalFields
from app.views.pieces.piece_weight_field import PieceWeightField
from app.views.pieces.price_fields import PriceFields, WrittenField
from app.views.pieces.ring_size_field import RingSizeField
from app.views.pieces.stones_field import StonesField
from app.views.widgets.button import Button
from app.views.widgets.field import Field, ParsedField, TextField, show_refusal
from app.views.widgets.flow_layout import FlowLayout
from app.views.widgets.led_field import LedField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

PRICES = {
    "consigned_in": ("agreed", "reserve"),
    "owned": ("price", "cost"),
    "memo_in": ("price", "cost"),
    "customer_property": ("insured",),
}
"""The amounts that are asked for, by whose the piece is."""
_LETTERS = {
    "as_new": "A",
    "excellent": "E",
    "very_good": "V",
    "good": "G",
    "fair": "F",
    "poor": "P",
}
_KEPT = ("metal", "fineness")
"""What the next piece begins with: most batches are of one metal."""


class PieceFields(QWidget):
    """``changed`` at each change by the person, ``walked`` when Enter leaves the last field.

    ``priced`` names the amounts that are asked for; () is the description alone, without a weight.
    ``beside_condition`` and ``below`` are for what whoever shows the form adds to it.
    """

    changed = Signal()
    walked = Signal()

    def __init__(self, settings: ShopSettings, priced: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._currency, self._locale = settings.currency, settings.locale
        self._make(priced)
        self._arrange()
        self.weight.setVisible(bool(priced))
        self.prices.setVisible(bool(priced))
        self.more.setVisible(not priced)
        self.more_button.setVisible(bool(priced))
        self.insured.setVisible("agreed" in priced or "price" in priced)
        self.tag.setVisible(bool(priced))
        self._connect()
        self._show_size_field()

    # -- building

    def _make(self, priced: tuple[str, ...]) -> None:
        self.category = Segments(
            "Category", [Option(t.code, t.title, t.key) for t in CATEGORIES.keyed], "tile"
        )
        self._offered = len(CATEGORIES.keyed)
        self._category_error = Text("", "error")
        self._category_error.hide()
        self.description = LedField("Description", name="description")
        self.metals = MetalFields()
        self.ring_size = RingSizeField()
        self.stones = StonesField()
        self.weight = PieceWeightField(self._locale)
        self.prices = PriceFields(priced, self._currency, self._locale)
        self.condition = Segments(
            "Condition", [Option(t.code, t.title, _LETTERS[t.code]) for t in GRADES.terms]
        )
        self.maker = TextField("Maker", name="maker")
        self.period = TextField("Period", hint="about 1925", name="period")
        self.insured = WrittenField(
            "Insured at",
            lambda text: parse_amount(text, self._currency, field="insured"),
            shown=lambda minor: figure(minor, self._currency, self._locale),
            numeric=True,
            name="insured",
        )
        self.tag = TextField("Tag on the piece", hint="scan it", name="code")
        self.more_button = Button(
            "Maker, period and more", "ghost", icon="chevron-down", small=True
        )
        self.more = QWidget()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.category)
        column.addWidget(self._category_error)
        column.addWidget(self.description)
        metal = QHBoxLayout()
        metal.setSpacing(10)
        metal.addWidget(self.metals.metal, 29)
        metal.addWidget(self.metals.fineness, 27)
        metal.addWidget(self.metals.stamp, 28)
        metal.addWidget(self.ring_size, 24)
        column.addLayout(metal)
        column.addWidget(self.metals.asked)
        column.addWidget(self.ring_size.asked)
        column.addWidget(self.stones)
        worth = QHBoxLayout()
        worth.setSpacing(10)
        worth.addWidget(self.weight, 35)
        worth.addWidget(self.prices, 65)
        column.addLayout(worth)
        both, left, right = QWidget(), QWidget(), QWidget()
        # What stands beside the condition goes below it where there is no room.
        self._condition_row = FlowLayout(both, gap=10)
        for part in (left, right):
            self._condition_row.addWidget(part)
        said = QVBoxLayout(left)
        said.addWidget(Text("Condition", "label"))
        said.addWidget(self.condition)
        self.beside_condition = QVBoxLayout(right)
        for inside in (said, self.beside_condition):
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(5)
        column.addWidget(both)
        self.below = QHBoxLayout()
        self.below.setSpacing(14)
        column.addLayout(self.below)
        more = QHBoxLayout(self.more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(10)
        for part in (self.maker, self.period, self.insured, self.tag):
            more.addWidget(part)
        column.addWidget(self.more_button)
        column.addWidget(self.more)
        self.more.hide()
        column.addStretch(1)

    def _connect(self) -> None:
        self.category.chosen.connect(self._on_category)
        self.category.picked.connect(self.description.come)
        self.category.entered.connect(self.description.control.setFocus)
        self.metals.changed.connect(self._on_any)
        self.condition.chosen.connect(self._on_any)
        self.condition.entered.connect(self.walked)
        self.weight.changed.connect(self._show_how_weighed)
        self.prices.changed.connect(self._on_any)
        self.ring_size.committed.connect(self._on_any)
        self.more_button.clicked.connect(self._toggle_more)
        for field in self.fields:
            if field not in (self.metals.metal, self.metals.fineness, self.metals.stamp):
                field.changed.connect(self._on_any)

    # -- what it holds

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields with a label, for a refusal beside one of them."""
        return (
            self.description,
            self.metals.metal,
            self.metals.fineness,
            self.metals.stamp,
            self.ring_size,
            self.stones,
            self.weight,
            *self.prices.all_fields,
            self.maker,
            self.period,
            self.insured,
            self.tag,
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing about this very piece has been typed yet."""
        typed = replace(self.typed(), category="", metal="", fineness="")  # one key each, or usual
        bare = replace(typed, weight_method="", fineness_answer="")
        extra = self.prices.text("cost") + self.tag.text
        return bare == TypedPiece(weight_method="") and not extra.strip()

    def typed(self) -> TypedPiece:
        """The fields as they are typed."""
        text = self.prices.text
        return TypedPiece(
            category=self.category.value or "",
            description=self.description.text,
            metal=self.metals.metal.value or "",
            fineness=self.metals.fine_text,
            stamp=self.metals.stamp.text,
            ring_size=self.ring_size.text if not self.ring_size.isHidden() else "",
            ring_system=self.ring_size.system if not self.ring_size.isHidden() else "",
            stones=self.stones.text,
            weight=self.weight.text,
            weight_method="by_hand",
            price=text("price"),
            agreed=text("agreed"),
            reserve=text("reserve"),
            insured=text("insured") or self.insured.text,
            condition=self.condition.value or "",
            maker=self.maker.text,
            period=self.period.text,
            fineness_answer=self.metals.answer,
        )

    def show_typed(self, typed: TypedPiece, cost: str = "", tag: str = "") -> None:
        """Show a piece or a draft, without telling."""
        self.clear_errors()
        self._offer_category(typed.category)
        self.category.set_value(typed.category or None)
        self.description.set_text(typed.description)
        self.metals.show_values(typed.metal, typed.fineness, typed.stamp)
        self.ring_size.set_size(typed.ring_size, typed.ring_system)
        self.stones.set_text(typed.stones)
        self.weight.set_text(typed.weight)
        how = "by scale" if typed.weight_method == "scale" else "by hand"
        self.weight.set_aside(how if typed.weight else "")
        for what in self.prices.fields:
            self.prices.set_text(what, cost if what == "cost" else getattr(typed, what))
        self.condition.set_value(typed.condition or None)
        self.maker.set_text(typed.maker)
        self.period.set_text(typed.period)
        self.insured.set_text("" if "insured" in self.prices.fields else typed.insured)
        self.tag.set_text(tag)
        shows_more = any((typed.maker, typed.period, tag))
        self.more.setVisible(shows_more or not self.more.isHidden())
        self._show_size_field()

    def start_next(self) -> None:
        """Empty but for what repeats."""
        before = self.typed()
        self.show_typed(TypedPiece(**{name: getattr(before, name) for name in _KEPT}))

    def draft(self) -> dict[str, Any]:
        """Everything as JSON values."""
        return {
            "typed": vars(self.typed()),
            "cost": self.prices.text("cost"),
            "tag": self.tag.text,
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show a draft; fields that it does not know stay empty."""
        known = {k: str(v) for k, v in draft["typed"].items() if k in vars(TypedPiece())}
        self.show_typed(TypedPiece(**known), str(draft.get("cost", "")), str(draft.get("tag", "")))
        self.metals.ask_anew()

    def set_terms(self, terms: Terms | None) -> None:
        """The agreement under which the piece comes in."""
        self.prices.set_terms(terms)

    def read(self, known: PieceForm | None = None) -> PieceForm:
        """What is typed as a form, over the piece as it is ``known``; UserError names a field."""
        typed = self.typed()
        form = (
            corrected(known, typed, self._currency) if known else read_piece(typed, self._currency)
        )
        cost = self.prices.text("cost")
        if cost.strip():
            form = replace(form, cost_minor=parse_amount(cost, self._currency, field="cost"))
        return replace(form, code=self.tag.text.strip())

    # -- judging

    def check(self) -> bool:
        """Judge all that can be judged here; the focus goes to the first thing to mend."""
        self.stones.check()
        wrong = [
            f
            for f in self.fields
            if isinstance(f, ParsedField | StonesField) and self._is_asked(f) and not f.check()
        ]
        if not self.category.value:
            self._say_category("Choose what it is: one letter.")
            self.category.focus_chosen()
            return False
        if wrong:
            wrong[0].control.setFocus() if wrong[0] is not self.stones else self.stones.setFocus()
        return not wrong and self.metals.check()

    def show_refusal(self, error: UserError) -> bool:
        """Put a refusal beside the field it means; False when it means none of them."""
        if error.field == "category":
            self._say_category(error.sentence())
            self.category.focus_chosen()
            return True
        if error.field in ("maker", "period", "insured", "code"):
            self.more.show()
        return show_refusal(self.fields, error)

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        self._say_category("")
        for field in self.fields:
            field.clear_error()

    def focus_first(self) -> None:
        """Where each piece begins: the category and its letters."""
        self.category.focus_chosen()

    # -- what follows from what

    def _on_any(self, *_: object) -> None:
        self.changed.emit()

    def _on_category(self, _code: object) -> None:
        self._say_category("")
        self._show_size_field()
        self.changed.emit()

    def _say_category(self, words: str) -> None:
        self._category_error.setText(words)
        self._category_error.setVisible(bool(words))

    def _offer_category(self, code: str) -> None:
        """A category without a letter (chain, tiara) is offered while its piece is shown."""
        terms = [*CATEGORIES.keyed]
        if code and code not in [term.code for term in terms]:
            terms.append(CATEGORIES[code])
        if len(terms) != self._offered:
            self._offered = len(terms)
            self.category.set_options([Option(t.code, t.title, t.key) for t in terms])

    def _show_size_field(self) -> None:
        self.ring_size.setVisible(self.category.value in ("ring", None, "set", "other"))
        if self.ring_size.isHidden():
            self.ring_size.clear_error()  # nobody answers what is asked of a field that is gone

    def _is_asked(self, field: Field) -> bool:
        """Whether a field belongs to what the piece is: earrings have no ring size."""
        return field is not self.ring_size or not field.isHidden()

    def _show_how_weighed(self) -> None:
        self.weight.set_aside("by hand" if self.weight.text.strip() else "")

    def _toggle_more(self) -> None:
        self.more.setVisible(self.more.isHidden())
        if not self.more.isHidden():
            self.maker.control.setFocus()


def missing_words(typed: TypedPiece, photos: Sequence[object], *, priced: str) -> list[str]:
    """What this piece still needs, in the words of the badge; ``priced`` is the amount that counts."""
    wanted = (
        ("photo", bool(photos)),
        ("weight", bool(typed.weight.strip())),
        ("metal", bool(typed.metal) or typed.category == "loose_stone"),
        ("price", not priced or bool(getattr(typed, priced).strip())),
        ("hallmark", bool(typed.stamp.strip()) or typed.category == "loose_stone"),
    )
    return [word for word, there in wanted if not there]
