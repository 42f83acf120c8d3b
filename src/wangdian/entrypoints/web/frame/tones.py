"""Which look a state has: one table for every code list, so that the same colour means the same thing everywhere."""

TONES: dict[str, str] = {
    # verdicts
    "holds": "holds", "fails": "fails", "unknown": "unknown", "not_applicable": "off",
    # findings
    "open": "waits", "mending": "mending", "mended": "waits", "closed": "done", "waived": "off",
    # work orders
    "new": "waits", "assigned": "mending", "accepted": "mending", "working": "mending", "paused": "off",
    "returned": "fails", "verified": "done", "cancelled": "off",
    # walks and plans
    "planned": "waits", "started": "mending", "finished": "done", "missed": "late",
    # draws, comparisons
    "called_off": "off", "withdrawn": "off", "same": "holds", "differs": "mending",
    # waivers
    "asked": "waits", "granted": "done", "refused": "off",
    # things with an end
    "expired": "fails", "expiring": "mending", "valid": "holds", "approved": "holds", "draft": "waits",
    "retired": "off", "good": "holds", "soon": "mending", "short": "mending", "ahead": "waits", "current": "holds",
    "past": "off", "over": "off", "stopped": "off", "broken": "fails",
    # accounts, tokens, jobs
    "active": "holds", "inactive": "off", "revoked": "off", "done": "done", "failed": "fails", "running": "mending",
    "failing": "fails",
    "late": "late", "waiting": "waits",
}


def tone(code: object) -> str:
    """The class of a state's chip; a code that is not listed waits, quietly."""
    return TONES.get(str(code), "waits")
