"""Condition reports: begun from what is known, drafted, signed for good, corrected by new versions."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.clock import wall_ms
from app.domain.errors import InputError, NotFoundError, StateError
from app.domain.ids import new_id
from app.domain.permissions import allowed
from app.domain.whole_texts import with_whole_texts
from app.models.chain import canonical
from app.models.database import Database
from app.models.pieces import Measured
from app.models.records import Attached, File, MarkNumber, Report
from app.models.work import Work
from app.printing.document.content import content_to_json
from app.services.drafts import keep_draft
from app.services.piece_states import put_aside
from app.services.reach import require_on
from app.services.report_form import (
    Mark,
    ReportForm,
    ViewPhoto,
    form_from_json,
    form_to_json,
)
from app.services.report_gate import Blocker, ReportStopError, before_signing, stops_of
from app.services.report_known import known_then
from app.services.report_marks import unknown_to
from app.services.report_other_side import attach_other_side
from app.services.report_paper import PaperFacts, report_paper
from app.services.report_start import (
    GROSS,
    KnownPiece,
    LastReport,
    known_piece,
    last_measured,
    last_report,
    next_mark_number,
    signed_content,
    start_report,
)
from app.services.report_stops import beside_stops
from app.services.signatures import Signature
from app.shop import Shop

__all__ = [
    "Blocker",
    "ReportStopError",
    "before_signing",
    "correct",
    "next_mark_number",
    "open_draft",
    "save_draft",
    "sign",
    "start_report",
]
DRAFT_KIND = "report"
EXAMINER = "examiner"


# ---------------------------------------------------------------------- drafts
def save_draft(shop: Shop, actor: Actor, piece_id: int, form: ReportForm) -> Changes:
    """Keep what is typed on this PC; the newest takes the older one's place."""
    return keep_draft(shop, actor.user_id, DRAFT_KIND, piece_id, form_to_json(form))


def open_draft(db: Database, user_id: int, piece_id: int) -> tuple[ReportForm, int] | None:
    """The person's draft about a piece and when it was kept (ms), if there is one."""
    row = db.row(
        "SELECT content, at FROM draft WHERE user_id = ? AND draft_kind = ? AND subject_id = ?"
        " ORDER BY at DESC LIMIT 1",
        (user_id, DRAFT_KIND, piece_id),
    )
    return (form_from_json(json.loads(row[0])), int(row[1])) if row else None


# ---------------------------------------------------------------------- signing
def sign(w: Work, piece_id: int, form: ReportForm, signatures: Sequence[Signature]) -> Changes:
    """Sign a report: ``first("report")`` is its id. It never changes again.

    Refuses while something is missing (InputError names the field), with StateError where another report
    was signed since the form was begun (``report_marks.caught_up``), and with ReportStopError where
    weight, stones or parts differ too far: then ``form.decision`` holds the words of a manager who is
    the actor or the second person of this unit of work.
    """
    w.require("report.sign")
    piece = known_piece(w, piece_id)
    meanwhile = unknown_to(w, piece_id, form)
    if meanwhile:
        raise StateError(
            "Another report was signed meanwhile",
            f"{meanwhile} of this piece was signed since this report was begun.",
            "Look at its findings, which come along here, and sign again.",
        )
    form, signatures = with_whole_texts(form), with_whole_texts(tuple(signatures))
    form = _numbered(w, piece_id, form)
    _refuse(w, before_signing(w, piece_id, form), form, signatures)
    return _signed(w, piece, form, signatures, w.number("CR"), None, 1)


def correct(w: Work, report_id: int, form: ReportForm, signatures: Sequence[Signature]) -> Changes:
    """Sign a new version of a report; the old one stays as it is, under the same number.

    It is judged against what was known when the first version was signed, not against today.
    """
    require_on(w, "report.correct", "report", report_id)
    row = w.row(
        "SELECT piece_id, number, coalesce(version_of, id), content FROM report WHERE id = ?",
        (report_id,),
    )
    if row is None:
        raise NotFoundError(
            "No such report",
            "This condition report is not here.",
            "Look for it by its number, or by its piece.",
        )
    piece_id, number, root, content = row
    versions = w.value("SELECT count(*) FROM report WHERE id = ? OR version_of = ?", (root, root))
    newest = w.value(
        "SELECT id FROM report WHERE id = ? OR version_of = ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (root, root),
    )
    if newest != report_id:
        raise StateError(
            "There is a newer version",
            f"{number} has been corrected since.",
            "Open its newest version and correct that one.",
        )
    form, signatures = with_whole_texts(form), with_whole_texts(tuple(signatures))
    own = form_from_json(signed_content(content)["form"]).findings
    form = _numbered(w, piece_id, form, {mark.n for mark in own})
    _refuse(w, before_signing(w, piece_id, form, root), form, signatures)
    piece = known_then(w, root)
    return _signed(w, piece, form, signatures, number, root, int(versions) + 1)


def _refuse(
    w: Work, blockers: Sequence[Blocker], form: ReportForm, signatures: Sequence[Signature]
) -> None:
    stops = [one for one in blockers if one.stop]
    missing = next((one for one in blockers if one.blocks and not one.stop), None)
    if missing:
        raise InputError(
            "Before signing", missing.sentence, "Then sign again.", field=missing.field
        )
    deciders = [person for person in (w.actor, w.second) if person is not None]
    decided = form.decision.strip() and any(
        allowed(person.roles, "report.approve") for person in deciders
    )
    if stops and not decided:
        raise ReportStopError(
            "A manager decides",
            " ".join([*(one.sentence for one in stops), *beside_stops(form, stops)]),
            "A manager confirms with a password and says why, or the piece stays here.",
            field=stops[0].field,
        )
    if not any(one.role == EXAMINER for one in signatures):
        raise InputError(
            "Before signing",
            "The examiner's signature is missing.",
            "Sign in the field for the house.",
            field="signatures",
        )
    if not all(one.name.strip() for one in signatures):
        raise InputError(
            "Before signing",
            "A signature has no name.",
            "Say who signed: a stroke alone is nobody’s.",
            field="signatures",
        )


def _signed(
    w: Work,
    piece: KnownPiece,
    form: ReportForm,
    signatures: Sequence[Signature],
    number: str,
    root: int | None,
    version: int,
) -> Changes:
    report_id = new_id()
    last = last_report(w, piece.id, before=root or 0)
    code, known_at = w.code("report", report_id), wall_ms(w.hlc)
    by = _decider(w, form)
    facts = PaperFacts(number, code, version, last, w.at, w.actor.display, known_at, by)
    paper = report_paper(w, piece, form, signatures, facts)
    content: dict[str, Any] = {
        "form": form_to_json(form),
        "paper": content_to_json(paper),
        "signatures": [
            {"role": one.role, "name": one.name, "strokes": one.strokes, "at": one.at or w.at}
            for one in signatures
        ],
        "examiner": w.actor.display,
        "decided_by": by,
        "decided": _decided(w, piece, form, last),
        "version": version,
    }
    w.add(
        Report,
        id=report_id,
        piece_id=piece.id,
        number=number,
        reason=form.reason,
        grade=form.grade,
        version_of=root,
        findings=len(form.findings),
        worst=form.worst,
        content=canonical(content),
    )
    aside = root is None and _put_aside(w, piece, form, content["decided"])
    _measured(w, piece, form, root)
    _numbers_kept(w, piece.id, form)
    _photos_kept(w, piece.id, report_id, form.photos)
    attach_other_side(w, report_id, form.other_side)
    w.db.run(
        "DELETE FROM draft WHERE user_id = ? AND draft_kind = ? AND subject_id = ?",
        (w.actor.user_id, DRAFT_KIND, piece.id),
    )
    said = f"{number} signed" if version == 1 else f"{number} version {version} signed"
    said += ", the piece is in quarantine" if aside else ""
    return Changes.of(said, report=report_id, piece=piece.id)  # it stands: no Undo is offered


def _put_aside(
    w: Work, piece: KnownPiece, form: ReportForm, decided: dict[str, Any] | None
) -> bool:
    """What a manager lets pass although it differs too far is looked into before it is sold."""
    if decided is None:
        return False
    fewer = form.stones_found is not None and form.stones_found < piece.stone_count
    return put_aside(w, piece.id, stone_missing=fewer)


def _decider(w: Work, form: ReportForm) -> str:
    if not form.decision.strip():
        return ""
    people = [p for p in (w.second, w.actor) if p and allowed(p.roles, "report.approve")]
    return people[0].display if people else ""


def _decided(
    w: Work, piece: KnownPiece, form: ReportForm, last: LastReport | None
) -> dict[str, Any] | None:
    """What a manager's words let pass: since which report, which stops with which figures."""
    stops = stops_of(piece, form)
    if not stops or not _decider(w, form):
        return None
    return {
        "against": last.number if last else "",
        "stops": [[one.kind, one.then, one.now] for one in stops],
    }


def _numbered(
    w: Work, piece_id: int, form: ReportForm, own: Collection[int] = frozenset()
) -> ReportForm:
    """The form with new findings renumbered whose number another report took in the meantime.

    ``own`` are the numbers of the report that is corrected: its findings keep them.
    """
    rows = w.rows("SELECT n FROM mark_number WHERE piece_id = ?", (piece_id,))
    taken = {row[0] for row in rows}.difference(own)
    free = next_mark_number(w, piece_id, form)
    kept: list[Mark] = []
    for mark in form.findings:
        if mark.change == "new" and not mark.since and mark.n in taken:
            mark = replace(mark, n=free)
            free += 1
        kept.append(mark)
    return replace(form, findings=tuple(kept))


def _measured(w: Work, piece: KnownPiece, form: ReportForm, root: int | None) -> None:
    """Facts of what was read: the weight if it was weighed, the stones, the shank.

    A correction (``root``: what it corrects) says nothing anew of what was read again since.
    """
    rows: list[tuple[str, int | None, str]] = [
        ("stones", form.stones_found, "counted"),
        ("parts", form.parts_found, "counted"),
        ("shank_um", form.shank_um, "by_hand"),
        ("shank_width_um", form.shank_width_um, "by_hand"),
    ]
    weighed = form.weight_after_mg
    anew = form.before_read_on == "" or form.weight_before_mg != last_measured(w, piece.id, GROSS)
    if weighed is None and anew:
        weighed = form.weight_before_mg
    rows.append((GROSS, weighed, form.weight_method))
    for what, value, method in rows:
        if root is not None and _read_since(w, piece.id, what, root):
            continue
        if value is not None and (what == GROSS or value != last_measured(w, piece.id, what)):
            w.add(
                Measured,
                subject_kind="piece",
                subject_id=piece.id,
                what=what,
                value=value,
                method=method,
                instrument=form.instrument if what == GROSS else "",
            )


def _read_since(w: Work, piece_id: int, what: str, root: int) -> bool:
    """Whether something was measured after a report, by other than its own versions."""
    return bool(
        w.value(
            "SELECT 1 FROM measured WHERE subject_id = ?1 AND what = ?2"
            " AND hlc > (SELECT hlc FROM report WHERE id = ?3) AND work_id NOT IN"
            " (SELECT work_id FROM report WHERE id = ?3 OR version_of = ?3) LIMIT 1",
            (piece_id, what, root),
        )
    )


def _numbers_kept(w: Work, piece_id: int, form: ReportForm) -> None:
    known = {row[0] for row in w.rows("SELECT n FROM mark_number WHERE piece_id = ?", (piece_id,))}
    fresh = [mark.n for mark in form.findings if mark.n not in known]
    w.add_many(MarkNumber, ({"piece_id": piece_id, "n": n} for n in fresh))


def _photos_kept(w: Work, piece_id: int, report_id: int, photos: Sequence[ViewPhoto]) -> None:
    """Each photo hangs on the report, and on the piece if it does not yet."""
    for position, photo in enumerate(photos):
        file_id = w.value("SELECT id FROM file WHERE sha256 = ? LIMIT 1", (photo.sha256,))
        if file_id is None:
            file_id = w.add(
                File,
                sha256=photo.sha256,
                size=photo.size,
                mime=photo.mime,
                width=photo.width or None,
                height=photo.height or None,
                taken_at=photo.taken_at,
            )
        _attach(w, "report", report_id, file_id, photo.view, position)
        hangs = w.value(
            "SELECT 1 FROM attached AS a JOIN file AS f ON f.id = a.file_id"
            " WHERE a.subject_kind = 'piece' AND a.subject_id = ? AND f.sha256 = ?"
            " AND a.counter_of IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM attached AS c WHERE c.subject_id = a.subject_id AND c.counter_of = a.id)",
            (piece_id, photo.sha256),
        )
        if not hangs:
            _attach(w, "piece", piece_id, file_id, photo.view, 100 + position)


def _attach(
    w: Work, subject_kind: str, subject_id: int, file_id: int, role: str, position: int
) -> None:
    w.add(
        Attached,
        subject_kind=subject_kind,
        subject_id=subject_id,
        file_id=file_id,
        role=role,
        position=position,
    )
