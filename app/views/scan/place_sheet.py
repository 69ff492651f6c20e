"""A place's form: name, kind, title, where it hangs, its limit, what guards it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout

from app.domain.errors import UserError
from app.domain.vocabulary import PLACE_KINDS
from app.services.places import PlaceCard, PlaceForm, PlaceNode
from app.views.frame.desk import Desk
from app.views.widgets.field import ChoiceField, MoneyField, TextField, check_all, show_refusal
from app.views.widgets.inputs import Tick
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text


class PlaceSheet(Sheet):
    """A new place, or another form of one that is there. ``save(form)`` is told what was typed."""

    def __init__(
        self,
        desk: Desk,
        places: Sequence[PlaceNode],
        save: Callable[[PlaceForm], object],
        *,
        card: PlaceCard | None = None,
        parent_id: int | None = None,
    ) -> None:
        title = f"Change {card.title or card.name}" if card else "New place"
        super().__init__(desk.frame.host(), title, "", width=480)
        self._save = save
        self._card = card
        settings = desk.settings
        self.name = TextField("Label", required=True, hint="TRAY-07", name="name")
        self.words = TextField("What people call it", hint="Tray 7", name="title")
        self.kind = ChoiceField(
            "Kind",
            [(term.code, term.title) for term in PLACE_KINDS.terms],
            required=True,
            name="kind",
        )
        options = [(None, "Nowhere, it stands by itself")]
        options += [(p.id, p.title or p.name) for p in places]  # type: ignore[misc]
        self.stands_in = ChoiceField("It stands in", options, name="parent")
        self.limit = MoneyField("Insured up to", settings.currency, settings.locale, name="limit")
        self.two = Tick("Two persons open it")
        self.night = Tick("It must be empty at night")
        for left, right in ((self.name, self.words), (self.kind, self.stands_in)):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(left, 1)
            row.addWidget(right, 1)
            self.body.addLayout(row)
        self.body.addWidget(self.limit)
        self.body.addWidget(self.two)
        self.body.addWidget(self.night)
        self.said = Text("", "error", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        self.add_way("Cancel", key="Esc")
        self.add_way("Save the place", self.on_save, "primary", key="Ctrl+Return", closes=False)
        self.closed.connect(self.deleteLater)
        self._fill(card, parent_id)

    def _fill(self, card: PlaceCard | None, parent_id: int | None) -> None:
        self.kind.set_value(card.kind if card else "tray")
        self.stands_in.set_value(card.parent_id if card else parent_id)
        self.stands_in.setVisible(card is None)
        if card is not None:
            self.name.set_text(card.name)
            self.words.set_text(card.title)
            self.limit.set_value(card.limit_minor)
            self.two.setChecked(card.two_persons)
            self.night.setChecked(card.empty_at_night)

    def on_save(self) -> None:
        """Give the form on, if it can be one."""
        fields = (self.name, self.words, self.kind, self.stands_in, self.limit)
        if check_all(fields):
            self._save(
                PlaceForm(
                    self.name.text,
                    str(self.kind.value),
                    self.words.text,
                    self.stands_in.value,
                    self.limit.value,
                    self.two.isChecked(),
                    self.night.isChecked(),
                )
            )

    def show_refusal(self, error: UserError) -> None:
        """What the shop said against it."""
        if not show_refusal((self.name, self.words, self.kind, self.limit), error):
            self.said.setText(error.sentence())
            self.said.show()
