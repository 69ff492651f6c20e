"""Commands of a report's page about the house: the quick form, its lists, the other side's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.report_demand import rules_as_text
from app.services.report_opening import HouseLists, house_lists
from app.views.frame.permit import permit, tie
from app.views.reports.list_sheet import edit_demands, edit_instruments, edit_phrases
from app.views.reports.other_side_sheet import Attaching
from app.views.reports.quick_opening import declare_quick

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage


class HouseCommands(QObject):
    """Declares them; ``page.editing.house`` asks for the file of the other side."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page)
        self._page = page
        session = page.desk.session
        declare_quick(page, self._piece)
        attach = page.command("Attach the other side’s report", self.attach, icon="link")
        lists = [
            page.command("Edit the standard phrases", self.phrases, icon="list"),
            page.command("Edit the scales and instruments", self.instruments, icon="scale"),
            page.command("Say where reports are demanded", self.demands, icon="shield-check"),
        ]
        permit(attach, session, "report.create")
        for action in lists:
            permit(action, session, "rules.update")
        self.attaching = Attaching(page)
        page.editing.house.attach_asked.connect(self.attach)
        page.editing.weight.naming_asked.connect(lists[1].trigger)
        tie(page.editing.weight.name_one, lists[1])

    def _piece(self) -> tuple[int, ...] | None:
        """The piece of which the quick form says that it is as it was last time."""
        page, opened = self._page, self._page.opened
        if page.editable and page.writing.is_touched:
            page.say("A report is begun here: sign it, or discard it first")
            return None
        return (opened.piece.id,) if opened is not None else ()

    def attach(self) -> None:
        """Attach a file that the other side made."""
        if self._page.editable:
            self.attaching.ask()

    def phrases(self) -> None:
        """Edit the standard phrases."""
        self._page.desk.read(house_lists, self._on_phrases, topic="house lists")

    def instruments(self) -> None:
        """Edit the scales and instruments."""
        self._page.desk.read(house_lists, self._on_instruments, topic="house lists")

    def demands(self) -> None:
        """Edit the rules of the gate where custody changes."""
        self._page.desk.read(rules_as_text, self._on_demands, topic="report rules")

    def _on_demands(self, typed: str) -> None:
        edit_demands(self._page.desk, typed, self._renew)

    def _on_phrases(self, house: HouseLists) -> None:
        edit_phrases(self._page.desk, house, self._renew)

    def _on_instruments(self, house: HouseLists) -> None:
        edit_instruments(self._page.desk, house, self._renew)

    def _renew(self) -> None:
        self._page.desk.read(house_lists, self._on_lists, topic="house lists")

    def _on_lists(self, house: HouseLists) -> None:
        self._page.writing.house = house
        self._page.writing.changed.emit()
