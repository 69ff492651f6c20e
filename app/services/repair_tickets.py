"""The ticket of a repair: a client's piece as it was seen at the counter, with the stub to claim it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.dates import day_of
from app.domain.errors import StateError
from app.domain.report_demand import TAKE_IN
from app.models.work import Work
from app.printing.document.content import Fact, Made, Photo
from app.printing.document.content import Signature as PaperSignature
from app.printing.document.local import Local
from app.printing.document.repair import RepairTicket
from app.printing.document.wording import Labels
from app.services.documents import store_document
from app.services.house_paper import company_of, statements_of
from app.services.house_rules import house_rules, today
from app.services.job_cards import JobCard, job_card
from app.services.job_spec import spec_of
from app.services.order_facts import order_facts
from app.services.paper_making import begin_paper, code_on, made_words
from app.services.paper_words import detail_in
from app.services.piece_words import mark_words
from app.services.reach import require_on
from app.services.report_demand import demand_report, told
from app.services.sale_content import address_lines
from app.services.signatures import CONSIGNOR, HOUSE, Signature

_FOR = {CONSIGNOR: "client", HOUSE: "for_house"}


@dataclass(frozen=True)
class TicketForm:
    """What is said at the counter and stands in no record; amounts in minor units of the currency."""

    flaws: tuple[str, ...] = ()
    second_contact: str = ""
    value_minor: int | None = None
    estimate_minor: int | None = None
    limit_minor: int | None = None
    deposit_minor: int | None = None
    notes: str = ""


def make_repair_ticket(
    w: Work,
    job_id: int,
    form: TicketForm = TicketForm(),
    signatures: Sequence[Signature] = (),
    *,
    language: str = "",
) -> Changes:
    """The ticket of a job on a client's property: ``first("document")``; StateError for other jobs.

    The piece is taken in with it: where the house demands a condition report at take-in, it comes first.
    """
    require_on(w, "jobs.print", "job", job_id)
    card = job_card(w.db, job_id)
    if not card.customer_property:
        raise StateError(
            "Not a client's piece",
            f"{card.number} is work on the house's own goods: nobody claims it with a stub.",
            "Print its job bag instead.",
        )
    lacking = demand_report(w, card.piece_id, TAKE_IN) if card.piece_id else ""
    rules = house_rules(w)
    begun = begin_paper(w, "repair_ticket", language=language)
    made_at = w.value(
        "SELECT k.at FROM transition AS t JOIN work AS k ON k.id = t.work_id"
        " WHERE t.machine = 'job' AND t.subject_id = ? ORDER BY t.hlc LIMIT 1",
        (job_id,),
    )
    name, contacts = _client(w, card, form)
    labels = Labels("repair_ticket", begun.made.language)
    content = RepairTicket(
        company=company_of(w),
        made=begun.made,
        number=begun.number,
        code=card.code or code_on(w, "job", job_id),
        job_number=card.number,
        client=(name,),
        item=card.title,
        work=card.work or card.title,
        taken_on=day_of(made_at or w.at, rules.zone).isoformat(),
        currency=_currency(w, card) or rules.currency,
        contacts=contacts,
        facts=_facts(w, card, labels, begun.made),
        flaws=tuple(flaw.strip() for flaw in form.flaws if flaw.strip()),
        photos=_photos(w, card),
        value_minor=form.value_minor,
        estimate_minor=form.estimate_minor,
        limit_minor=form.limit_minor,
        deposit_minor=form.deposit_minor,
        promised_on=card.due_on,
        notes="\n".join(filter(None, (card.note.strip(), form.notes.strip()))),
        statements=statements_of(w, "repair_ticket", today(w), begun.made.language),
        signatures=tuple(
            PaperSignature(labels[_FOR[s.role]], s.name, w.at, s.strokes) for s in signatures
        )
        or (
            PaperSignature(labels["client"], name),
            PaperSignature(labels["for_house"], w.actor.display),
        ),
    )
    store_document(w, "repair_ticket", "job", job_id, content, document_id=begun.document_id)
    return told(made_words(w, begun, "Repair ticket", job=job_id), lacking)


def _client(w: Work, card: JobCard, form: TicketForm) -> tuple[str, tuple[str, ...]]:
    """The client's name and how to reach them: the order's, else what the client's record says.

    A piece that came in without an order is claimed by its owner.
    """
    name, reach = card.client, []
    if card.order_id:
        order = order_facts(w, card.order_id)
        name = name or next(iter(address_lines(order, "bill")), "")
        reach = [str(order.values["phone"] or order.values["bill_phone"] or "")]
        party = order.values["party_id"]
        if not reach[0] and party:
            reach = [row[0] for row in w.rows(_CONTACTS, (party,))]
    elif owner := w.row(_OWNER, (card.piece_id,)):
        name = name or owner[1]
        reach = [row[0] for row in w.rows(_CONTACTS, (owner[0],))]
    contacts = dict.fromkeys(one for one in (*reach, form.second_contact.strip()) if one)
    return name, tuple(contacts)


_OWNER = (
    "SELECT o.id, o.display FROM piece AS p JOIN party AS o ON o.id = p.owner_id WHERE p.id = ?"
)
_CONTACTS = "SELECT value FROM contact WHERE party_id = ? AND removed = 0 ORDER BY purpose DESC, id"


def _facts(w: Work, card: JobCard, labels: Labels, made: Made) -> tuple[Fact, ...]:
    """The piece as it was seen: its marks, its weight, what it is made of."""
    if not card.piece_id:
        return ()
    marks = mark_words(w, card.piece_id)
    seen = labels.say("stamped", marks=marks) if marks else labels["no_stamp"]
    facts = [Fact(labels["metal_mark"], seen)]
    weight = w.value("SELECT weight_mg FROM piece_now WHERE id = ?", (card.piece_id,))
    if weight:
        grams = Local(made.language, made.zone).grams(weight)
        facts.append(Fact(labels["gross_weight"], f"{grams} g"))
    detail = detail_in(w, card.piece_id, made.language)
    if detail:
        facts.append(Fact(labels["as_seen"], detail))
    return tuple(facts)


def _photos(w: Work, card: JobCard) -> tuple[Photo, ...]:
    if not card.photo_sha256:
        return ()
    row = w.row("SELECT width, height FROM file WHERE sha256 = ? LIMIT 1", (card.photo_sha256,))
    width, height = (row[0] or 4, row[1] or 3) if row else (4, 3)
    return (Photo(card.photo_sha256, "", width, height),)


def _currency(w: Work, card: JobCard) -> str:
    told = w.value("SELECT specification FROM job WHERE id = ?", (card.id,))
    return spec_of(str(told)).currency
