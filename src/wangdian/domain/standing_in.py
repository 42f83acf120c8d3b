"""Who reads for somebody on leave, and who of those named is on duty."""

from collections.abc import Collection, Iterable, Mapping


def reader_for(person: int, away: Mapping[int, int | None], here: Collection[int]) -> int | None:
    """Who reads what `person` is told: the person, or along the chain of deputies the first who is not away.

    `away` names everybody on leave with the deputy, or None for one without; `here` are those who can log in. None
    when the chain ends with somebody who is away without a deputy, who cannot log in, or comes back to where it was.
    """
    seen: set[int] = set()
    reader: int | None = person
    while reader is not None and reader in away:
        if reader in seen:
            return None
        seen.add(reader)
        reader = away[reader]
    return reader if reader in here else None


def readers_for(people: Iterable[int], away: Mapping[int, int | None], here: Collection[int]) -> tuple[int, ...]:
    """Who reads for them, each once, in their order; those whom nobody reads for are left out."""
    readers = (reader_for(person, away, here) for person in people)
    return tuple(dict.fromkeys(reader for reader in readers if reader is not None))


def on_call(people: Iterable[int], on_duty: Collection[int]) -> tuple[int, ...]:
    """Of those whom a step names, who is on duty; all of them while none is."""
    named = tuple(people)
    return tuple(person for person in named if person in on_duty) or named
