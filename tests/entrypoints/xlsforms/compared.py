"""An XForm taken apart, so that two writers of the same form can be held against each other."""

import re
from xml.etree import ElementTree

XF, XH = "{http://www.w3.org/2002/xforms}", "{http://www.w3.org/1999/xhtml}"
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""pyxform makes every curved quotation mark straight."""
Pair = tuple[str, str]


def taken_apart(xml: str) -> dict[str, list[object]]:
    """Texts, bindings, fields of the answer, choices and controls, each in its order."""
    root = ElementTree.fromstring(xml.encode())
    model = root.find(f"{XH}head/{XF}model")
    body = root.find(f"{XH}body")
    assert model is not None
    assert body is not None
    first, *lists = model.findall(f"{XF}instance")
    return {
        "texts": sorted(
            (str(t.get("lang")), str(t.get("default")), str(text.get("id")), _values(text))
            for t in model.findall(f"{XF}itext/{XF}translation") for text in t
        ),
        "binds": sorted(_attributes(bind) for bind in model.findall(f"{XF}bind")),
        "fields": list(_outline(first[0], skip="generated")),
        "choices": sorted((str(one.get("id")), tuple(_outline(one[0]))) for one in lists),
        "controls": list(_outline(body)),
        "title": [root.findtext(f"{XH}head/{XH}title")],
    }


def _values(text: ElementTree.Element) -> tuple[Pair, ...]:
    """What is written, and by form (image) what is shown with it."""
    return tuple((str(value.get("form")), _flat("".join(value.itertext()))) for value in text)


def _outline(element: ElementTree.Element, depth: int = 0, skip: str = "") -> list[object]:
    found: list[object] = [(depth, element.tag.partition("}")[2], _attributes(element), _flat(element.text or ""))]
    for child in element:
        found += _outline(child, depth + 1, skip)
    return found


def _attributes(element: ElementTree.Element) -> tuple[Pair, ...]:
    return tuple(sorted((name, _flat(text)) for name, text in element.attrib.items()))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().translate(STRAIGHT)
