"""Judges the Chinese beside every text that people read, and compiles it.

python -m tools.translations check      every text has its Chinese in exactly one area, with the same placeholders
python -m tools.translations missing    what lacks its Chinese, by source folder, in the form of a po file
python -m tools.translations compile    django.po -> django.mo, each beside the other
"""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from tools.texts import NotOneText, Text, texts_of_python, texts_of_template

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/wangdian"
PLACES = (SOURCE, ROOT / "demo")
AREAS = "locale/*/zh_Hans/LC_MESSAGES/django.po"
NAMED = re.compile(r"%\((\w+)\)([sd])")
UNNAMED = re.compile(r"(?<!%)(?:%%)*%[sdrif]|\{\w*\}")
ONE_FORM = "nplurals=1; plural=0;"


def texts(problems: list[str]) -> list[Text]:
    """Every text of the code and the templates; what cannot be translated goes to `problems`."""
    found: list[Text] = []
    for file in sorted(f for place in PLACES for f in place.rglob("*") if f.suffix in {".py", ".html", ".txt"}):
        if "migrations" in file.parts:
            continue
        try:
            found.extend(texts_of_python(file) if file.suffix == ".py" else texts_of_template(file))
        except NotOneText as error:
            problems.append(str(error))
    return found


def catalogues(problems: list[str]) -> dict[Path, Catalog]:
    """The Chinese of every area by its file; what cannot be read goes to `problems`."""
    read: dict[Path, Catalog] = {}
    for file in sorted(SOURCE.glob(AREAS)):
        try:
            with file.open("rb") as lines:
                read[file] = read_po(lines, locale="zh_Hans", abort_invalid=True)
        except PoFileError as error:
            problems.append(f"{short(file)}: {error}")
    return read


def short(file: Path) -> str:
    return str(file.relative_to(ROOT))


def entries(catalogue: Catalog) -> Iterator[Message]:
    """Its messages without the header."""
    return (message for message in catalogue if message.id)


def singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


def strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string or "",)


def placeholders(text: str) -> set[str]:
    return {name for name, _kind in NAMED.findall(text)}


def problems_of_entry(file: Path, message: Message) -> Iterator[str]:
    """What is wrong with one entry by itself."""
    where, msgid = f"{short(file)}:{message.lineno}", singular(message)
    if message.fuzzy:
        yield f"{where}: fuzzy: {msgid!r}"
    if not all(strings(message)):
        yield f"{where}: no Chinese for {msgid!r}"
        return
    english = placeholders(message.id[-1] if isinstance(message.id, tuple) else msgid)
    for string in strings(message):
        if placeholders(string) != english:
            yield f"{where}: other placeholders than {msgid!r}"


def problems_of_area(file: Path, catalogue: Catalog, used: set[str]) -> Iterator[str]:
    """What is wrong with one area: its plural rule, its entries, and those that nothing uses any more."""
    if f"Plural-Forms: {ONE_FORM}" not in file.read_text():
        yield f'{short(file)}: the header must say "Plural-Forms: {ONE_FORM}"'
    for message in entries(catalogue):
        yield from problems_of_entry(file, message)
        if singular(message) not in used:
            yield f"{short(file)}:{message.lineno}: nothing uses {singular(message)!r}"
    for message in catalogue.obsolete.values():
        yield f"{short(file)}: an obsolete entry is left: {singular(message)!r}"


def problems_of_texts(found: list[Text], homes: dict[str, list[Path]]) -> Iterator[str]:
    """Texts with no Chinese or with Chinese in several areas, and placeholders without a name."""
    for text in {t.msgid: t for t in found}.values():
        where = f"{short(text.file)}:{text.line}"
        if text.msgid not in homes:
            yield f"{where}: no area holds the Chinese of {text.msgid!r}"
        if UNNAMED.search(NAMED.sub("", text.msgid)):
            yield f"{where}: a placeholder without a name in {text.msgid!r}"
    for msgid, files in homes.items():
        if len(files) > 1:
            yield f"in several areas: {msgid!r}: {', '.join(short(f) for f in files)}"


def all_problems() -> list[str]:
    """Everything that the check finds, a line each."""
    problems: list[str] = []
    found, areas = texts(problems), catalogues(problems)
    used = {text.msgid for text in found}
    for file, catalogue in areas.items():
        problems.extend(problems_of_area(file, catalogue, used))
    problems.extend(problems_of_texts(found, homes_of(areas)))
    return problems


def homes_of(areas: dict[Path, Catalog]) -> dict[str, list[Path]]:
    """The areas that hold each text."""
    homes: dict[str, list[Path]] = defaultdict(list)
    for file, catalogue in areas.items():
        for message in entries(catalogue):
            homes[singular(message)].append(file)
    return homes


def check() -> int:
    problems = all_problems()
    print("\n".join(problems) or "Every text has its Chinese.")
    return 1 if problems else 0


def missing() -> int:
    """Prints what has no Chinese as entries to be filled, under the folder it stands in."""
    problems: list[str] = []
    homes = homes_of(catalogues(problems))
    by_folder: dict[str, dict[str, Text]] = defaultdict(dict)
    for text in texts(problems):
        if text.msgid not in homes:
            by_folder[short(text.file.parent)].setdefault(text.msgid, text)
    for folder, lacking in sorted(by_folder.items()):
        print(f"\n# ---- {folder}: {len(lacking)}")
        for text in lacking.values():
            print(f"\n#: {short(text.file)}:{text.line}")
            print(as_entry(text))
    print("\n".join(problems), file=sys.stderr)
    return 0


def as_entry(text: Text) -> str:
    """An entry of a po file whose Chinese is still to be written."""
    one = f"msgid {quoted(text.msgid)}"
    return f'{one}\nmsgid_plural {quoted(text.plural)}\nmsgstr[0] ""' if text.plural else f'{one}\nmsgstr ""'


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def compile_all() -> int:
    """Writes each .mo whole or not at all, so that a running server never reads half a file."""
    problems: list[str] = []
    for file, catalogue in catalogues(problems).items():
        half = file.with_suffix(".mo.new")
        with half.open("wb") as out:
            write_mo(out, catalogue)
        os.replace(half, file.with_suffix(".mo"))
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    todo = {"check": check, "missing": missing, "compile": compile_all}.get((sys.argv[1:] or [""])[0])
    sys.exit(todo() if todo else __doc__)
