"""What is done about a difference: a manager decides, the other side's report is kept, a paper is made."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.changes import Changes
from app.domain.errors import InputError, StateError
from app.domain.ids import now_ms
from app.domain.lengths import short_mm
from app.domain.permissions import allowed
from app.domain.whole_texts import whole_text
from app.files import FileStore
from app.models.chain import canonical
from app.models.database import Database
from app.models.records import Attached, File, Note
from app.models.work import Work
from app.printing.document.condition_report import (
    Comparison,
    ReportFinding,
    ReportFingerprint,
    ReportMark,
    ReportPhoto,
)
from app.printing.document.content import Made, Photo
from app.printing.document.content import Signature as PaperSignature
from app.printing.document.difference import DifferenceReport, DifferenceRow, DifferenceSide
from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.services.as_signed import require_as_signed
from app.services.difference_words import (
    PhotosFit,
    StoneName,
    consequences,
    fingerprint_of,
    measures_of,
    missing_words,
    stop_sentence,
    weight_words,
)
from app.services.documents import Paper, document_content, draft_paper, store_document
from app.services.house_paper import company_of, made
from app.services.paper_making import begin_paper, code_on
from app.services.piece_states import put_aside
from app.services.report_cards import report_card
from app.services.report_difference import (
    DECISION,
    PASS,
    REASON,
    STOP,
    Difference,
    PhotoPair,
    Side,
    difference,
    signed_side,
)
from app.services.report_form import Fingerprint, Mark, ReportForm, StoneLine
from app.services.report_gate import ReportStopError
from app.services.report_paper import ROLES
from app.services.report_sides import THEIRS
from app.services.report_start import known_piece
from app.services.stone_paper import letters_words, paper_fingerprint

LARGEST_PAPER = 40 << 20
KIND = "difference_report"


def difference_of(w: Work | Database, out_id: int, in_id: int) -> Difference:
    """The comparison of two signed reports; StateError where they are not of one piece, or
    where one is no longer what was signed."""
    db = w.db if isinstance(w, Work) else w
    for report_id in (out_id, in_id):
        require_as_signed(db, report_id)
    out, into = report_card(db, out_id), report_card(db, in_id)
    if out.piece_id != into.piece_id:
        raise StateError(
            "Two pieces",
            f"{out.number} and {into.number} are about different pieces.",
            "Choose two reports of one piece.",
        )
    return difference(w, known_piece(w, out.piece_id), signed_side(out), signed_side(into))


# ---------------------------------------------------------------------- deciding
def decide(w: Work, out_id: int, in_id: int, words: str) -> Changes:
    """A manager lets a stopped hand-over pass, with words: the piece goes to quarantine.

    The words cover what stops between these two reports now, with its figures, and nothing else.

    The manager is the actor or the second person of the unit of work; else ReportStopError says what
    is to be decided. Refuses where nothing is stopped, or where it has been decided.
    """
    found = difference_of(w, out_id, in_id)
    if not found.is_stopped:
        said = "It was decided already." if found.decision else "The difference may pass."
        raise StateError("Nothing to decide", said, "Read the comparison again.")
    words = whole_text(words)
    if not words.strip():
        raise InputError("Why?", "Say why it may pass.", "Then decide again.", field="words")
    deciders = [one for one in (w.actor, w.second) if one and allowed(one.roles, "report.approve")]
    if not deciders:
        raise ReportStopError(
            "A manager decides",
            stop_sentence(found),
            "A manager confirms with a password, or the piece stays here.",
            field="second",
        )
    said_so = {
        "out": out_id,
        "number": found.out.number,
        "stops": [[one.kind, one.then, one.now] for one in found.stops],
        "words": words.strip(),
        "by": deciders[0].display,
        "marks": list(found.changed),
        "unexplained_mg": found.weight.unexplained if found.weight else 0,
    }
    w.add(Note, subject_kind="report", subject_id=in_id, topic=DECISION, content=canonical(said_so))
    missing = found.stones is not None and found.stones.difference < 0
    put_aside(w, found.piece.id, stone_missing=missing)
    return Changes.of(
        f"{found.into.number} decided, the piece is in quarantine",
        w.id,
        report=in_id,
        piece=found.piece.id,
    )


# ---------------------------------------------------------------------- theirs
def attach_theirs(w: Work, files: FileStore, report_id: int, data: bytes) -> Changes:
    """Keep the other side's own report, a PDF or a picture, with one of ours as it came in."""
    w.require("report.create")
    card = report_card(w.db, report_id)
    mime = _mime(data)
    digest = files.put(data)
    known = w.value("SELECT id FROM file WHERE sha256 = ? LIMIT 1", (digest,))
    there = known and w.value(
        "SELECT 1 FROM attached WHERE subject_kind = 'report' AND subject_id = ? AND file_id = ?"
        " AND role = ? AND counter_of IS NULL",
        (report_id, known, THEIRS),
    )
    if there:
        return Changes.of("Their report is already there", 0, report=report_id)
    file_id = known or w.add(File, sha256=digest, size=len(data), mime=mime)
    w.add(
        Attached,
        subject_kind="report",
        subject_id=report_id,
        file_id=file_id,
        role=THEIRS,
        position=0,
    )
    return Changes.of(
        f"Their report is kept with {card.number}", w.id, report=report_id, piece=card.piece_id
    )


def _mime(data: bytes) -> str:
    if not data or len(data) > LARGEST_PAPER:
        size = "is empty" if not data else f"has {len(data) >> 20} MB"
        raise InputError(
            "Not their report",
            f"The file {size}; a report has up to {LARGEST_PAPER >> 20} MB.",
            "Ask for it once more, as a PDF.",
            field="theirs",
        )
    for magic, mime in ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n", "image/png")):  # fmt: skip
        if data.startswith(magic):
            return mime
    raise InputError(
        "Not their report",
        "This file is neither a PDF nor a picture (JPEG, PNG).",
        "Export it as PDF, or take a picture of its pages.",
        field="theirs",
    )


# ---------------------------------------------------------------------- the paper
def make_difference_report(
    w: Work, out_id: int, in_id: int, aligned: PhotosFit | None = None
) -> Changes:
    """Store the difference report of two signed reports; the same one again where nothing changed.

    ``aligned`` says how well the photos were laid over each other.
    """
    w.require("report.create")
    found = difference_of(w, out_id, in_id)
    there = _made_before(w, found)
    if there:
        return Changes.of("", 0, document=there)
    begun = begin_paper(w, KIND)
    content = difference_content(w, found, begun.number, begun.made, aligned)
    store_document(w, KIND, "piece", found.piece.id, content, document_id=begun.document_id)
    return Changes.of(
        f"Difference report {begun.number} made",
        w.id,
        document=begun.document_id,
        piece=found.piece.id,
    )


def _made_before(w: Work, found: Difference) -> int:
    """The newest difference report of the piece, if it is of the same two and says the same."""
    rows = w.rows(
        "SELECT id FROM document WHERE document_kind = ? AND subject_id = ? AND content IS NOT NULL"
        " ORDER BY hlc DESC, id DESC",
        (KIND, found.piece.id),
    )
    for (document_id,) in rows:
        kept: DifferenceReport = document_content(w.db, document_id)
        if (kept.out.sha256, kept.into.sha256) == (found.out.sha256, found.into.sha256):
            decided = _decided(found, PaperTerms(kept.made.language))
            return int(document_id) if kept.decision == decided else 0
    return 0


def difference_content(
    db: Database | Work,
    found: Difference,
    number: str,
    head: Made | None,
    aligned: PhotosFit | None = None,
) -> DifferenceReport:
    """What the paper says; without a number it is a draft (``head`` None: made now)."""
    pair = found.telling_pair
    code = code_on(db, "piece", found.piece.id) if isinstance(db, Work) else found.piece.code
    outcome = "decided" if found.outcome == STOP and found.decision else found.outcome
    head = head or made(db, now_ms(), found.into.examiner)
    terms, local = PaperTerms(head.language), Local(head.language, head.zone)
    return DifferenceReport(
        company=company_of(db),
        made=head,
        number=number,
        code=code or "DRAFT",
        title=found.piece.description,
        outcome=outcome,
        line=found.line_in(terms.say),
        verdict=stop_sentence(found, terms.say) if found.outcome != PASS else "",
        out=_side(found.out, pair, found, terms, local, before=True),
        into=_side(found.into, pair, found, terms, local, before=False),
        rows=tuple(_rows(found, terms, local)),
        comparison=tuple(_measured(found, terms, local)),
        letters=letters_words(found, terms),
        aligned=aligned.words(terms.say, local) if aligned else "",
        consequences=tuple(words for _, words in consequences(found, terms.say)),
        decision=_decided(found, terms),
        signatures=tuple(
            PaperSignature(
                terms.say(ROLES.get(one.role, one.role.capitalize())),
                one.name,
                one.at or found.into.at,
                one.strokes,
            )
            for one in found.into.signatures
        ),
    )


def difference_preview(
    db: Database, files: FileStore, found: Difference, aligned: PhotosFit | None = None
) -> Paper:
    """How the paper would look now, for a report that is still being written."""
    content = difference_content(db, found, "", None, aligned)
    return draft_paper(files, KIND, content, found.piece.description)


def _decided(found: Difference, terms: PaperTerms) -> str:
    said = found.decision
    return terms.say("Decided by {name}: {words}", name=said.by, words=said.words) if said else ""


def _side(
    side: Side,
    pair: PhotoPair | None,
    found: Difference,
    terms: PaperTerms,
    local: Local,
    *,
    before: bool,
) -> DifferenceSide:
    photo = (pair.out if before else pair.into) if pair else None
    again = not before and pair and photo and pair.out and pair.out.sha256 == photo.sha256
    photo = None if again else photo  # a picture of then is none of now
    marks = [(one.out if before else one.into) for one in found.found]
    shown = tuple(
        _finding(mark) for mark in marks if mark and photo and mark.photo_sha256 == photo.sha256
    )
    return DifferenceSide(
        number=side.number,
        version=side.version,
        at=side.at,
        examiner=side.examiner,
        sha256=side.sha256,
        photo=ReportPhoto(
            Photo(photo.sha256, "", photo.width or 4, photo.height or 3),
            terms.word("views", photo.view),
        )
        if photo
        else None,
        findings=shown,
        fingerprint=_fingerprint(side.form, terms, local),
        no_photo=terms.say("No new photo was taken.") if again else "",
    )


def _finding(mark: Mark) -> ReportFinding:
    place = ReportMark(
        mark.photo_sha256, mark.x, mark.y, mark.shape, mark.dx, mark.dy, mark.strokes
    )
    return ReportFinding(mark.n, mark.location, "", mark.severity, mark=place)


def _fingerprint(form: ReportForm, terms: PaperTerms, local: Local) -> ReportFingerprint | None:
    if form.fingerprint == Fingerprint():
        return None  # nothing was proven, and nothing said to be unproven
    said = fingerprint_of(form)
    # Measures alone are those of the description: they show nothing of this stone.
    measures = measures_of(form, local.locale) if said.shown else ""
    shown = "; ".join(filter(None, (said.shown, measures)))
    return paper_fingerprint(form, said, terms, shown)


def _rows(found: Difference, terms: PaperTerms, local: Local) -> Iterator[DifferenceRow]:
    for one in found.found:
        mark = one.mark
        size = f"{short_mm(mark.size_um, local.locale)} mm" if mark.size_um else ""
        kind = terms.title("types", mark.type) if mark.type else ""
        words = ", ".join(filter(None, (kind, size)))
        yield DifferenceRow(
            n=one.n,
            where=mark.location,
            words=f"{words}. {mark.words}".rstrip(". ") if mark.words else words,
            out_severity=one.out.severity if one.out else None,
            in_severity=one.into.severity if one.into and one.change != "repaired" else None,
            change=one.change,
        )


def _measured(found: Difference, terms: PaperTerms, local: Local) -> Iterator[Comparison]:
    weight, say = found.weight, terms.say
    if weight is not None:
        reasoned = weight.reason and weight.verdict.outcome == REASON
        words = weight_words(found).partition(": ")[2]
        yield Comparison(
            say("Gross weight"),
            say("{g} g", g=local.grams(weight.out_mg)),
            say("{g} g", g=local.grams(weight.into_mg)),
            say("{mg} mg", mg=local.step(weight.verdict.difference)),
            say(
                "{words} (±{passes} passes, ±{reasons} with a reason)",
                words=terms.word("weight", weight.reason) if reasoned else terms.phrase(words),
                passes=weight.passes,
                reasons=say("{mg} mg", mg=weight.reasons),
            ),
        )
    for what, verdict, then, now in (
        ("Stones", found.stones, found.out.form.stones_found, found.into.form.stones_found),
        ("Parts", found.parts, found.out.form.parts_found, found.into.form.parts_found),
    ):
        if verdict is not None:
            stopped = "decided by a manager" if found.decision else "stops until a manager decides"
            told = say("complete" if verdict.outcome == PASS else stopped)
            gone = missing_words(found, say, _named_in(terms)) if what == "Stones" else ""
            many = local.step(verdict.difference)
            words = f"{told}; {gone}" if gone else told
            yield Comparison(say(what), str(then), str(now), many, words)


def _named_in(terms: PaperTerms) -> StoneName:
    """Names a stone in the paper's language."""

    def name(line: StoneLine) -> str:
        species = terms.title("species", line.species) if line.species else ""
        shape = terms.word("shapes", line.shape) if line.shape else ""
        return ", ".join(filter(None, (species, shape)))

    return name
