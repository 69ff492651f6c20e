"""Pieces and lots: what they are, what was weighed, priced and where they were put."""

from __future__ import annotations

from app.models.base import Descriptive, Fact, integer, link, text
from app.models.people import Party
from app.models.shopwide import Style


class Piece(Descriptive):
    """One physical object; its weight, price, place and status are facts, not columns."""

    category = text()
    description = text()
    ownership = text(default="owned")
    owner = link(Party, "owner_id", null=True)
    style = link(Style, "style_id", null=True)
    maker = text()
    period = text()
    ring_size = text()
    ring_system = text()
    ring_circumference_um = integer(null=True)
    hallmark = text()
    components = integer(default=1)
    two_persons = integer()
    no_export = integer()
    species_note = text()
    setting_pattern = text()
    number = text(index=True)
    condition = text()


class Metal(Descriptive):
    """A metal of a piece, by part."""

    piece = link(Piece, "piece_id")
    position = integer()
    metal = text()
    fineness = integer()
    colour = text()
    part = text()
    weight_mg = integer(null=True)


class Stone(Descriptive):
    """A stone or a group of like stones of a piece; weight in 1/1000 ct with how it was found."""

    piece = link(Piece, "piece_id")
    position = integer()
    role = text()
    species = text()
    growth = text(default="unknown")
    shape = text()
    count = integer(default=1)
    stone_mct = integer(null=True)
    method = text()
    length_um = integer(null=True)
    width_um = integer(null=True)
    depth_um = integer(null=True)
    colour = text()
    clarity = text()
    treatment = text()
    origin = text()
    report_lab = text()
    report_number = text()


class Mark(Descriptive):
    """A stamp or hallmark as seen on a piece."""

    piece = link(Piece, "piece_id")
    position = integer()
    mark_kind = text()
    text_seen = text()
    place_on_piece = text()


class Accessory(Descriptive):
    """Box, papers, spare links: lost accessories lower the value."""

    piece = link(Piece, "piece_id")
    position = integer()
    accessory_kind = text()
    description = text()


class Component(Descriptive):
    """One part of a piece that can be elsewhere: an earring of a pair, a strap."""

    piece = link(Piece, "piece_id")
    position = integer()
    description = text()


class Lot(Descriptive):
    """Bulk material: metal, melee, findings, packaging; its amounts are moves."""

    lot_kind = text()
    ownership = text(default="owned")
    owner = link(Party, "owner_id", null=True)
    specification = text()


class Measured(Fact):
    """A value read off an instrument: ``what`` tells the unit (gross_weight_mg, shank_um, stones)."""

    subject_kind = text()
    subject_id = integer()
    what = text()
    value = integer()
    method = text()
    instrument = text()

    class Meta:
        indexes = ((("subject_id", "what"), False),)


class Priced(Fact):
    """A price said of a piece, item or style: price, agreed, reserve, insured, cost."""

    subject_kind = text()
    subject_id = integer()
    what = text()
    amount_minor = integer()
    currency = text()
    valid_from = text()
    evidence = text()

    class Meta:
        indexes = ((("subject_id", "what"), False),)


class Move(Fact):
    """A change of place or keeper. Moving a tray is one fact about the tray."""

    subject_kind = text()
    subject_id = integer(index=True)
    amount = integer(default=1)
    to_place_id = integer(null=True, index=True)
    keeper_id = integer(null=True)
    document_id = integer(null=True)
    counter_of = integer(null=True)
