"""Addresses in files: the country told, and whether a parcel could be sent there."""

from __future__ import annotations

import re
from functools import lru_cache

from app.exchange.orders import FileAddress


def _words(text: str) -> list[str]:
    return text.split()


_CODES = frozenset(
    _words(
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
        "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
        "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
        "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
        "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
        "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
        "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
        "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA "
        "ZM ZW"
    )
)
# Where carriers sort by postcode, with its digits where it is digits alone (0: letters too).
_POSTCODE_DIGITS = {
    **dict.fromkeys(_words("AT AU BE BG CH CY DK HU LI LU LV NO SI ZA NZ PH"), 4),
    **dict.fromkeys(_words("DE ES FI FR HR IT MX MY TH TR UA US MC SM VA KR ID EE"), 5),
    **dict.fromkeys(_words("CN IN RO RU SG"), 6),
    **dict.fromkeys(_words("GB CA NL SE PL CZ SK GR PT BR JP MT LT IS TW IL"), 0),
}
_CITY_STATES = frozenset({"SG", "MC", "GI", "VA", "HK", "MO"})
_NAMES = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "united states of america": "US",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "türkiye": "TR",
    "south korea": "KR",
    "korea": "KR",
    "taiwan": "TW",
    "hong kong": "HK",
    "macao": "MO",
    "russia": "RU",
    "deutschland": "DE",
    "españa": "ES",
    "italia": "IT",
    "österreich": "AT",
    "schweiz": "CH",
    "suisse": "CH",
    "belgië": "BE",
    "belgique": "BE",
}
_DIGITS = re.compile(r"\d")


@lru_cache(maxsize=1024)
def country_code(text: str) -> str:
    """The ISO 3166 code of a country given by code or English name; "" when it is not known."""
    code = text.strip().upper()
    if code in _CODES:
        return code
    name = text.strip().casefold()
    return _NAMES.get(name) or _english_names().get(name, "")


@lru_cache(maxsize=1)
def _english_names() -> dict[str, str]:
    from babel import Locale  # only for files that spell countries out

    territories = Locale("en").territories
    return {str(name).casefold(): code for code, name in territories.items() if code in _CODES}


def cannot_ship(address: FileAddress, resaved: bool = False) -> tuple[str, str]:
    """What an address lacks for a parcel: (name of the part, sentence), or ("", "").

    In a file that a spreadsheet saved again (``resaved``) a postcode that is one digit short has
    lost its leading zero.
    """
    if not address.country:
        if address.country_text:
            return "Country", f"The country “{address.country_text}” is not known"
        return "Country", "The address has no country"
    if not (address.street or address.street2):
        return "Address1", "The address has no street"
    if not address.city and address.country not in _CITY_STATES:
        return "City", "The address has no city"
    digits = _POSTCODE_DIGITS.get(address.country)
    if digits is None:
        return "", ""
    if not address.postcode:
        return "Zip", f"The address has no postcode, which {address.country} needs"
    if resaved and digits and len(address.postcode) == digits - 1 and address.postcode.isdecimal():
        return "Zip", f"The postcode {address.postcode} lost its leading zero"
    return "", ""
