"""Tag templates of a shop: every save is a new version, and what was printed with an old one stays known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError, UserError
from app.models.chain import canonical
from app.models.database import Database
from app.models.work import Work
from app.printing.tag.stock import Stock
from app.printing.tag.template import TagTemplate, checked_template
from app.printing.tag.template_json import shipped_templates, template_data, template_from
from app.services.tag_stocks import new_key, stock_by_key

KIND = "tag"
_NEWEST = (
    "SELECT specification FROM template WHERE kind_code = 'tag' AND removed = 0"
    " ORDER BY json_extract(specification, '$.revision'), id"
)
_VERSIONS = (
    "SELECT id, specification FROM template WHERE kind_code = 'tag' AND code = ?"
    " ORDER BY json_extract(specification, '$.revision'), id"
)


@dataclass(frozen=True)
class TemplateLine:
    """A template in the list, in its newest version. ``own``: the shop's, else as shipped."""

    template: TagTemplate
    own: bool
    stock: str


def list_templates(db: Database | Work) -> list[TemplateLine]:
    """All templates in their newest versions: the shop's own first, then by name."""
    own = _own(db)
    all_of = {one.key: one for one in shipped_templates()} | own
    lines = []
    for key, template in all_of.items():
        lines.append(TemplateLine(template, key in own, _stock_name(db, template.stock)))
    return sorted(lines, key=lambda line: (not line.own, line.template.name.casefold()))


def templates_on(db: Database | Work, stock: Stock) -> tuple[TagTemplate, ...]:
    """The templates for a stock, the shop's own first, newest save first.

    A copied stock has none yet: it takes those whose panels it has.
    """
    own = _own(db)
    mine = [one for one in reversed(own.values()) if one.stock == stock.key]
    shipped = [one for one in shipped_templates() if one.stock == stock.key and one.key not in own]
    return (*mine, *shipped) or _usable([*own.values(), *shipped_templates()], stock)


def goes_first(db: Database | Work, template: TagTemplate) -> tuple[str, ...]:
    """For which kinds of thing a template is the one that its stock's tags are printed with now."""
    stock = stock_by_key(db, template.stock)
    others = templates_on(db, stock)
    first = []
    for kind in template.kinds:
        alike = [
            one
            for one in others
            if kind in one.kinds
            and set(one.categories) >= set(template.categories)
            and bool(one.categories) == bool(template.categories)
        ]
        if alike and alike[0].key == template.key:
            first.append(kind)
    return tuple(first)


def template_by_key(db: Database | Work, key: str, revision: int = 0) -> TagTemplate:
    """A template by its key, in a given version or (0) the newest that is not put away."""
    versions = versions_of(db, key)
    for template in versions if revision else [one for one in [_own(db).get(key)] if one]:
        if revision in (0, template.revision):
            return template
    for template in shipped_templates():
        if template.key == key and revision in (0, template.revision):
            return template
    raise NotFoundError(
        "No such template",
        "There is no such tag template any more.",
        "Choose another one in the tag designer.",
    )


def versions_of(db: Database | Work, key: str) -> list[TagTemplate]:
    """All saved versions of a template, the newest first, those that were put away too."""
    rows = db.rows(_VERSIONS, (key,))
    return [one for _id, text in reversed(rows) if (one := _readable(text))]


def save_template(w: Work, template: TagTemplate) -> Changes:
    """Save a template as its next version: ``first("template")``.

    InputError (field "name") where another template has this name.
    """
    w.require("settings.update")
    checked_template(template, stock_by_key(w, template.stock))
    if any(one.name.casefold() == template.name.strip().casefold() for one in _others(w, template)):
        raise InputError(
            "Name is taken",
            f"There is a template called “{template.name.strip()}” already.",
            "Give it another name.",
            field="name",
        )
    saved = replace(template, name=template.name.strip(), revision=next_revision(w, template.key))
    return _added(w, saved)


def next_revision(db: Database | Work, key: str) -> int:
    """The number that the next saved version of a template gets."""
    known = [one.revision for one in versions_of(db, key)]
    known += [one.revision for one in shipped_templates() if one.key == key]
    return max(known, default=0) + 1


def copy_template(w: Work, key: str, name: str, stock_key: str = "") -> Changes:
    """A copy under a new name, also for another stock that has the same panels."""
    template = template_by_key(w, key)
    stock = stock_key or template.stock
    return save_template(w, replace(template, key=free_key(w, name), name=name, stock=stock))


def remove_template(w: Work, key: str) -> Changes:
    """Put a template away in all its versions; a shipped one is then as it was shipped."""
    w.require("settings.update")
    from app.models.shopwide import Template  # here: a start reads templates, and loads no tables

    rows = w.rows(_VERSIONS, (key,))
    if not rows:
        raise NotFoundError(
            "Nothing to put away",
            "This template comes with Parure, unchanged.",
            "Choose another template for the stock instead.",
        )
    for row_id, _text in rows:
        w.remove(Template, row_id)
    return Changes.of("Template put away", w.id, template=rows[-1][0])


def free_key(db: Database | Work, name: str) -> str:
    """A key made of a name that no template has yet."""
    taken = {one.key for one in shipped_templates()}
    taken |= {str(row[0]) for row in db.rows("SELECT code FROM template WHERE kind_code = 'tag'")}
    return new_key(db, name, taken)


def _added(w: Work, template: TagTemplate) -> Changes:
    from app.models.shopwide import Template  # here: as above

    text = canonical(template_data(template))
    row_id = w.add(Template, code=template.key, kind_code=KIND, specification=text)
    return Changes.of(f"Saved {template.title}", w.id, template=row_id)


def _own(db: Database | Work) -> dict[str, TagTemplate]:
    """The shop's own templates in their newest versions, the last saved last."""
    found: dict[str, TagTemplate] = {}
    for (text,) in db.rows(_NEWEST):
        template = _readable(text)
        if template is not None:
            found.pop(template.key, None)
            found[template.key] = template
    return found


def _readable(text: str) -> TagTemplate | None:
    """A saved template; None for one of a newer Parure on another PC: the version before it is used."""
    try:
        return template_from(json.loads(text))
    except (UserError, ValueError):
        return None


def _others(db: Database | Work, template: TagTemplate) -> Iterable[TagTemplate]:
    every = {one.key: one for one in shipped_templates()} | _own(db)
    return (one for key, one in every.items() if key != template.key)


def _usable(templates: Iterable[TagTemplate], stock: Stock) -> tuple[TagTemplate, ...]:
    """Templates of other stocks whose panels a stock has, those for as many panels first."""
    names = set(stock.panel_names)
    fitting = [one for one in templates if {field.panel for field in one.fields} <= names]
    return tuple(
        sorted(
            fitting,
            key=lambda one: (len({f.panel for f in one.fields}) != len(names), len(one.categories)),
        )
    )


def _stock_name(db: Database | Work, key: str) -> str:
    try:
        return stock_by_key(db, key).name
    except NotFoundError:
        return key
