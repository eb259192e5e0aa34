"""The colours of pages: contrast as WCAG computes it, for 72 hues, in the dark and in the light."""

from __future__ import annotations

import math
import re
import subprocess
import sys

import pytest
from coloraide import Color
from PIL import Image

from audiogen.artwork.colours import Scheme, dominant_hue, oklch_hue, page_colours, scheme_colours
from audiogen.artwork.design import Design
from audiogen.artwork.drawing import draw_image
from audiogen.artwork.palette import palette_of

HUES = range(0, 360, 5)
LEAST = (
    ("quiet", "sky", 5.7),
    ("quiet", "ground", 7.2),
    ("ink", "sky", 10.9),
    ("ink", "w1", 6.7),
    ("on-press", "press", 8.8),
    ("on-light", "light", 8.8),
    ("line", "sky", 3.2),
    ("line", "ground", 4.1),
    # what is written on a sheet
    ("quiet", "raised", 6.9),
)
"""What stands on what, and the least contrast that it has."""


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(("over", "under", "least"), LEAST)
def test_what_stands_on_a_ground_can_be_read_with_every_hue(
    scheme: Scheme, over: str, under: str, least: float
) -> None:
    worst = min(contrast(scheme_colours(hue, scheme), over, under) for hue in HUES)
    assert round(worst, 1) >= least


def test_what_is_left_in_the_dark_can_be_found() -> None:
    faint = [Color(scheme_colours(hue, "dark")["faint"]) for hue in HUES]
    assert min(colour.contrast("black", method="wcag21") for colour in faint) >= 3.5


def contrast(colours: dict[str, str], over: str, under: str) -> float:
    return Color(colours[over]).contrast(colours[under], method="wcag21")


def test_a_page_has_the_same_colours_each_time_and_only_plain_ones() -> None:
    css = page_colours(160, [320, 3])
    assert css == page_colours(160, [3, 320, 3])
    values = re.findall(r"--[a-z0-9-]+:([^;}]+)", css)
    assert len(values) == 2 * 19 + 2 * 5
    assert all(re.fullmatch("#[0-9a-f]{6}([0-9a-f]{2})?", value) for value in values)


def test_each_pictured_hue_is_written_once() -> None:
    assert page_colours(160, [3, 3, 320]).count(".hue-") == 2


def test_colours_keep_lightness_and_hue_where_srgb_has_not_their_chroma() -> None:
    sky = Color(scheme_colours(200, "dark")["light"]).convert("oklch")
    assert sky["lightness"] == pytest.approx(0.89, abs=0.004)
    assert sky["hue"] == pytest.approx(240, abs=2)


@pytest.mark.parametrize("hue", [0.0, 0.2, 0.41, 0.77])
def test_the_hue_of_a_page_is_that_of_the_glow_on_its_cover(hue: float) -> None:
    glow = "#{:02x}{:02x}{:02x}".format(*palette_of(hue).glow)
    assert oklch_hue(hue) == pytest.approx(Color(glow).convert("oklch")["hue"], abs=0.5)


@pytest.mark.parametrize("hue", [0.0, 0.2, 0.41, 0.77])
def test_a_picture_that_looks_like_a_cover_gives_a_page_the_hue_of_that_cover(hue: float) -> None:
    picture = draw_image(Design("A title", "", "1", "seed", hue, 1), 150)
    assert abs(math.remainder(dominant_hue(picture) - oklch_hue(hue), 360)) <= 5


def test_the_hue_of_a_picture_is_that_of_most_of_its_colour_and_not_of_its_largest_part() -> None:
    picture = Image.new("RGB", (100, 100), (128, 132, 128))
    picture.paste((200, 60, 20), (0, 0, 40, 40))
    orange = Color("srgb", [200 / 255, 60 / 255, 20 / 255]).convert("oklch")["hue"]
    assert dominant_hue(picture) == pytest.approx(orange, abs=3)


def test_dark_and_light_of_one_hue_count_together() -> None:
    picture = Image.new("RGB", (90, 90), (255, 0, 0))
    picture.paste((100, 0, 0), (0, 0, 90, 45))
    picture.paste((40, 40, 255), (0, 0, 30, 90))
    assert dominant_hue(picture) == pytest.approx(29, abs=2)


def test_reds_on_both_sides_of_nought_degrees_are_one_hue() -> None:
    picture = Image.new("RGB", (100, 100), Color("oklch", [0.5, 0.1, 352]).convert("srgb").to_string(hex=True))
    picture.paste(Color("oklch", [0.5, 0.1, 8]).convert("srgb").to_string(hex=True), (0, 0, 50, 100))
    assert abs(math.remainder(dominant_hue(picture), 360)) <= 3


@pytest.mark.parametrize("grey", [(0, 0, 0), (127, 128, 127), (255, 255, 255)])
def test_a_grey_picture_has_a_warm_page(grey: tuple[int, int, int]) -> None:
    assert dominant_hue(Image.new("RGB", (10, 10), grey)) == 40


def test_nothing_is_loaded_for_colours_before_one_is_asked_for() -> None:
    program = "import sys, audiogen.artwork.symbols, audiogen.artwork.cover; print('coloraide' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout == "False\n"
