"""Which addresses outside may be spoken to: only those whose origin the operator has named."""

import re
from collections.abc import Collection

ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(?P<port>[0-9]{1,5}))?"
    r"(?:/[!-\[\]-~]*)?",
    re.IGNORECASE,
)
"""Narrower than RFC 3986 on purpose: no login before the host, no backslash, nothing that two readers read apart."""
LONGEST = 1000
PORTS = {"http": 80, "https": 443}


def origin_of(address: str) -> str:
    """Scheme, host and port as one text, such as https://oapi.dingtalk.com; "" for what is no plain address."""
    found = ADDRESS.fullmatch(address)
    if found is None or len(address) > LONGEST or "#" in address or ".." in found["host"]:
        return ""
    scheme, host = found["scheme"].lower(), found["host"].lower()
    port = int(found["port"] or PORTS[scheme])
    if not 0 < port < 65536:
        return ""
    return f"{scheme}://{host}" + ("" if port == PORTS[scheme] else f":{port}")


def may_go_out(address: str, origins: Collection[str]) -> bool:
    """Whether the address lies at one of the origins, scheme and port included."""
    origin = origin_of(address)
    return bool(origin) and origin in {origin_of(known) for known in origins}
