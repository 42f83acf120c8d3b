"""The text by which an outlet is found: code, names, pinyin whole and by initials."""

from pypinyin import Style, lazy_pinyin


def search_text(code: str, name_zh: str, name_en: str) -> str:
    """Lower case, words apart, e.g. "n001 城南支行 chengnanzhihang cnzh south branch"; at most 400 characters."""
    whole = "".join(lazy_pinyin(name_zh))
    initials = "".join(lazy_pinyin(name_zh, style=Style.FIRST_LETTER))
    return " ".join([code, name_zh, whole, initials, name_en]).lower()[:400]
