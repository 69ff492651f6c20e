"""A postal address as lines, as the country that it goes to writes it on an envelope."""

from __future__ import annotations

from collections.abc import Sequence

_STREET_THEN_CODE_LINE = frozenset({"GB", "IE", "IM", "JE", "GG", "MT"})
"""Town and postcode have a line each, the postcode last."""
_REGION_WITH_CODE = frozenset({"US", "CA", "AU", "PR", "GU", "VI"})
"""Town, the state's letters and the postcode share a line."""
_TOWN_BEFORE_CODE = frozenset(
    {"IN", "SG", "NZ", "JP", "KR", "TH", "HK", "TW", "ID", "VN", "PK", "BD", "LK", "NP", "JO",
     "LB", "SA", "BH", "OM"}
)  # fmt: skip
"""The postcode stands behind the town; a region has a line of its own."""
_PROVINCE = frozenset({"IT"})
"""The postcode first, the province's letters behind the town."""


def postal_lines(
    name: str,
    street: Sequence[str],
    *,
    city: str = "",
    region: str = "",
    postcode: str = "",
    country: str = "",
    home: str = "",
) -> tuple[str, ...]:
    """Name, street, town and country, a line each; what is empty leaves no line.

    ``country`` is its two letters (any other text stands as it is) and is said in capitals, where it
    is not ``home``.
    """
    code = country.strip().upper()
    lines = [name, *street, *_town_lines(code, city.strip(), region.strip(), postcode.strip())]
    if code and code != home.strip().upper():
        lines.append(_country(country.strip()))
    return tuple(line.strip() for line in lines if line.strip())


def fewer_lines(lines: Sequence[str], most: int) -> list[str]:
    """An address in at most so many lines: those between the name and the last two share one first."""
    kept = list(lines)
    while len(kept) > most:
        at = 1 if len(kept) > 4 else max(0, len(kept) - 3)
        kept[at : at + 2] = [", ".join(kept[at : at + 2])]
    return kept


def _town_lines(country: str, city: str, region: str, postcode: str) -> list[str]:
    own = "" if region == city or len(region) <= 3 else region  # letters alone are a shop's code
    if country in _STREET_THEN_CODE_LINE:
        return [city, own, postcode]
    if country in _REGION_WITH_CODE:
        state = " ".join(filter(None, (region, postcode)))
        comma = ", " if country == "US" else " "
        return [comma.join(filter(None, (city, state)))]
    if country in _TOWN_BEFORE_CODE:
        return [" ".join(filter(None, (city, postcode))), own]
    town = " ".join(filter(None, (postcode, city)))
    if country in _PROVINCE and len(region) == 2:
        return [f"{town} {region.upper()}"]
    return [town, own]


def _country(country: str) -> str:
    """A country in English and capitals, as the carriers of all countries read it."""
    if len(country) != 2:
        return country
    from babel import Locale  # here: whoever only reads addresses needs no names of countries

    return str(Locale("en").territories.get(country.upper(), country)).upper()
