"""What can be done at take-in, with its keys: declared once, shown in the foot and the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.views.frame.permit import Permit, permit
from app.views.keys import Key
from app.views.photos.photo_ways import declare_ways
from app.views.take_in.choices import CONSIGNOR, PIECES, SIGN
from app.views.take_in.giving_up import GivingUp

if TYPE_CHECKING:
    from app.views.take_in.page import TakeInPage


class PageCommands:
    """The commands of the page; the page shows and words them by its step."""

    def __init__(self, page: TakeInPage) -> None:
        do, pieces = page.doing, page.pieces
        save = pieces.save
        self.forward = page.command("Go on", page.go_on, Key.SAVE)
        self.close = page.command("Save and close", partial(save, "close"))
        self.photo = page.command(
            "Take photos in", do.choose_photos, Key.PHOTO, icon="camera", hint="photo"
        )
        self.ways = declare_ways(page, do.photo_ways)
        self.report = page.command(
            "Write the condition report",
            partial(save, "condition"),
            Key.CONDITION,
            icon="clipboard-check",
            hint="condition",
        )
        self.paste = page.command("Paste a photo", do.paste_photo, "Ctrl+V", icon="clipboard-paste")
        self.tags = page.command("Print the tags", do.print_tags, Key.PRINT, icon="printer")
        self.sign = page.command("Sign and give receipt", page.finish, Key.FINISH, icon="pen-line")
        self.new = page.command(
            "Add a person", lambda: page.consignor.begin_new(), Key.NEW, icon="user-plus"
        )
        self.terms = page.command("Change the terms", page.to_terms, icon="handshake")
        self.place = page.command("Choose the place", do.choose_place, icon="map-pin")
        self.giving_up = GivingUp(page)
        self.pause = page.command("Pause", page.pause, "Escape", icon="pause", button="plain")
        session = page.desk.session
        for act, actions in (
            ("take_in.create", (self.forward, self.close, self.photo, *self.ways, self.paste)),
            ("report.create", (self.report,)),
            ("tags.print", (self.tags,)),
            ("parties.create", (self.new,)),
            ("agreements.create", (self.terms,)),
        ):
            for action in actions:
                permit(action, session, act)
        self._sign_permit = Permit(self.sign, session, "")
        pieces.side.add_action(self.tags, "plain")
        pieces.side.add_action(self.sign, "outline")

    def show_step(self, step: int, *, consigned: bool) -> None:
        """What can be done at a step, and what its main button does."""
        here = step == PIECES
        for action in (
            self.close,
            self.photo,
            *self.ways,
            self.report,
            self.paste,
            self.tags,
            self.place,
        ):
            action.setEnabled(here)
        self.pause.setEnabled(step != CONSIGNOR)
        self.pause.setVisible(step != CONSIGNOR)
        self.new.setEnabled(step == CONSIGNOR)
        self.terms.setEnabled(here and consigned)
        self.sign.setEnabled(step in (PIECES, SIGN))
        self.show_whose(consigned=consigned)
        self.forward.setEnabled(step != SIGN)
        self.forward.setText("Save and next" if here else "Go on")
        self.forward.setProperty("hint", "save and next" if here else "go on")

    def show_whose(self, *, consigned: bool) -> None:
        """The end of the batch: an agreement to be signed, or nothing more to do."""
        self.sign.setText("Sign and give receipt" if consigned else "Finish")
        self._sign_permit.set_act("agreements.create" if consigned else "")
