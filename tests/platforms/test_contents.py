"""The files that a feed names: what is seen of them without decoding anything."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from support.feeds import chapters, mp3, picture, whole_feed

from audiogen.platforms.catalogue import feed_rules
from audiogen.platforms.contents import kind_of, mp3_begin, picture_faults, size_of
from audiogen.platforms.texts import chapters_faults, text_of, webvtt_faults

COVER = "cover-00000000.jpg"
VTT = "episodes/03-session-1.vtt"
CHAPTERS = "episodes/03-session-1.chapters.json"
SOUND = "episodes/03-session-8c388303.mp3"


@cache
def png(mode: str = "RGB", size: int = 1400, **facts: object) -> bytes:
    drawn = io.BytesIO()
    Image.new(mode, (size, size)).save(drawn, "PNG", **facts)
    return drawn.getvalue()


@pytest.mark.parametrize("content", [picture(), picture(3000, 3000), picture(form="MPO")])
def test_a_square_jpeg_of_the_right_size_is_a_cover(content: bytes) -> None:
    assert picture_faults(content, "cover.jpg") == ()
    assert picture_faults(content, "cover.JPEG") == ()


def test_a_png_without_transparency_is_a_cover(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(png())
    assert picture_faults(tmp_path / "cover.png", "cover.png") == ()
    assert picture_faults(png("P"), "cover.png") == ()


@pytest.mark.parametrize(
    ("content", "path", "told"),
    [
        (picture(1400, 1399), "a.jpg", "it is 1400 x 1399 pixels, and not square"),
        (picture(1399, 1399), "a.jpg", "it is 1399 x 1399 pixels, and has to have 1400 to 3000 on each side"),
        (picture(3001, 3001), "a.jpg", "it is 3001 x 3001 pixels, and has to have 1400 to 3000 on each side"),
        (picture(mode="CMYK"), "a.jpg", "its colours are CMYK, those of printing, and not RGB"),
        (picture(mode="L"), "a.jpg", "its colours are shades of grey, and not RGB"),
        (png("RGBA"), "a.png", "it has an alpha channel, by which parts of it are transparent"),
        (png("P", transparency=0), "a.png", "it has an alpha channel, by which parts of it are transparent"),
        (png(), "a.jpg", "it is a PNG, and its name ends in .jpg"),
        (picture(), "a", "it is a JPEG, and its name ends in nothing"),
        (picture()[:-100], "a.jpg", "its end is missing"),
        (picture(form="GIF"), "a.jpg", "it is neither JPEG nor PNG"),
        (b"", "a.jpg", "it is neither JPEG nor PNG"),
    ],
)
def test_what_platforms_do_not_take_of_a_picture(content: bytes, path: str, told: str) -> None:
    assert told in picture_faults(content, path)


def test_a_picture_that_says_it_is_enormous_is_not_drawn() -> None:
    header = b"IHDR" + struct.pack(">2I5B", 40_000, 40_000, 8, 2, 0, 0, 0)
    enormous = png()[:12] + header + struct.pack(">I", zlib.crc32(header)) + png()[33:]
    assert picture_faults(enormous, "a.png") == ("it is larger than 3000 x 3000 pixels by far",)


@settings(max_examples=60)
@given(st.data())
def test_garbled_pictures_are_answered(data: st.DataObject) -> None:
    garbled = bytearray(data.draw(st.sampled_from([picture(), png()])))
    for _ in range(data.draw(st.integers(1, 5))):
        garbled[data.draw(st.integers(0, min(len(garbled) - 1, 400)))] = data.draw(st.integers(0, 255))
    assert all(picture_faults(bytes(garbled[: data.draw(st.integers(0, len(garbled)))]), "a.jpg"))


def test_the_cover_of_a_show_is_judged_where_it_is_named() -> None:
    feed = whole_feed()
    (found,) = feed.with_file(COVER, picture(1000, 1000))
    assert (found.rule, found.refuses) == ("cover", True)
    assert found.line == 1 + feed.text[: feed.text.index("<itunes:image")].count("\n")
    assert "1000 x 1000 pixels" in found.message
    assert "`cover:` in scripts/show.yaml" in found.change


def test_the_picture_of_an_episode_is_advice() -> None:
    (found,) = whole_feed().with_file("episodes/03-session-1.jpg", picture(1000, 1000))
    assert (found.rule, found.refuses, found.item) == ("item-cover", False, "Session d")


@pytest.mark.parametrize(
    ("begin", "name"),
    [
        (b"ID3\x04\x00\x00", "MP3"),
        (bytes((0xFF, 0xFB, 0x94, 0)), "MP3"),
        (b"\0\0\0\x20ftypM4A ", "MP4"),
        (b"OggS\0\2", "Ogg"),
        (b"fLaC\0\0", "FLAC"),
        (b"RIFF\0\0\0\0WAVE", "WAV"),
        (b"<html>", None),
        (b"", None),
        (bytes((0xFF, 0xFF, 0xFF, 0xFF)), None),
    ],
)
def test_a_file_of_sound_is_known_by_its_beginning(begin: bytes, name: str | None) -> None:
    kind = kind_of(begin + bytes(9))
    assert (kind.name if kind else None) == name


def test_an_mp3_says_how_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3\x04\0\0\0\0\x01\x00" + bytes(128) + mp3(5000, 90.6))
    begin = mp3_begin(path)
    assert begin is not None
    assert (begin.rate_hz, begin.tagged, begin.missing_bytes) == (48_000, True, 0)
    assert begin.duration_s == pytest.approx(90.6, abs=0.1)
    path.write_bytes(path.read_bytes()[:-700])
    cut = mp3_begin(path)
    assert cut is not None
    assert cut.missing_bytes == 700


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (mp3(8000, 90.6, rate=2), "has 32000 Hz, and Apple asks for 44100 and more"),
        (mp3(8000, 90.6, tag=b"LAME"), "has no Xing or Info frame at its beginning"),
        (mp3(9000, 90.6)[:8000], "is missing: 1000 bytes"),
        (b"ID3\x04\0\0\0\0\x01\x00" + bytes(7990), "no sound begins behind the tags"),
    ],
)
def test_an_mp3_is_advised_upon_by_its_beginning(sound: bytes, told: str) -> None:
    (found,) = whole_feed().with_file(SOUND, sound)
    assert (found.rule, found.refuses) == ("mp3", False)
    assert told in found.message
    assert "audiogen verify" in feed_rules()["mp3"].what


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (b"OggS".ljust(8000, b"\0"), "the type is audio/mpeg, and episodes/03-session-8c388303.mp3 is Ogg"),
        (b"sound?".ljust(8000, b"\0"), "is no file of sound that platforms know"),
    ],
)
def test_the_type_of_a_file_is_that_of_its_content(sound: bytes, told: str) -> None:
    (found,) = whole_feed().with_file(SOUND, sound)
    assert (found.rule, found.refuses) == ("enclosure-type", True)
    assert told in found.message


def test_a_file_that_is_not_there_is_no_episode() -> None:
    (found,) = whole_feed().with_file(SOUND, None)
    assert (found.rule, found.refuses) == ("enclosure", True)
    assert f"the file {SOUND} is not there" in found.message


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_garbled_sound_is_answered(content: bytes) -> None:
    kind_of(content)
    mp3_begin(content)
    mp3_begin(b"\xff\xfb\x94\0" + bytes(32) + b"Info" + content)
    assert size_of(content) == len(content)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nHello", "it does not begin with WEBVTT"),
        ("WEBVTTX", "it does not begin with WEBVTT"),
        ("WEBVTT\n", "no words stand in it"),
        (f"WEBVTT\n\n00:01.000 --> 00:02.000\n{'a' * 66}\n", "a line has 66 characters, and apps show 65"),
        (None, "it does not begin with WEBVTT"),
    ],
)
def test_a_transcript_has_a_form(text: str | None, told: str) -> None:
    assert list(webvtt_faults(text)) == [told]


def test_tags_of_a_transcript_do_not_count_as_characters() -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Somebody><lang de>{'a' * 65}</lang>\n"
    assert list(webvtt_faults(text)) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[]", "it is no JSON with version and chapters"),
        (b'{"version": "1.2.0"}', "it is no JSON with version and chapters"),
        (b'{"chapters": []}', "it is no JSON with version and chapters"),
        (b"\xff", "it is no JSON with version and chapters"),
        (b"[" * 100_000, "it is no JSON with version and chapters"),
        (chapters(0, "1"), "a chapter has no startTime in seconds"),
        (chapters(0, None), "a chapter has no startTime in seconds"),
        (chapters(0, 60, 20), "its chapters do not go upwards"),
        (chapters(0, 0), "its chapters do not go upwards"),
        (chapters(5, 20), "its first chapter begins at 5, and not at 0"),
    ],
)
def test_chapters_have_a_form(content: bytes, told: str) -> None:
    assert list(chapters_faults(text_of(content))) == [told]


def test_chapters_that_begin_at_0_and_go_upwards_are_good() -> None:
    assert list(chapters_faults(text_of(chapters(0, 20.5, 60)))) == []
    assert list(chapters_faults(text_of(chapters(0, 10**400)))) == []


@pytest.mark.parametrize(
    ("path", "content", "rule"),
    [(VTT, b"WEBVTT", "transcript"), (CHAPTERS, chapters(3), "chapters"), (CHAPTERS, None, "chapters")],
)
def test_texts_that_do_not_fit_are_advice(path: str, content: bytes | None, rule: str) -> None:
    (found,) = whole_feed().with_file(path, content)
    assert (found.rule, found.refuses, found.item) == (rule, False, "Session d")
    assert path in found.message


def test_a_text_that_is_far_too_long_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_bytes(b"a" * 100)
    assert text_of(tmp_path / "a.vtt", most_bytes=99) is None
    assert text_of(tmp_path / "a.vtt", most_bytes=100) == "a" * 100
