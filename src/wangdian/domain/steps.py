"""What the pure life cycles raise when an event does not fit the state that it meets."""

from wangdian.foundation.errors import Clash


class IllegalStep(Clash):
    """The life stays as it was; `why` is an English message id, `params` fill its named placeholders."""
