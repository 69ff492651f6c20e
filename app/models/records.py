"""Audit, states, papers, photos, codes, conflicts: the facts that every desk leaves behind."""

from __future__ import annotations

from peewee import IntegerField

from app.models.base import ErasableFact, Fact, Kind, Table, integer, text


class WorkEntry(Table):
    """One unit of work: who did what, when; each entry seals the one before it (``prev``, ``hash``)."""

    kind = Kind.FACT
    id = IntegerField(primary_key=True)
    site = integer()
    site_seq = integer()
    hlc = integer()
    actor_id = integer()
    second_id = integer(null=True)
    at = integer()
    work_kind = text()
    reason_code = text()
    reverses_work_id = integer(null=True, index=True)
    prev = text()
    hash = text()

    class Meta:
        table_name = "work"
        indexes = ((("site", "site_seq"), False),)


class Edit(ErasableFact):
    """A descriptive value that was changed; content = old and new."""

    table_name = text()
    row_id = integer(index=True)
    column_name = text()


class Note(ErasableFact):
    """Words about a record: a remark, a call, an ID that was seen."""

    subject_kind = text()
    subject_id = integer(index=True)
    topic = text()


class Transition(Fact):
    """A step of a state machine; the state is the fold of these."""

    machine = text()
    subject_id = integer()
    from_state = text()
    to_state = text()
    reason_code = text()

    class Meta:
        indexes = ((("subject_id", "machine"), False),)


class Report(ErasableFact):
    """A signed condition report; a correction is a new version."""

    piece_id = integer(index=True)
    number = text()
    reason = text()
    grade = text()
    version_of = integer(null=True)
    findings = integer()
    worst = integer()


class MarkNumber(Fact):
    """The number that a finding keeps for the piece's life."""

    piece_id = integer(index=True)
    n = integer()


class File(Fact):
    """A photo or paper in the sealed store, by its digest."""

    sha256 = text(index=True)
    size = integer()
    mime = text()
    width = integer(null=True)
    height = integer(null=True)
    taken_at = integer(null=True)


class Attached(Fact):
    """A file put with a record; taking it off is a fact with ``counter_of``."""

    subject_kind = text()
    subject_id = integer(index=True)
    file_id = integer()
    role = text()
    position = integer()
    visibility = text(default="house")
    counter_of = integer(null=True)


class Code(Fact):
    """A tag code, or another code that means the same thing (alias)."""

    text_value = text(index=True)
    target_kind = text()
    target_id = integer(index=True)
    replaces_id = integer(null=True)
    alias = integer()


class Document(ErasableFact):
    """A paper: its canonical content never changes; what reverses it is another document."""

    document_kind = text()
    number = text(index=True)
    subject_kind = text()
    subject_id = integer(index=True)
    template = text()
    language = text()
    reverses_id = integer(null=True)


class Printed(Fact):
    """A tag or document that went to a printer, and how that ended."""

    subject_kind = text()
    subject_id = integer(index=True)
    copies = integer(default=1)
    printer = text()
    outcome = text()
    reason_code = text()


class Conflict(ErasableFact):
    """A descriptive value that lost to a later one on another PC: base, mine, theirs."""

    table_name = text()
    row_id = integer(index=True)
    column_name = text()


class Repeated(Fact):
    """A fact that this unit told and another PC had told before, word for word: kept once.

    Two PCs that import one file tell the same payments. The row that stands is the first one's; this
    says that ``said_by_work_id`` told it too, so that its place in the audit chain stays provable.
    """

    table_name = text()
    row_id = integer()
    said_by_work_id = integer(index=True)


class CaseFile(Fact):
    """Two facts that cannot both stand; a person decides. Its state is told by transitions."""

    case_kind = text()
    subject_kind = text()
    subject_id = integer(index=True)
    first_fact_id = integer()
    second_fact_id = integer(null=True)
