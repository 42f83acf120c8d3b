"""The names and addresses under which others reach this machine."""

import ipaddress
import socket

SOMEWHERE_ELSE = ("192.0.2.1", 9)
"""An address kept for documentation (RFC 5737): asking for the way there sends nothing."""


def names_of_this_machine(host: str) -> list[str]:
    """What a certificate must name when the server listens on `host`; the address for phones stands first."""
    if not listens_everywhere(host):
        return list(dict.fromkeys([host, "localhost", "127.0.0.1"]))
    own = socket.gethostname().lower()
    names = [_address_towards_others(), own, f"{own.split('.')[0]}.local", *_addresses_of(own)]
    return [name for name in dict.fromkeys([*names, "localhost", "127.0.0.1"]) if name]


def listens_everywhere(host: str) -> bool:
    """Whether `host` means every address of the machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:  # a name
        return not host


def _address_towards_others() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE_ELSE)
        except OSError:  # no network at all
            return ""
        return str(probe.getsockname()[0])


def _addresses_of(name: str) -> list[str]:
    try:
        found = socket.getaddrinfo(name, None)
    except OSError:  # the machine does not know its own name
        return []
    addresses = {str(info[4][0]).split("%")[0] for info in found}
    return sorted(a for a in addresses if not ipaddress.ip_address(a).is_link_local)
