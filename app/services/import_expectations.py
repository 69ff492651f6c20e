"""What only this shop can tell of an order in a file: list prices, sizes, engravings, its SKUs."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.engraving import character_name
from app.domain.money import figure
from app.exchange.orders import FileCustomisation, FileLine, FileOrder, Problem
from app.services.import_outcomes import short
from app.services.style_rules import StyleRule, checked_engraving, size_problem

HOLD_CODES = {
    "arithmetic": "arithmetic",
    "address": "address",
    "phone_destroyed": "phone",
    "price": "price",
    "sku": "sku",
    "engraving": "spec",
    "size": "spec",
}
"""Code of a problem → the reason for which the order is held; every other one is "other"."""


def shop_problems(order: FileOrder, styles: Mapping[str, StyleRule]) -> list[Problem]:
    """What a person must clear of this order beside what the file itself says."""
    found: list[Problem] = []
    for line in order.lines:
        style = styles.get(line.sku) if line.sku else None
        if style is not None and line.unit_minor is not None:
            found += _price(order, line, style)
        if line.customisations:
            found += _wishes(order, line, style)
    return found


def _price(order: FileOrder, line: FileLine, style: StyleRule) -> list[Problem]:
    under = style.below_list(line.unit_minor or 0, order.currency)
    on_sale = line.compare_at_minor is not None and line.compare_at_minor == style.list_price_minor
    if under <= 0 or on_sale:
        return []
    return [
        _problem(
            order,
            line,
            "Lineitem price",
            "price",
            f"Price is {figure(under, order.currency)} under the list price",
            "Decide with a manager whether the price is honoured, then release the order.",
        )
    ]


def _wishes(order: FileOrder, line: FileLine, style: StyleRule | None) -> list[Problem]:
    found = []
    if line.sku and style is None:
        found.append(
            _problem(
                order,
                line,
                "Lineitem sku",
                "sku",
                f"SKU {line.sku} is not known",
                "Add the style, or put the line right; then release the order.",
            )
        )
    for wish in line.customisations:
        if wish.kind == "engraving":
            found += _engraving(order, line, style, wish)
        elif wish.kind == "ring_size" and (odd := size_problem(style, wish.text)):
            found.append(
                _problem(
                    order,
                    line,
                    wish.source,
                    "size",
                    odd,
                    "Ask the client, then put the size right.",
                )
            )
    return found


def _engraving(
    order: FileOrder, line: FileLine, style: StyleRule | None, wish: FileCustomisation
) -> list[Problem]:
    check = checked_engraving(style, wish.text)
    if check.ok:
        return []
    remedy = "Ask the client for another text."
    reason = check.problems[0].rstrip(".")
    if check.refused:
        first = check.refused[0]
        reason = f"“{first}” cannot be cut" if first.isprintable() else reason
        if check.proposal:
            reason += f", “{_put_right(wish.text, check.proposal, first)}” proposed"
            remedy = f"Take “{check.proposal}” ({character_name(first)} cannot be cut)."
    return [_problem(order, line, wish.source, "engraving", reason, remedy)]


def _put_right(text: str, proposal: str, refused: str) -> str:
    """What stands in the proposal where the refused character stood."""
    before, _, after = text.partition(refused)
    if proposal.startswith(before) and proposal.endswith(after):
        return proposal[len(before) : len(proposal) - len(after)] or " "
    return proposal


def _problem(
    order: FileOrder, line: FileLine, field: str, code: str, reason: str, remedy: str
) -> Problem:
    return Problem(line.row, field, code, reason, remedy, order.key, order.name)


def hold_code(problems: list[Problem]) -> str:
    """The reason code under which an order with these problems is held, '' if there are none."""
    return HOLD_CODES.get(problems[0].code, "other") if problems else ""


def hold_words(order: FileOrder, problem: Problem) -> str:
    """A problem for the column "Why"."""
    if problem.code == "arithmetic" and order.difference_minor:
        return short(f"Ours is {_signed(order)} off the file's total")
    if problem.code == "phone_destroyed":
        return "Phone number lost by a spreadsheet"
    return short(problem.reason)


def _signed(order: FileOrder) -> str:
    sign = "+" if order.difference_minor > 0 else ""
    return f"{sign}{figure(order.difference_minor, order.currency)}"
