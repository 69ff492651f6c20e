"""The commands of the piece page, and who may use which."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app.services.piece_cards import PieceCard
from app.views.documents.goods_papers import transfer_list_of
from app.views.documents.order_papers import PAPERS_KEY
from app.views.frame.permit import Permit, permit, tie
from app.views.keys import Key
from app.views.photos.photo_ways import declare_ways
from app.views.pieces.move_back import MoveBack
from app.views.pieces.piece_acts import Main
from app.views.reports.quick_opening import declare_quick
from app.views.widgets.button import Button

HAND_OVER = "Shift+F6"

if TYPE_CHECKING:
    from app.views.pieces.piece_page import PiecePage


class PieceCommands:
    """Declares them. ``more`` are those of the menu; ``main`` follows the piece's state."""

    def __init__(self, page: PiecePage) -> None:
        self._page = page
        self._declare_usual()
        self.more = self._declared_more()
        self.main = page.command("Put up for sale", page.do_main, Key.FINISH, button="primary")
        self._main_permit = Permit(self.main, page.desk.session, "")
        self._sound_permit = Permit(self.sound, page.desk.session, "")
        self._permit()
        tie(page.facts_card.edit_button, self.edit)
        tie(page.panel.print_button, self.tag)
        page.panel.may_value = self.value

    def _declare_usual(self) -> None:
        page, keys = self._page, self._page.command
        keys("The piece before it", partial(page.go, -1), "Alt+Left", icon="arrow-left")
        keys("The piece after it", partial(page.go, 1), "Alt+Right", icon="arrow-right")
        page.hint_bar.add_fixed("Alt Left Right", "other piece")
        self.move = keys(
            "Move", page.move_it, Key.MOVE, icon="arrow-right", hint="move", button="plain"
        )
        self.tag = keys("Tag", page.print_tag, Key.PRINT, icon="tag", button="plain")
        self.report = keys(
            "Condition", page.write_report, Key.CONDITION, icon="clipboard-check", hint="condition"
        )
        self.photo = keys(
            "Take photos in", page.photos.ways.choose, Key.PHOTO, icon="camera", hint="photo"
        )
        self.missing = keys("Take the next missing view", page.photos.take_missing, icon="camera")
        self.ways = declare_ways(page, lambda: page.photos.ways)
        self.paste = keys("Paste a photo", page.paste, "Ctrl+V", icon="clipboard-paste")
        self.edit = keys("Edit the facts", page.edit, "Ctrl+E", icon="pencil", hint="edit")
        self.save = keys("Save the facts", page.form.save, Key.SAVE, icon="save")
        keys("Leave", page.give_up, "Escape", icon="arrow-left")
        self.passport = keys("Passport", page.show_passport, Key.PASSPORT, icon="book-open")
        page.facts.addWidget(Button.of(self.passport, "link"))
        self.weigh = keys("Weigh", page.weigh, icon="scale")
        keys("Compare its condition reports", page.compare_reports, "Ctrl+D", icon="columns-3")
        self.value = keys("Say what it is worth", page.say_value, icon="banknote")

    def _declared_more(self) -> list[QAction]:
        page, keys, acts = self._page, self._page.command, self._page.acts

        def on_card(act):  # type: ignore[no-untyped-def]
            return partial(page.act, act)

        self.hold = keys("Hold it back", on_card(acts.hold), icon="lock")
        self.end_hold = keys("End the hold", on_card(acts.release), icon="lock-open")
        self.sound = keys("Say that it is sound", on_card(acts.sound), icon="shield-check")
        self.incomplete = keys(
            "Say that a part is missing", on_card(acts.incomplete), icon="puzzle"
        )
        self.new_tag = keys("Give it a new tag code", on_card(acts.new_tag), icon="barcode")
        self.alias = keys("Other codes of this piece", page.lead_here, icon="qr-code")
        self.card = keys("Make its price card", page.price_card, icon="tags")
        self.transfer = keys(
            "Make the list of its last move", self._list_last_move, icon="clipboard-list"
        )
        self.hand = keys("Hand over, or take back", self._hand_over, HAND_OVER, icon="file-text")
        self.quick = declare_quick(page, self._shown)
        self.papers = keys("Papers", page.show_papers, PAPERS_KEY, icon="file-text")
        custody = page.custody
        self.mend = MoveBack(page, lambda: custody.entries, lambda: custody.marked_id).action
        page.custody.offer(self.mend)
        self.say_view = keys(
            "Say which view the shown photo shows", page.photos.say_view, "Alt+V", icon="camera"
        )
        self.take_off = keys("Take the shown photo off", page.photos.remove, icon="trash-2")
        return [
            self.value,
            self.hold,
            self.end_hold,
            keys("Put it into quarantine", on_card(acts.quarantine), icon="shield-alert"),
            self.sound,
            self.incomplete,
            self.new_tag,
            self.alias,
            self.card,
            self.mend,
            self.transfer,
            self.quick,
            self.hand,
            self.papers,
            self.say_view,
            self.take_off,
        ]

    def _shown(self) -> tuple[int, ...]:
        """The piece that is shown."""
        view = self._page.view
        return (view.card.row.id,) if view else ()

    def _list_last_move(self) -> None:
        """The transfer list of what the piece was last carried with."""
        if self._page.view:
            transfer_list_of(self._page.desk, "piece", self._page.view.card.row.id)

    def _hand_over(self) -> None:
        """It goes out on a paper that both sides sign, or comes back by it."""
        from app.views.reports.hand_over_going_on import (
            ask_hand_over,  # here: a page loads no reports
        )

        if self._page.view:
            ask_hand_over(self._page.desk, [self._page.view.card.row.id])

    def _permit(self) -> None:
        for act, actions in (
            ("moves.create", (self.move,)),
            ("tags.print", (self.tag, self.new_tag, self.alias, self.card)),
            ("report.create", (self.report,)),
            ("loans.create", (self.hand,)),
            ("documents.print", (self.transfer,)),
            ("pieces.update", (self.edit, self.value)),
            ("hold.put", (self.hold,)),
            ("hold.release", (self.end_hold,)),
            (
                "take_in.create",
                (
                    self.photo,
                    self.missing,
                    *self.ways,
                    self.paste,
                    self.weigh,
                    self.say_view,
                    self.take_off,
                    self.incomplete,
                ),
            ),
        ):
            for action in actions:
                permit(action, self._page.desk.session, act)

    def side_buttons(self) -> tuple[Button, Button]:
        """Those at the foot of the side."""
        return Button.of(self.report), Button.of(self.weigh)

    def show_card(self, card: PieceCard, main: Main) -> None:
        """What can be done to this piece as it stands."""
        self.main.setProperty("icon_name", main.icon)
        self.main.setText(main.words)
        self._main_permit.set_act(main.act)
        doubted = card.row.quality == "quarantine"
        self._sound_permit.set_act("quarantine.release" if doubted else "take_in.create")
        self.end_hold.setEnabled(self._page.acts.hold_is_over(card))

    def show_editing(self, on: bool) -> None:
        """The facts are being changed, or no more."""
        self.save.setEnabled(on)
        self.edit.setEnabled(not on)
