"""What every verb of the bank is: a name, the right it asks for, who does it, and `do`."""

from typing import Any, ClassVar

from wangdian.domain.rights import Actor, Right

VERBS: dict[str, type["Verb"]] = {}
"""Every verb by name; the role matrix walks it, so that a new one cannot be forgotten."""


class Verb:
    """A frozen dataclass of `who` and arguments; `do` guards, changes, records and announces in one transaction."""

    __slots__ = ()
    name: ClassVar[str]
    right: ClassVar[Right]
    who: Actor

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        VERBS[cls.name] = cls

    def do(self) -> Any:
        raise TypeError(f"{self.name} does not say what it does")
