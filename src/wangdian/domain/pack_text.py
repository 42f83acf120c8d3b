"""Reads the YAML of the catalogue into plain values with the line of each, guarded against bombs and slips."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 30
MAX_VALUES = 30_000

Plain = str | bool | None | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(Exception):
    """The text is not YAML, or not the modest YAML that a catalogue needs; `line` counts from 1."""

    def __init__(self, line: int, why: str, path: Path = ()) -> None:
        super().__init__(why)
        self.line = line
        self.why = why
        self.path = path


@dataclass
class _Reading:
    """The events still to come, and what was learnt on the way."""

    events: Iterator[yaml.Event]
    lines: dict[Path, int] = field(default_factory=dict)


def read_yaml(text: str) -> tuple[Plain, dict[Path, int]]:
    """The values of one document, and the line of each by its path. Raises `Unreadable`.

    Every scalar is text but true, false and null: figures, days and phrase ids such as 1.20 stay as written, and the
    schema reads them. Aliases, tags and a key given twice are refused.
    """
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(1, f"the file is longer than {MAX_CHARACTERS} characters")
    try:
        events = list(_modest(yaml.parse(text, Loader=_Loader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise Unreadable(mark.line + 1 if mark else 1, error.problem or "this is not YAML") from error
    except yaml.YAMLError as error:
        raise Unreadable(1, "this is not YAML") from error
    documents = sum(isinstance(event, yaml.DocumentStartEvent) for event in events)
    if documents != 1:
        raise Unreadable(1, f"there must be one document, and there are {documents}")
    nodes = iter([event for event in events if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent)])
    reading = _Reading(nodes)
    return _value(reading, next(nodes), ()), reading.lines


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _modest(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """Passes events on while they stay within the limits."""
    depth = 0
    for count, event in enumerate(events):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(line, "aliases (*name) are not allowed: write it out")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            raise Unreadable(line, f"the tag {event.tag} is not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise Unreadable(line, f"nested deeper than {MAX_DEPTH}")
        if count > MAX_VALUES:
            raise Unreadable(line, f"more than {MAX_VALUES} values")
        yield event


def _value(reading: _Reading, event: yaml.Event, path: Path) -> Plain:
    reading.lines[path] = _line(event)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(reading, path)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(reading, path)
    return _scalar(event)


def _scalar(event: yaml.Event) -> str | bool | None:
    if not isinstance(event, yaml.ScalarEvent):
        raise Unreadable(_line(event), "a value was expected here")
    plain = event.implicit[0]
    return _WORDS[event.value] if plain and event.value in _WORDS else event.value


def _mapping(reading: _Reading, path: Path) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for event in reading.events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        if not isinstance(event, yaml.ScalarEvent):
            raise Unreadable(_line(event), "a key must be a plain word", path)
        key = event.value
        if key in found:
            raise Unreadable(_line(event), f"{key} is given twice", (*path, key))
        found[key] = _value(reading, next(reading.events), (*path, key))
        reading.lines[*path, key] = _line(event)
    return found


def _sequence(reading: _Reading, path: Path) -> list[Plain]:
    found: list[Plain] = []
    for event in reading.events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        found.append(_value(reading, event, (*path, len(found))))
    return found
