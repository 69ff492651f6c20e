"""What an agreement promises a consignor: shares by tier, the term, holds, when money is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import InputError
from app.domain.money import PPM, part, rate_words


@dataclass(frozen=True)
class Tier:
    """From this net price on (minor units), the consignor gets this share."""

    from_minor: int
    consignor_ppm: int


@dataclass(frozen=True)
class Terms:
    """Terms of an agreement. Days are calendar days; the last day of the term still counts.

    ``marginal``: each tier's share applies only to the part of the price within it; otherwise the
    tier that the whole net price reaches applies to all of it.
    """

    tiers: tuple[Tier, ...] = (Tier(0, 500_000), Tier(100_000, 600_000))
    term_days: int = 120
    hold_days: int = 15
    return_days: int = 14
    marginal: bool = False
    photo_fee_minor: int = 0
    withdrawal_ppm: int = 50_000
    reduction_ppm: int = 0
    reduction_after_days: int = 0

    def __post_init__(self) -> None:
        starts = [tier.from_minor for tier in self.tiers]
        if not starts or starts[0] != 0 or starts != sorted(set(starts)):
            raise _wrong("The shares must start at 0 and rise from tier to tier.", "tiers")
        if any(not 0 <= tier.consignor_ppm <= PPM for tier in self.tiers):
            raise _wrong("A share must be between 0 and 100 %.", "tiers")
        if not 30 <= self.term_days <= 730:
            raise _wrong("The term must be 30 to 730 days.", "term_days")
        if not 0 <= self.hold_days <= 365 or not 0 <= self.return_days <= 365:
            raise _wrong("Waiting and return days must be 0 to 365.", "hold_days")


def _wrong(message: str, field: str) -> InputError:
    return InputError("Terms cannot be so", message, "Correct the terms.", field=field)


def tier_of(net_minor: int, terms: Terms) -> Tier:
    """The tier that a net price reaches."""
    return next(t for t in reversed(terms.tiers) if net_minor >= t.from_minor or not t.from_minor)


def consignor_share(net_minor: int, terms: Terms) -> int:
    """What the consignor gets of a net price (without tax, after discount), in minor units."""
    if not terms.marginal:
        return part(net_minor, tier_of(net_minor, terms).consignor_ppm)
    total, ends = 0, [t.from_minor for t in terms.tiers[1:]]
    for tier, end in zip(terms.tiers, [*ends, net_minor], strict=True):
        within = max(0, min(net_minor, max(end, tier.from_minor)) - tier.from_minor)
        total += part(within, tier.consignor_ppm)
    return total


def expected_share(nets_minor: Sequence[int], terms: Terms) -> int:
    """What the consignor gets if every piece sells at these prices."""
    return sum(consignor_share(net, terms) for net in nets_minor)


def drops_tier(agreed_minor: int, net_minor: int, terms: Terms) -> bool:
    """Whether a discount takes the consignor to a smaller share: the sale warns."""
    lower = tier_of(net_minor, terms).consignor_ppm
    return not terms.marginal and lower < tier_of(agreed_minor, terms).consignor_ppm


def last_day(signed_on: date, terms: Terms) -> date:
    """The last day of the term, on which a piece may still be sold."""
    return signed_on + timedelta(days=terms.term_days)


def saleable_on(signed_on: date, terms: Terms) -> date:
    """The first day on which a piece may be sold after the second-hand waiting time."""
    return signed_on + timedelta(days=terms.hold_days)


def eligible_on(delivered_on: date, terms: Terms) -> date:
    """The day on which a sale may be paid out: the return days must have passed."""
    return delivered_on + timedelta(days=terms.return_days + 1)


def expired(today: date, term_ends_on: date) -> bool:
    """Whether the term is over: not yet on its last day."""
    return today > term_ends_on


def withdrawal_fee(agreed_minor: int, terms: Terms) -> int:
    """Fee for an early withdrawal: 5 % of 6,300.00 is 315.00."""
    return part(agreed_minor, terms.withdrawal_ppm)


def check_prices(agreed_minor: int, reserve_minor: int) -> None:
    """InputError unless 0 ≤ reserve ≤ agreed and something is agreed."""
    if agreed_minor <= 0:
        raise InputError(
            "No agreed price",
            "A consigned piece needs an agreed price above zero.",
            "Type the price that the consignor agreed to.",
            field="agreed",
        )
    if not 0 <= reserve_minor <= agreed_minor:
        raise InputError(
            "Reserve above the agreed price",
            "The reserve is the lowest price, so it cannot be above the agreed price.",
            "Lower the reserve, or raise the agreed price.",
            field="reserve",
        )


def reserve_percent(agreed_minor: int, reserve_minor: int) -> int:
    """The reserve as whole percent of the agreed price, for the line under the field."""
    return (200 * reserve_minor + agreed_minor) // (2 * agreed_minor) if agreed_minor else 0


def tier_words(terms: Terms, shown: Sequence[str]) -> list[str]:
    """The tiers in words, dearest first; ``shown`` are their starting prices as text.

    "60 % from 1,000.00", "50 % below".
    """
    words = []
    for index in range(len(terms.tiers) - 1, -1, -1):
        share = rate_words(terms.tiers[index].consignor_ppm)
        if index:
            words.append(f"{share} from {shown[index]}")
        else:
            words.append(f"{share} below" if words else share)
    return words
