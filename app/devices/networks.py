"""The networks that this PC is in, for what a phone beside it is to reach."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from dataclasses import dataclass

INSIDE = re.compile(
    r"^(lo|docker|veth|br-|virbr|vbox|vmnet|tun|tap|utun|wg|zt|tailscale|vethernet)", re.I
)
"""Networks that exist in this PC alone, or lead far away: no phone in the shop is in them."""


@dataclass(frozen=True)
class Network:
    """This PC's address in one of its networks; ``words`` tell them apart."""

    address: str
    words: str


def networks() -> list[Network]:
    """Those in which a phone may be, the one that leads outside first; none without a network."""
    # Here: only who wants pictures from a phone asks.
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

    flags = QNetworkInterface.InterfaceFlag
    kinds = QNetworkInterface.InterfaceType
    found: list[Network] = []
    for card in QNetworkInterface.allInterfaces():
        on = card.flags()
        if not (on & flags.IsUp and on & flags.IsRunning) or on & flags.IsLoopBack:
            continue
        name = card.humanReadableName() or card.name()
        if INSIDE.match(card.name()) or INSIDE.match(name):
            continue
        word = {kinds.Wifi: "Wi-Fi", kinds.Ethernet: "cable"}.get(card.type(), "network")
        for entry in card.addressEntries():
            address = entry.ip()
            if address.protocol() != QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                continue
            if is_local(address.toString()):
                text = address.toString()
                found.append(Network(text, f"{word} {name}, {text}"))
    usual = usual_address()
    return sorted(found, key=lambda network: network.address != usual)


def is_local(address: str) -> bool:
    """Whether an address is one of a shop's own network, not of the internet nor of nothing."""
    ip = ipaddress.ip_address(address)
    return ip.is_private and not ip.is_loopback and not ip.is_link_local


def usual_address() -> str:
    """This PC's address towards the outside, "" without one; nothing is sent for it."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(
            ("192.0.2.1", 9)
        )  # set aside for examples; a datagram's connect sends nothing
        return str(probe.getsockname()[0])
    return ""
