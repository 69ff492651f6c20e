"""A job as its page shows it: what to do, how far it is, what is in the bag, what changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.chips import Chip, chip
from app.domain.client_codes import client_code
from app.domain.clock import wall_ms
from app.domain.errors import NotFoundError
from app.domain.vocabulary import STAGES
from app.models.database import Database
from app.services.job_spec import spec_of
from app.services.order_checks import initials_of


@dataclass(frozen=True)
class StageRow:
    """A stage of a job: planned or done, with what went in and came out (mg, count)."""

    stage: str
    title: str
    in_at: int = 0
    in_by: str = ""
    in_mg: int | None = None
    out_at: int = 0
    out_by: str = ""
    out_mg: int | None = None
    scrap_mg: int | None = None
    stones_in: int | None = None
    stones_out: int | None = None

    @property
    def done(self) -> bool:
        """Whether the stage was ended."""
        return bool(self.out_at)


@dataclass(frozen=True)
class ComponentRow:
    """Something in the bag: what, issued and returned (mg, count, 1/1000 ct)."""

    what: str
    issued_mg: int | None
    returned_mg: int | None
    count: int | None
    stone_mct: int | None
    piece_id: int | None
    lot_id: int | None


@dataclass(frozen=True)
class JobCard:
    """Everything about one job; ``specification`` rows are (title, value) as sent to the bench.

    ``differences`` say what the channel wants otherwise since; ``document_id`` is its last bag.
    """

    id: int
    number: str
    code: str
    title: str
    work: str
    kind: str
    state: str
    chip: Chip
    order_id: int | None
    order_number: str
    line_id: int | None
    piece_id: int | None
    piece_number: str
    client: str
    client_code: str
    due_on: str
    rush: bool
    artisan: str
    specification: tuple[tuple[str, str], ...]
    engraving: str
    engraving_font: str
    note: str
    customer_property: bool
    expected_mg: int | None
    stage: str
    next_stage: str
    stages: tuple[StageRow, ...]
    components: tuple[ComponentRow, ...]
    differences: tuple[str, ...]
    document_id: int | None
    photo_sha256: str


def job_card(db: Database, job_id: int) -> JobCard:
    """Read a job; NotFoundError when there is none."""
    row = db.row(
        "SELECT n.number, n.code, n.title, k.specification, k.job_kind, n.state, n.order_id,"
        " coalesce(o.number, ''), n.line_id, n.piece_id, coalesce(p.number, ''), n.client,"
        " o.party_id, n.due_on, n.rush, n.artisan, k.note, k.customer_property, k.expected_mg,"
        " coalesce(w.photo_sha256, '')"
        " FROM job_now AS n JOIN job AS k ON k.id = n.id"
        " LEFT JOIN order_now AS o ON o.id = n.order_id LEFT JOIN piece AS p ON p.id = n.piece_id"
        " LEFT JOIN piece_now AS w ON w.id = n.piece_id WHERE n.id = ? AND n.removed = 0",
        (job_id,),
    )
    if row is None:
        raise NotFoundError(
            "No such job", "There is no such job any more.", "Scan the bag, or search its number."
        )
    spec = spec_of(row[3])
    stages = stages_of(db, job_id, spec.stages)
    inside = next((stage.stage for stage in stages if stage.in_at and not stage.out_at), "")
    return JobCard(
        id=job_id,
        number=row[0],
        code=row[1],
        title=row[2].partition(" - ")[0],
        work=spec.work,
        kind=row[4],
        state=row[5],
        chip=chip("job", row[5]),
        order_id=row[6],
        order_number=row[7],
        line_id=row[8],
        piece_id=row[9],
        piece_number=row[10],
        client=row[11],
        client_code=client_code(row[12]),
        due_on=row[13],
        rush=bool(row[14]),
        artisan=row[15],
        specification=spec.rows,
        engraving=spec.engraving[0] if spec.engraving else "",
        engraving_font=spec.engraving[1] if spec.engraving else "",
        note=row[16],
        customer_property=bool(row[17]),
        expected_mg=row[18],
        stage=inside,
        next_stage=next((stage.stage for stage in stages if not stage.in_at), ""),
        stages=stages,
        components=components_of(db, job_id),
        differences=differences_of(db, row[8]),
        document_id=last_bag(db, job_id),
        photo_sha256=row[19],
    )


def last_bag(db: Database, job_id: int) -> int | None:
    """The document of a job's last bag, None while none was made."""
    found = db.value(
        "SELECT id FROM document WHERE subject_id = ? AND document_kind = 'job_bag'"
        " ORDER BY hlc DESC, id DESC LIMIT 1",
        (job_id,),
    )
    return int(found) if found is not None else None


def stages_of(db: Database, job_id: int, planned: tuple[str, ...]) -> tuple[StageRow, ...]:
    """The stages that were entered, in their order, then the planned ones that are still to come."""
    found: list[StageRow] = []
    for stage, direction, weight, scrap, stones, hlc, initials, display in db.rows(
        "SELECT s.stage, s.direction, s.weight_mg, s.scrap_mg, s.stones, s.hlc,"
        " coalesce(u.initials, ''), coalesce(u.display, '') FROM job_stage AS s"
        " JOIN work AS w ON w.id = s.work_id LEFT JOIN user AS u ON u.id = w.actor_id"
        " WHERE s.job_id = ? ORDER BY s.hlc, s.id",
        (job_id,),
    ):
        by = initials or initials_of(display)
        if direction == "in" or not found:
            found.append(
                StageRow(stage, STAGES.title(stage), wall_ms(hlc), by, weight, stones_in=stones)
            )
        else:
            begun = found[-1]
            found[-1] = StageRow(
                begun.stage,
                begun.title,
                begun.in_at,
                begun.in_by,
                begun.in_mg,
                wall_ms(hlc),
                by,
                weight,
                scrap,
                begun.stones_in,
                stones,
            )
    entered = [row.stage for row in found]
    last = max((planned.index(s) for s in entered if s in planned), default=-1)
    coming = [stage for at, stage in enumerate(planned) if at > last]
    return (*found, *(StageRow(stage, STAGES.title(stage)) for stage in coming))


def components_of(db: Database, job_id: int) -> tuple[ComponentRow, ...]:
    """What went into the bag and what came back, one row a thing."""
    rows = db.rows(
        "SELECT c.piece_id, c.lot_id, max(iif(c.direction = 'out', c.weight_mg, NULL)),"
        " max(iif(c.direction = 'in', c.weight_mg, NULL)),"
        " sum(iif(c.direction = 'out', c.count, 0)),"
        " sum(iif(c.direction = 'out', c.stone_mct, 0)),"
        " coalesce(p.description, l.specification, ''), coalesce(p.number, '')"
        " FROM job_component AS c LEFT JOIN piece AS p ON p.id = c.piece_id"
        " LEFT JOIN lot AS l ON l.id = c.lot_id WHERE c.job_id = ?"
        " GROUP BY c.piece_id, c.lot_id ORDER BY min(c.hlc), min(c.id)",
        (job_id,),
    )
    return tuple(
        ComponentRow(
            ", ".join(part for part in (what, number) if part),
            issued,
            returned,
            count or None,
            mct or None,
            piece_id,
            lot_id,
        )
        for piece_id, lot_id, issued, returned, count, mct, what, number in rows
    )


def differences_of(db: Database, line_id: int | None) -> tuple[str, ...]:
    """What the channel wants otherwise since the job was made, each once, newest first."""
    if line_id is None:
        return ()
    rows = db.rows(
        "SELECT content FROM note WHERE subject_id = ? AND topic = 'asked' AND content IS NOT NULL"
        " AND hlc > coalesce((SELECT max(s.hlc) FROM note AS s WHERE s.subject_id = ?"
        "  AND s.topic = 'asked_settled'), 0) ORDER BY hlc DESC, id DESC",
        (line_id, line_id),
    )
    said = []
    for (content,) in rows:
        told = json.loads(content)
        label = told["label"].partition(", ")[2] or told["label"]
        said.append(
            f"{label[:1].upper()}{label[1:]}: {told['old']} here, the shop says {told['new']}"
        )
    return tuple(dict.fromkeys(said))
