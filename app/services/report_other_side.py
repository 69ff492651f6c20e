"""The other side's own report: its file kept as it came, and what it says against what we saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from app.domain.errors import FileError
from app.domain.finding_terms import TYPES
from app.domain.mass import shown_g
from app.domain.report_rules import weight_verdict
from app.domain.their_findings import TheirFinding, parse_findings
from app.models.records import Attached, File
from app.models.work import Work
from app.printing.document.local import Local
from app.printing.document.terms import PaperTerms
from app.services.photos import keep_photo
from app.services.report_form import OtherSide, ReportForm
from app.shop import Shop

LARGEST_BYTES = 40_000_000
ROLE = "other_side"


def keep_other_side(shop: Shop, data: bytes, name: str) -> OtherSide:
    """Keep a PDF or a photo of their report in the store; FileError or InputError for anything else.

    The file is never opened or drawn by Parure: it is kept and given back byte for byte.
    """
    title = PurePath(name).stem[:120] or "Report"
    if len(data) > LARGEST_BYTES:
        raise FileError(
            "The file is too large",
            f"“{name}” is larger than {LARGEST_BYTES // 1_000_000} MB.",
            "Ask for the report as a PDF without its photos.",
        )
    if data.startswith(b"%PDF-"):
        return OtherSide(shop.files.put(data), title, mime="application/pdf", size=len(data))
    photo = keep_photo(shop, data, name)
    return OtherSide(photo.sha256, title, mime=photo.mime, size=photo.size)


@dataclass(frozen=True)
class Otherwise:
    """What one of the two says otherwise: the ``weight`` (mg), how many ``stones``, or a finding that
    only ``theirs`` lists or only ``ours``, there with the number of its mark."""

    what: str
    theirs: int = 0
    ours: int = 0
    location: str = ""
    type: str = ""
    mark: int = 0


def otherwise(form: ReportForm, one: OtherSide) -> Iterator[Otherwise]:
    """What the other side's report says otherwise than ours, in the order of the work."""
    ours = form.weight_before_mg if form.weight_after_mg is None else form.weight_after_mg
    if one.weight_mg is not None and ours is not None:
        verdict = weight_verdict(one.weight_mg, ours, division_mg=form.scale_division_mg)
        if verdict.outcome != "pass":
            yield Otherwise("weight", one.weight_mg, ours)
    theirs, found = one.stones, form.stones_found
    if theirs is not None and found is not None and theirs != found:
        yield Otherwise("stones", theirs, found)
    yield from _lists_differ(form, one)


def other_side_differs(form: ReportForm) -> Iterator[str]:
    """Sentences about what the other side's report says otherwise than ours."""
    for one in form.other_side:
        by = one.by or one.title
        for said in otherwise(form, one):
            finding = TheirFinding(said.location, said.type).words if said.type else ""
            if said.what == "weight":
                yield f"{by} says {shown_g(said.theirs)} g, here it is {shown_g(said.ours)} g."
            elif said.what == "stones":
                yield f"{by} says {said.theirs} stones, here there are {said.ours}."
            elif said.what == "theirs":
                yield f"{by} lists {finding}; here it is not listed."
            else:
                yield f"{by} does not list mark {said.mark}, {finding}."


def differs_on_paper(
    form: ReportForm, one: OtherSide, terms: PaperTerms, local: Local
) -> Iterator[str]:
    """The same in the paper's language; one sentence where all that can be compared is alike."""
    alike = one.weight_mg is not None or one.stones is not None or bool(one.findings.strip())
    for said in otherwise(form, one):
        alike = False
        finding = f"{said.location} {terms.word('types', said.type)}" if said.type else ""
        if said.what == "weight":
            theirs, ours = local.grams(said.theirs), local.grams(said.ours)
            yield terms.say("It says {theirs} g, here it is {ours} g.", theirs=theirs, ours=ours)
        elif said.what == "stones":
            words = "It says {theirs} stones, here there are {ours}."
            yield terms.say(words, theirs=said.theirs, ours=said.ours)
        elif said.what == "theirs":
            yield terms.say("It lists {what}; here it is not listed.", what=finding)
        else:
            words = "It does not list mark {mark}, {what}."
            yield terms.say(words, mark=said.mark, what=finding)
    if alike:
        yield terms.say("It says nothing otherwise than this report.")


def _lists_differ(form: ReportForm, one: OtherSide) -> Iterator[Otherwise]:
    """What stands in one of the two lists alone. Who lists nothing has not said that there is nothing."""
    theirs = parse_findings(one.findings)
    if not theirs:
        return
    seen = [mark for mark in form.findings if mark.change != "repaired"]
    ours = {(mark.location, mark.type) for mark in seen}
    for their in theirs:
        if (their.location, their.type) not in ours:
            yield Otherwise("theirs", location=their.location, type=their.type)
    listed = {(their.location, their.type) for their in theirs}
    for mark in seen:
        if mark.severity and mark.type in TYPES and (mark.location, mark.type) not in listed:
            yield Otherwise("ours", location=mark.location, type=mark.type, mark=mark.n)


def attach_other_side(w: Work, report_id: int, others: Sequence[OtherSide]) -> None:
    """Hang their files on a report that is being signed."""
    for position, one in enumerate(others):
        file_id = w.value("SELECT id FROM file WHERE sha256 = ? LIMIT 1", (one.sha256,))
        if file_id is None:
            file_id = w.add(File, sha256=one.sha256, size=one.size, mime=one.mime)
        w.add(
            Attached,
            subject_kind="report",
            subject_id=report_id,
            file_id=file_id,
            role=ROLE,
            position=100 + position,
        )
