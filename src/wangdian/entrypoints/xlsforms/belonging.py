"""Reads out of the condition of a row to which question it belongs, and with which answer it is shown."""

import re
from typing import NamedTuple

IS = re.compile(r"\$\{([^}]+)\}\s*=\s*['\"]([^'\"]*)['\"]")
CHOSEN = re.compile(r"selected\(\s*\$\{([^}]+)\}\s*,\s*['\"]([^'\"]*)['\"]\s*\)")
ANSWERED = re.compile(r"\$\{([^}]+)\}\s*!=\s*['\"]{2}")
OUTSIDE = re.compile(
    r" or \(\$\{([^}]+)\} != '' and \(\$\{\1\} [<>] -?[\d.]+(?: or \$\{\1\} [<>] -?[\d.]+)?\)\)",
)
"""How a form of ours says that a figure breaks its limits: a photo is asked for then too."""


class Link(NamedTuple):
    """The question above, and the answer with which the row is shown; "" for any answer."""

    question: str
    value: str


def link_of(relevant: str, questions: set[str], figures: set[str]) -> Link | None:
    """None for a condition that says more than one question and one answer."""
    if not set(OUTSIDE.findall(relevant)) <= figures:
        return None
    plain = OUTSIDE.sub("", relevant).strip()
    for pattern in (IS, CHOSEN, ANSWERED):
        found = pattern.fullmatch(plain)
        if found and found.group(1) in questions | figures:
            return Link(found.group(1), "" if pattern is ANSWERED else found.group(2))
    return None
