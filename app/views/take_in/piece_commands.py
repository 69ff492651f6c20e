"""What can be done while pieces are taken in, besides typing: photos, tags, places, taking off."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.services.scanning import Scan
from app.services.take_in import take_out
from app.views.frame.desk import Desk
from app.views.photos.photo_ways import PhotoWays
from app.views.printing import print_tags
from app.views.scan.place_chooser import PlaceChooser
from app.views.take_in.choices import TAKEN_OFF
from app.views.take_in.pieces_step import PiecesStep
from app.views.widgets.reason_sheet import ask_reason


class PieceCommands(QObject):
    """``place_changed`` when the pieces go elsewhere from now on."""

    place_changed = Signal()

    def __init__(self, desk: Desk, step: PiecesStep) -> None:
        super().__init__(step)
        self._desk = desk
        self._step = step
        step.remove_asked.connect(self.ask_take_off)

    def choose_photos(self) -> None:
        """Photos by the system's own dialog."""
        self._step.editor.photos.intake.choose()

    def photo_ways(self) -> PhotoWays:
        """All other ways in which photos come."""
        return self._step.editor.photos.ways

    def paste_photo(self) -> None:
        """The clipboard's picture as a photo."""
        self._step.editor.photos.ways.paste()

    def choose_place(self) -> None:
        """Where the pieces go from now on."""
        chooser = PlaceChooser(self._desk, "Put the pieces into")
        chooser.picked.connect(self._on_place)
        chooser.open()

    def _on_place(self, scan: Scan) -> None:
        self._step.batch.place_id = scan.target_id
        self.place_changed.emit()

    def print_tags(self) -> None:
        """The tags of all pieces of the batch that are saved."""
        view = self._step.view
        ids = [line.piece_id for line in view.lines] if view else []
        if ids:
            print_tags(self._desk, "piece", ids)
        else:
            self._desk.toast("No piece is saved yet: Ctrl+Enter saves the one in the form")

    def open_party(self) -> None:
        """The page of who brings the pieces."""
        if self._step.batch.party_id:
            self._desk.navigate("party", self._step.batch.party_id)

    def ask_take_off(self, piece_id: object) -> None:
        """Take a saved piece off the batch, with a reason."""
        wanted = int(str(piece_id))
        view = self._step.view
        line = next((one for one in view.lines if one.piece_id == wanted), None) if view else None
        ask_reason(
            self._desk.frame.host(),
            "Take this piece off?",
            f"{line.number} {line.description}" if line else "",
            "Take it off",
            lambda code, _note: self._take_off(wanted, code),
            reasons=TAKEN_OFF,
            note="",
        )

    def take_scan(self, scan: Scan) -> bool:
        """A scan while the form is open: a piece of the batch, a place, or the tag that hangs here."""
        view = self._step.view
        if scan.kind == "place":
            self._on_place(scan)
            self._desk.toast(f"The pieces go to {scan.detail or scan.title} from now on")
            return True
        if scan.piece_id and view and scan.piece_id in [line.piece_id for line in view.lines]:
            self._step.open_piece(scan.piece_id)
            return True
        if scan.kind == "unknown" and "alias" in scan.offers and not self._step.editor.known:
            self._step.editor.show_tag(scan.value or scan.text)
            self._desk.toast("The scanned code stays on this piece")
            return True
        return False

    def _take_off(self, piece_id: int, reason_code: str) -> None:
        known = self._step.editor.known
        if known and known.card.row.id == piece_id:
            self._step.open_piece(0)
        self._desk.work(
            "take_out", lambda w: take_out(w, piece_id, reason_code), reason_code=reason_code
        )
