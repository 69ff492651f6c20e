"""Everything that can be done on the page of a condition report, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from app.services.report_form import ARROW, BOX, LINE, POINT
from app.views.frame.permit import Permit, permit
from app.views.keys import Key
from app.views.passport.opening import declare_passport
from app.views.photos.photo_ways import declare_ways
from app.views.pieces.moving import declare_move
from app.views.reports.canvas import GIRDLE, INCLUSION, MEASURE
from app.views.reports.discarding import KEY as DISCARD
from app.views.reports.hand_over_opening import declare_hand_over
from app.views.reports.last_marks import KEY as LAY
from app.views.reports.last_marks import LastMarks
from app.views.reports.looking_commands import declare_looking
from app.views.reports.signatures_panel import OTHER_KEY
from app.views.widgets.button import Button

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage

WRITING_HINTS: list[tuple[str, str]] = [
    (Key.OPEN, "mark"),
    ("Tab", "next"),
    ("0 – 4", "severity"),
    (Key.UNDO, "undo"),
]
SIGNED_HINTS: list[tuple[str, str]] = [("Tab", "next mark"), ("Alt+F", "findings")]
_TOOLS = (
    ("Mark a point", POINT, "P"),
    ("Mark by a box", BOX, "B"),
    ("Mark by an arrow", ARROW, "A"),
    ("Draw a mark", LINE, "D"),
    ("Measure on the photo", MEASURE, "L"),
    ("Draw the girdle of the centre stone", GIRDLE, "O"),
    ("Mark an inclusion of the centre stone", INCLUSION, "I"),
)


class ReportCommands:
    """The page's commands; ``show_mode`` turns on what applies while it is written or signed."""

    def __init__(self, page: ReportPage) -> None:
        self._page = page
        command = page.command
        work = page.work
        self._writing = [
            command("Take the next photo", work.take_photo, Key.PHOTO, icon="camera", hint="photo"),
            command("Undo the last change", page.undo, icon="undo-2"),
            command("Do it again", page.redo, "Ctrl+Shift+Z", icon="redo-2"),
            command("Throw the draft away", page.discard, DISCARD, icon="trash-2"),
        ]
        self._writing += declare_ways(page, lambda: work.ways)
        self.last_marks = LastMarks(page)
        self._declare_photo()
        command("Go to the photo", page.focus_photo, "Alt+P", icon="image")
        command("Go to the findings", page.focus_findings, "Alt+F", icon="list")
        self.compare = command(
            "Compare with the report before",
            self._compare,
            "Ctrl+D",
            icon="columns-3",
            hint="compare",
        )
        preview = command("Preview", page.preview, Key.PRINT, icon="printer")
        sign = command("Sign", page.sign, Key.FINISH, icon="pen-line", hint="sign")
        other = command(
            "Let the other side sign",
            lambda: page.signing.ask(page.editing.signatures.other_role),
            OTHER_KEY,
            icon="pen-line",
        )
        self._writing += [sign, other]
        self._new = command(
            "New version", page.new_version, Key.NEW, icon="square-pen", hint="new version"
        )
        self._next = command(
            "New report of this piece",
            self._new_report,
            Key.CONDITION,
            icon="clipboard-check",
            hint="new report",
        )
        declare_passport(page, self._piece_id, "Passport of its piece")
        declare_hand_over(page, self._piece_id)
        declare_move(page, self._piece_id)
        session = page.desk.session
        permit(self._next, session, "report.create")
        for action in self._writing:
            signs = action in (sign, other)
            permit(action, session, "report.sign" if signs else "report.create")
        self._may_correct = Permit(self._new, session, "report.correct")
        self.preview_button = Button.of(preview)
        self.sign_button = Button.of(sign, "primary")
        self.sign_button.setAccessibleName("Sign report")
        self.new_button = Button.of(self._new, "outline")
        for button in (self.preview_button, self.new_button, self.sign_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            page.buttons.addWidget(button, 1)
        page.stage.empty.set_button(
            "Take the first photo", work.take_photo, icon="camera", key=Key.PHOTO
        )

    def _declare_photo(self) -> None:
        page = self._page
        command, work, canvas = page.command, page.work, page.canvas
        for words, tool, key in _TOOLS:
            command(words, partial(canvas.set_tool, tool), key, icon="crosshair", on=canvas)
        for words, run, key, icon in (
            ("Show the ghost of the last report", work.toggle_ghost, "G", "layers"),
            ("Put the current mark at the cross-hair", work.place_here, "M", "move"),
            ("Lay the last report's marks on this photo", self.last_marks.lay, LAY, "map-pin"),
            ("Zoom in", partial(canvas.zoom_by, 1.25), "+", "zoom-in"),
            ("Zoom out", partial(canvas.zoom_by, 0.8), "-", "zoom-out"),
            ("Show the whole photo", canvas.fit, "F", "maximize"),
            ("Show the photo one to one", partial(canvas.fill_at, 1.0), "Ctrl+0", "maximize"),
            ("Describe the current mark", work.describe, "E", "pencil"),
            ("Remove the current mark", work.remove_mark, "Delete", "trash-2"),
        ):
            command(words, run, key, icon=icon, on=canvas)
        paste = command("Paste a photo", work.paste, "Ctrl+V", icon="clipboard-paste")
        self._writing.append(paste)  # on the whole page: without a photo nothing else has the keys
        tools = page.stage.looking_tools
        declare_looking(page, page.stage.looking, tools.toggle_panel, canvas)
        command("Say which view this photo shows", work.name_view, icon="eye")
        anew = command("Give the photo its scale anew", work.scale_anew, icon="ruler")
        self._writing.append(anew)

    def _piece_id(self) -> int:
        """The piece that the page is about; its draft is kept before it is left."""
        page = self._page
        page.commit_field()
        if page.editable and page.keeper.waiting:
            page.keeper.keep_now()
        return page.opened.piece.id if page.opened else 0

    def _new_report(self) -> None:
        """Begin the next report of the piece whose signed one is shown."""
        opened = self._page.opened
        if opened is not None:
            self._page.desk.navigate("report", opened.piece.id)

    def _compare(self) -> None:
        page = self._page
        page.commit_field()
        if page.opened is None:
            return
        card = None if page.editable else page.opened.card
        record_id = card.id if card else page.opened.piece.id
        if page.keeper.waiting:
            page.keeper.keep_now()  # what was just written is compared too
        page.desk.navigate("compare", record_id)

    def show_reach(self, beyond: str) -> None:
        """Why whoever works now cannot correct the report that is shown; "" if they can."""
        self._may_correct.set_beyond(beyond)

    def show_mode(self, editable: bool) -> None:
        """While it is written, or once it is signed."""
        for action in self._writing:
            action.setEnabled(editable)
        opened = self._page.opened
        card = opened.card if opened and not editable else None
        against = card.comparison if card else opened.last if opened else None
        self.compare.setEnabled(against is not None)
        self.sign_button.setVisible(editable)
        self._new.setEnabled(not editable)
        self._next.setEnabled(not editable)
        self.new_button.setVisible(not editable)
        self._page.hint_bar.set_fixed(WRITING_HINTS if editable else SIGNED_HINTS)
