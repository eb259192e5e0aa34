"""The picture is an SVG by itself: valid, read by screen readers, good in light, dark and print."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from support.charts import of_steps
from support.repository import ROOT

from audiogen.chart.session import SessionChart
from audiogen.chart.sheet import lines_of
from audiogen.chart.svg import chart_in, session_svg
from audiogen.units import clock

SVG = "{http://www.w3.org/2000/svg}"
STEPS = (
    {"chapter": "Arriving & <resting>"},
    {"bell": "start", "ring": "8s"},
    {"say": 'Welcome, "you" & all \\< of you.'},
    {"pause": "20s"},
    {"breathe": "4-6", "cycles": 4, "cues": ["tone"]},
    {"breathe": "natural", "time": "20s"},
    {"chapter": "\u05e1\u05d5\u05e3"},
    {"say": "Goodbye."},
    {"pause": "10s"},
)


@pytest.fixture(scope="module")
def chart() -> SessionChart:
    return of_steps(*STEPS).with_loudness([-20.0] * 100)


@pytest.fixture(scope="module")
def drawn(chart: SessionChart) -> str:
    return session_svg(chart)


def test_it_is_xml_and_says_what_it_shows(drawn: str) -> None:
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    assert root.findtext(f"{SVG}title") == "Small"
    told = root.findtext(f"{SVG}desc") or ""
    assert "0:00 Arriving & <resting>" in told
    assert "4 breaths, 4-6" in told
    assert root.attrib["role"] == "img"
    assert {"title", "told"} == set(root.attrib["aria-labelledby"].split())


def test_words_are_there_as_text(chart: SessionChart, drawn: str) -> None:
    texts = ["".join(each.itertext()) for each in ET.fromstring(drawn).iter(f"{SVG}text")]  # noqa: S314 - our own
    assert clock(chart.silences[1].length_s) in texts
    assert {"Small", "4 breaths \u00b7 4-6", "natural breath", "Small Show \u00b7 1", "loudness"} <= set(texts)
    assert "Arriving & <resting> \u00b7 rain" in texts
    phrases = [each.findtext(f"{SVG}title") for each in ET.fromstring(drawn).iter(f"{SVG}rect")]  # noqa: S314 - our own
    assert 'Welcome, "you" & all < of you.' in phrases


def test_a_name_that_is_read_from_the_right_ends_where_its_chapter_begins(drawn: str) -> None:
    (name,) = re.findall("<text[^>]*>\u05e1\u05d5\u05e3", drawn)
    assert 'direction="rtl" text-anchor="end"' in name


def test_nothing_outside_of_it_is_asked_for(drawn: str) -> None:
    assert re.findall(r"https?://[^\s\"<]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@import|@font-face|<image|<script|href", drawn)
    assert set(re.findall(r"url\(([^)]*)\)", drawn)) <= {"#day", "#foot", *(f"#water{at}" for at in range(1, 9))}


def test_one_file_serves_light_dark_and_print(drawn: str) -> None:
    assert "@media screen and (prefers-color-scheme: dark)" in drawn
    assert "@media print" in drawn
    assert "color-scheme: light dark" in drawn


def test_the_same_session_gives_the_same_bytes_and_can_be_read_back(chart: SessionChart, drawn: str) -> None:
    assert session_svg(chart) == drawn
    kept = chart_in(drawn.encode())
    assert kept == chart
    assert kept is not None
    assert session_svg(kept) == drawn


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"<metadata>{}</metadata>", b"<metadata>\xff</metadata>"])
def test_what_is_no_picture_of_a_session_holds_none(content: bytes) -> None:
    assert chart_in(content) is None


@pytest.mark.parametrize("length_s", [1, 40, 180, 300, 3600, 3 * 3600, 24 * 3600])
def test_lines_are_few_and_hold_all_of_a_session(chart: SessionChart, length_s: float) -> None:
    lines = lines_of(replace(chart, length_s=float(length_s)))
    assert 1 <= len(lines) <= 8
    assert all(line.top < line.air_y < line.voice_y < line.rule_y for line in lines)
    assert (lines[0].start_s, lines[-1].end_s) == (0, length_s)
    assert lines[-1].rule_y < 1320


def test_a_session_without_a_bed_has_no_water_and_one_of_words_alone_explains_nothing_else() -> None:
    plain = session_svg(of_steps({"say": "One."}, {"pause": "5s"}, bed={"sound": "off"}))
    assert "url(#water" not in plain.partition("</defs>")[2]
    assert re.findall(r'<text class="small" x="34" y="0">(\w+)', plain) == ["words"]


def test_the_picture_in_the_documentation_is_what_is_drawn() -> None:
    picture = (ROOT / "docs/plan.svg").read_bytes()
    chart = chart_in(picture)
    assert chart is not None
    assert session_svg(chart).encode() == picture
