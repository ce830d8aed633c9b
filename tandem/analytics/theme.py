"""How Tandem's charts look: one Vega-Lite configuration that matches tandem.css.

Build charts with the colours of `LIGHT`. `themed_svg` turns these into CSS variables, so that
one inline SVG follows the page in light and dark, without script or inline style; `static_svg`
keeps real colours, for mail, PDF and slides.
"""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any, Literal

Mode = Literal["light", "dark"]

TOKENS: dict[str, tuple[str, str]] = {  # name: (light, dark), the same as in tandem.css
    "paper": ("#faf8f4", "#14171b"),
    "surface": ("#ffffff", "#1c2026"),
    "sunken": ("#f3f0e9", "#252a32"),
    "line": ("#e3ded3", "#343b46"),
    "line-strong": ("#857f71", "#7f8896"),
    "ink": ("#1d232b", "#f1eee8"),
    "ink-2": ("#4a515d", "#c0c5cd"),
    "ink-3": ("#626875", "#a0a7b3"),
    "leader": ("#96460c", "#f0a868"),
    "leader-tint": ("#fbefe3", "#35261b"),
    "leader-line": ("#dba473", "#8a5a30"),
    "hr": ("#0e5f7a", "#7cc4db"),
    "hr-tint": ("#e4f1f5", "#172e38"),
    "hr-line": ("#78b3c6", "#2f6b80"),
    "attend": ("#852a5a", "#efa3c8"),
    "attend-tint": ("#f9ebf2", "#3a2230"),
}
LIGHT = {name: light for name, (light, _) in TOKENS.items()}
DARK_OF = dict(TOKENS.values())
VARIABLE_OF = {light: f"var(--{name})" for name, light in LIGHT.items()}
FONT = "Source Sans 3, Tandem Sans, system-ui, sans-serif"
FONT_SIZE = 13

SVG = "http://www.w3.org/2000/svg"
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PAGES_OWN = {"class", "font-family", "pointer-events", "role"}
INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray",
    "font-size", "font-weight", "text-anchor",
)  # fmt: skip
LONG_FRACTION = re.compile(r"(\.\d\d)\d+")
FRACTION = re.compile(r"\.(\d)\d+")  # of a place: a tenth of a pixel is as near as anybody sees
CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
MOVED = re.compile(r"translate\(([-\d.]+),([-\d.]+)\)")
PLACES = frozenset({"d", "transform", "x", "y", "x1", "x2", "y1", "y2"})


def themed_svg(spec: Mapping[str, Any], title: str, description: str = "") -> str:
    """An inline SVG that follows the page's theme and font, and says itself what it shows.

    spec: Vega-Lite in the colours of LIGHT. title, description: plain text.
    """
    told = json.dumps([spec, title, description], sort_keys=True)
    prefix = f"chart-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    root = ET.fromstring(_render(spec, "light"))
    _drop_what_is_not_seen(root)
    for element in root.iter():
        _follow_the_page(element, prefix)
        _say_shorter(element)
    _say_once(root)
    _unwrap(root)
    for fixed in ("width", "height", "version"):
        root.attrib.pop(fixed, None)
    _name(root, prefix, {"title": title, "desc": description})
    return ET.tostring(root, encoding="unicode")


def static_svg(spec: Mapping[str, Any], mode: Mode = "light") -> str:
    """An SVG with its own size and colours."""
    return _render(spec, mode)


def printable(text: str) -> str:
    """Without the characters XML cannot hold, wherever a name came from."""
    return UNPRINTABLE.sub("", text)


def configuration(mode: Mode) -> dict[str, Any]:
    """The Vega-Lite configuration of one mode."""
    colour = {name: pair[mode == "dark"] for name, pair in TOKENS.items()}
    return {
        "background": None,
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": _axis(colour),
        "axisX": {"grid": False},
        "axisY": AXIS_Y,
        "text": {"font": FONT, "fontSize": FONT_SIZE, "color": colour["ink"]},
        "line": {
            "stroke": colour["ink"],
            "strokeWidth": 2,
            "strokeCap": "round",
            "strokeJoin": "round",
        },
        "rule": {"stroke": colour["line-strong"]},
        "point": {"fill": colour["ink"], "size": 46, "filled": True, "opacity": 1},
        "area": {"fill": colour["sunken"]},
        "bar": {"fill": colour["ink-3"], "cornerRadiusEnd": 2},
        # The sides' colours name people, never a series of data.
        "range": {"category": [colour["ink"], colour["ink-3"], colour["line-strong"]]},
    }


AXIS_Y = {  # the title lies on top, to be read without turning the head
    "domain": False,
    "ticks": False,
    "titleAngle": 0,
    "titleAlign": "left",
    "titleAnchor": "start",
    "titleY": -14,
    "titleX": 0,
    "titleBaseline": "bottom",
}


def _axis(colour: Mapping[str, str]) -> dict[str, Any]:
    return {
        "labelColor": colour["ink-2"],
        "titleColor": colour["ink-2"],
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": FONT_SIZE,
        "titleFontSize": FONT_SIZE,
        "titleFontWeight": 400,
        "domainColor": colour["line-strong"],
        "tickColor": colour["line-strong"],
        "gridColor": colour["line"],
        "tickSize": 4,
        "labelPadding": 6,
        "titlePadding": 10,
    }


def _render(spec: Mapping[str, Any], mode: Mode) -> str:
    import vl_convert  # 30 MB and a JavaScript engine: only where something is drawn

    ready = _prepared(dict(spec), mode) | {"config": configuration(mode)}
    return str(vl_convert.vegalite_to_svg(ready, allowed_base_urls=[]))


def _prepared(part: Any, mode: Mode) -> Any:  # noqa: ANN401  # any piece of JSON, by recursion
    if isinstance(part, str):
        text = printable(part)
        return DARK_OF.get(text, text) if mode == "dark" else text
    if isinstance(part, Mapping):
        return {key: _prepared(value, mode) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_prepared(value, mode) for value in part]
    return part


def _drop_what_is_not_seen(parent: ET.Element) -> None:
    """Vega leaves unpainted frames around every group: half of the file."""
    for child in list(parent):
        if child.tag == f"{{{SVG}}}defs":
            continue
        _drop_what_is_not_seen(child)
        unpainted = child.tag == f"{{{SVG}}}path" and not {"fill", "stroke"} & set(child.attrib)
        empty = child.tag == f"{{{SVG}}}g" and not len(child)
        if unpainted or empty or child.get("opacity") == "0":
            parent.remove(child)


def _follow_the_page(element: ET.Element, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        if name.startswith("aria-") or name in PAGES_OWN or (name, value) == ("opacity", "1"):
            del element.attrib[name]
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        elif value.startswith("url(#"):
            element.set(name, value.replace("#", f"#{prefix}-"))
        elif name in {"fill", "stroke"}:
            element.set(name, VARIABLE_OF.get(value.lower(), value))
        else:
            fraction, kept = (FRACTION, r".\1") if name in PLACES else (LONG_FRACTION, r"\1")
            element.set(name, fraction.sub(kept, value))


def _say_shorter(element: ET.Element) -> None:
    """A dot is a circle, and what is only moved there stands there: a tenth of the file."""
    at = MOVED.fullmatch(element.get("transform", ""))
    dot = CIRCLE.fullmatch(element.get("d", ""))
    if dot:
        element.tag = f"{{{SVG}}}circle"
        element.set("r", dot[1])
        del element.attrib["d"]
    if at and (dot or element.tag == f"{{{SVG}}}text"):
        of = "c" if dot else ""
        element.attrib |= {f"{of}x": at[1], f"{of}y": at[2]}
        del element.attrib["transform"]


def _unwrap(parent: ET.Element) -> None:
    """Take away groups that say nothing, and let their parts stand in their place."""
    for at, child in reversed(list(enumerate(parent))):
        _unwrap(child)
        if child.tag == f"{{{SVG}}}g" and child.get("transform") == "translate(0,0)":
            del child.attrib["transform"]
        if child.tag == f"{{{SVG}}}g" and not child.attrib:
            parent[at : at + 1] = list(child)


def _say_once(parent: ET.Element) -> None:
    """What all parts of a group share is said by the group: a third of the file."""
    parts = list(parent)
    for part in parts:
        _say_once(part)
    if len(parts) < 2 or parent.tag != f"{{{SVG}}}g":
        return
    for name in INHERITED:
        values = {part.get(name) for part in parts}
        if len(values) == 1 and None not in values and name not in parent.attrib:
            parent.set(name, str(parts[0].get(name)))
            for part in parts:
                del part.attrib[name]


def _name(root: ET.Element, prefix: str, told: Mapping[str, str]) -> None:
    """Title and description for those who do not see it, with ids no other chart has."""
    given = {tag: printable(text) for tag, text in told.items() if text}
    for position, (tag, text) in enumerate(given.items()):
        element = ET.Element(f"{{{SVG}}}{tag}", id=f"{prefix}-{tag}")
        element.text = text
        root.insert(position, element)
    named = " ".join(f"{prefix}-{tag}" for tag in given)
    root.attrib |= {"class": "chart", "role": "img", "aria-labelledby": named}


ET.register_namespace("", SVG)
