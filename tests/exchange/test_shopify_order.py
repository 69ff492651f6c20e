"""One order of Shopify's export: its money, its people, its texts and its times, trait by trait."""

from __future__ import annotations

import pytest

from app.domain.engraving import check_engraving
from app.exchange.shopify_orders import read
from tests.exchange.make_files import FOLDER, TIP, w06
from tests.exchange.make_orders import as_csv, line, order
from tests.exchange.reading import codes, file_of, one


# ---------------------------------------------------------------------- money
def test_the_engraved_ring_for_london() -> None:
    found = read(FOLDER / "w06.csv").orders[0]
    assert (found.total_minor, found.our_total_minor, found.difference_minor) == (
        162_800,
        162_800,
        0,
    )
    assert [told.discount_minor for told in found.lines] == [14_800, 0, 2_400]
    assert [told.is_service for told in found.lines] == [False, True, False]
    ring = found.lines[0]
    engraving, size = ring.customisations
    check = check_engraving(engraving.text)
    assert (check.count, check.most, check.ok) == (20, 25, True)
    assert (engraving.font, engraving.position) == ("Garamond Italic", "inside shank")
    assert (size.kind, size.text) == ("ring_size", "US 6½")
    assert (ring.size_hint, ring.metal_hint) == ("6", "18K Yellow Gold")
    assert found.discount_code == "WELCOME10"
    assert found.shipping.country == "GB"
    assert found.verdict == "ok"


@pytest.mark.parametrize(
    "text", ["Always — E & J 14.02", "❤", "Always and for ever yours 14.02.2026"]
)
def test_an_engraving_arrives_as_it_was_typed(text: str) -> None:
    (found,) = file_of(w06(Note_Attributes=f"Engraving: {text}\nRing size: US 14¼")).orders
    engraving, size = found.lines[0].customisations
    assert engraving.text == text
    assert not check_engraving(engraving.text).ok
    assert size.text == "US 14¼"


def test_a_tip_is_a_line_in_the_total_and_not_in_the_subtotal() -> None:
    found = one(line("Ring", "44.99"), TIP, Subtotal="44.99", Total="57.49")
    assert (found.tip_minor, found.difference_minor, found.verdict) == (1_250, 0, "ok")
    assert [told.is_tip for told in found.lines] == [False, True]
    forgotten = one(line("Ring", "44.99"), TIP, Subtotal="44.99", Total="44.99")
    assert (forgotten.difference_minor, forgotten.verdict) == (1_250, "held")


def test_tax_is_added_or_included_order_by_order() -> None:
    taxed = {"Taxes": "20.00", "Tax_1_Name": "KDV 20%", "Tax_1_Value": "20.00"}
    found = file_of(
        order(Total="120.00", **taxed),
        order(Name="#1002", Id="2", Total="100.00", **taxed),
        order(Name="#1003", Id="3"),
    )
    assert [told.tax_included for told in found.orders] == [False, True, None]
    assert {told.verdict for told in found.orders} == {"ok"}
    (tax,) = found.orders[0].taxes
    assert (tax.name, tax.amount_minor, tax.rate_ppm) == ("KDV 20%", 2_000, 200_000)


def test_up_to_five_taxes_one_of_them_nothing() -> None:
    found = one(
        **{"Taxes": "8.88", "Total": "108.88", "Tax_1_Name": "GST 16%", "Tax_1_Value": "0.00"},
        **{"Tax_2_Name": "NY State Tax 4%", "Tax_2_Value": "4.00"},
        **{"Tax_5_Name": "City 4.875 %", "Tax_5_Value": "4.88"},
    )
    assert [(tax.amount_minor, tax.rate_ppm) for tax in found.taxes] == [
        (0, 160_000),
        (400, 40_000),
        (488, 48_750),
    ]


def test_where_nothing_adds_up_the_other_orders_tell_how_tax_is_counted() -> None:
    taxed = {"Taxes": "20.00", "Total": "120.00"}
    good = [order(**taxed, Name=f"#{n}", Id=str(n)) for n in range(3)]
    bad = order(**(taxed | {"Total": "105.00"}), Name="#9", Id="9")
    assert file_of(bad, *good).orders[0].difference_minor == 1_500


def test_currencies_stay_apart_and_keep_their_decimals() -> None:
    yen = {"Currency": "JPY", "Subtotal": "78000", "Total": "78000"}
    dinar = {"Currency": "kwd", "Subtotal": "12.345", "Total": "12.345"}
    found = file_of(
        order(line("Signet", "78000"), **yen),
        order(line("Pin", "12.345"), **dinar, Name="#2", Id="2"),
    )
    assert [(told.currency, told.total_minor) for told in found.orders] == [
        ("JPY", 78_000),
        ("KWD", 12_345),
    ]


def test_line_discounts_are_kept_with_their_lines() -> None:
    found = one(
        line("Bangle", "80.00", "2", discount="16.00"),
        line("Charm", "20.00", discount="2.00"),
        **{"Subtotal": "162.00", "Total": "162.00", "Discount_Amount": "18.00"},
    )
    assert [told.discount_minor for told in found.lines] == [1_600, 200]
    assert found.verdict == "ok"


def test_a_total_that_does_not_add_up_is_held_and_kept() -> None:
    found = one(Total="87.50")
    assert (found.total_minor, found.our_total_minor, found.difference_minor) == (
        8_750,
        10_000,
        1_250,
    )
    assert codes(found) == [("arithmetic", 2, "Total")]
    assert "+12.50" in found.holds[0].reason
    assert codes(one(Subtotal="90.00")) == [("arithmetic", 2, "Subtotal")]


def test_refunds_and_open_balances_are_taken_as_said() -> None:
    found = one(**{"Financial_Status": "PAID", "Outstanding_Balance": "250.00", "Paid_at": ""})
    assert (found.financial_status, found.outstanding_minor, found.paid_at) == (
        "paid",
        25_000,
        None,
    )
    refunded = one(Financial_Status="refunded", Refunded_Amount="100.00")
    assert (refunded.total_minor, refunded.refunded_minor) == (10_000, 10_000)
    assert refunded.verdict == "ok"


def test_joined_payments_are_parted() -> None:
    found = one(
        Payment_Method="Stripe + Clover Payments + manual", Payment_References="pi_1 + cl_2"
    )
    assert [(way.method, way.reference) for way in found.payments] == [
        ("Stripe", "pi_1"),
        ("Clover Payments", "cl_2"),
        ("manual", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"Total": ""}, "amount", "Total"),
        ({"Total": "ten"}, "amount", "Total"),
        ({"Taxes": "1.2.3"}, "amount", "Taxes"),
        ({"Refunded_Amount": "x"}, "amount", "Refunded Amount"),
        ({"Lineitem_price": ""}, "amount", "Lineitem price"),
        ({"Lineitem_price": "1E+3"}, "amount", "Lineitem price"),
        ({"Lineitem_discount": "?"}, "amount", "Lineitem discount"),
        ({"Tax_1_Name": "VAT", "Tax_1_Value": "?"}, "amount", "Tax 1 Value"),
        ({"Lineitem_quantity": ""}, "quantity", "Lineitem quantity"),
        ({"Lineitem_quantity": "1.5"}, "quantity", "Lineitem quantity"),
        ({"Lineitem_quantity": "-1"}, "quantity", "Lineitem quantity"),
        ({"Lineitem_quantity": "0"}, "quantity", "Lineitem quantity"),
        ({"Created_at": ""}, "date", "Created at"),
        ({"Created_at": "yesterday"}, "date", "Created at"),
        ({"Cancelled_at": "2026-02-30 10:00:00 +0000"}, "date", "Cancelled at"),
        ({"Currency": "US$"}, "currency", "Currency"),
        ({"Currency": ""}, "currency", "Currency"),
    ],
)
def test_what_cannot_be_read_refuses_its_order_alone(
    cells: dict[str, str], code: str, field: str
) -> None:
    bad = order(**({"Name": "#9", "Id": "9"} | cells))
    if "Lineitem" in next(iter(cells)):
        bad[0].update({key.replace("_", " "): value for key, value in cells.items()})
    found = file_of(order(), bad, order(Name="#3", Id="3"))
    assert [told.verdict for told in found.orders] == ["ok", "refused", "ok"]
    (problem,) = found.problems
    assert (problem.row, problem.code, problem.field) == (3, code, field)
    assert problem.remedy
    assert problem.order_name == "#9"


def test_quantities_of_other_programs_are_read() -> None:
    found = one(line("Bead", "50.00", "2.0"))
    assert found.lines[0].quantity == 2


# ---------------------------------------------------------------------- people, texts, times
def test_one_leading_apostrophe_goes_where_spreadsheets_put_it_and_nowhere_else() -> None:
    found = one(
        **{"Shipping_Zip": "'02116", "Shipping_Phone": "'+16175365700", "Shipping_Country": "US"},
        **{"Shipping_City": "'s-Hertogenbosch", "Notes": "'Twas for her"},
    )
    assert (found.shipping.postcode, found.shipping.phone) == ("02116", "+16175365700")
    assert (found.shipping.city, found.note) == ("'s-Hertogenbosch", "'Twas for her")


def test_newlines_in_notes_and_attributes() -> None:
    found = one(Notes='Called:\r\n"wrong finger"', Note_Attributes="gift-note: Love,\nA.\nlang: tr")
    assert found.note == 'Called:\n"wrong finger"'
    assert found.attributes == (("gift-note", "Love,\nA."), ("lang", "tr"))
    assert found.gift_message == "Love,\nA."


def test_a_destroyed_phone_is_held_and_never_stored() -> None:
    found = one(Phone="9.23E+11")
    assert codes(found) == [("phone_destroyed", 2, "Phone")]
    assert found.phone == "+35316170000"
    assert "9.23E" not in found.phone_e164


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"Shipping_City": ""}, "Shipping City"),
        ({"Shipping_Country": ""}, "Shipping Country"),
        ({"Shipping_Country": "Canaada"}, "Shipping Country"),
        ({"Shipping_Address1": "", "Shipping_Street": ""}, "Shipping Address1"),
        ({"Shipping_Country": "FR", "Shipping_Zip": ""}, "Shipping Zip"),
    ],
)
def test_an_address_that_no_carrier_takes_is_held(cells: dict[str, str], field: str) -> None:
    assert codes(one(**cells)) == [("address", 2, field)]


NO_ADDRESS = {
    f"Shipping_{part}": ""
    for part in ("Name", "Street", "Address1", "City", "Zip", "Province", "Country", "Phone")
}


@pytest.mark.parametrize(
    ("cells", "held"),
    [
        ({}, True),
        ({"Shipping_Method": ""}, False),
        ({"Shipping_Method": "Local pickup"}, False),
        ({"Fulfillment_Status": "fulfilled"}, False),
        ({"Cancelled_at": "2026-03-03 10:00:00 +0000"}, False),
    ],
)
def test_no_address_at_all_is_held_only_if_goods_are_to_be_sent(
    cells: dict[str, str], held: bool
) -> None:
    assert bool(one(**(NO_ADDRESS | cells)).holds) is held


def test_services_alone_need_no_address() -> None:
    found = one(line("Engraving service", "100.00", requires_shipping="false"), **NO_ADDRESS)
    assert found.verdict == "ok"


def test_times_of_both_halves_of_the_year() -> None:
    assert one(Created_at="2026-03-02 14:05:00 -0800").ordered_at == 1_772_489_100_000
    found = file_of(order(Created_at="2026-07-02 14:05:00 -0700"))
    assert found.orders[0].ordered_at == 1_783_026_300_000
    assert not found.zone_assumed


def test_a_resaved_file_takes_the_shops_zone_and_says_so() -> None:
    found = read(FOLDER / "excel_resaved.csv", zone="America/New_York")
    assert found.zone_assumed
    assert found.resaved
    assert {"zone_assumed", "resaved"} <= {notice.code for notice in found.notices}
    assert {p.code for p in found.problems} == {"phone_destroyed", "id_destroyed"}
    assert found.orders[0].ordered_at == 1_766_979_360_000  # 28/12/2025 22:36 in New York
    assert all(told.difference_minor == 0 for told in found.orders)


def test_dates_that_may_be_read_in_two_ways_are_asked() -> None:
    rows = order(Created_at="03/04/2024 10:00", Paid_at="")
    asked = file_of(rows)
    assert asked.asks_date_order
    assert [p.code for p in asked.problems] == ["date_order"]
    told = file_of(rows, order="mdy").orders[0]
    assert told.ordered_at == 1_709_564_400_000
    assert not file_of(rows, order="dmy").asks_date_order


def test_other_date_columns_help_to_decide() -> None:
    found = file_of(order(Created_at="03/04/2024 10:00", Paid_at="13/04/2024 10:00"))
    assert found.orders[0].ordered_at == 1_712_152_800_000
    assert not found.asks_date_order


def test_damaged_letters_are_remarked_and_hold_nothing() -> None:
    content = as_csv(order(Billing_Name="JosÃ© MarÃ­a", Shipping_Name="JosÃ© MarÃ­a"))
    (found,) = read(content).orders
    assert codes(found) == [("mojibake", 2, "Name")]
    assert found.verdict == "ok"
