"""Commands of a report's page about the house: the quick form, its lists, the other side's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.report_opening import HouseLists, house_lists
from app.views.frame.permit import permit, tie
from app.views.reports.other_side_sheet import Attaching
from app.views.reports.quick_opening import declare_quick
from app.views.settings.report_lists import ReportLists

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
        self.house_lists = ReportLists(page.desk, self)
        self.house_lists.kept.connect(self._renew)
        lists = [
            page.command("Edit the standard phrases", self.house_lists.phrases, icon="list"),
            page.command(
                "Edit the scales and instruments", self.house_lists.instruments, icon="scale"
            ),
            page.command(
                "Say where reports are demanded", self.house_lists.demands, icon="shield-check"
            ),
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

    def _renew(self) -> None:
        self._page.desk.read(house_lists, self._on_lists, topic="house lists")

    def _on_lists(self, house: HouseLists) -> None:
        self._page.writing.house = house
        self._page.writing.changed.emit()
