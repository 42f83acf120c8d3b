"""The language of who typed a command."""

import os


def language_of_terminal() -> str:
    """Chinese where the terminal says so, English elsewhere."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh-hans" if said.startswith("zh") else "en"
