"""The columns of the jobs list: the same rows as the cards of the board."""

from __future__ import annotations

from app.services.jobs import JobRow
from app.views.jobs.words import days_words, initials
from app.views.widgets.list_view.columns import Cell, Column


def columns() -> tuple[Column, ...]:
    """Job, work, client, stage, due, days, who."""
    return (
        Column("Job", _job, width=138, sort="made"),
        Column("Work", _work, stretch=6),
        Column("Client", _client, stretch=5, sort="client", hide_below=700),
        Column("Stage", _stage, width=150, sort="stage"),
        Column("Due", _due, width=120, sort="due"),
        Column(
            "Days",
            lambda row: Cell(days_words(row), "warn" if row.slow else "muted"),
            width=78,
            hide_below=700,
        ),
        Column("Who", _who, width=64, hide_below=700, spoken_title="Artisan"),
    )


def _job(row: JobRow) -> Cell:
    spoken = f"{row.number}, rush" if row.rush else row.number
    return Cell(row.number, "strong", icon="flame" if row.rush else "", spoken=spoken)


def _work(row: JobRow) -> Cell:
    return Cell(
        row.work or row.title,
        "medium",
        second=row.title if row.work else "",
        photo=row.photo_sha256,
    )


def _client(row: JobRow) -> Cell:
    return Cell(row.client or "Own stock", second=row.order_number)


def _stage(row: JobRow) -> Cell:
    return Cell(status=row.chip)


def _due(row: JobRow) -> Cell:
    look = "bad" if row.overdue_days else "warn" if row.due_soon else "body"
    return Cell(row.due_words or "no date", look)


def _who(row: JobRow) -> Cell:
    return Cell(initials=initials(row.artisan), spoken=row.artisan or "nobody")
