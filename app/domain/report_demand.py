"""Where custody changes a condition report may be demanded: the rules as data, loans among them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from app.domain.errors import InputError
from app.domain.worth import Against, Worth, against

TAKE_IN, BENCH_OUT, BENCH_IN, PRE_SHIP, RETURN = (
    "take_in",
    "bench_out",
    "bench_in",
    "pre_ship",
    "return",
)
LOAN_OUT, LOAN_IN = "loan_out", "loan_in"
EVENTS = (TAKE_IN, BENCH_OUT, BENCH_IN, PRE_SHIP, RETURN, LOAN_OUT, LOAN_IN)
INBOUND = frozenset({BENCH_IN, LOAN_IN, RETURN})
"""Hand-overs at which a piece comes back: only what is seen after its absence counts."""
WORDS = {
    TAKE_IN: "at take-in",
    BENCH_OUT: "before it goes to the bench",
    BENCH_IN: "when it comes back from the bench",
    PRE_SHIP: "before it is shipped",
    RETURN: "when it comes back",
    LOAN_OUT: "before it goes out on loan, on approval or to an event",
    LOAN_IN: "when it comes back from a loan, an approval or an event",
}
"""When, in words that follow "a condition report"."""
OFF, TOLD, DEMANDED = "off", "told", "demanded"
LEVELS = (OFF, TOLD, DEMANDED)
LARGEST_MINOR = 10**12


def crossing(came: str, goes: str) -> str:
    """Which hand-over takes a piece from one whereabouts to another (codes of ``WHEREABOUTS``), "" for none.

    What is outside already and is only sent on changes hands between others: nobody here sees it.
    """
    if came == goes:
        return ""
    if goes == "bench":
        return BENCH_OUT if came in ("house", "missing") else _HOME.get(came, "")
    if goes == "house":
        return _HOME.get(came, "")
    if came not in ("house", "bench"):
        return ""
    return {"out": LOAN_OUT, "event": LOAN_OUT, "transit": PRE_SHIP}.get(goes, "")


_HOME = {"bench": BENCH_IN, "out": LOAN_IN, "event": LOAN_IN, "transit": RETURN, "gone": RETURN}
"""What coming back into the house is, by where a piece was."""


@dataclass(frozen=True)
class DemandRule:
    """What one hand-over asks for.

    ``level``: not at all, told and gone on without, or demanded. It applies to pieces worth
    ``above_minor`` or more (0: any value) and, with ``with_stones``, to those with stones of any value.
    """

    event: str
    level: str = TOLD
    above_minor: int = 0
    with_stones: bool = True

    def asks(self, worth: Worth, stones: int, currency: str) -> Against:
        """Whether a piece of this worth and with so many stones falls under the rule: true if so.

        The limit is in the house's ``currency``; ``UNKNOWN`` where only a value in another one, which
        cannot be held against it, has it fall under the rule.
        """
        if self.level == OFF:
            return Against.BELOW
        if self.with_stones and stones:
            return Against.ABOVE
        if self.above_minor:
            return against(worth, self.above_minor, currency)
        return Against.BELOW if self.with_stones else Against.ABOVE


USUAL: Mapping[str, DemandRule] = {
    event: DemandRule(event, DEMANDED if event in (LOAN_OUT, LOAN_IN) else TOLD, 100_000)
    for event in EVENTS
}
"""Until the house says otherwise: loans demand a report, everything else tells that there is none;
both from a value of 1 000.00 or with stones."""


def rules_from_json(kept: str) -> dict[str, DemandRule]:
    """The rules as kept; what is not there, or from a newer Parure and unknown, is as usual."""
    rules = dict(USUAL)
    for event, row in (json.loads(kept) if kept else {}).items():
        if event in rules and row.get("level") in LEVELS:
            rules[event] = DemandRule(
                event,
                row["level"],
                int(row.get("above_minor", 0)),
                bool(row.get("with_stones", True)),
            )
    return rules


def rules_to_json(rules: Iterable[DemandRule]) -> str:
    """The rules to keep; InputError for what is none."""
    said = {}
    for rule in rules:
        if rule.event not in EVENTS or rule.level not in LEVELS:
            raise InputError(
                "Not a rule",
                f"There is no rule “{rule.event}, {rule.level}”.",
                "Choose off, told or demanded.",
                field=rule.event,
            )
        if not 0 <= rule.above_minor <= LARGEST_MINOR:
            raise InputError(
                "Not a value limit",
                "A value limit is an amount from 0 on.",
                "Type for example 1,000.00.",
                field=rule.event,
            )
        row = asdict(rule)
        said[row.pop("event")] = row
    return json.dumps(said, sort_keys=True)
