from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from support.builders import script
from support.publishing import episode, show

from audiogen.artwork import drawing
from audiogen.artwork.cover import EMBEDDED_BYTES, EMBEDDED_PX, EPISODE_PX, SHOW_PX, artwork, embedded_cover
from audiogen.artwork.design import Design, episode_design
from audiogen.artwork.drawing import draw_image, draw_jpeg
from audiogen.artwork.lettering import Box, set_in
from audiogen.artwork.motifs import MOTIFS
from audiogen.artwork.palette import palette_of
from audiogen.cache.store import Cache
from audiogen.errors import AudiogenError
from audiogen.script.model import Show

FOREIGN = {
    "German": "\u00dcber das H\u00f6ren",
    "Greek": "\u0395\u03bc\u03c0\u03b9\u03c3\u03c4\u03bf\u03c3\u03cd\u03bd\u03b7",
    "Russian": "\u0414\u043e\u0432\u0435\u0440\u0438\u0435",
    "Vietnamese": "Ni\u1ec1m tin",
    "Hebrew": "\u05d0\u05de\u05d5\u05df",
    "Arabic": "\u0627\u0644\u062b\u0642\u0629",
}
BOX = Box(100, 900, 800, 250)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def design(title: str = "A Plain Title", number: int = 1) -> Design:
    return episode_design(show(), number, f"{number:02}-session", title, "A section")


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def at_55_pixels(number: int) -> Image.Image:
    return draw_image(design(number=number), 110).reduce(2)


def own_cover(folder: Path, picture: Image.Image, name: str = "own.jpg") -> Show:
    picture.save(folder / name)
    return show(cover=name)


def test_covers_have_the_sizes_that_directories_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # the size at which motifs are drawn before they are brought to that of the cover: it only takes time
    monkeypatch.setattr(drawing, "_WIDEST_WORK_PX", 300)
    art = artwork(show(), (episode(1),), Path())
    for cover, px in ((art.cover, SHOW_PX), (art.episodes[0].cover, EPISODE_PX)):
        picture = opened(cover.make())
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (px, px))
        assert 1400 <= px <= 3000
        assert cover.path.endswith(".jpg")


def test_a_cover_is_drawn_the_same_each_time() -> None:
    assert draw_jpeg(design(), 300) == draw_jpeg(design(), 300)


def test_the_picture_in_a_media_file_is_small(tmp_path: Path) -> None:
    content = embedded_cover(show(), script({"say": "Hello."}), Path(), Cache(tmp_path))
    assert len(content) <= EMBEDDED_BYTES
    assert (opened(content).mode, opened(content).size) == ("RGB", (EMBEDDED_PX, EMBEDDED_PX))


def test_the_picture_in_a_media_file_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "draw_jpeg", lambda *_: b"drawn once")
    embedded_cover(show(), script({"say": "Hello."}), Path(), Cache(tmp_path))
    monkeypatch.setattr(drawing, "draw_jpeg", lambda *_: b"drawn anew")
    assert embedded_cover(show(), script({"say": "Hello."}), Path(), Cache(tmp_path)) == b"drawn once"
    titled = script({"say": "Hello."}).model_copy(update={"title": "Another"})
    assert embedded_cover(show(), titled, Path(), Cache(tmp_path)) == b"drawn anew"


def test_a_new_title_gives_the_file_a_new_name() -> None:
    one, other = (artwork(show(), (episode(1, title=title),), Path()) for title in ("Before", "After"))
    assert one.episodes[0].cover.path != other.episodes[0].cover.path
    assert one.cover.path == other.cover.path


def test_neighbouring_episodes_differ_in_hue_and_motif() -> None:
    designs = [design(number=number) for number in range(1, 8)]
    assert len({each.motif for each in designs}) == 7
    hues = sorted(each.hue for each in designs)
    assert min(b - a for a, b in pairwise(hues)) > 0.05


def test_every_motif_can_be_chosen() -> None:
    assert {design(number=number).motif for number in range(30)} == set(range(len(MOTIFS)))


@pytest.mark.parametrize("number", range(1, 8))
def test_words_stand_out_from_what_is_behind_them(number: int) -> None:
    without_words = draw_image(Design("", "", "", f"{number:02}", design(number=number).hue, number % 7), 300)
    ink = palette_of(design(number=number).hue).ink
    behind = without_words.crop((24, 200, 276, 290)).get_flattened_data()
    assert min(contrast(ink, colour) for colour in set(behind)) > 4.5


@pytest.mark.parametrize("number", range(1, 8))
def test_a_motif_still_shows_at_55_pixels(number: int) -> None:
    darkest, lightest = at_55_pixels(number).crop((0, 0, 55, 36)).convert("L").getextrema()
    assert lightest - darkest > 60


def test_two_thumbnails_are_never_alike() -> None:
    small = [at_55_pixels(number).tobytes() for number in range(1, 8)]
    for at, one in enumerate(small):
        for other in small[at + 1 :]:
            assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) > 8


@pytest.mark.parametrize(
    "title",
    [
        "One",
        "Seven words that are not too long",
        "Many words " * 23,
        "Donaudampfschifffahrtsgesellschaftskapit\u00e4n" * 3,
    ],
    ids=["short", "usual", "longest", "one long word"],
)
def test_a_title_of_any_length_fits_its_box(title: str) -> None:
    block = set_in(title, BOX, 105)
    assert block is not None
    assert block.height <= BOX.height
    assert all(block.font.getlength(line) <= BOX.width for line in block.lines)
    assert "".join("".join(block.lines).split()) == "".join(title.split())


@pytest.mark.parametrize("title", FOREIGN.values(), ids=FOREIGN)
def test_letters_beyond_english_are_drawn_and_not_boxed(title: str) -> None:
    block = set_in(title, BOX, 105)
    assert block is not None
    missing = bytes(block.font.getmask("\U0010fffd"))
    assert all(bytes(block.font.getmask(letter)) != missing for letter in title.split(maxsplit=1)[0])


def test_words_that_no_font_has_are_left_out_rather_than_boxed() -> None:
    assert set_in("\u4fe1\u983c", BOX, 105) is None


def test_signs_that_the_font_lacks_are_left_out_and_the_words_stay() -> None:
    block = set_in("Rest \U0001f54a now", BOX, 105)
    assert block is not None
    assert block.lines == ("Rest now",)


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("Rest \u2764\ufe0f now", "Rest now"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 Family", "Family"),
        ("5\ufe0f\u20e3 Minuten", "5 Minuten"),
        ("Ruhe \u2460", "Ruhe 1"),
        ("Teil \u2163", "Teil IV"),
        ("\U0001d4e1uhe", "Ruhe"),
        ("H\u2082O", "H2O"),
        ("Rest \u2139\ufe0f", "Rest i"),
        ("Rest \u24ff", "Rest"),
        ("\u2605 Rest \u2605", "Rest"),
    ],
)
def test_a_sign_that_the_font_lacks_takes_no_word_along(title: str, drawn: str) -> None:
    block = set_in(title, BOX, 105)
    assert block is not None
    assert " ".join(block.lines).split() == drawn.split()


def test_writing_from_right_to_left_stands_at_the_right() -> None:
    ink = palette_of(design().hue).ink
    picture = draw_image(Design(FOREIGN["Hebrew"], "", "", "x", design().hue, 4), 300)
    columns = [x for x in range(300) for y in range(220, 290) if picture.getpixel((x, y)) == ink]
    assert min(columns) > 150


def test_the_shows_own_cover_is_published_as_it_is_and_stands_for_its_episodes(tmp_path: Path) -> None:
    own = own_cover(tmp_path, Image.new("RGB", (1400, 1400), (30, 60, 90)))
    art = artwork(own, (episode(1), episode(2)), tmp_path)
    assert art.cover.make() == (tmp_path / "own.jpg").read_bytes()
    assert {each.cover.path for each in art.episodes} == {art.cover.path}
    assert len(art.all()) == 3


def test_the_shows_own_cover_is_named_by_its_real_type(tmp_path: Path) -> None:
    Image.new("RGB", (1400, 1400)).save(tmp_path / "own.jpg", "PNG")
    assert artwork(show(cover="own.jpg"), (), tmp_path).cover.path.endswith(".png")


def test_the_shows_own_cover_is_embedded_in_a_smaller_size(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1500, 1500), (200, 10, 10))
    ImageDraw.Draw(picture).ellipse((250, 250, 1250, 1250), fill=(10, 10, 200))
    content = embedded_cover(
        own_cover(tmp_path, picture), script({"say": "Hello."}), tmp_path, Cache(tmp_path / "cache")
    )
    assert opened(content).size == (EMBEDDED_PX, EMBEDDED_PX)
    assert len(content) <= EMBEDDED_BYTES


@pytest.mark.parametrize(
    ("mode", "size", "complaint"),
    [
        ("RGB", (1400, 1500), "1400 by 1500 pixels, not a square"),
        ("RGB", (1399, 1399), "is 1399 pixels wide"),
        ("RGB", (3001, 3001), "is 3001 pixels wide"),
        ("RGBA", (1400, 1400), "has the colours RGBA, not RGB"),
        ("L", (1400, 1400), "has the colours L, not RGB"),
    ],
    ids=["oblong", "small", "large", "transparent", "grey"],
)
def test_a_cover_that_directories_refuse_is_refused_here(
    tmp_path: Path, mode: str, size: tuple[int, int], complaint: str
) -> None:
    own = own_cover(tmp_path, Image.new(mode, size), "own.png" if mode == "RGBA" else "own.jpg")
    with pytest.raises(AudiogenError, match=complaint) as refusal:
        artwork(own, (), tmp_path)
    assert "1400 to 3000" in refusal.value.hint


def test_a_cover_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    own = own_cover(tmp_path, Image.linear_gradient("L").resize((1400, 1400)).convert("RGB"))
    (tmp_path / "own.jpg").write_bytes((tmp_path / "own.jpg").read_bytes()[:9000])
    with pytest.raises(AudiogenError, match="not a whole JPEG or PNG"):
        artwork(own, (), tmp_path)


def test_a_cover_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match=r"none\.jpg cannot be read") as refusal:
        artwork(show(cover="none.jpg"), (), tmp_path)
    assert "cover" in refusal.value.hint
