"""Kinds of media files, as authors write them."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from audiogen.encode.formats import LOSSY_BIT_RATES_KBPS, formats
from audiogen.script.media import BIT_RATES_KBPS, FORMAT_NAMES, LOSSLESS, MediaChoice, MediaChoices, parse_media

choices = TypeAdapter(MediaChoices)


def test_what_can_be_written_is_what_can_be_made() -> None:
    assert tuple(each.name for each in formats()) == FORMAT_NAMES
    assert {each.name for each in formats() if each.lossless} == LOSSLESS
    assert BIT_RATES_KBPS == LOSSY_BIT_RATES_KBPS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mp3", MediaChoice("mp3")),
        ("MP3 192", MediaChoice("mp3", 192)),
        ("m4a 96k", MediaChoice("m4a", 96)),
        ("opus 64 kbit/s", MediaChoice("opus", 64)),
        ("flac", MediaChoice("flac")),
    ],
)
def test_a_format_is_a_name_and_perhaps_a_bit_rate(written: str, meant: MediaChoice) -> None:
    assert parse_media(written) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mp33", r"no format .mp33.; did you mean mp3\?"),
        ("mp3 130", "the bit rates in kbit/s are 64, 80"),
        ("flac 128", "flac loses nothing and has no bit rate"),
        ("mp3, m4a", "no format"),
    ],
)
def test_what_cannot_be_is_answered_with_what_can(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_media(written)


def test_one_alone_needs_no_list() -> None:
    assert choices.validate_python("m4a") == (MediaChoice("m4a"),)


def test_a_format_stands_there_once() -> None:
    with pytest.raises(ValidationError, match="mp3 is there twice"):
        choices.validate_python(["mp3", "mp3 192"])


@pytest.mark.parametrize("written", ["mp3", "m4a 96", "flac"])
def test_what_was_written_is_what_is_kept(written: str) -> None:
    assert choices.dump_python(choices.validate_python(written), mode="json") == [written]
