from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tandem.analytics.theme import LIGHT, TOKENS, configuration, static_svg, themed_svg

STYLESHEET = Path(__file__).resolve().parents[2] / "website" / "static" / "tandem.css"


def spec(text: str = "6 in October", clip: bool = False) -> dict[str, Any]:
    x, y = {"field": "x", "type": "quantitative"}, {"field": "y", "type": "quantitative"}
    points = [{"x": 1 / 3, "y": 1}, {"x": 2, "y": 2 / 3}]
    line = {"type": "line", "stroke": LIGHT["ink"], "clip": clip}
    note = {"type": "text", "text": text, "color": LIGHT["attend"]}
    return {
        "data": {"values": points},
        "encoding": {"x": x, "y": y},
        "layer": [{"mark": line}, {"mark": note}],
    }


def test_the_colours_are_those_of_the_stylesheet() -> None:
    css = STYLESHEET.read_text(encoding="utf-8")
    written = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)
    declared = {name: (light, dark) for name, light, dark in written}
    assert {name: declared[name] for name in TOKENS} == TOKENS


def test_no_two_names_share_a_colour_or_a_picture_could_not_follow_the_theme() -> None:
    assert len(set(LIGHT.values())) == len(LIGHT)


def test_the_modes_differ_in_colours_alone() -> None:
    light, dark = str(configuration("light")), str(configuration("dark"))
    for one, other in TOKENS.values():
        light = light.replace(one, "").replace(other, "")
        dark = dark.replace(one, "").replace(other, "")
    assert light == dark


@pytest.mark.slow
def test_one_picture_follows_the_page_by_its_variables() -> None:
    svg = themed_svg(spec(), "Leavers")
    assert 'stroke="var(--ink)"' in svg
    assert 'fill="var(--attend)"' in svg
    assert not re.search(r"#[0-9a-f]{6}\b", svg)
    assert "font-family" not in svg


@pytest.mark.slow
def test_a_strict_page_takes_it_no_script_no_style_no_address() -> None:
    svg = themed_svg(spec(), "Leavers")
    assert not re.search(r"<script|style=|<style|href|\son\w+=", svg)


@pytest.mark.slow
def test_it_says_what_it_shows_and_only_once() -> None:
    root = ET.fromstring(themed_svg(spec(), "Leavers & joiners", "Six <b>left</b>"))
    title, description = root[0], root[1]
    assert (title.text, description.text) == ("Leavers & joiners", "Six <b>left</b>")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert root.get("role") == "img"
    inner = [name for element in root[2].iter() for name in element.attrib]
    assert not [name for name in inner if name.startswith("aria-") or name == "role"]


@pytest.mark.slow
def test_without_a_description_none_is_announced() -> None:
    root = ET.fromstring(themed_svg(spec(), "Leavers"))
    assert root.get("aria-labelledby") == root[0].get("id")
    assert not list(root.iter("{http://www.w3.org/2000/svg}desc"))


@pytest.mark.slow
def test_two_pictures_on_one_page_share_no_id() -> None:
    one = themed_svg(spec(clip=True), "Leavers")
    other = themed_svg(spec("5 in May", clip=True), "Leavers")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, other)]
    assert len(ids[0]) == 2  # its title and its clip
    assert not ids[0] & ids[1]
    for used in re.findall(r"url\(#([^)]+)\)", one):
        assert used in ids[0]


@pytest.mark.slow
def test_it_fits_its_column_and_numbers_in_its_words_stay_whole() -> None:
    svg = themed_svg(spec("3.14159"), "Pi is 3.14159")
    assert not re.search(r"<svg[^>]* (width|height)=", svg)
    assert ">3.14159</text>" in svg
    assert ">Pi is 3.14159</title>" in svg
    assert not re.search(r'(transform|d)="[^"]*\.\d{3}', svg)


@pytest.mark.slow
def test_a_dot_is_a_circle_and_no_group_says_nothing() -> None:
    """Each picture stands twice in a page, for a desk and for a phone: a tenth is worth it."""
    dotted = spec()
    dotted["layer"].append({"mark": {"type": "point", "fill": LIGHT["ink"]}})
    svg = themed_svg(dotted, "Dots")
    assert len(re.findall(r'<circle r="[\d.]+" cx="[\d.]+" cy="[\d.]+"', svg)) == 2
    assert "<g>" not in svg
    assert re.search(r'<text[^>]* x="[\d.]+" y="[\d.]+"[^>]*>6 in October<', svg)


@pytest.mark.slow
def test_a_name_no_xml_can_hold_does_not_stop_the_picture() -> None:
    svg = themed_svg(spec("Bak\x01ery\ud800"), "Bak\x01ery\ud800", "\x00")
    assert ">Bakery</text>" in svg
    assert ">Bakery</title>" in svg
    assert svg.encode()


@pytest.mark.slow
def test_a_static_picture_has_colours_size_and_font_of_its_own() -> None:
    light, dark = static_svg(spec()), static_svg(spec(), "dark")
    assert TOKENS["attend"][0] in light
    assert TOKENS["attend"][1] in dark
    assert TOKENS["attend"][0] not in dark
    for svg in (light, dark):
        assert "var(" not in svg
        assert re.search(r'<svg[^>]* width="\d+', svg)
        assert "Source Sans 3" in svg
