"""The printers of this PC: what each is for, how it stands to its roll, and the folder that is always there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.domain.changes import Changes
from app.domain.errors import InputError
from app.models.database import Database
from app.services.settings import PRINT_FOLDER, get_here, put_here
from app.shop import Shop

FOLDER = "folder"
ZEBRA_TCP, OS_RAW, OS_IMAGE, OS_PDF, THERMAL = (
    "zebra_tcp",
    "os_raw",
    "os_image",
    "os_pdf",
    "thermal",
)
KINDS = {
    FOLDER: "Files in a folder",
    ZEBRA_TCP: "Zebra by its address",
    OS_RAW: "ZPL through the system",
    OS_IMAGE: "Labels through a driver",
    OS_PDF: "Papers through a driver",
    THERMAL: "Receipts (ESC/POS)",
}
"""How a printer is reached, in words."""
LABEL_KINDS = frozenset({ZEBRA_TCP, OS_RAW, OS_IMAGE})
PURPOSES = {
    "tags": "Tags",
    "labels": "Address labels",
    "bags": "Job bags",
    "documents": "Papers",
    "receipts": "Till receipts",
}
"""What a printer can be for."""
_INSTEAD = {"bags": "documents", "receipts": "documents", "labels": "tags"}
_PURPOSE_OF = {
    "tag": "tags",
    "test_tag": "tags",
    "address_label": "labels",
    "job_bag": "bags",
    "sales_receipt": "receipts",
    "gift_receipt": "receipts",
    "receipt": "receipts",
}
USUAL_DPI = 300
DPIS = (203, 300, 600)
MOST_OFFSET_UM = 20_000
MOST_DARKNESS, MOST_SPEED, MOST_ACROSS = 30, 14, 8


@dataclass(frozen=True)
class NewPrinter:
    """What is said of a printer that is added or changed; lengths in µm, darkness -1 and speed 0: its own."""

    title: str
    kind: str
    where: str
    model: str = ""
    dpi: int = USUAL_DPI
    stock: str = ""
    right_um: int = 0
    down_um: int = 0
    darkness: int = -1
    speed: int = 0
    purposes: tuple[str, ...] = ()
    checks_length: bool = True
    across: int = 1


@dataclass(frozen=True)
class Printer:
    """A printer of this PC. ``key`` names it in jobs and facts; ``where`` is its folder, address or queue.

    ``state``, ``words``, ``tone`` and ``said`` are what it last told, at ``said_at`` (0: not asked yet).
    """

    key: str
    title: str
    kind: str
    where: str
    words: str = "Not asked yet"
    tone: str = "neutral"
    id: int = 0
    model: str = ""
    dpi: int = USUAL_DPI
    stock: str = ""
    right_um: int = 0
    down_um: int = 0
    darkness: int = -1
    speed: int = 0
    purposes: tuple[str, ...] = ()
    paused: bool = False
    checks_length: bool = True
    across: int = 1
    state: str = ""
    said: str = ""
    said_at: int = 0

    @property
    def takes_labels(self) -> bool:
        """Whether it prints labels one by one, of a roll."""
        return self.kind in LABEL_KINDS

    @property
    def about(self) -> str:
        """What it is for and what it is: "Tags · ZD421, 300 dpi"."""
        if self.kind == FOLDER:
            return "PNG, ZPL and PDF files"
        use = ", ".join(PURPOSES[one] for one in self.purposes) or "Nothing yet"
        dpi = f"{self.dpi} dpi" if self.takes_labels else ""
        return " · ".join(
            part for part in (use, ", ".join(filter(None, (self.model, dpi)))) if part
        )


_COLUMNS = (
    "id, key, title, printer_kind, address, model, dpi, stock, right_um, down_um, darkness, speed,"
    " purposes, paused, checks_length, across, state, said, said_at"
)
_PRINTERS = f"SELECT {_COLUMNS} FROM printer ORDER BY added_at, id"


def printers(db: Database) -> list[Printer]:
    """The printers of this PC in the order in which they were added, the folder last."""
    folder = Printer(
        FOLDER, "Folder", FOLDER, str(folder_of(db)), "Ready", "ok", purposes=tuple(PURPOSES)
    )
    return [*(_printer(row) for row in db.rows(_PRINTERS)), folder]


def _printer(row: tuple[object, ...]) -> Printer:
    values = dict(zip(_COLUMNS.replace(" ", "").split(","), row, strict=True))
    words, tone, said = [*str(values["said"]).split("\t"), "", "", ""][:3]
    paused = bool(values["paused"])
    return Printer(
        key=str(values["key"]),
        title=str(values["title"]),
        kind=str(values["printer_kind"]),
        where=str(values["address"]),
        words="Paused here" if paused else words or "Not asked yet",
        tone="warn" if paused else tone or "neutral",
        purposes=tuple(filter(None, str(values["purposes"]).split(","))),
        paused=paused,
        checks_length=bool(values["checks_length"]),
        said=said,
        **{
            name: values[name]  # type: ignore[arg-type]
            for name in (
                *("id", "model", "dpi", "stock", "right_um", "down_um", "darkness"),
                *("speed", "across", "state", "said_at"),
            )
        },
    )


def printer_of(db: Database, key: str) -> Printer:
    """One printer by its key; InputError for one that this PC does not have."""
    for one in printers(db):
        if one.key == key:
            return one
    raise InputError(
        "No such printer",
        f"This PC has no printer “{key}”.",
        "Choose one of its printers.",
        field="printer",
    )


def printer_for(db: Database, purpose: str) -> Printer:
    """The printer that a purpose goes to: the first for it, else for what comes nearest, else the folder."""
    found = printers(db)
    while purpose:
        for one in found[:-1]:
            if purpose in one.purposes:
                return one
        purpose = _INSTEAD.get(purpose, "")
    return found[-1]


def purpose_of(job_kind: str) -> str:
    """What a kind of print job is printed for: tags, labels, bags, receipts, else documents."""
    return _PURPOSE_OF.get(job_kind, "documents")


def printer_titles(db: Database) -> dict[str, str]:
    """What each printer of this PC is called, by its key."""
    return {FOLDER: "Folder", **dict(db.rows("SELECT key, title FROM printer"))}


# ---------------------------------------------------------------------- the folder
def folder_of(db: Database) -> Path:
    """The folder that takes what is printed on this PC."""
    chosen = get_here(db, PRINT_FOLDER)
    return Path(chosen) if chosen else platformdirs.user_documents_path() / "Parure"


def set_folder(shop: Shop, folder: Path) -> Changes:
    """Choose the folder that takes what is printed."""
    if not folder.is_absolute():
        raise InputError(
            "Not a folder",
            f"“{folder}” is not the full path of a folder.",
            "Choose a folder of this PC or of the network.",
            field="folder",
        )
    return put_here(shop, PRINT_FOLDER, str(folder))
