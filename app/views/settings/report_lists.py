"""The house's lists for condition reports, each to be edited in its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.list_faults import Fault
from app.domain.report_demand import DEMANDED, LARGEST_MINOR, OFF, TOLD, WORDS, DemandRule
from app.domain.report_words import MOST_PHRASES, Phrase, phrase_faults
from app.services.instruments import (
    MOST,
    Instrument,
    instrument_faults,
    parse_step_mg,
    put_instruments,
)
from app.services.report_demand import demand_rules, put_demand_rules
from app.services.report_opening import HouseLists, house_lists
from app.services.report_phrases import put_phrases
from app.views.documents.making import language_choices
from app.views.frame.desk import Desk
from app.views.settings.list_columns import choice, day, mass, money, words
from app.views.settings.list_sheet import HouseList, ListSheet

if TYPE_CHECKING:
    from app.models.work import Work

Values = Sequence[Sequence[Any]]


class ReportLists(QObject):
    """Opens them; ``kept`` when one is kept. Each is read when it is asked for."""

    kept = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def phrases(self) -> None:
        """The standard phrases, a language a column."""
        self._desk.read(house_lists, self._on_phrases, topic="house lists")

    def instruments(self) -> None:
        """The scales and instruments with their calibration."""
        self._desk.read(house_lists, self._on_instruments, topic="house lists")

    def demands(self) -> None:
        """Where the house demands a report, from which value on, and whether any stone is enough."""
        self._desk.read(demand_rules, self._on_demands, topic="report rules")

    def _on_phrases(self, house: HouseLists) -> None:
        self._open(_phrases(house))

    def _on_instruments(self, house: HouseLists) -> None:
        self._open(_instruments(house))

    def _on_demands(self, rules: dict[str, DemandRule]) -> None:
        settings = self._desk.settings
        self._open(_demands(rules, settings.currency, settings.locale))

    def _open(self, house: HouseList) -> None:
        sheet = ListSheet(self._desk, house)
        sheet.kept.connect(self.kept)
        sheet.open()


def _phrases(house: HouseLists) -> HouseList:
    own = house.language.split("-")[0]
    said = dict.fromkeys([own, *(tag.split("-")[0] for tag in house.languages)])
    tags = list(said | dict.fromkeys(tag for one in house.phrases for tag in one.texts))
    names = {tag.split("-")[0]: name for tag, name in language_choices() if tag}

    def phrase(row: Sequence[Any]) -> Phrase:
        return Phrase({tag: text for tag, text in zip(tags, row, strict=True) if text})

    def judge(values: Values) -> Sequence[Fault]:
        return phrase_faults([phrase(row) for row in values])

    def keep(w: Work, values: Values) -> Changes:
        return put_phrases(w, [phrase(row) for row in values])

    columns = [
        words(tag, names.get(tag, tag), width=210, hint="An … is a blank to fill.") for tag in tags
    ]
    values = [[one.texts.get(tag, "") for tag in tags] for one in house.phrases]
    return HouseList(
        "Standard phrases",
        "Offered while a report is written, and said on a paper in its language. An empty list "
        "brings the shipped phrases back.",
        "phrase",
        columns,
        values,
        judge,
        keep,
        MOST_PHRASES,
        width=980,
    )


def _instruments(house: HouseLists) -> HouseList:
    def today() -> date:
        return date.fromisoformat(house.today)

    def judge(values: Values) -> Sequence[Fault]:
        return instrument_faults([Instrument(*row) for row in values])

    def keep(w: Work, values: Values) -> Changes:
        return put_instruments(w, [Instrument(*row) for row in values])

    columns = [
        words("name", "Name", hint="As it is called in the house: Kern PCB-3."),
        mass("division_mg", "Step", parse_step_mg, 1),
        day("calibrated_on", "Calibrated", today, house.locale),
        day("due_on", "Holds until", today, house.locale),
    ]
    values = [
        (one.name, one.division_mg, one.calibrated_on, one.due_on) for one in house.instruments
    ]
    return HouseList(
        "Scales and instruments",
        "A scale’s step sets by how much a weight may differ; where its calibration no longer holds, "
        "the report says so.",
        "scale",
        columns,
        values,
        judge,
        keep,
        MOST,
    )


def _demands(rules: dict[str, DemandRule], currency: str, locale: str) -> HouseList:
    events = {said: event for event, said in WORDS.items()}

    def keep(w: Work, values: Values) -> Changes:
        return put_demand_rules(w, [DemandRule(events[row[0]], *row[1:]) for row in values])

    columns = [
        words("event", "When", width=340, fixed=True),
        choice("level", "Report", [(level, level) for level in (OFF, TOLD, DEMANDED)]),
        money("above_minor", "From a value of", currency, locale, LARGEST_MINOR),
        choice("with_stones", "Stones", [(True, "with stones"), (False, "value alone")], width=140),
    ]
    values = [
        (WORDS[event], one.level, one.above_minor, one.with_stones) for event, one in rules.items()
    ]
    return HouseList(
        "Where reports are demanded",
        "Told: the hand-over goes on and says what is missing. Demanded: it stops until the report is "
        "there or a manager decides. With stones: any stone is enough, whatever the value.",
        "rule",
        columns,
        values,
        lambda _values: (),
        keep,
        len(WORDS),
        width=900,
    )
