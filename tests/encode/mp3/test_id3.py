"""The tag of an MP3, read back by mutagen."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, CTOCFlags, PictureType

from audiogen.encode.mp3.id3 import id3_tag
from audiogen.encode.tags import ChapterTag, Tags, language_code
from audiogen.errors import MediaError

TAGS = Tags(
    title="Arriving",
    artist="A. Guide",
    album="Quiet Minutes",
    track=2,
    date=dt.date(2025, 3, 4),
    language="en-GB",
    comment="Ten quiet minutes.\nNo more than that.",
    genre="Podcast",
    url="https://example.org/minutes?a=1&b=é",
    copyright="A. Guide",
    cover_jpeg=b"\xff\xd8\xff\xe0 a picture \xff\xd9",
    chapters=(ChapterTag("Settle", 0, 61.2345), ChapterTag("Breathe", 61.2345, 300), ChapterTag("Close", 300, 600)),
)

texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1)


def read(tags: Tags, duration_s: float = 600) -> ID3:
    return ID3(io.BytesIO(id3_tag(tags, duration_s)), translate=False)


def test_a_player_is_told_all_there_is_to_show() -> None:
    tag = read(TAGS)
    shown = {name: str(tag[name]) for name in ("TIT2", "TPE1", "TALB", "TRCK", "TYER", "TDAT", "TCON", "TLAN", "TCOP")}
    assert shown == {
        "TIT2": "Arriving",
        "TPE1": "A. Guide",
        "TALB": "Quiet Minutes",
        "TRCK": "2",
        "TYER": "2025",
        "TDAT": "0403",
        "TCON": "Podcast",
        "TLAN": "eng",
        "TCOP": "2025 A. Guide",
    }
    assert tag.getall("COMM")[0].text == [TAGS.comment]
    assert tag.getall("COMM")[0].lang == "eng"
    assert tag.getall("WOAR")[0].url == "https://example.org/minutes?a=1&b=%C3%A9"


def test_the_tag_is_of_the_version_that_every_player_reads() -> None:
    assert read(TAGS).version == (2, 3, 0)


def test_the_length_is_in_milliseconds() -> None:
    assert str(read(TAGS, duration_s=600.0456)["TLEN"]) == "600046"


def test_the_cover_is_the_picture_as_it_was() -> None:
    picture = read(TAGS).getall("APIC")[0]
    assert (picture.mime, picture.type, picture.data) == ("image/jpeg", PictureType.COVER_FRONT, TAGS.cover_jpeg)


@pytest.mark.parametrize("size", [200, 20_000, 3_000_000])
def test_a_cover_of_any_size_leaves_the_sound_where_the_tag_says(size: int) -> None:
    data = id3_tag(replace(TAGS, cover_jpeg=bytes(size)), 600)
    assert ID3(io.BytesIO(data + b"\xff\xfb")).size == len(data)


def test_chapters_come_with_times_and_titles() -> None:
    chapters = [read(TAGS)[f"CHAP:chp{number:03}"] for number in range(3)]
    assert [(chapter.start_time, chapter.end_time) for chapter in chapters] == [
        (0, 61_235),
        (61_235, 300_000),
        (300_000, 600_000),
    ]
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == ["Settle", "Breathe", "Close"]
    assert {(chapter.start_offset, chapter.end_offset) for chapter in chapters} == {(0xFFFFFFFF, 0xFFFFFFFF)}


def test_one_table_of_contents_lists_the_chapters_in_order() -> None:
    contents = read(TAGS).getall("CTOC")
    assert [table.flags for table in contents] == [CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED]
    assert contents[0].child_element_ids == ["chp000", "chp001", "chp002"]


def test_chapters_lie_in_the_file_after_their_table_and_in_order_of_time() -> None:
    shorter_and_shorter = tuple(ChapterTag("x" * (20 - number), number, number + 1) for number in range(20))
    data = id3_tag(replace(TAGS, chapters=shorter_and_shorter), 20)
    names = re.findall(rb"CHAP.{6}(chp\d{3})\x00", data, re.DOTALL)
    assert names == [f"chp{number:03}".encode() for number in range(20)]
    assert data.index(b"CTOC") < data.index(b"CHAP")


@given(title=texts, chapter=texts)
def test_words_in_any_script_come_back_as_written(title: str, chapter: str) -> None:
    tag = read(replace(TAGS, title=title, chapters=(ChapterTag(chapter, 0, 1),)))
    assert tag["TIT2"].text == [title]
    assert tag["CHAP:chp000"].sub_frames["TIT2"].text == [chapter]


@pytest.mark.parametrize("title", ["Ruhe \N{HERB} und \N{PERSON IN LOTUS POSITION}", "שלום עולם", "静けさ", "e\u0301"])
def test_emoji_and_right_to_left_scripts_come_back_as_written(title: str) -> None:
    assert read(replace(TAGS, title=title))["TIT2"].text == [title]


def test_a_zero_inside_a_text_does_not_end_it() -> None:
    assert read(replace(TAGS, title="be\x00fore"))["TIT2"].text == ["before"]


def test_what_is_empty_is_left_out() -> None:
    tag = read(replace(TAGS, comment="", genre="", url="", copyright="", cover_jpeg=None, chapters=()))
    assert sorted(tag) == ["TALB", "TDAT", "TIT2", "TLAN", "TLEN", "TPE1", "TRCK", "TYER"]


def test_equal_tags_make_equal_bytes() -> None:
    assert id3_tag(TAGS, 600) == id3_tag(replace(TAGS), 600)


def test_more_chapters_than_a_table_can_count_are_refused() -> None:
    many = tuple(ChapterTag("On", number, number + 1) for number in range(256))
    assert len(read(replace(TAGS, chapters=many[:255])).getall("CTOC")[0].child_element_ids) == 255
    with pytest.raises(MediaError, match=r"256 chapters are more than an MP3 can hold \(255\)"):
        id3_tag(replace(TAGS, chapters=many), 600)


@pytest.mark.parametrize(
    ("language", "code"),
    [("en", "eng"), ("en-GB", "eng"), ("de_AT", "ger"), ("zh-Hant-TW", "chi"), ("gsw-CH", "gsw"), ("x-klingon", "und")],
)
def test_languages_get_their_three_letters(language: str, code: str) -> None:
    assert language_code(language) == code
