"""The form of a person or company, with a word about those it may be another record of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from babel import Locale
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import InputError, UserError
from app.exchange.addresses import country_code
from app.services.party_cards import PartyCard
from app.services.party_forms import AddressForm, PartyForm
from app.services.party_search import Duplicate, likely_duplicates
from app.views.frame.desk import Desk
from app.views.widgets.button import Button
from app.views.widgets.field import Field, LongTextField, ParsedField, TextField, show_refusal
from app.views.widgets.inputs import Tick
from app.views.widgets.segments import Option, Segments
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Text

KINDS = (Option("person", "Person", "P"), Option("company", "Company", "C"))
ROLES = (
    ("client", "Client"),
    ("consignor", "Consignor"),
    ("vendor", "Supplier"),
    ("artisan", "Artisan"),
    ("borrower", "Borrower"),
)


class PartyFields(QWidget):
    """``changed`` at each change; ``same_as(party_id)`` when one of the likely ones is taken instead.

    ``fixed_role`` is given without asking (a new consignor or client at take-in).
    """

    changed = Signal()
    same_as = Signal(object)

    def __init__(self, desk: Desk, *, fixed_role: str = "") -> None:
        super().__init__()
        self._desk = desk
        self.fixed_role = fixed_role
        self._but = 0
        self._language = ""
        self._risk = "none"
        self._bars: list[QWidget] = []
        self._make()
        self._arrange()
        for field in self.fields:
            field.changed.connect(self.changed)
        for parsed in (self.family, self.company, self.email, self.phone, self.postcode):
            parsed.committed.connect(self._ask_duplicates)
        self.kind.chosen.connect(self._on_kind)
        self._show_kind()

    def _make(self) -> None:
        self.kind = Segments("Kind", KINDS)
        self.kind.set_value("person")
        self.given = TextField("Given name", name="given")
        self.family = TextField("Family name", name="family")
        self.company = TextField("Name of the company", name="display")
        self.email = TextField("E-mail", name="email")
        self.phone = TextField("Phone", name="phone", hint="+1 212 555 0123")
        self.street = LongTextField("Street", lines=2, name="lines")
        self.postcode = TextField("Postcode", name="postcode")
        self.city = TextField("City", name="city")
        self.region = TextField("Region", name="region", hint="State, county")
        self.country = ParsedField("Country", _country, _country_name, name="country")
        self.roles = {code: Tick(words) for code, words in ROLES}
        for tick in self.roles.values():
            tick.toggled.connect(lambda _on: self.changed.emit())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.kind)
        self._row(column, (self.given, 1), (self.family, 1), (self.company, 2))
        self._row(column, (self.email, 3), (self.phone, 2))
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(6)
        column.addLayout(self._warnings)
        column.addWidget(self.street)
        self._row(column, (self.postcode, 2), (self.city, 4), (self.region, 3), (self.country, 3))
        self._role_row = QWidget()
        row = QHBoxLayout(self._role_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(Text("With us as", "label"))
        for tick in self.roles.values():
            row.addWidget(tick)
        row.addStretch(1)
        column.addWidget(self._role_row)
        self._role_row.setVisible(not self.fixed_role)

    def _row(self, column: QVBoxLayout, *parts: tuple[Field, int]) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for field, stretch in parts:
            row.addWidget(field, stretch)
        column.addLayout(row)

    # -- what it holds

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields with a label."""
        return (
            self.given,
            self.family,
            self.company,
            self.email,
            self.phone,
            self.street,
            self.postcode,
            self.city,
            self.region,
            self.country,
        )

    def begin_new(self, name: str = "") -> None:
        """An empty form; a name that was searched for stands in it already."""
        self._but, self._language, self._risk = 0, "", "none"
        self._clear()
        family, comma, given = name.strip().partition(",")
        if not comma:
            given, _, family = name.strip().rpartition(" ")
        self.given.set_text(given.strip())
        self.family.set_text(family.strip())
        self.company.set_text("")
        for code, tick in self.roles.items():
            tick.setChecked(code == "client" and not self.fixed_role)
        self.kind.set_value("person")
        self._show_kind()

    def show_party(self, card: PartyCard) -> None:
        """A party that is known, to be changed."""
        self._clear()
        self._but, self._language, self._risk = card.id, card.language, card.risk
        self.kind.set_value(card.kind)
        self.given.set_text(card.given)
        self.family.set_text(card.family)
        self.company.set_text(card.display if card.kind == "company" else "")
        first = {line.purpose: line.value for line in reversed(card.contacts)}
        self.email.set_text(first.get("email", ""))
        self.phone.set_text(first.get("phone", ""))
        if card.addresses:
            address = card.addresses[0]
            self.street.set_value(address.lines)
            self.postcode.set_text(address.postcode)
            self.city.set_text(address.city)
            self.region.set_text(address.region)
            self.country.set_text(address.country)
        for code, tick in self.roles.items():
            tick.setChecked(code in card.roles)
        self._show_kind()

    def draft(self) -> dict[str, Any]:
        """Everything that is typed, as JSON values."""
        texts = {field.name: field.text for field in self.fields if isinstance(field, ParsedField)}
        roles = [code for code, tick in self.roles.items() if tick.isChecked()]
        return {**texts, "lines": self.street.value, "kind": self.kind.value, "roles": roles}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show what a draft kept."""
        for field in self.fields:
            if isinstance(field, ParsedField):
                field.set_text(str(draft.get(field.name, "")))
        self.street.set_value(str(draft.get("lines", "")))
        self.kind.set_value(draft.get("kind", "person"))
        for code, tick in self.roles.items():
            tick.setChecked(code in draft.get("roles", ()))
        self._show_kind()

    def form(self) -> PartyForm:
        """What is typed as a form; UserError names the field that cannot be read."""
        company = self.kind.value == "company"
        roles = {code for code, tick in self.roles.items() if tick.isChecked()}
        if self.fixed_role:
            roles = {self.fixed_role}
        display = self.company.text if company else ""
        return PartyForm(
            given="" if company else self.given.text,
            family="" if company else self.family.text,
            display=display,
            kind=str(self.kind.value),
            email=self.email.text,
            phone=self.phone.text,
            address=self._address(),
            language=self._language,
            roles=frozenset(roles),
            risk=self._risk,
        )

    def _address(self) -> AddressForm:
        parts = (self.street.value, self.city.text, self.region.text, self.postcode.text)
        if not any(part.strip() for part in parts):
            return AddressForm()
        typed = self.country.text.strip()
        country = _country(typed) if typed else self._desk.settings.locale.partition("_")[2]
        return AddressForm(*parts[:3], parts[3], country)

    def show_refusal(self, error: UserError) -> bool:
        """Put a refusal beside the field that it means."""
        if error.field == "family" and self.kind.value == "company":
            self.company.set_error(error)
            self.company.control.setFocus()
            return True
        return show_refusal(self.fields, error)

    def focus_first(self) -> None:
        """Begin with the name, or with what of it is not known yet."""
        if self.kind.value == "company":
            self.company.control.setFocus()
        else:
            named = self.given.text and self.family.text and not self._but
            (self.email if named else self.given).control.setFocus()

    # -- what follows from what

    def _clear(self) -> None:
        for field in self.fields:
            field.clear_error()
        for text in (self.email, self.phone, self.postcode, self.city, self.region):
            text.set_text("")
        self.country.set_text("")
        self.street.set_value("")
        self._show_duplicates([])

    def _on_kind(self, _kind: object) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        company = self.kind.value == "company"
        self.company.setVisible(company)
        self.given.setVisible(not company)
        self.family.setVisible(not company)

    def _ask_duplicates(self, _value: object) -> None:
        try:
            form = self.form()
        except UserError:
            return
        if not (form.given or form.family or form.display):
            form = replace(form, display="?")  # an address or a number is known without a name
        but = self._but
        self._desk.read(
            lambda db: likely_duplicates(db, form, but),
            self._show_duplicates,
            self._on_no_duplicates,
            topic="likely duplicates",
        )

    def _on_no_duplicates(self, _error: Exception) -> None:
        """Half a name or number is no question yet."""
        self._show_duplicates([])

    def _show_duplicates(self, found: list[Duplicate]) -> None:
        for bar in self._bars:
            self._warnings.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self._bars = []
        for each in found[:3]:
            self._bars.append(self._bar(each))
            self._warnings.addWidget(self._bars[-1])

    def _bar(self, each: Duplicate) -> QWidget:
        party = each.party
        known = ", ".join(part for part in (party.city, party.email, party.phone) if part)
        bar = SentenceBar(
            f"{party.display} is known with {each.why}", known, "warn", icon="users", parent=self
        )
        button: Button = bar.add_answer(
            f"Take {party.display}", lambda: self.same_as.emit(party.id), closes=False
        )
        button.setAccessibleName(f"Take {party.display}, known with {each.why}")
        return bar


def _country(text: str) -> str:
    """The two letters of a country that was typed as letters or by name."""
    code = country_code(text)
    if not code:
        raise InputError(
            "Which country?",
            f"“{text.strip()}” is not a country.",
            "Type its name, or two letters such as US, GB or FR.",
            field="country",
        )
    return code


def _country_name(code: str) -> str:
    return str(Locale("en").territories.get(code, code))
