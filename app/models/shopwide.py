"""What the shop as a whole has set: settings, places, styles, stocks, wordings, channels."""

from __future__ import annotations

from peewee import ForeignKeyField

from app.models.base import Descriptive, integer, text


class Setting(Descriptive):
    """A shop-wide setting; its id is derived from the name, so that two PCs mean the same row."""

    name = text()
    value = text()


class RuleSet(Descriptive):
    """Parameters that differ by jurisdiction: hold periods, limits, tax rates, with their source."""

    name = text()
    jurisdiction = text()
    valid_from = text()
    parameters = text()
    source = text()
    reviewed_on = text()


class Wording(Descriptive):
    """A block of text on a document, by document kind, language and jurisdiction."""

    document_kind = text()
    block = text()
    language = text()
    jurisdiction = text()
    body = text()
    valid_from = text()


class Place(Descriptive):
    """A site, safe, vitrine, tray, bench …: places are a tree, and containers are places."""

    parent = ForeignKeyField(
        "self", column_name="parent_id", object_id_name="parent_id", backref="+", null=True
    )
    kind_code = text()
    name = text()
    title = text()
    limit_minor = integer(null=True)
    two_persons = integer()
    empty_at_night = integer()


class Style(Descriptive):
    """A saleable design (SKU), not an object: price, size range, engraving rule."""

    sku = text(index=True)
    title = text()
    category = text()
    metal = text()
    fineness = integer()
    list_price_minor = integer(null=True)
    currency = text()
    size_system = text()
    size_min = text()
    size_max = text()
    engraving_limit = integer(null=True)
    needs_proof = integer()


class TagStock(Descriptive):
    """A roll or sheet of tags, as data."""

    code = text()
    specification = text()


class Template(Descriptive):
    """What stands on a tag or document of the shop."""

    code = text()
    kind_code = text()
    specification = text()


class Channel(Descriptive):
    """Where orders come from: kind and account, e.g. shopify/mainstore."""

    kind_code = text()
    account = text()
    title = text()
