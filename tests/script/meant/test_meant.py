"""What people write and what they mean by it: tables as data, and that no text whatever upsets their reading."""

from __future__ import annotations

import doctest
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.repository import GOLDEN

from audiogen.ambience.registry import sound_names
from audiogen.script.breath import NATURAL, PATTERNS, parse_pattern
from audiogen.script.meant import beds, breaths, dates, languages, lengths, words
from audiogen.script.meant.numbers import number_meant
from audiogen.script.meant.tables import meanings
from audiogen.script.voice import is_tag
from audiogen.units import parse_seconds

MEANT = tomllib.loads((GOLDEN / "meant.toml").read_text(encoding="utf-8"))
READERS: dict[str, Callable[[str], str | None]] = {
    "lengths": lambda text: " to ".join(lengths.lengths_meant(text)),
    "languages": languages.tag_meant,
    "breaths": breaths.pattern_meant,
    "dates": dates.date_meant,
    "numbers": lambda text: f"{number_meant(text):g}",
    "beds": lambda text: beds.bed_advice(text, (*sound_names(), "rain-by-the-fire")),
}


@pytest.mark.parametrize(
    ("reader", "written", "meant"),
    [(reader, written, meant) for reader, cases in MEANT.items() for written, meant in cases.items()],
)
def test_what_people_write_is_understood(reader: str, written: str, meant: str) -> None:
    assert READERS[reader](written) == meant


@pytest.mark.parametrize(
    "module", [beds, breaths, dates, languages, lengths, words], ids=lambda module: module.__name__
)
def test_the_examples_of_the_readers_are_right(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module


def test_every_sound_that_is_meant_is_there() -> None:
    assert set(meanings("sounds").values()) <= {*sound_names()}


def test_every_pattern_that_is_meant_is_there() -> None:
    assert set(meanings("breathe").values()) <= {*PATTERNS, NATURAL}


@given(st.text(max_size=80))
def test_whatever_is_written_each_reader_answers_or_keeps_silent(text: str) -> None:
    for length in lengths.lengths_meant(text):
        assert parse_seconds(length) >= 0
    tag = languages.tag_meant(text)
    assert tag is None or is_tag(tag)
    dates.date_meant(text)
    number_meant(text)
    assert beds.bed_advice(text, sound_names())
    words.choice_advice("bell", text)


@given(st.text(st.sampled_from("0123456789-/, .xinouthld:"), max_size=30))
def test_a_pattern_that_is_meant_is_one_but_for_the_lengths_of_its_counts(text: str) -> None:
    meant = breaths.pattern_meant(text)
    if meant is not None:
        try:
            parse_pattern(meant)
        except ValueError as error:
            assert "is not a breathing pattern" not in str(error)  # noqa: PT017 - most are patterns and raise nothing


@pytest.mark.parametrize("text", ["x" * 50_000, "1" * 50_000, "- " * 25_000, "and " * 12_500, "a.b/" * 12_500])
def test_long_texts_are_looked_at_quickly(text: str) -> None:
    begun = time.perf_counter()
    lengths.lengths_meant(text)
    languages.tag_meant(text)
    breaths.pattern_meant(text)
    dates.date_meant(text)
    beds.bed_advice(text, sound_names())
    assert time.perf_counter() - begun < 0.5


def test_the_tables_are_written_in_small_letters_and_each_word_once() -> None:
    table = tomllib.loads(Path(words.__file__).with_name("words.toml").read_text(encoding="utf-8"))
    # a tilde stands for about, and between two lengths for to
    table.pop("lengths")
    table.pop("anything")
    for name, lines in table.items():
        listed = [word for line in lines.values() for word in line.split()]
        twice = sorted({word for word in listed if listed.count(word) > 1})
        assert (name, twice) == (name, [])
        assert [word for word in listed if word != word.casefold()] == []
