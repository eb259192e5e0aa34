"""Drawings for pages: small pictures in rows, scenes around the light, and the icon."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from support.repository import ROOT

from audiogen.artwork.colours import scheme_colours
from audiogen.artwork.design import MOTIF_NAMES
from audiogen.artwork.motifs import MOTIFS
from audiogen.artwork.symbols import icon, motif_symbol, scene, show_scene

EVERY: Final = range(len(MOTIF_NAMES))
STYLE: Final = (ROOT / "audiogen/publish/app/page.css").read_text(encoding="utf-8")
PLAIN: Final = {"svg", "symbol", "g", "path", "circle", "ellipse"}
MOST_BYTES: Final = 400
"""Of one small picture: a page has one of each motif that it shows."""
MOST_SCENE_BYTES: Final = 1000


def elements(markup: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<all>{markup}</all>").iter())[1:]  # noqa: S314 - our own drawings


def drawings() -> list[str]:
    return [*map(motif_symbol, EVERY), *map(scene, EVERY), show_scene()]


def test_motifs_have_the_order_in_which_covers_are_drawn() -> None:
    assert tuple(motif.__name__ for motif in MOTIFS) == MOTIF_NAMES


@pytest.mark.parametrize("motif", EVERY, ids=MOTIF_NAMES)
def test_a_row_refers_to_its_small_picture_by_the_motif(motif: int) -> None:
    [symbol, *parts] = elements(motif_symbol(motif))
    assert (symbol.tag, symbol.get("id"), symbol.get("viewBox")) == ("symbol", f"motif-{motif}", "0 0 52 52")
    # one light in each of them, as there is on the cover
    assert [part.get("class") for part in parts].count("p3") == 1


def test_no_two_motifs_look_the_same() -> None:
    assert len({re.sub("motif-.", "", motif_symbol(motif)) for motif in EVERY}) == len(EVERY)
    assert len({scene(motif) for motif in EVERY}) == len(EVERY)


def test_drawings_are_light() -> None:
    assert max(len(motif_symbol(motif)) for motif in EVERY) <= MOST_BYTES
    assert max(len(scene(motif)) for motif in EVERY) <= MOST_SCENE_BYTES


def test_drawings_hold_shapes_alone_which_no_policy_forbids() -> None:
    for part in (part for drawing in drawings() for part in elements(drawing)):
        assert part.tag in PLAIN
        assert not {name for name in part.attrib if name == "style" or "href" in name or name.startswith("on")}


def test_the_style_of_pages_knows_every_class_of_every_drawing() -> None:
    worn = {name for drawing in drawings() for part in elements(drawing) for name in part.get("class", "").split()}
    assert {name for name in worn if not re.search(rf"\.{name}\b", STYLE)} == set()


def test_nothing_that_moves_by_itself_changes_its_size() -> None:
    moved = re.findall(r"@keyframes \w+ (\{(?:[^{}]|\{[^{}]*\})*\})", STYLE)
    assert len(moved) == STYLE.count("@keyframes") > 0
    assert not [each for each in moved if re.search("scale|matrix|zoom|width|height|inset", each)]


@pytest.mark.parametrize("motif", EVERY, ids=MOTIF_NAMES)
def test_the_light_of_a_page_can_set_behind_every_scene(motif: int) -> None:
    classes = [part.get("class", "").split() for part in elements(scene(motif)) if part.tag == "svg"]
    assert any({"scene", "fore"} <= set(each) for each in classes)


def test_the_icon_is_a_file_by_itself_in_the_colours_of_its_page() -> None:
    [svg, *parts] = ET.fromstring(icon(160)).iter()  # noqa: S314 - our own drawing
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert parts[-1].get("fill") == scheme_colours(160, "dark")["light"]
    assert icon(160) != icon(320)
