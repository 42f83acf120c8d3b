"""The tool that judges the Chinese sees each way in which it can be wrong."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tools import translations
from tools.texts import NotOneText, texts_of_python, texts_of_template

BARE = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
HEADER = BARE + '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


def area(folder: Path, body: str, header: str = HEADER) -> tuple[Path, Catalog]:
    file = folder / "django.po"
    file.write_text(header + body)
    with file.open("rb") as lines:
        return file, read_po(lines, locale="zh_Hans")


def problems(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str, used: set[str], header: str = HEADER) -> str:
    monkeypatch.setattr(translations, "ROOT", folder)
    return "\n".join(translations.problems_of_area(*area(folder, body, header), used))


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('msgid "Save"\nmsgstr "保存"\n', ""),
        ('msgid "Save"\nmsgstr ""\n', "no Chinese"),
        ('#, fuzzy\nmsgid "Save"\nmsgstr "保存"\n', "fuzzy"),
        ('msgid "Save"\nmsgstr "保存 %(n)s"\n', "other placeholders"),
        ('msgid "Gone"\nmsgstr "去"\n', "nothing uses"),
        ('msgid "Save"\nmsgstr "保存"\n\n#~ msgid "Gone"\n#~ msgstr "去"\n', "obsolete"),
        ('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s 天"\n', ""),
        ('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "天"\n', "other placeholders"),
    ],
)
def test_each_fault_of_an_area_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, complaint: str,
) -> None:
    found = problems(tmp_path, monkeypatch, body, {"Save", "%(n)s day"})
    assert complaint in found if complaint else not found


def test_an_area_without_the_chinese_plural_rule_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Plural-Forms" in problems(tmp_path, monkeypatch, 'msgid "Save"\nmsgstr "保存"\n', {"Save"}, BARE + "\n")


def test_texts_are_found_in_code(tmp_path: Path) -> None:
    file = tmp_path / "some.py"
    file.write_text(
        'a = _("One")\nb = ngettext("%(n)s day", "%(n)s days", n)\nraise invalid("code", "Taken.")\nc = _(a)\n'
        'raise Clash("Too " "late.")\nd = log("not this")\n',
    )
    assert sorted(text.msgid for text in texts_of_python(file)) == ["%(n)s day", "One", "Taken.", "Too late."]


def test_an_f_string_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "some.py"
    file.write_text('a = _(f"Hello {name}")\n')
    with pytest.raises(NotOneText):
        list(texts_of_python(file))


def test_texts_are_found_in_templates(tmp_path: Path) -> None:
    file = tmp_path / "some.html"
    file.write_text(
        '{% translate "Save" %}{% include "x" with title=_("Title") %}{% blocktranslate count n=days %}{{ n }} day'
        "{% plural %}{{ n }} days{% endblocktranslate %}",
    )
    found = {text.msgid: text.plural for text in texts_of_template(file)}
    assert found == {"Save": "", "Title": "", "%(n)s day": "%(n)s days"}


def test_a_text_in_no_area_or_in_two_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    file = tmp_path / "some.py"
    file.write_text('a = _("One")\nb = _("Two {n}")\n')
    homes = {"Two {n}": [tmp_path / "a.po", tmp_path / "b.po"]}
    said = "\n".join(translations.problems_of_texts(list(texts_of_python(file)), homes))
    assert "no area holds the Chinese of 'One'" in said
    assert "placeholder without a name in 'Two {n}'" in said
    assert "in several areas: 'Two {n}'" in said
