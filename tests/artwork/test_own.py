"""Covers that people bring: what is published of them, and what is refused before anything is built."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw, PngImagePlugin
from support.projects import SHOW, write_project
from support.publishing import episode

from audiogen.artwork import own
from audiogen.artwork.cover import EMBEDDED_PX, artwork
from audiogen.artwork.drawing import resized_jpeg
from audiogen.artwork.own import PUBLISHED_BYTES, read_own
from audiogen.check.preflight import check_project
from audiogen.errors import AudiogenError, ScriptError
from audiogen.script.model import Show

PX = 1400
SHOWN = Show(title="a", author="b", description="c", cover="cover.jpg")


def arrow(mode: str = "RGB") -> Image.Image:
    """White at the top and black below."""
    picture = Image.new("RGB", (PX, PX), "black")
    ImageDraw.Draw(picture).rectangle((0, 0, PX, PX // 2), fill="white")
    return picture.convert(mode)


def turned(folder: Path, orientation: int) -> Path:
    """The same picture as a camera stores it that was held another way."""
    turn = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    way = turn[orientation]
    stored = arrow().transpose(way) if way is not None else arrow()
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(folder / "cover.jpg", exif=exif)
    return folder / "cover.jpg"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *more: bytes, depth: int = 8, data: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def is_upright(content: bytes) -> bool:
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.getexif().get(0x0112, 1) == 1
        grey = picture.convert("L")
        middle, bottom = picture.width // 2, picture.height - 20
        return bool(grey.getpixel((middle, 20)) == 255 and grey.getpixel((middle, bottom)) == 0)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_cover_is_upright_everywhere_however_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    turned(tmp_path, orientation)
    art = artwork(SHOWN, (), tmp_path)
    embedded = resized_jpeg((tmp_path / "cover.jpg").read_bytes(), EMBEDDED_PX)
    assert all(map(is_upright, (art.cover.make(), art.thumbnail.make(), embedded)))


def test_a_cover_of_the_authors_own_stands_small_in_the_rows_of_a_page(tmp_path: Path) -> None:
    turned(tmp_path, 6)
    art = artwork(SHOWN, (episode(1), episode(2)), tmp_path)
    row = art.episodes[0].row
    assert row is not None
    assert row in art.all()
    assert row.path not in {art.cover.path, art.thumbnail.path}
    with Image.open(io.BytesIO(row.make())) as picture:
        assert (picture.format, picture.size) == ("JPEG", (104, 104))
    assert {each.row.path for each in art.episodes if each.row} == {row.path}


def test_a_page_has_the_hue_of_the_authors_own_cover(tmp_path: Path) -> None:
    Image.new("RGB", (PX, PX), (20, 60, 120)).save(tmp_path / "cover.jpg")
    art = artwork(SHOWN, (episode(1),), tmp_path)
    assert 250 < art.hue < 265
    assert art.episodes[0].hue == art.hue


def test_an_upright_cover_is_published_as_it_is(tmp_path: Path) -> None:
    assert read_own(turned(tmp_path, 1)).published() == (tmp_path / "cover.jpg").read_bytes()


def test_a_cover_that_is_saved_anew_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = {artwork(SHOWN, (), turned(tmp_path, way).parent).cover.path for way in (1, 3)}
    assert len(names) == 2


def test_a_cover_of_sixteen_bits_is_published_in_eight(tmp_path: Path) -> None:
    rows = (b"\0" + b"\x80\x01" * 3 * PX) * PX
    (tmp_path / "cover.png").write_bytes(png(PX, PX, depth=16, data=rows))
    cover = read_own(tmp_path / "cover.png")
    with Image.open(io.BytesIO(cover.published())) as picture:
        assert (cover.suffix, picture.format, picture.mode, picture.size) == ("jpg", "JPEG", "RGB", (PX, PX))


def test_a_cover_too_large_for_every_app_to_fetch_is_saved_anew(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (PX, PX), Random(1).randbytes(3 * PX * PX))  # noqa: S311 - a picture that no format makes small
    noise.save(tmp_path / "cover.png")
    assert (tmp_path / "cover.png").stat().st_size > PUBLISHED_BYTES
    cover = read_own(tmp_path / "cover.png")
    assert len(cover.published()) <= PUBLISHED_BYTES
    assert cover.suffix == "jpg"


def test_a_cover_under_a_wrong_ending_has_its_real_one(tmp_path: Path) -> None:
    arrow().save(tmp_path / "cover.jpg", "PNG")
    assert read_own(tmp_path / "cover.jpg").suffix == "png"


def test_a_picture_with_others_in_its_file_is_a_jpeg(tmp_path: Path) -> None:
    arrow().save(tmp_path / "cover.jpg", "MPO", save_all=True, append_images=[arrow()])
    cover = read_own(tmp_path / "cover.jpg")
    assert cover.suffix == "jpg"
    assert is_upright(cover.published())


def refused(folder: Path, cover: str) -> str:
    """The one problem of a show with this cover, told by `audiogen check`."""
    project = write_project(folder, show=f"{SHOW}cover: {cover}\n")
    with pytest.raises(ScriptError) as raised:
        check_project(project, ())
    [problem] = raised.value.problems
    assert (problem.path.name, problem.line, problem.column) == ("show.yaml", 6, 8)
    assert problem.message.startswith("cover: the cover ")
    return problem.message


@pytest.mark.parametrize("mode", ["L", "RGBA", "LA", "P", "I;16", "1"])
def test_a_cover_in_other_colours_is_refused(tmp_path: Path, mode: str) -> None:
    arrow("L" if mode == "I;16" else mode).convert(mode).save(tmp_path / "cover.png")
    assert "RGB without transparency" in refused(tmp_path, "cover.png")


def test_a_cover_in_the_colours_of_print_is_refused(tmp_path: Path) -> None:
    arrow("CMYK").save(tmp_path / "cover.jpg")
    assert "the colours of print" in refused(tmp_path, "cover.jpg")


def test_a_colour_that_is_transparent_is_refused(tmp_path: Path) -> None:
    arrow().save(tmp_path / "cover.png", transparency=(0, 0, 0))
    assert "is transparent" in refused(tmp_path, "cover.png")


def test_a_moving_cover_is_refused(tmp_path: Path) -> None:
    arrow().save(tmp_path / "cover.png", save_all=True, append_images=[arrow().rotate(90)])
    assert "is animated" in refused(tmp_path, "cover.png")


def test_a_cover_of_far_too_many_pixels_is_never_unpacked(tmp_path: Path) -> None:
    for number, px in enumerate((30_000, 12_000)):
        (tmp_path / f"{number}.png").write_bytes(png(px, px, data=bytes(1000)))
    assert "has far too many pixels" in refused(tmp_path, "0.png")
    assert "is 12000 pixels wide" in refused(tmp_path, "1.png")


def test_a_bomb_in_a_text_of_the_file_is_refused(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("a", "b" * 50_000_000, zip=True)
    arrow().save(tmp_path / "cover.png", pnginfo=notes)
    assert "is not a whole JPEG or PNG" in refused(tmp_path, "cover.png")


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    assert "is no file that can be read to its end" in refused(tmp_path, "/dev/zero")
    assert "is no file that can be read to its end" in refused(tmp_path, "pipe.png")
    assert "is a folder" in refused(tmp_path, "folder.png")


@pytest.mark.parametrize(
    ("cover", "message"),
    [
        ("none.png", "cannot be read: No such file"),
        ("https://a.org/x.jpg", "https://a.org/x.jpg is an address, not a file"),
        ("scripts/show.yaml", "is not a whole JPEG or PNG"),
    ],
)
def test_a_cover_that_is_no_picture_is_named_by_check(tmp_path: Path, cover: str, message: str) -> None:
    assert message in refused(tmp_path, cover)


def test_a_file_too_large_for_any_picture_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "cover.png").open("wb") as file:
        file.truncate(own.MOST_BYTES + 1)
    assert "has 60 MB" in refused(tmp_path, "cover.png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_no_damage_of_a_picture_is_a_bug(tmp_path: Path, kind: str) -> None:
    made, path = io.BytesIO(), tmp_path / "cover"
    random = Random(kind)  # noqa: S311 - the same damage each time
    arrow().save(made, kind)
    whole = made.getvalue()
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(random.choice((1, 3, 20))):
            content[random.randrange(min(len(content), 700))] = random.randrange(256)
        path.write_bytes(bytes(content[: random.choice((len(content), random.randrange(len(content))))]))
        try:
            read_own(path).published()
        except AudiogenError as error:
            assert "the cover" in error.message  # noqa: PT017 - most are refused, and some damage does no harm
