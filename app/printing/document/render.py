"""Every document by its kind: the class of its content and what puts it on paper.

The same content gives the same bytes, always. ``copy`` is 0 for the first paper; a reprint is marked
COPY and counted. Photos are JPEG bytes by the SHA-256 that the content names; one that is not given is
drawn as a grey box that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.printing.document.condition_paper import render_condition_report
from app.printing.document.condition_report import ConditionReport
from app.printing.document.content import content_from_json
from app.printing.document.figures import Photos
from app.printing.document.job_bag import JobBag
from app.printing.document.job_bag_paper import render_job_bag
from app.printing.document.recovery_paper import render_recovery_sheet
from app.printing.document.take_in_paper import render_take_in_receipt
from app.printing.document.take_in_receipt import TakeInReceipt

__all__ = [
    "KINDS",
    "Kind",
    "render_condition_report",
    "render_job_bag",
    "render_recovery_sheet",
    "render_stored",
    "render_take_in_receipt",
]


@dataclass(frozen=True)
class Kind:
    """A kind of stored document."""

    content: type[Any]
    render: Callable[..., bytes]


KINDS: Mapping[str, Kind] = {
    "job_bag": Kind(JobBag, render_job_bag),
    "take_in_receipt": Kind(TakeInReceipt, render_take_in_receipt),
    "condition_report": Kind(ConditionReport, render_condition_report),
}
"""What is stored as canonical content and can be drawn again (the recovery phrase never is)."""


def render_stored(
    kind: str, data: Mapping[str, Any], photos: Photos | None = None, *, copy: int = 0
) -> bytes:
    """A stored document's JSON as PDF; ValueError when it is not of that kind."""
    known = KINDS[kind]
    return known.render(content_from_json(known.content, data), photos or {}, copy=copy)
