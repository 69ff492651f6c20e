"""What is printed on a job's bag: the client as a code, the value as a letter, the work in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError
from app.domain.gems import SHAPES, SPECIES
from app.domain.ids import now_ms
from app.domain.mass import shown_g
from app.domain.money import Money
from app.domain.worth import Worth, against
from app.models.database import Database
from app.models.work import Work
from app.printing.document import job_bag as paper
from app.printing.document.content import Fact, Photo
from app.printing.document.job_bag_small import SMALL_PAPERS
from app.printing.document.terms import PaperTerms
from app.services.documents import document_content, store_document
from app.services.house_paper import company_of, made, statements_of
from app.services.house_rules import house_rules
from app.services.job_cards import JobCard, StageRow, job_card, last_bag
from app.services.job_spec import JobSpec, SpecStone, spec_of
from app.services.reach import require_on

MOST_BAGS = 20
ALLOWED_LOSS_PPM = 30_000
"""Loss of metal that needs no call: 3 %."""
_BANDS = ((50_000, "A"), (150_000, "B"), (500_000, "C"), (1_500_000, "D"), (5_000_000, "E"))


def job_bag_content(
    db: Database | Work, job_id: int, *, by: str, at: int = 0, size: str = "", bags: int = 1
) -> paper.JobBag:
    """The bag of a job as it stands now; ``by`` is who makes it, ``at`` when (UTC ms).

    ``size`` is a6 or envelope, else A5; of several ``bags`` each is drawn, "bag 1 of 2" and so on.
    """
    reader = db.db if isinstance(db, Work) else db
    card = job_card(reader, job_id)
    spec = spec_of(str(reader.value("SELECT specification FROM job WHERE id = ?", (job_id,))))
    moment = at or now_ms()
    rules = house_rules(reader)
    maker = made(reader, moment, by)
    terms = PaperTerms(maker.language)
    return paper.JobBag(
        company=company_of(reader),
        made=replace(maker, paper=size) if size in SMALL_PAPERS else maker,
        bag=0 if bags > 1 else 1,
        bags=bags,
        number=card.number,
        code=card.code,
        title=f"{card.title}, {spec.work[:1].lower()}{spec.work[1:]}" if spec.work else card.title,
        due_on=card.due_on,
        order_number=card.order_number,
        client_code=card.client_code,
        piece_number=card.piece_number,
        rush=card.rush,
        specification=_specification(card, spec, rules.locale, terms),
        size=paper.RingSizeLine(*spec.size) if spec.size else None,
        engraving=_engraving(spec, terms),
        stones=_stones(card, spec, terms),
        customer_property=card.title if card.customer_property else "",
        photo=_photo(reader, card),
        notes=card.note,
        components=_components(card),
        allowed_loss_ppm=ALLOWED_LOSS_PPM,
        stages=tuple(_stage(stage, rules.zone, terms) for stage in card.stages),
        value_band=value_band(
            Worth.of([Money(spec.value_minor, spec.currency or rules.currency)]), rules.currency
        ),
        statements=statements_of(reader, "job_bag", rules.date_of(moment)),
    )


def store_bag(w: Work, job_id: int, *, paper: str = "", bags: int = 0) -> Changes:
    """Keep the job's bag as a document, to be printed; the last one again if nothing changed since.

    ``paper``: "a6", "envelope" or A5; ``bags``: how many the job needs, 0 as many of that paper as it
    had last.
    """
    require_on(w, "jobs.print", "job", job_id)
    last, before = _bag_before(w.db, job_id)
    if not bags:
        size = before.made.paper if before and before.made.paper in SMALL_PAPERS else ""
        bags = before.bags if before and size == paper else 1
    if not 1 <= bags <= MOST_BAGS:
        raise InputError(
            "How many bags",
            f"A job has 1 to {MOST_BAGS} bags, not {bags}.",
            "Type a smaller number.",
            field="bags",
        )
    content = job_bag_content(w, job_id, by=w.actor.display, at=w.at, size=paper, bags=bags)
    if before is not None and _same(before, content):
        return Changes.of(f"Bag of {content.number}", 0, document=last, job=job_id)
    made_id = store_document(w, "job_bag", "job", job_id, content)
    return Changes.of(f"Bag of {content.number} made", w.id, document=made_id, job=job_id)


def _bag_before(db: Database, job_id: int) -> tuple[int, paper.JobBag | None]:
    """The job's last bag: its document, and what it says; (0, None) where there is none to read."""
    last = last_bag(db, job_id)
    if last is None:
        return 0, None
    try:
        content: paper.JobBag = document_content(db, last)
    except NotFoundError:
        return 0, None
    return last, content


def _same(one: paper.JobBag, other: paper.JobBag) -> bool:
    """Whether two bags say the same, whoever made them when."""
    same_paper = one.made.paper == other.made.paper
    return same_paper and replace(one, made=other.made) == other


def value_band(worth: Worth, currency: str) -> str:
    """The letter that stands for a worth on paper that leaves the house, by the house's ``currency``.

    One in another currency has the last: it cannot be compared, and counts as above.
    """
    return next((letter for below, letter in _BANDS if not against(worth, below, currency)), "F")


def _specification(
    card: JobCard, spec: JobSpec, locale: str, terms: PaperTerms
) -> tuple[Fact, ...]:
    facts = [
        Fact(terms.phrase(title), terms.phrase(value))
        for title, value in spec.rows
        if title != "Ring size"
    ]
    if card.expected_mg is not None:
        back = terms.say("{g} g", g=shown_g(card.expected_mg, locale))
        facts.append(Fact(terms.say("Expected back"), f"{back} ± 3 %"))
    return tuple(facts)


def _engraving(spec: JobSpec, terms: PaperTerms) -> tuple[paper.Engraving, ...]:
    if not spec.engraving:
        return ()
    text, font, position = spec.engraving
    return (paper.Engraving(text, font, position or terms.say("Inside the shank")),)


def _stones(card: JobCard, spec: JobSpec, terms: PaperTerms) -> tuple[paper.BagStone, ...]:
    found, first = [], 1
    whose = terms.say("client’s" if card.customer_property else "in the piece")
    for stone in spec.stones:
        last = first + stone.count - 1
        found.append(
            paper.BagStone(
                first,
                last,
                _stone_words(stone, terms),
                stone.measures,
                stone.stone_mct,
                stone.estimated,
                whose,
                terms.word("species", stone.species) if stone.species else "",
            )
        )
        first = last + 1
    return tuple(found)


def _stone_words(stone: SpecStone, terms: PaperTerms) -> str:
    """ "Diamant, Einzelschliff"; as the job was told where the paper's language has no words."""
    words = stone.description
    if terms.is_spoken and stone.species in SPECIES:
        said = words.partition(", ")[2]
        shape = next((code for code in SHAPES if SHAPES.word(code) == said), "")
        cut = terms.word("shapes", shape) if shape else said
        words = ", ".join(filter(None, (terms.word("species", stone.species), cut)))
    return words[:1].upper() + words[1:]


def _components(card: JobCard) -> tuple[paper.BagComponent, ...]:
    return tuple(
        paper.BagComponent(
            row.what, row.issued_mg, row.returned_mg, None, row.count, None, row.stone_mct,
            metal=row.stone_mct is None,
        )
        for row in card.components
    )  # fmt: skip


def _photo(db: Database, card: JobCard) -> Photo | None:
    if not card.photo_sha256:
        return None
    row = db.row("SELECT width, height FROM file WHERE sha256 = ?", (card.photo_sha256,))
    width, height = (row[0] or 4, row[1] or 3) if row else (4, 3)
    return Photo(card.photo_sha256, "", width, height)


def _stage(stage: StageRow, zone: str, terms: PaperTerms) -> paper.BagStage:
    return paper.BagStage(
        terms.title("stages", stage.stage),
        stage.out_by or stage.in_by,
        _day(stage.out_at or stage.in_at, zone),
        stage.in_mg,
        stage.out_mg,
        stage.done,
    )


def _day(at: int, zone: str) -> str:
    if not at:
        return ""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)).date().isoformat()
