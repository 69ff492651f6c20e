"""What happens beside the window: a file is read and compared, saved in slices, taken back."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.domain.actors import Actor
from app.exchange import shopify_orders
from app.exchange.orders import OrdersFile
from app.services import imports
from app.services.drafts import drop_draft
from app.services.import_past import remember_name
from app.services.imports import Choices, ImportPreview, ImportResult, UndoneImport
from app.services.turns import Turn
from app.shop import Shop
from app.views.pool import Cancelled, Job

CHANNEL = "shopify/mainstore"
DRAFT = "import_orders"
"""The draft that tells of an import that is not finished."""


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and compared; ``seconds`` it took."""

    path: Path
    preview: ImportPreview
    seconds: float

    @property
    def file(self) -> OrdersFile:
        """What the file says."""
        return self.preview.file


def read_and_compare(job: Job, shop: Shop, path: Path, date_order: str = "") -> ReadFile:
    """Read an orders export and say what it would do; FileError when it is something else."""
    began = time.monotonic()
    settings = shop.settings
    orders_file = shopify_orders.read(
        path,
        channel=CHANNEL,
        zone=settings.zone,
        currency=settings.currency,
        order=date_order,
        progress=lambda done, total: job.progress(done, total, "Reading"),
    )
    db = shop.reader()
    try:
        preview = imports.preview(
            db, orders_file, lambda done, total: job.progress(done, total, "Comparing")
        )
    finally:
        db.close()
    return ReadFile(path, preview, time.monotonic() - began)


def save(
    job: Job, shop: Shop, actor: Actor, read: ReadFile, choices: Choices, turn: Turn
) -> ImportResult:
    """Save what was agreed to; a cancelled job ends between two slices and tells what is left.

    It stays the work of ``actor``, whoever signs in meanwhile: one that is whole is nothing to go
    on with for them when they come back.
    """

    def told(done: int, total: int) -> None:
        with suppress(Cancelled):  # it is asked for between two slices, by ``cancelled``
            job.progress(done, total, "Importing")

    # First: from its first order on, the list of imports tells of the file.
    turn(lambda: remember_name(shop, read.file.sha256, read.path.name))
    result = imports.apply(shop, actor, read.file, choices, told, lambda: job.cancelled, turn)
    if not result.stopped:
        turn(lambda: drop_draft(shop, actor.user_id, DRAFT, 0))
    return result


def take_back(job: Job, shop: Shop, actor: Actor, sha256: str, turn: Turn) -> UndoneImport:
    """Take a whole import back."""
    job.check()
    return imports.undo_import(shop, actor, sha256, turn)
