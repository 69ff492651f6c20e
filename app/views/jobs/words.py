"""Short words of a job on its card."""

from __future__ import annotations

from app.domain.wording import counted
from app.services.jobs import JobRow


def initials(name: str) -> str:
    """Two letters for a round: Kofi Tanaka → KT."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def days_words(row: JobRow) -> str:
    """How long it has been in this stage: "today", "5 d"."""
    return f"{row.days} d" if row.days else "today"


def due_look(row: JobRow) -> tuple[str, str]:
    """Colour token and weight of the due date: red once passed, amber within three days."""
    if row.overdue_days:
        return "c_bad", "semibold"
    if row.due_soon:
        return "c_warn", "semibold"
    return "ink2", "regular"


def spoken(row: JobRow) -> str:
    """A card for a screen reader: number, work, rush, due, days, who."""
    late = (
        f"overdue {counted(row.overdue_days, 'day')}"
        if row.overdue_days
        else f"due {row.due_words}"
    )
    parts = (
        row.number,
        row.work or row.title,
        row.order_number,
        row.client,
        "rush" if row.rush else "",
        row.warning,
        late if row.due_words else "",
        f"{counted(row.days, 'day')} here" if row.days else "here since today",
        row.artisan or "nobody",
    )
    return ", ".join(part for part in parts if part)
