"""Facts that people announce."""

from dataclasses import dataclass
from typing import ClassVar

from wangdian.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class NewsArrived(Fact):
    """A piece of news lies in an inbox."""

    topic: ClassVar[str] = "people.NewsArrived"
    news_id: int


@dataclass(frozen=True, slots=True)
class PersonErased(Fact):
    """A person's name, phone and mail are gone for good; whoever holds a copy drops it."""

    topic: ClassVar[str] = "people.PersonErased"
    person_id: int
