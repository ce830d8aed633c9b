"""The face: components, glyphs, colours and words, checked in the files themselves."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler
from hypothesis import given
from hypothesis import strategies as st

from tandem.access.tiers import Tier
from tandem.analytics import theme
from tandem.partnership.commitments.standing import State
from tandem.website.templatetags import face

ROOT = Path(__file__).parent.parent / "tandem"
STATIC = ROOT / "website/static"
SHEETS = [STATIC / f"{each}.css" for each in ("tandem", "area", "cast", "check")]
CSS = "".join(
    re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S) for sheet in SHEETS
)
SCRIPT = (STATIC / "tandem.js").read_text(encoding="utf-8")
COTTON = {path.stem.replace("_", "-") for path in ROOT.glob("website/templates/cotton/*.html")}
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
EVERYWHERE = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
GLYPHS = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text()))
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.name))


def shown(source: str, **context: object) -> str:
    """A snippet with components, as a page would show it."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, RequestFactory().get("/"))


# ---- the likely range


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (-1, "2.0"),  # before the axis: at its end, never outside the picture
        (0, "2.0"),
        (50, "100.0"),
        (100, "198.0"),
        (101, "198.0"),
    ],
)
def test_a_number_stands_on_the_line_where_its_share_of_the_axis_is(
    number: int, place: str
) -> None:
    assert face.place(number, 0, 100) == place


NUMBERS = st.floats(-1e6, 1e6)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_larger_number_never_stands_further_left(one: float, other: float, start: float) -> None:
    places = [float(face.place(each, start, start + 10)) for each in sorted((one, other))]
    assert places == sorted(places)
    assert all(face.EDGE <= each <= face.WIDTH - face.EDGE for each in places)


def test_an_axis_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        face.interval(low=1, high=2, value=1, start=5, stop=5, label="")


@pytest.mark.parametrize("language", ["en", "de"])
def test_svg_keeps_its_decimal_point_in_every_language(language: str) -> None:
    with translation.override(language):
        svg = shown(
            '{% load face %}{% interval low=13 high=23.5 value=17.6 start=8 stop=28 label="a" %}'
        )
    assert 'cx="96.1"' in svg
    assert "goal" not in svg


# ---- who reads it, how it stands


@pytest.mark.parametrize(
    ("chip", "words"),
    [
        ('tier="private"', "Only you can read this"),
        ('tier="pair" partner="Sam"', "Only you and Sam can read this"),
        ('tier="pair" partner="" left="Sam"', "Only you can read this; Sam has left"),
        ('tier="pair" partner="Bo" left="Sam"', "Only you and Bo can read this; Sam has left"),
        ('tier="area" area="Operations"', "Operations leadership and its HR people"),
        ('tier="open"', "Everyone here can read this"),
        ('tier="aggregate"', "Nobody can read single answers"),
        ('tier="pair" partner="<b>"', "Only you and &lt;b&gt; can read this"),
    ],
)
def test_the_readers_are_named_in_words(chip: str, words: str) -> None:
    assert words in shown(f"<c-tier-chip {chip} />")


@pytest.mark.parametrize("tier", ["pair", "area", "restricted", "advice", "case", "counsel"])
def test_readers_who_are_not_named_are_never_guessed(tier: str) -> None:
    with pytest.raises(ValueError, match="Say who reads"):
        shown(f'<c-tier-chip tier="{tier}" />')
    assert "Only Ruth" in shown(f'<c-tier-chip tier="{tier}">Only Ruth</c-tier-chip>')


@pytest.mark.parametrize("how", ['area="{{ area }}"', ':area="area"'])
def test_a_name_with_a_sign_of_html_in_it_is_escaped_once(how: str) -> None:
    page = shown(f'<c-tier-chip tier="area" {how} />', area="Out & <In>")
    assert "Out &amp; &lt;In&gt; leadership" in page


def test_every_tier_has_a_glyph() -> None:
    assert set(face.TIER_GLYPHS) == {tier.value for tier in Tier}


def test_every_state_of_a_promise_has_a_glyph_and_a_word() -> None:
    assert {state.value for state in State} <= set(face.LOOKS)
    for state in face.every_state():
        chip = shown(f'<c-chip state="{state}" />')
        assert str(face.LOOKS[state].words) in chip
        assert f"icons.svg#{face.LOOKS[state].glyph}" in chip


def test_an_unknown_state_is_not_shown_as_something_else() -> None:
    with pytest.raises(KeyError):
        shown('<c-chip state="late" />')


def test_attention_is_never_told_by_colour_alone() -> None:
    glyphs = {shown.glyph for shown in face.LOOKS.values() if shown.frame == "attend"}
    assert glyphs == {"diamond"}
    assert "diamond" not in {s.glyph for s in face.LOOKS.values() if s.frame != "attend"}


# ---- components


def test_a_component_shows_nothing_of_the_page_around_it() -> None:
    leaks = dict.fromkeys(("footer", "meta", "label", "acts", "when", "form", "table"), "LEAK")
    for name in COTTON - {"field", "field-words", "face", "direction", "duo", "partner", "who"}:
        extra = {"tier-chip": 'tier="open"', "pager": ':page="none"'}.get(name, "")
        assert "LEAK" not in shown(f"<c-{name} {extra}>words</c-{name}>", none=None, **leaks), name


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '" onclick="x'])
def test_what_people_wrote_is_shown_as_text(words: str) -> None:
    html = shown(
        '<c-card id="a" :title="words" meta="{{ words }}">{{ words }}</c-card>', words=words
    )
    assert words not in html


def test_every_component_stands_on_the_components_page() -> None:
    page = (ROOT / "demo/templates/demo/components.html").read_text(encoding="utf-8")
    used_by_others = {"face", "field", "field-words", "error-summary", "pager"}
    assert COTTON - set(re.findall(r"<c-([a-z-]+)", page)) <= used_by_others


# Mailed, where no style sheet reaches.
LETTER = ROOT / "rooms/mail/templates/mail/letter.html"
each_page = pytest.mark.parametrize(
    "path", [each for each in TEMPLATES if each != LETTER], ids=lambda path: str(path.name)
)


@each_page
def test_a_template_names_only_what_exists(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert set(re.findall(r"<c-(?!vars|slot)([a-z-]+)", source)) <= COTTON
    assert set(re.findall(r'{% icon "([a-z]+)" %}', source)) <= GLYPHS
    classes = re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", source))
    for name in {name for each in classes for name in each.split()}:
        assert re.search(rf"\.{name}(?![\w-])", CSS), f"{name} has no rule in tandem.css"


@each_page
def test_a_template_brings_no_style_and_no_script_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@each_template
def test_a_template_keeps_to_the_words_of_the_house(path: Path) -> None:
    forbidden = (
        r"overdue|\bfailed|violation|compliance|\branking|resource|\bblame|monitor|!<|!\s*{% end"
    )
    assert not re.search(forbidden, path.read_text(encoding="utf-8"), flags=re.I)


def test_every_glyph_in_code_is_in_the_sprite() -> None:
    named = {shown.glyph for shown in face.LOOKS.values()} | set(face.TIER_GLYPHS.values())
    assert named <= GLYPHS


def test_no_rule_of_the_style_sheet_is_without_a_page() -> None:
    classes = set(re.findall(r"\.([a-z][a-z-]*)(?=[\s,:.>{\[)~+])", CSS))
    from_htmx = {name for name in classes if name.startswith("htmx-")}
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    markup = " ".join([EVERYWHERE, SCRIPT, *re.findall(r'class="[^"]*"', code)])
    assert [
        name for name in sorted(classes - from_htmx) if not re.search(rf"\b{name}\b", markup)
    ] == []


# ---- colours

SIDES = ("leader", "hr", "attend")
GROUNDS = ("paper", "surface", "sunken", "leader-tint", "hr-tint")
PAIRS = [
    *[(text, ground, 4.5) for text in ("ink", "ink-2", "ink-3") for ground in GROUNDS],
    *[(side, ground, 4.5) for side in SIDES for ground in (*GROUNDS[:3], f"{side}-tint")],
    ("ink", "attend-tint", 4.5), ("ink-2", "attend-tint", 4.5),
    ("on-ink", "ink", 4.5), ("on-ink", "ink-2", 4.5),
    *[("line-strong", ground, 3) for ground in GROUNDS[:3]],
]  # fmt: skip
HEX = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {name: (light, dark) for name, light, dark in HEX.findall(CSS)}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1. Source: WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "needed"), PAIRS)
def test_it_can_be_read(front: str, ground: str, needed: float, mode: int) -> None:
    lower, higher = sorted(luminance(TOKENS[name][mode]) for name in (front, ground))
    assert (higher + 0.05) / (lower + 0.05) >= needed


def test_charts_wear_the_colours_of_the_pages() -> None:
    assert {name: TOKENS[name] for name in theme.TOKENS} == theme.TOKENS


def test_a_browser_without_dark_mode_gets_the_same_light_one() -> None:
    plain = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", CSS))
    assert plain == {name: light for name, (light, _) in TOKENS.items()}
