"""What the tour leaves beside its pictures and papers: ``summary.json`` with digests and codes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import __version__

if TYPE_CHECKING:
    from app.tour.day import Day
    from app.tour.playing import Played

SUMMARY = "summary.json"
_KINDS = (
    ("tag-", ".png", "tag_png"),
    ("tag-", ".zpl", "tag_zpl"),
    ("tag-", ".pdf", "tag_pdf"),
    ("CR", ".pdf", "condition_report"),
    ("J", ".pdf", "job_bag"),
    ("T", ".pdf", "take_in_receipt"),
    ("DR", ".pdf", "difference_report"),
    ("D", ".pdf", "packing_slip"),
    ("I", ".pdf", "invoice"),
    ("Q", ".pdf", "passport"),
    ("orders_export", ".csv", "orders_export"),
    ("failed-", ".png", "failed"),
)
"""Beginning and end of a file's name, and what it is."""
_CODES = """
SELECT c.text_value, c.target_kind, coalesce(
  (SELECT number FROM consignment_item WHERE piece_id = c.target_id),
  (SELECT number FROM job WHERE id = c.target_id),
  (SELECT number FROM agreement WHERE id = c.target_id),
  (SELECT number FROM report WHERE id = c.target_id), '')
FROM code AS c WHERE c.target_id IN (?, ?, ?, ?) AND c.alias = 0 ORDER BY c.id
"""


def write_summary(out: Path, played: Sequence[Played], day: Day | None) -> None:
    """Write the summary of what was played; without a day nothing but its steps is known."""
    told: dict[str, Any] = {
        "version": __version__,
        "steps": [
            {"name": one.name, "ok": one.ok, "seconds": round(one.seconds, 2)}
            | ({"why": one.why} if one.why else {})
            for one in played
        ],
        "files": list(_files(out)),
        "codes": _codes(day) if day else [],
        "pages": [{"key": key, **said} for key, said in day.stage.pages.items()] if day else [],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (out / SUMMARY).write_text(text + "\n", encoding="utf-8")


def earlier_files(out: Path) -> list[Path]:
    """What an earlier tour left in a folder: a print never overwrites, so that it must go first."""
    try:
        told = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
        named = [out / str(file["path"]) for file in told["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        named = []
    inside = [path for path in named if path.resolve().is_relative_to(out.resolve())]
    return [*inside, out / SUMMARY]


def _files(out: Path) -> Iterator[dict[str, str]]:
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != SUMMARY:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            name = path.relative_to(out).as_posix()
            yield {"path": name, "kind": _kind(name), "sha256": digest}


def _kind(name: str) -> str:
    if name.startswith(("pages/", "steps/")):
        return "screenshot"
    return next((kind for a, z, kind in _KINDS if name.startswith(a) and name.endswith(z)), "other")


def _codes(day: Day) -> list[dict[str, str]]:
    wanted = (day.piece_id, day.job_id, day.agreement_id, day.report_id)
    with closing(day.stage.shop.reader()) as db:
        return [
            {"code": code, "kind": kind, "number": number}
            for code, kind, number in db.rows(_CODES, wanted)
        ]
