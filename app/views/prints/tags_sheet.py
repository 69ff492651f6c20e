"""Tags for many pieces at once: scanned or typed one after another, printed as one job."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.domain.codes import spaced
from app.services.scanning import Scan, resolve
from app.views.frame.desk import Desk
from app.views.printing import print_tags
from app.views.widgets.field import TextField
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

KINDS = ("piece", "job", "place")
_ICONS = {"piece": "gem", "job": "hammer", "place": "map-pin"}


class TagsSheet(Sheet):
    """Collects pieces, jobs or places (one kind a batch), then prints their tags."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.frame.host(),
            "Print tags",
            "Scan or type one after another: an old tag, the number of a piece or a job. A place's"
            " name gives the label of the place itself.",
            width=520,
        )
        self._desk = desk
        self.found: list[Scan] = []
        self.typed = TextField("Tag, number or place", name="typed")
        self.typed.input.entered.disconnect()
        self.typed.input.entered.connect(self._on_typed)
        self.body.addWidget(self.typed)
        self.list = FixedList(_columns(), "Tags to print", outside="surface")
        self.list.setFixedHeight(240)
        self.list.view.horizontalHeader().hide()
        self.body.addWidget(self.list)
        row = QHBoxLayout()
        self.count = Text("Nothing yet", "muted")
        row.addWidget(self.count)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way("Print tags", self.print_them, "primary", key="F5", closes=False)
        self.closed.connect(self.deleteLater)

    def on_scan(self, code: str) -> bool:
        """A scan while the sheet is open."""
        self._ask(code)
        return True

    def _on_typed(self) -> None:
        text = self.typed.text.strip()
        if text:
            self._ask(text)
        elif self.found:
            self.print_them()

    def _ask(self, text: str) -> None:
        self._desk.read(lambda db: resolve(db, text), self._on_found, topic=None)

    def _on_found(self, scan: Scan) -> None:
        kind = "piece" if scan.kind == "item" else scan.kind
        target = scan.piece_id if scan.kind == "item" else scan.target_id
        if kind not in KINDS:
            said = scan.sentence or f"“{scan.text}” has no tag of its own."
            self.typed.set_error(f"{said} {scan.remedy}".strip())
        elif self.found and _kind(self.found[0]) != kind:
            self.typed.set_error(f"This is a {kind}; this batch is of {_kind(self.found[0])}s.")
        elif any(_target(one) == target for one in self.found):
            self.typed.set_error(f"{scan.title} is already there.")
        else:
            self.typed.set_text("")
            self.found.append(scan)
            self._show()
        self.typed.input.setFocus()
        self.typed.input.selectAll()

    def _show(self) -> None:
        ids = [_target(scan) for scan in self.found]
        self.list.model.show_records(self.found, ids)
        self.list.view.mark_row(len(ids) - 1)
        many = len(ids)
        self.count.setText(f"{many} tag" + ("" if many == 1 else "s"))
        self.verb.set_words("Print 1 tag" if many == 1 else f"Print {many} tags")

    def print_them(self) -> None:
        """Print the tags of what was collected."""
        if not self.found:
            self.typed.set_error("Nothing was scanned or typed yet.")
            self.typed.input.setFocus()
            return
        kind, ids = _kind(self.found[0]), [_target(scan) for scan in self.found]
        self.dismiss()
        print_tags(self._desk, kind, ids)


def _kind(scan: Scan) -> str:
    return "piece" if scan.kind == "item" else scan.kind


def _target(scan: Scan) -> int:
    return scan.piece_id if scan.kind == "item" else scan.target_id


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "What",
            lambda scan: Cell(scan.title or scan.text, "strong", icon=_ICONS[_kind(scan)]),
            stretch=5,
        ),
        Column("Number", lambda scan: Cell(_shown(scan.text), "muted"), stretch=3),
    )


def _shown(text: str) -> str:
    return spaced(text) if len(text) == 10 and text.isdigit() else text
