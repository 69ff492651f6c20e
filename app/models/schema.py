"""All tables of a shop, by name and by kind."""

from __future__ import annotations

from typing import Any

from app.models import (
    backups,
    consignment,
    jobs,
    local,
    now,
    orders,
    people,
    pieces,
    printing,
    records,
    shopwide,
)
from app.models.base import Kind, Table

TABLES: tuple[type[Table], ...] = (
    records.WorkEntry,
    people.User,
    people.Grant,
    shopwide.Setting,
    shopwide.RuleSet,
    shopwide.Wording,
    shopwide.Place,
    shopwide.Style,
    shopwide.TagStock,
    shopwide.Template,
    shopwide.Channel,
    people.Party,
    people.Contact,
    people.Address,
    pieces.Piece,
    pieces.Metal,
    pieces.Stone,
    pieces.Mark,
    pieces.Accessory,
    pieces.Component,
    pieces.Lot,
    pieces.Measured,
    pieces.Priced,
    pieces.Move,
    orders.SalesOrder,
    orders.OrderLine,
    orders.Customisation,
    orders.OrderSource,
    orders.Ticked,
    orders.Payment,
    orders.Refund,
    orders.DiscountShare,
    orders.TaxLine,
    jobs.Job,
    jobs.JobStage,
    jobs.JobComponent,
    consignment.Agreement,
    consignment.ConsignmentItem,
    records.Edit,
    records.Note,
    records.Transition,
    records.Report,
    records.MarkNumber,
    records.File,
    records.Attached,
    records.Code,
    records.Document,
    records.Printed,
    records.Conflict,
    records.Repeated,
    records.CaseFile,
    local.Outbox,
    local.SyncState,
    local.LocalSetting,
    local.Made,
    local.NumberCounter,
    local.Draft,
    local.FailedSignIn,
    local.Denied,
    local.PrintJob,
    local.PrintEvent,
    local.OtherPc,
    local.FileTransfer,
    local.HubTail,
    local.ShopKey,
    backups.BackupPlace,
    backups.BackupRun,
    printing.Printer,
    printing.PrinterLease,
    printing.PrintRule,
    printing.ParkedLabel,
    now.StateNow,
    now.PlaceTree,
    now.CodeNow,
    now.NumberNow,
    now.PieceNow,
    now.LineNow,
    now.OrderNow,
    now.JobNow,
    now.ItemNow,
    now.PartyNow,
    now.SearchRow,
)
"""Every table that there is; what is not named here does not exist."""

BY_NAME: dict[str, type[Table]] = {model.table(): model for model in TABLES}
SYNCED: frozenset[str] = frozenset(name for name, model in BY_NAME.items() if model.kind.synced)
FACTS: tuple[type[Table], ...] = tuple(
    model
    for model in TABLES
    if model.kind in (Kind.FACT, Kind.ERASABLE) and model is not records.WorkEntry
)
PROJECTED: tuple[type[Table], ...] = tuple(m for m in TABLES if m.kind is Kind.PROJECTION)
SYNCED_VERSION = 2
"""Rises with a migration of synced tables; a change of a higher one waits until this PC is updated."""


def create_statements(models: tuple[type[Table], ...]) -> list[str]:
    """The SQL that makes these tables and their indexes, one statement each."""
    made: list[str] = []
    for model in models:
        manager: Any = model._schema  # type: ignore[attr-defined]
        made.append(manager._create_table(safe=False).query()[0])
        made.extend(index.query()[0] for index in manager._create_indexes(safe=False))
    return made
