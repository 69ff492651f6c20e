"""Templates as files: given to another shop with their stock and logo inside, and taken from one."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from app.domain.changes import Changes
from app.domain.errors import InputError, NotFoundError
from app.files import FileStore
from app.models.database import Database
from app.models.work import Work
from app.printing.tag.draw import draw
from app.printing.tag.logo import logo_image
from app.printing.tag.stock import Stock
from app.printing.tag.stock_json import stock_data, stock_from
from app.printing.tag.template import TagTemplate, checked_template
from app.printing.tag.template_json import template_data, template_from
from app.printing.tag.values import TagValues
from app.services.tag_logos import logo_from, with_safe_logo
from app.services.tag_stocks import list_stocks, new_key, save_stock, stock_by_key
from app.services.tag_templates import free_key, list_templates, save_template, template_by_key

FORMAT, VERSION = "parure-tag-template", 1
LARGEST = 1_000_000
"""Bytes of a template's file: one with a logo has about 100,000."""
_TRIED_ON = "1000223164"


@dataclass(frozen=True)
class TemplateFile:
    """What a file holds: a template and the stock that it was made for."""

    template: TagTemplate
    stock: Stock


def exported(db: Database, key: str, revision: int = 0) -> bytes:
    """A template as a file, in its newest or a given version, with its stock and its logo."""
    template = template_by_key(db, key, revision)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "template": template_data(template),
        "stock": stock_data(stock_by_key(db, template.stock)),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def file_name(template: TagTemplate) -> str:
    """What the file is called: ``house-ring-tag-v7.parure-tag.json``."""
    return f"{template.key}-v{template.revision}.parure-tag.json"


def read_file(data: bytes) -> TemplateFile:
    """The template in a file, checked and drawn once; InputError where it is none or a newer Parure's."""
    if len(data) > LARGEST:
        raise _not_a_file("it is too large")
    try:
        found: Any = json.loads(data.decode("utf-8-sig"))
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise _not_a_file("it is another kind of file")
        version = found["version"]
        template, stock = found["template"], found["stock"]
    except (ValueError, RecursionError, KeyError) as error:
        raise _not_a_file("it is damaged or of another kind") from error
    if not isinstance(version, int) or version > VERSION:
        raise InputError(
            "A newer template",
            "This file was made by a newer Parure.",
            "Update Parure on this PC.",
        )
    if not isinstance(template, dict) or not isinstance(stock, dict):
        raise _not_a_file("it is damaged")
    read = TemplateFile(with_safe_logo(template_from(template)), stock_from(stock))
    if read.template.stock != read.stock.key:
        raise _not_a_file("its stock is not the one that the template is for")
    checked_template(read.template, read.stock)
    if read.template.logo:
        logo_image(read.template.logo, 8, 8)
    draw(read.template, read.stock, TagValues(_TRIED_ON), read.stock.dpi[0])
    return read


def import_file(w: Work, file: TemplateFile, *, name: str = "", replacing: bool = False) -> Changes:
    """Take a template into the shop, with its stock where the shop does not have the same.

    Nothing is overwritten in silence: where a template of this name is there, InputError (field
    "name") asks for another ``name``, or ``replacing`` saves it as the next version of that one.
    """
    wanted = (name or file.template.name).strip()
    same = [
        line.template
        for line in list_templates(w)
        if line.template.name.casefold() == wanted.casefold()
    ]
    if same and not replacing:
        raise InputError(
            "Name is taken",
            f"There is a template called “{wanted}” already.",
            "Give it another name, or save it as that one’s next version.",
            field="name",
        )
    key = same[0].key if same else free_key(w, wanted)
    stock = _stock_here(w, file.stock)
    return save_template(w, replace(file.template, key=key, name=wanted, stock=stock))


def with_logo(template: TagTemplate, files: FileStore, sha256: str) -> TagTemplate:
    """The template with a logo made of a picture in the files; "": without one."""
    return replace(template, logo=logo_from(files.get(sha256)) if sha256 else "")


def _stock_here(w: Work, stock: Stock) -> str:
    """The key of the same stock in this shop; another one's measures never replace the shop's own."""
    try:
        known = stock_by_key(w, stock.key)
    except NotFoundError:
        names = {line.stock.name.casefold() for line in list_stocks(w)}
        if stock.name.casefold() not in names:
            save_stock(w, stock)
            return stock.key
    else:
        if replace(known, measured=stock.measured, note=stock.note) == stock:
            return known.key
    for line in list_stocks(w):
        if replace(line.stock, key=stock.key, name=stock.name) == stock:
            return line.stock.key
    names = {line.stock.name.casefold() for line in list_stocks(w)}
    name = next(
        given
        for n in range(1, 10_000)
        if (given := f"{stock.name}, received{f' {n}' if n > 1 else ''}").casefold() not in names
    )
    added = replace(stock, key=new_key(w, name), name=name)
    save_stock(w, added)
    return added.key


def _not_a_file(why: str) -> InputError:
    return InputError(
        "Not a tag template",
        f"This file cannot be taken as a tag template: {why}.",
        "Ask for the file again as it was exported from Parure.",
    )
