"""Icons for home screens: drawn, or cut from the author's own picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from audiogen.artwork.colours import scheme_colours
from audiogen.artwork.icons import HomeIcons, home_icons
from audiogen.artwork.own import OwnCover, read_own
from audiogen.publish.layout import is_removable, says_its_content

MOST_BYTES = 6_000


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGBA")


@pytest.fixture(scope="module")
def drawn() -> HomeIcons:
    return home_icons(160, None)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> OwnCover:
    place: Path = tmp_path_factory.mktemp("own") / "cover.png"
    Image.linear_gradient("L").resize((1400, 1400)).convert("RGB").save(place, compress_level=1)
    return read_own(place)


def test_icons_are_png_files_of_the_sizes_that_systems_ask_for_and_light(drawn: HomeIcons) -> None:
    contents = [each.make() for each in drawn.all()]
    assert [opened(content).size for content in contents] == [(192, 192), (512, 512), (512, 512), (180, 180)]
    assert max(map(len, contents)) <= MOST_BYTES


def test_the_corners_are_transparent_only_where_no_system_cuts_them_off(drawn: HomeIcons) -> None:
    corners = [opened(each.make()).getpixel((0, 0)) for each in drawn.all()]
    sky = Image.new("RGBA", (1, 1), scheme_colours(160, "dark")["sky"]).getpixel((0, 0))
    assert [corner[3] for corner in corners[:2] if isinstance(corner, tuple)] == [0, 0]
    assert corners[2:] == [sky, sky]


def test_all_that_is_drawn_lies_in_the_circle_that_no_mask_cuts(drawn: HomeIcons) -> None:
    picture = opened(drawn.maskable.make()).convert("RGB")
    sky = picture.getpixel((0, 0))
    assert {picture.getpixel((x, 256)) for x in range(round(512 * 0.1))} == {sky}
    assert picture.getpixel((256, 256)) != sky


def test_an_authors_own_picture_is_the_icon(own: OwnCover) -> None:
    for each in home_icons(160, own).all():
        picture = opened(each.make())
        top, bottom = (picture.getpixel((9, y)) for y in (0, picture.height - 1))
        assert isinstance(top, tuple)
        assert isinstance(bottom, tuple)
        assert (max(top[:3]) < 16, min(bottom[:3]) > 239, top[3]) == (True, True, 255)


def test_names_follow_from_what_is_shown(drawn: HomeIcons, own: OwnCover) -> None:
    names = [each.path for icons in (drawn, home_icons(161, None), home_icons(160, own)) for each in icons.all()]
    assert len(set(names)) == len(names)
    assert [each.path for each in home_icons(160, None).all()] == [each.path for each in drawn.all()]
    assert all(is_removable(name) and says_its_content(name) for name in names)
