"""Whether words in a bed are found, and none where a model imagines them."""

from __future__ import annotations

import pytest
from support.sessions import LENGTH_S, manifest

from audiogen.units import RATE
from audiogen.verify.ears.lyrics import gap_stretches, lyrics_figure

SONG = "take me home tonight"


def test_the_gaps_of_a_recorded_bed_are_listened_to_apart_from_the_words() -> None:
    stretches = [(start / RATE, end / RATE) for start, end in gap_stretches(manifest(bed="beds/song.mp3"))]
    assert stretches == [(1, 7), (20, 24), (33, 45), (60, LENGTH_S - 1)]


@pytest.mark.parametrize("bed", [None, "rain", "rain, pad"])
def test_a_generated_bed_has_no_words_to_listen_for(bed: str | None) -> None:
    assert gap_stretches(manifest(bed=bed)) == []


def test_a_preset_with_a_recording_in_it_is_known_by_its_licence() -> None:
    assert gap_stretches(manifest(bed="hut", credits=("Song by A, CC BY",)))


@pytest.mark.parametrize(
    ("heard", "verdict", "found"),
    [
        ([SONG, SONG, ""], "warn", 2),
        ([SONG, "", ""], "pass", 0),
        (["thank you", "you", "thanks for watching"], "pass", 0),
        (["", ""], "pass", 0),
    ],
)
def test_words_count_where_many_are_heard_in_half_of_the_gaps(heard: list[str], verdict: str, found: int) -> None:
    figure = lyrics_figure([(10.0 * at, words) for at, words in enumerate(heard)])
    assert (figure.verdict, figure.value, figure.craft) == (verdict, found, "lyrics")
