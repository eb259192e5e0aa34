"""Lengths of time and levels, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.units import (
    RATE,
    clock,
    exact_length,
    parse_bytes,
    parse_decibels,
    parse_seconds,
    to_frames,
    to_gain,
    to_seconds,
    written_length,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4s", 4), ("4", 4), (" 4 s ", 4), ("2.5", 2.5), (2.5, 2.5), (3, 3), ("0s", 0), ("1m", 60), ("1m30s", 90),
        ("1m 30s", 90), ("10min", 600), ("1h", 3600), ("1h2m3s", 3723), ("1:30", 90), ("0:04.5", 4.5), ("90:00", 5400),
        ("1:02:03", 3723), ("10M", 600),
    ],
)  # fmt: skip
def test_a_length_of_time_is_understood(text: str | float, seconds: float) -> None:
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", " ", "soon", "4 parsecs", "-4s", -4, "4s4s", "1:60", "1:5", "s", "m", "1e3", "nan", "inf", "4,5", "1:2:3"],
)
def test_what_is_no_length_of_time_says_what_to_write(text: str | float) -> None:
    with pytest.raises(ValueError, match="is not a length of time; write 4s, 1m30s or 1:30"):
        parse_seconds(text)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_every_way_to_write_a_length_means_the_same(hours: int, minutes: int, seconds: int) -> None:
    length = hours * 3600 + minutes * 60 + seconds
    assert parse_seconds(f"{length}s") == length
    assert parse_seconds(f"{hours}h{minutes}m{seconds}s") == length
    assert parse_seconds(f"{hours}:{minutes:02}:{seconds:02}") == length


@pytest.mark.parametrize("text", ["25h", "24:00:01", "9" * 400])
def test_a_length_beyond_a_day_is_taken_for_a_mistake(text: str) -> None:
    with pytest.raises(ValueError, match="longer than a day"):
        parse_seconds(text)


def test_a_level_beyond_hearing_is_taken_for_a_mistake() -> None:
    with pytest.raises(ValueError, match="further than 120 dB"):
        parse_decibels("9" * 400)


@given(st.integers(0, 86_400))
def test_what_a_listener_reads_can_be_written(seconds: int) -> None:
    assert parse_seconds(clock(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "level_db"),
    [
        ("-20dB", -20),
        ("-20 dB", -20),
        ("-20db", -20),
        ("-20", -20),
        (-20, -20),
        ("\u221220 dB", -20),
        ("+3", 3),
        ("0", 0),
    ],
)
def test_a_level_is_understood(text: str | float, level_db: float) -> None:
    assert parse_decibels(text) == level_db


@pytest.mark.parametrize("text", ["", "quiet", "20%", "dB", "--3", "-20 LUFS", "nan"])
def test_what_is_no_level_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="is not a level; write decibels, like -20dB"):
        parse_decibels(text)


@given(st.integers(0, 10**12))
def test_frames_survive_as_seconds(frames: int) -> None:
    assert to_frames(to_seconds(frames)) == frames


def test_half_a_frame_goes_up() -> None:
    assert to_frames(0.5 / RATE) == 1


@pytest.mark.parametrize(("level_db", "factor"), [(0, 1), (20, 10), (-20, 0.1), (-6.0206, 0.5)])
def test_a_level_is_a_factor_on_amplitude(level_db: float, factor: float) -> None:
    assert to_gain(level_db) == pytest.approx(factor, rel=1e-5)


@pytest.mark.parametrize(
    ("seconds", "read"), [(0, "0:00"), (9.4, "0:09"), (545, "9:05"), (3723, "1:02:03"), (59.5, "1:00")]
)
def test_a_clock_reads_like_a_players(seconds: float, read: str) -> None:
    assert clock(seconds) == read


@pytest.mark.parametrize(
    ("text", "size_bytes"),
    [
        ("500MB", 500_000_000),
        ("2 GB", 2_000_000_000),
        ("1.5k", 1500),
        ("7", 7),
        ("1TB", 10**12),
        ("2.01GB", 2_010_000_000),
    ],
)
def test_sizes_are_read_with_and_without_units(text: str, size_bytes: int) -> None:
    assert parse_bytes(text) == size_bytes


@pytest.mark.parametrize("text", ["", "much", "-5MB", "5 MiB", "5,5GB", "9" * 400, "\u0665MB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a size; write one like 500MB or 2GB"):
        parse_bytes(text)


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "0s"), (0.75, "0.75s"), (2.5, "2.5s"), (60, "1m"), (992, "16m32s"), (3600, "1h"), (3725, "1h2m5s")],
)
def test_a_length_is_written_as_authors_write_it(seconds: float, written: str) -> None:
    assert written_length(seconds) == written


@given(st.floats(0, 86_400))
def test_a_length_that_is_written_for_an_author_can_be_read_again(seconds: float) -> None:
    assert parse_seconds(written_length(seconds)) == pytest.approx(seconds, abs=0.5)


@given(st.floats(0.001, 86_400) | st.integers(0, 86_400).map(float))
def test_nothing_of_an_exact_length_is_lost(seconds: float) -> None:
    assert parse_seconds(exact_length(seconds)) == seconds


def test_an_exact_length_is_written_as_authors_write_it_where_nothing_is_lost() -> None:
    assert list(map(exact_length, (85.0, 90.5, 600.0, 0.25))) == ["1m25s", "90.5s", "10m", "0.25s"]
