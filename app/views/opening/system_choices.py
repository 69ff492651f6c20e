"""What this PC proposes to a new shop: currency, time zone, how dates and figures are written."""

from __future__ import annotations

import locale as system
import os
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, localedata
from babel.numbers import get_currency_name, get_territory_currencies

from app.domain.dates import zone_of
from app.domain.errors import UserError

USUAL_CURRENCIES = (
    *("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "CNY", "HKD", "SGD", "INR", "AED"),
    *("SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "TRY", "ILS", "ZAR", "BRL", "MXN"),
    *("KRW", "THB", "NZD", "KWD", "BHD", "QAR", "SAR", "MAD", "EGP", "ARS", "CLP", "COP"),
)


def territory() -> str:
    """The two letters of the country that this PC is set to; "US" where it does not say."""
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or system.getlocale()[0] or ""
    country = said.partition(".")[0].partition("_")[2].upper()
    return country if len(country) == 2 else "US"


def formats(country: str = "") -> str:
    """The locale by which figures and dates are written: English words, the country's habits."""
    wanted = f"en_{country or territory()}"
    return wanted if localedata.exists(wanted) else "en_US"


def format_choices() -> list[tuple[str, str]]:
    """Every way of writing figures and dates: locale and the country in words."""
    names = Locale("en").territories
    known = [n for n in localedata.locale_identifiers() if n.startswith("en_") and len(n) == 5]
    return sorted(
        ((n, f"As in {names.get(n[3:], n[3:])}") for n in known), key=lambda pair: pair[1]
    )


def currency() -> str:
    """The currency of this PC's country, if it is one that is offered."""
    used = get_territory_currencies(territory())
    return next((code for code in used if code in USUAL_CURRENCIES), "USD")


@cache
def currency_choices() -> list[tuple[str, str]]:
    """Code and words of each currency that is offered, the usual ones first."""
    return [(code, f"{code}, {get_currency_name(code, locale='en')}") for code in USUAL_CURRENCIES]


@cache
def zones() -> list[str]:
    """The names of all time zones, for completing what is typed."""
    return sorted(name for name in available_timezones() if "/" in name or name == "UTC")


def parse_zone(text: str) -> str:
    """A time zone from what was typed: its name, its city, or how the city begins ("new y")."""
    wanted = text.strip().replace(" ", "_").casefold()
    exact = [name for name in zones() if name.casefold() == wanted]
    city = [name for name in zones() if name.casefold().endswith(f"/{wanted}")]
    begins = [name for name in zones() if wanted and f"/{wanted}" in name.casefold()]
    found = exact or city or begins
    try:
        zone_of(found[0] if len(found) == 1 else text)
    except UserError as error:
        error.field = "zone"
        raise
    return found[0] if len(found) == 1 else text.strip()


def clock_there(zone: str) -> str:
    """What a clock shows there now: the quickest way to see that the zone is right."""
    return f"It is {datetime.now(ZoneInfo(zone)):%H:%M} there now"
