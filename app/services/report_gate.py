"""What stands between a condition report and its signature, in the order of the examiner's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import UserError
from app.domain.finding_terms import TYPES, location_words, parse_location
from app.domain.ids import now_ms
from app.domain.mass import shown_g
from app.domain.reasons import WEIGHT
from app.domain.report_demand import INBOUND
from app.domain.report_rules import (
    EXPLAINS,
    UNWORN,
    WORK,
    Verdict,
    components_verdict,
    needs_fingerprint,
    shows_client,
    stones_verdict,
    suggested_grade,
    weight_verdict,
)
from app.domain.vocabulary import GRADES, REPORT_REASONS, VIEWS, views_wanted
from app.models.database import Database
from app.models.work import Work
from app.services.house_rules import house_rules
from app.services.missing_stones import unmarked, unmarked_words
from app.services.report_compare import is_loose, read_now, weighed
from app.services.report_corrections import uncorrected
from app.services.report_form import MILLION, SHAPES, Mark, ReportForm
from app.services.report_known import known_for
from app.services.report_other_side import other_side_differs
from app.services.report_redescribed import redescribed
from app.services.report_stale import of_before
from app.services.report_start import KnownPiece

LONGEST_WORDS = 1000
LARGEST_UM = 500_000
CAMERA_MS = 600_000
"""So far a camera's clock may be ahead of the PC's without a word."""


@dataclass(frozen=True)
class Blocker:
    """What still stands before signing: ``field`` to jump to, the sentence; ``blocks`` or only told.

    ``stop`` marks what only a manager may pass.
    """

    field: str
    sentence: str
    blocks: bool = True
    stop: bool = False


@dataclass(frozen=True)
class Stop:
    """A difference that only a manager passes: of ``weight`` (mg), ``stones`` or ``parts``."""

    kind: str
    then: int
    now: int


@dataclass(frozen=True)
class Passed:
    """What a manager let pass when a report was signed: exactly these stops, since the report with
    the number ``against`` ("" where it was the piece's first)."""

    against: str
    stops: tuple[Stop, ...]


class ReportStopError(UserError):
    """A weight, a stone or a part differs beyond what a clerk may pass: a manager decides."""


def before_signing(
    db: Database | Work, piece_id: int, form: ReportForm, version_of: int = 0
) -> tuple[Blocker, ...]:
    """What is missing or wrong, in the order of work; nothing that ``blocks``: it can be signed.

    ``version_of`` is the report that it corrects: then the piece counts as it was known at that time.
    """
    piece = known_for(db, piece_id, version_of)
    return (
        *(Blocker(*told) for told in uncorrected(db, form, version_of)),
        *_header(form),
        *_photos(piece, form),
        *_camera_clock(db, form),
        *_findings(form),
        *_counts(piece, form),
        *_weights(piece, form),
        *_drift(piece, form),
        *_instrument(db, form),
        *_judgement(piece, form),
        *(Blocker(*told, blocks=False) for told in redescribed(db, piece, form, version_of)),
        *(Blocker(*told, blocks=False) for told in of_before(db, piece, form, version_of)),
        *(Blocker("other_side", said, blocks=False) for said in other_side_differs(form)),
    )


def weight_of(piece: KnownPiece, form: ReportForm) -> Verdict | None:
    """How the weighings compare with each other and with what the piece weighed before: the worst.

    None while there is only one weight, so that there is nothing to compare.
    """
    found = weights_of(piece, form)
    order = ("pass", "reason", "stop")
    return max(
        (verdict for _, verdict in found), key=lambda one: order.index(one.outcome), default=None
    )


def weights_of(piece: KnownPiece, form: ReportForm) -> list[tuple[Stop, Verdict]]:
    """Each two weights that are held against each other: known and before, before and after, and the
    whole way, so that two small steps do not pass where one of both together would not.

    What stops on the whole way alone is explained where work lies between (``WORK``): it is what
    changed the weight from before to after.
    """
    known, before, after = piece.weight_mg, form.weight_before_mg, form.weight_after_mg
    ways = [(before, after), (known, before), (known, after)]
    found: list[tuple[Stop, Verdict]] = []
    for n, (then, now) in enumerate(ways):
        if then is None or now is None or (n and then == now):
            continue
        verdict = weight_verdict(
            then, now, division_mg=form.scale_division_mg, special=is_loose(form)
        )
        whole = n == 2 and before is not None
        if not (whole and verdict.outcome == "stop" and form.weight_reason in WORK):
            found.append((Stop("weight", then, now), verdict))
    return found


def drifted(piece: KnownPiece, form: ReportForm) -> Verdict | None:
    """What stops only together with what earlier reports left unexplained, each step having passed.

    It is told and printed, and stops where the two reports are compared. None where it passes, and
    where what is less now has a reason that says where it went.
    """
    if piece.weight_mg is None or not piece.unexplained_mg:
        return None
    now = form.weight_before_mg if form.weight_reason in WORK else weighed(form)
    if now in (None, piece.weight_mg) or form.weight_reason in EXPLAINS - WORK:
        return None
    then = piece.weight_mg - piece.unexplained_mg
    verdict = weight_verdict(then, now, division_mg=form.scale_division_mg, special=is_loose(form))
    return verdict if verdict.outcome == "stop" else None


def stops_of(piece: KnownPiece, form: ReportForm) -> tuple[Stop, ...]:
    """What only a manager may pass of a report, with its figures."""
    found = [one for one, verdict in weights_of(piece, form) if verdict.outcome == "stop"]
    if piece.stones and form.stones_found not in (None, piece.stone_count):
        found.append(Stop("stones", piece.stone_count, form.stones_found or 0))
    if piece.components > 1 and form.parts_found not in (None, piece.components):
        found.append(Stop("parts", piece.components, form.parts_found or 0))
    return tuple(found)


def grade_suggested(piece: KnownPiece, form: ReportForm) -> str:
    """The grade that the findings and the counts suggest; what is repaired or not judged yet does not
    count."""
    judged = (m.severity for m in form.findings if m.change != "repaired" and m.severity >= 0)
    return suggested_grade(judged, complete=not _lacking(piece, form))


def grade_doubt(piece: KnownPiece, form: ReportForm) -> Blocker | None:
    """What speaks against the grade that was chosen: it waits for another one where a stone or a part
    is missing or something is at risk; a milder difference is told, for the examiner decides.

    A quick form (``same_as``) has no grade to choose, so it is only told there.
    """
    if form.grade not in GRADES:
        return None
    suggested, lacking = grade_suggested(piece, form), _lacking(piece, form)
    risk = next((m for m in form.findings if m.severity == 4 and m.change != "repaired"), None)
    if form.grade in UNWORN and (lacking or risk):
        why = lacking or (f"Mark {risk.n} is at risk" if risk else "")
        chosen, better = GRADES.word(form.grade), GRADES.word(suggested)
        sentence = f"{why}: the grade cannot be “{chosen}”. Choose another, {better} is suggested."
        return Blocker("grade", sentence, blocks=not form.same_as)
    order = list(GRADES)
    if order.index(form.grade) < order.index(suggested):
        because = f"{lacking}, which suggests" if lacking else "The findings suggest"
        chosen, worse = GRADES.word(form.grade), GRADES.word(suggested)
        return Blocker("grade", f"{because} {worse}; “{chosen}” is chosen.", blocks=False)
    return None


def _lacking(piece: KnownPiece, form: ReportForm) -> str:
    """What the piece lacks in words ("2 stones are missing"), "" where it is complete as far as counted."""
    if piece.stones and form.stones_found is not None and form.stones_found < piece.stone_count:
        gone = piece.stone_count - form.stones_found
        return f"{gone} stones are missing" if gone > 1 else "A stone is missing"
    if piece.components > 1 and form.parts_found is not None:
        gone = piece.components - form.parts_found
        if gone > 0:
            return f"{gone} parts are missing" if gone > 1 else "A part is missing"
    found = {mark.type for mark in form.findings if mark.change != "repaired"}
    if "stone_missing" in found:
        return "A stone is missing"
    return "A part is missing" if "component_missing" in found else ""


def obvious_words(form: ReportForm) -> str:
    """The findings that a client is to see, each of them: "Marks 3 (bezel) and 6 (gallery) are obvious"."""
    told = [m for m in form.findings if m.change != "repaired" and shows_client(m.severity)]
    named = [
        f"{m.n} ({location_words(m.location) if m.location else 'no place yet'})" for m in told
    ]
    how = "at risk" if form.worst == 4 else "obvious"
    if len(named) == 1:
        return f"Mark {named[0]} is {how}"
    if len({m.severity for m in told}) > 1:
        how = "obvious or at risk"
    return f"Marks {', '.join(named[:-1])} and {named[-1]} are {how}"


def _header(form: ReportForm) -> Iterator[Blocker]:
    if form.reason not in REPORT_REASONS:
        yield Blocker("reason", "Choose why the report is made.")


def _photos(piece: KnownPiece, form: ReportForm) -> Iterator[Blocker]:
    if not form.photos:
        yield Blocker("photos", "A photo of the piece is missing.")
        return
    yield from _twice_shown(form)
    shown = {photo.view for photo in form.photos}
    missing = [VIEWS.word(view) for view in views_wanted(piece.category) if view not in shown]
    if missing:
        yield Blocker("photos", f"Not shown yet: {', '.join(missing)}.", blocks=False)


def _camera_clock(db: Database | Work, form: ReportForm) -> Iterator[Blocker]:
    """A photo that was taken tomorrow: told, and printed beside it."""
    latest = _now(db) + CAMERA_MS
    ahead = [VIEWS.word(one.view) for one in form.photos if (one.taken_at or 0) > latest]
    if ahead:
        said = f"By its camera’s clock a photo is still to be taken: {', '.join(ahead)}."
        yield Blocker("photos", said, blocks=False)


def _twice_shown(form: ReportForm) -> Iterator[Blocker]:
    """One picture cannot show two views; a quick form takes along what was signed before."""
    views: dict[str, str] = {}
    for photo in form.photos:
        first = views.setdefault(photo.sha256, photo.view)
        if first != photo.view and not form.same_as:
            named = f"{VIEWS.word(first)} and {VIEWS.word(photo.view)}"
            yield Blocker("photos", f"The same picture stands for two views: {named}.")


def _findings(form: ReportForm) -> Iterator[Blocker]:
    twice = [n for n, count in Counter(mark.n for mark in form.findings).items() if count > 1]
    if twice:
        yield Blocker("findings", f"Two findings have the number {twice[0]}.")
    shown = {photo.sha256 for photo in form.photos}
    for mark in form.findings:
        wrong = _wrong(mark, shown)
        if wrong:
            yield Blocker(f"finding {mark.n}", f"Mark {mark.n}: {wrong}")


def _wrong(mark: Mark, shown: set[str]) -> str:
    """What is wrong with a finding, "" if nothing."""
    if mark.n < 1:
        return "it needs a number."
    if not mark.location or not _is_place(mark.location):
        return "say where it is."
    if mark.type not in TYPES:
        return f"say what it is ({location_words(mark.location)})."
    if not 0 <= mark.severity <= 4:
        return "choose how bad it is, 0 to 4."
    if mark.size_um is not None and not 0 < mark.size_um <= LARGEST_UM:
        return "its size is not one of a jewel."
    if len(mark.words) > LONGEST_WORDS:
        return "its words are too long; put them into the remarks."
    if mark.photo_sha256 in shown and not _on_the_photo(mark):
        return "it lies beside its photo."
    return ""


def _is_place(code: str) -> bool:
    try:
        return parse_location(code) == code
    except UserError:
        return False


def _on_the_photo(mark: Mark) -> bool:
    ends = [(mark.x, mark.y), (mark.x + mark.dx, mark.y + mark.dy), *mark.strokes]
    return mark.shape in SHAPES and all(0 <= x <= MILLION and 0 <= y <= MILLION for x, y in ends)


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _counts(piece: KnownPiece, form: ReportForm) -> Iterator[Blocker]:
    passed = bool(form.decision.strip())
    expected = piece.stone_count
    if expected and form.stones_found is None:
        yield Blocker("stones_found", f"Count the stones: {expected} {_be(expected)} expected.")
    if form.stones_found is not None:
        verdict = stones_verdict(expected, form.stones_found)
        if verdict.outcome == "stop" and piece.stones:
            yield Blocker("stones_found", verdict.sentence, not passed, stop=True)
        if left := unmarked(form, expected):
            yield Blocker("stones_found", unmarked_words(left), blocks=False)
    if piece.components > 1:
        if form.parts_found is None:
            yield Blocker("parts_found", f"Count the parts: {piece.components} are expected.")
        else:
            verdict = components_verdict(piece.components, form.parts_found)
            if verdict.outcome == "stop":
                yield Blocker("parts_found", verdict.sentence, not passed, stop=True)


def _weights(piece: KnownPiece, form: ReportForm) -> Iterator[Blocker]:
    if form.not_weighed and form.same_as and weighed(form) is None:
        return  # it says so, and tells no weight
    if form.weight_before_mg is None and form.weight_after_mg is None:
        yield Blocker("weight_before", "Weigh the piece.")
        return
    yield from _only_known(form)
    verdict = weight_of(piece, form)
    if verdict is None or verdict.outcome == "pass":
        return
    if verdict.outcome == "stop":
        yield Blocker("weight_after", verdict.told, not form.decision.strip(), stop=True)
    if verdict.outcome == "reason" and form.weight_reason not in WEIGHT:
        yield Blocker("weight_reason", verdict.sentence)


def _only_known(form: ReportForm) -> Iterator[Blocker]:
    """A weight that came along proves nothing of a piece that came back: that one is weighed."""
    if read_now(form) is not None or form.weight_before_mg is None:
        return
    known = f"{shown_g(form.weight_before_mg)} g is known from before"
    if form.reason in INBOUND:
        yield Blocker("weight_after", f"Weigh the piece as it came back: {known}.")
    else:
        yield Blocker("weight_after", f"Not weighed for this report: {known}.", blocks=False)


def _drift(piece: KnownPiece, form: ReportForm) -> Iterator[Blocker]:
    """Many small losses that passed one by one."""
    if verdict := drifted(piece, form):
        left, now = abs(piece.unexplained_mg), abs(verdict.difference)
        said = f"With {left} mg that earlier reports do not explain, it is {now} mg in all."
        yield Blocker("weight_after", f"{said} Compare it with the report before them.", False)


def _instrument(db: Database | Work, form: ReportForm) -> Iterator[Blocker]:
    """A scale whose calibration no longer holds: told, and printed, but nothing waits for it."""
    due = form.calibration_due_on
    if form.instrument and due and due < _today(db):
        yield Blocker(
            "instrument",
            f"The calibration of {form.instrument} is overdue since {due}.",
            blocks=False,
        )


def _today(db: Database | Work) -> str:
    return house_rules(db).date_of(_now(db))


def _now(db: Database | Work) -> int:
    return db.at if isinstance(db, Work) else now_ms()


def _judgement(piece: KnownPiece, form: ReportForm) -> Iterator[Blocker]:
    unshown = form.shown_to_client not in ("yes", "no")
    if shows_client(form.worst) and unshown:
        yield Blocker("shown_to_client", f"{obvious_words(form)}: shown to the client?")
    if form.grade not in GRADES:
        suggested = GRADES.word(grade_suggested(piece, form))
        yield Blocker("grade", f"Choose the overall grade; the findings suggest {suggested}.")
    elif doubt := grade_doubt(piece, form):
        yield doubt
    print_wanted = needs_fingerprint("centre", piece.centre_mct)
    if print_wanted and not (form.fingerprint.shown or form.fingerprint.not_shown):
        yield Blocker(
            "fingerprint",
            "The centre stone has 0.50 ct or more: say what was proven of it, and what was not.",
            blocks=False,
        )
