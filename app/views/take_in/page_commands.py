"""What can be done at take-in, with its keys: declared once, shown in the foot and the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.views.keys import Key

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
        self.pause = page.command("Pause", page.pause, "Escape", icon="pause", button="plain")
        pieces.side.add_action(self.tags, "plain")
        pieces.side.add_action(self.sign, "outline")
