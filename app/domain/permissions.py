"""Who may do what, as data: a row for each act, with the roles that may do it.

A role list names the roles of an act; "EC:online" limits a role to the records that ``REACHES`` names,
and the service asks whether the record at hand is one of them. A person has any number of roles.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.errors import NotAllowedError
from app.domain.terms import vocabulary
from app.domain.worth import Against, Worth, against

ROLES = vocabulary(
    "Roles",
    "OC | order clerk",
    "EC | e-commerce clerk",
    "OA | operations associate",
    "SA | specialist",
    "MG | manager",
    "AD | administrator",
    "cli | the command line",
)

_STAFF = "OC EC OA SA MG"
_ALL = f"{_STAFF} AD"

# act | what it is, after "may not" | roles
_ACTS = f"""
orders.view      | see orders                              | {_ALL}
orders.create    | write orders                            | OC EC:online SA:own MG
orders.update    | change orders                           | OC EC:online SA:own MG
orders.approve   | approve orders                          | MG
import.orders    | import orders                           | OC EC MG cli
payments.create  | take payments                           | OC EC:online SA:own MG
prices.override  | change prices beyond the rules          | MG
refunds.create   | refund within the limit                 | OC EC MG
refunds.request  | ask for a larger refund                 | OC EC MG
refunds.approve  | approve a refund above the limit        | MG
returns.create   | open returns                            | OC EC SA MG
shipments.create | pack and ship                           | OC EC OA MG
parties.view     | see client data                         | OC:ordering EC:online OA:handled SA MG
parties.create   | add clients                             | OC EC:online SA MG
parties.update   | change client data                      | OC:ordering EC:online SA MG
parties.merge    | merge clients                           | OC SA MG
parties.export   | export client data                      | MG
bank.update      | change bank details                     | MG
confidential.view    | see identity papers and bank details | MG
confidential.cost    | see cost and supplier prices        | OA MG
confidential.reserve | see reserves                        | SA:own MG
confidential.bids    | see bidders' limits                 | SA:own MG
pieces.view      | see pieces                              | {_ALL}
pieces.update    | change the description of pieces        | OC OA SA MG
take_in.create   | take in pieces                          | OC OA SA MG
report.create    | write condition reports                 | OC OA SA MG
report.sign      | sign condition reports                  | OC OA SA MG
report.correct   | correct signed condition reports        | OC:own OA:own SA:own MG
report.approve   | decide on a stopped hand-over           | MG
tags.print       | print tags                              | OC OA SA MG
documents.print  | print documents                         | {_STAFF}
amend.request    | ask to change a signed weight or stone  | OA SA MG
amend.approve    | change a signed weight or stone         | MG
moves.create     | move pieces                             | OC EC:packing OA SA MG
quarantine.put   | put goods into quarantine               | {_ALL}
quarantine.release | release goods from quarantine         | OA MG
jobs.view        | see jobs                                | OC EC:online OA SA:own MG
jobs.create      | make jobs                               | OC:order OA MG
jobs.update      | change jobs                             | OC:order OA MG
jobs.approve     | approve jobs                            | OC:order OA:own_work MG
jobs.print       | print job bags                          | OC:order OA MG
repairs.create   | take in repairs                         | OC SA MG
qc.sign          | sign the quality check                  | EC:outgoing OA MG
purchases.view   | see purchases                           | {_STAFF}
purchases.request | ask for a purchase                     | OC EC OA MG
purchases.create | order from suppliers                    | OA MG
purchases.approve | approve purchases                      | MG
receipts.create  | receive goods from suppliers            | OA
invoices.create  | enter suppliers' invoices               | OC OA
invoices.approve | approve suppliers' invoices             | MG
vendor_payments.approve | approve payments to suppliers    | MG
agreements.view  | see consignment agreements              | EC OA SA MG
agreements.create | make consignment agreements            | SA MG
agreements.approve | approve consignment agreements        | MG
payouts.view     | see payouts                             | EC OA SA MG
payouts.approve  | approve payouts                         | MG
loans.view       | see loans                               | EC OA SA MG
loans.create     | make loans                              | OA SA MG
loans.approve    | approve loans                           | MG
auctions.view    | see auction lots                        | SA MG
auctions.create  | make auction lots and bids              | SA MG
auctions.update  | change auction lots and bids            | SA MG
auctions.approve | approve auction lots                    | MG
counts.plan      | plan counts                             | OA MG
counts.count     | count                                   | {_STAFF}
counts.post      | post counts                             | MG
write_offs.approve | write off pieces                      | MG
hold.release     | release held pieces                     | MG
hold.put         | hold pieces                             | OA SA MG
listings.view    | see listings                            | {_STAFF}
listings.create  | make listings and promotions            | EC MG
listings.update  | change listings and promotions          | EC MG
listings.approve | approve listings and promotions         | MG
kpi.view         | see reports                             | {_ALL}
kpi.cost         | see costs in reports                    | OA MG
audit.view       | see the audit log                       | MG AD
cases.settle     | settle cases                            | {_STAFF}
incidents.create | report incidents                        | {_ALL}
notes.create     | write notes                             | {_ALL}
undo.own         | take back a step                        | {_ALL}
users.view       | see users                               | MG AD
users.create     | add users                               | AD
users.update     | change users and roles                  | AD
settings.view    | see the settings                        | MG AD
settings.update  | change the settings                     | AD
rules.update     | change rule sets                        | AD MG
rules.approve    | approve rule sets                       | MG
devices.update   | change printers, scanners and scales    | AD
devices.test     | print test tags and rulers              | OC OA SA MG AD
backup.create    | make backups                            | AD cli
backup.restore   | restore backups                         | AD cli
check.run        | check the shop's data                   | AD MG cli
export.all       | export everything                       | AD cli
sync.run         | bring PCs together                      | {_ALL} cli
sync.update      | set up how PCs come together            | AD MG cli
erasure.execute  | erase a person's data                   | MG AD
tour.play        | play the tour                           | AD cli
sample.make      | make a sample shop                      | AD cli
"""

REACHES = {
    "online": "of the web shop only",
    "own": "of your own only",
    "ordering": "of those who order only",
    "handled": "of those whose goods are here only",
    "order": "of an order only",
    "own_work": "of the house's own stock only",
    "outgoing": "of what goes out to a client only",
    "packing": "to the packing table and from it only",
}
"""Limits of a role: how each ends the sentence "Your role may change orders …"."""

CONFIDENTIAL = {"cost": "confidential.cost", "reserve": "confidential.reserve"}
"""Values of a piece that not everybody may see, and the act of seeing each."""

SECOND_ALWAYS = frozenset({"write_offs.approve", "hold.release", "counts.post", "erasure.execute"})
SECOND_BY_VALUE = frozenset({"moves.create", "shipments.create", "loans.create"})
NEVER_DEFERRED = frozenset({"bank.update", "write_offs.approve", "hold.release"})
"""Acts whose second person cannot become a later review, however small the shop."""


@dataclass(frozen=True)
class Act:
    """An act: ``words`` complete the sentence "You may not …"; ``roles`` → limit ("" is none)."""

    name: str
    words: str
    roles: dict[str, str]


@dataclass(frozen=True)
class Limits:
    """Amounts of the shop, in minor units of its ``currency``, from which more is asked."""

    single_minor: int = 500_000
    batch_minor: int = 2_500_000
    refund_minor: int = 250_000
    currency: str = "USD"


def _read_acts() -> dict[str, Act]:
    found = {}
    for line in _ACTS.strip().splitlines():
        name, words, roles = (cell.strip() for cell in line.split("|"))
        grants = dict(([*role.split(":"), ""])[:2] for role in roles.split())
        found[name] = Act(name, words, grants)
    return found


ACTS: dict[str, Act] = _read_acts()
"""Every act by name ("orders.update")."""


def allowed(roles: Collection[str], act: str) -> bool:
    """Whether a person with these roles may do the act at all; KeyError for an unknown act."""
    return not ACTS[act].roles.keys().isdisjoint(roles)


def limit(roles: Collection[str], act: str) -> str:
    """How the act is limited for these roles: "" (not), "own", "online", "order", "packing" …

    With several roles the widest counts. NotAllowedError if none may do it.
    """
    require(roles, act)
    limits = {ACTS[act].roles[role] for role in roles if role in ACTS[act].roles}
    return "" if "" in limits else min(limits)


def reaches(roles: Collection[str], act: str) -> frozenset[str]:
    """The limits of these roles for an act, any of which may cover a record; none: no limit at all.

    NotAllowedError if none of the roles may do it.
    """
    require(roles, act)
    found = frozenset(ACTS[act].roles[role] for role in roles if role in ACTS[act].roles)
    return frozenset() if "" in found else found


def refuse_beyond(roles: Collection[str], act: str, beyond: Collection[str]) -> NotAllowedError:
    """The refusal of a record that lies beyond these limits of the roles."""
    words = " or ".join(words for reach, words in REACHES.items() if reach in beyond)
    everywhere = [role for role, reach in ACTS[act].roles.items() if not reach]
    return NotAllowedError(
        "Not allowed",
        f"Your role ({_have(roles)}) may {ACTS[act].words} {words}.",
        f"Ask someone who may: {role_words(everywhere)}.",
        act=act,
    )


def _have(roles: Collection[str]) -> str:
    return ", ".join(ROLES.word(role) for role in ROLES if role in roles) or "no role"


def require(roles: Collection[str], act: str) -> None:
    """NotAllowedError with a sentence unless one of the roles covers the act."""
    if allowed(roles, act):
        return
    can = role_words(ACTS[act].roles)
    raise NotAllowedError(
        "Not allowed",
        f"Your role ({_have(roles)}) may not {ACTS[act].words}.",
        f"Ask someone who may: {can}.",
        act=act,
    )


def who_may(act: str) -> str:
    """Who may do an act, for whoever may not: "Only a manager may release held pieces."."""
    words = [ROLES.word(role) for role in ROLES if role in ACTS[act].roles and role != "cli"]
    *first, last = words
    said = f"{', '.join(first)} or {last}" if first else last
    article = "an" if said[0] in "aeio" else "a"
    return f"Only {article} {said} may {ACTS[act].words}."


def role_words(roles: Collection[str]) -> str:
    """Roles in words, the program and the terminal left out: "order clerk or manager"."""
    return " or ".join(ROLES.word(role) for role in ROLES if role in roles and role != "cli")


def needs_second(act: str, worths: Sequence[Worth] = (), limits: Limits = Limits()) -> Against:
    """Whether a second person must confirm: always, or from the single or batch limit on.

    ``worths`` are those of the pieces, one each. True unless all is known to be below both limits.
    """
    if act in SECOND_ALWAYS:
        return Against.ABOVE
    if act not in SECOND_BY_VALUE:
        return Against.BELOW
    together = against(sum(worths, Worth()), limits.batch_minor, limits.currency)
    return max([together, *(against(one, limits.single_minor, limits.currency) for one in worths)])


def may_defer(act: str, people: int) -> bool:
    """Whether the second person may be a later review: in shops of fewer than four people."""
    return people < 4 and act not in NEVER_DEFERRED


def refund_act(amount: Worth, limits: Limits = Limits()) -> str:
    """The act that a refund of this amount needs; one in another currency is above the limit."""
    above = against(amount, limits.refund_minor, limits.currency, beyond=True)
    return "refunds.approve" if above else "refunds.create"


def print_act(kind: str, about: str = "") -> str:
    """The act that printing a kind of paper needs, and seeing to what became of it.

    ``about`` is what it is the print of: "trial" for a test of the printer.
    """
    if about == "trial":
        return "devices.test"
    return {"tag": "tags.print", "job_bag": "jobs.print"}.get(kind, "documents.print")
